"""How times made of days, weeks and months resolve; named by the rows of `models/periods.jsonl`."""

import dataclasses
import datetime
import re
from collections.abc import Mapping

from pipeline.extraction import calendar_words as cal
from pipeline.extraction.calendar_words import UNKNOWN, Days
from pipeline.extraction.point_dates import point_days, weekday_near, year_of
from pipeline.extraction.vantage import Vantage

Groups = Mapping[str, str | None]


def lead_of(found: Groups) -> str:
    """The first word of the time as written, in lower case: mostly its preposition."""
    return (found.get("words") or "").partition(" ")[0].lower()


def stated_year(found: Groups, vantage: Vantage) -> int | None:
    """The year as written, or as `last year` tells it; None where nothing is written."""
    if (found.get("year") or "").isdigit():
        return int(found["year"] or 0)
    rel = (found.get("rel") or (found.get("year") or "")).lower()
    return vantage.now.year + {"last year": -1, "next year": 1}.get(rel, 0) if rel else None


def _number(text: str | None) -> int:
    return int(re.sub(r"\D", "", text or "") or 0)


def _due(found: Groups, vantage: Vantage) -> Vantage:
    """ "Will be laid off by Dec. 31": what is due lies ahead, unless the tense is past."""
    if lead_of(found) in {"by", "until"} and vantage.tense != "past":
        return dataclasses.replace(vantage, tense="future")
    return vantage


def day(found: Groups, vantage: Vantage) -> Days:
    """ "Sept. 10", "Sept. 10-12, 2024"."""
    vantage = _due(found, vantage)
    month, number = cal.month_number(found["month"] or ""), _number(found["day"])
    year = stated_year(found, vantage) or year_of(month, number, vantage)
    first = cal.day_of(year, month, number)
    if first is None:
        return UNKNOWN
    last = cal.day_of(year, month, _number(found.get("day2")) or number)
    if last is None or last < first:
        return UNKNOWN
    return cal.on_side(lead_of(found), (first, last), vantage.now)


def two_days(found: Groups, vantage: Vantage) -> Days:
    """ "between July 28 and Sept. 10": the year, where none is written, is that of the last day."""
    month, month2 = cal.month_number(found["month"] or ""), cal.month_number(found["month2"] or "")
    number, number2 = _number(found["day"]), _number(found["day2"])
    year2 = stated_year(found, vantage) or year_of(month2, number2, vantage)
    year = _number(found["year1"]) or year2 - ((month, number) > (month2, number2))
    first, last = cal.day_of(year, month, number), cal.day_of(year2, month2, number2)
    return (first, last) if first is not None and last is not None else UNKNOWN


def iso(found: Groups, _vantage: Vantage) -> Days:
    only = cal.day_of(_number(found["year"]), _number(found["monthnumber"]), _number(found["day"]))
    return only, only


def month(found: Groups, vantage: Vantage) -> Days:
    """ "in June", "June last year", "early May"."""
    vantage = _due(found, vantage)
    number = cal.month_number(found["month"] or "")
    lead = lead_of(found)
    year = stated_year(found, vantage)
    if year is None:
        year = _month_year(number, lead, vantage)
    found_part = re.search(r"(?i)\b(early|late|mid)[ -]", found.get("words") or "")
    days = cal.part_of(found_part.group(1) if found_part else None, cal.months(year, number, number))
    return cal.on_side(lead, days, vantage.now)


def _month_year(number: int, lead: str, vantage: Vantage) -> int:
    """ "Last September" in a September is that of the year before; "will close in September" is this one."""
    now = vantage.now
    if lead == "last":
        return now.year - (number >= now.month)
    if lead == "next":
        return now.year + (number <= now.month)
    if number == now.month:
        return now.year
    return year_of(number, 1, vantage)


def two_months(found: Groups, vantage: Vantage) -> Days:
    first, last = cal.month_number(found["month"] or ""), cal.month_number(found["month2"] or "")
    year = stated_year(found, vantage)
    if year is None:
        year = year_of(last, 1, vantage)
    start = _number(found["year1"]) or year - (first > last)
    return cal.months(start, first, first)[0], cal.months(year, last, last)[1]


def weekday(found: Groups, vantage: Vantage) -> Days:
    vantage = _due(found, vantage)
    only = weekday_near(found["weekday"] or "", (found["which"] or "").lower(), vantage)
    return cal.on_side(lead_of(found), (only, only), vantage.now)


_EXTRA = re.compile(r"(?i)^(?:earlier|later|late|early) |^this (?=morning|afternoon|evening)")


def near_day(found: Groups, vantage: Vantage) -> Days:
    """ "yesterday", "last night", "this morning"."""
    words = _EXTRA.sub("", (found["words"] or "").lower())
    if words in {"morning", "afternoon", "evening", "today", "tonight"}:
        return vantage.now, vantage.now
    return point_days(words, vantage.now)


_SAME_DAY = 6
"""Hours less than which "three hours ago" is the day of publication."""


def ago(found: Groups, vantage: Vantage) -> Days:
    """ "two years ago" is that year, "three days ago" that day; "more than two years ago" has no start."""
    count, unit = found["count"] or "", (found["unit"] or "").lower()
    about = (found["about"] or "").strip().lower()
    if unit == "hour":
        return (vantage.now, vantage.now) if not about and cal.count_of(count) < _SAME_DAY else UNKNOWN
    if about in {"more than", "over", "at least"}:
        return None, cal.moved(vantage.now, unit, -cal.count_of(count))
    if about or unit in {"decade", "century"}:
        return UNKNOWN
    return point_days(f"{cal.count_of(count)} {unit}s ago", vantage.now)


def week_of(found: Groups, vantage: Vantage) -> Days:
    """ "the week of Feb. 4-10", "the week of Feb. 4", "the weekend of March 8"."""
    first = day({**found, "day2": None, "words": ""}, vantage)[0]
    if first is None:
        return UNKNOWN
    month_number = cal.month_number(found["month2"] or found["month"] or "")
    last = cal.day_of(first.year, month_number, _number(found["day2"])) if found["day2"] else None
    return first, last or cal.days_on(first, 1 if (found["what"] or "").lower() == "weekend" else 6)


def weeks_of_month(found: Groups, vantage: Vantage) -> Days:
    """ "the first three weeks of January": counted from the first day, or back from the last."""
    whole = month({**found, "words": ""}, vantage)
    which = (found["which"] or "").lower()
    size = 7 if (found["what"] or "").lower().startswith("week") else 1
    length = size * cal.count_of(found["count"])
    if whole[0] is None or whole[1] is None or length > 28:
        return UNKNOWN
    if which in {"last", "final"}:
        return cal.days_on(whole[1], 1 - length), whole[1]
    start = cal.days_on(whole[0], size * ("first", "second", "third", "fourth").index(which))
    return start, cal.days_on(start, length - 1)


def ended(found: Groups, vantage: Vantage) -> Days:
    """ "the year ended June 30", "the 12 months through June": so long, to that day or the end of that month.

    "Ending" is ahead only with a future tense; a week ended Saturday is seven days.
    """
    last = _last_day(found, vantage)
    if last is None:
        return UNKNOWN
    unit = (found["unit"] or "").lower().removeprefix("fiscal ").removeprefix("financial ").removesuffix("s")
    count = cal.count_of(found.get("count"))
    return cal.days_on(cal.moved(last, unit, -count), 1), last


def _last_day(found: Groups, vantage: Vantage) -> datetime.date | None:
    if (found.get("ended") or "").lower() == "ended":
        vantage = dataclasses.replace(vantage, tense="past")
    if found.get("weekday"):
        return weekday_near(found["weekday"] or "", "", vantage)
    if found.get("day"):
        return day({**found, "words": ""}, vantage)[1]
    number = cal.month_number(found["month"] or "")
    year = stated_year(found, vantage)
    if year is None:
        year = year_of(number, 28, vantage) if not vantage.ahead else year_of(number, 1, vantage)
    return cal.months(year, number, number)[1]
