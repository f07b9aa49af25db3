"""How each kind of time resolves to its first and last day; named by the rows of `models/periods.jsonl`."""

import dataclasses
from collections.abc import Callable, Mapping

from pipeline.extraction import calendar_words as cal
from pipeline.extraction import day_rules, leaders, relative_periods
from pipeline.extraction.calendar_words import UNKNOWN, Days
from pipeline.extraction.day_rules import Groups, lead_of, stated_year
from pipeline.extraction.fiscal_years import fiscal_year, fiscal_years, follows, school_year
from pipeline.extraction.holidays import holiday_days
from pipeline.extraction.point_dates import weekday_near
from pipeline.extraction.vantage import Vantage


def _unit(name: str | None) -> str:
    return (name or "year").lower()


def _open(_found: Groups, _vantage: Vantage) -> Days:
    """ "in its fiscal third quarter": nothing here tells when that was."""
    return UNKNOWN


def _so_far(found: Groups, vantage: Vantage) -> Days:
    unit = found.get("unit") or found.get("unit2") or found.get("unit3")
    if not unit or unit.lower() == "season":
        return None, vantage.now  # "So far 87 people have fallen ill"
    return cal.unit_around(vantage.now, _unit(unit), 0)[0], vantage.now


def _earlier_this(found: Groups, vantage: Vantage) -> Days:
    first, last = cal.unit_around(vantage.now, _unit(found["unit"]), 0)
    return (first, vantage.now) if (found["part"] or "").lower() == "earlier" else (vantage.now, last)


def _since(found: Groups, vantage: Vantage) -> Days:
    """From the day, month or year as written to publication; all of these lie in the past."""
    past = dataclasses.replace(vantage, tense="past")
    words = (found["words"] or "").lower()
    if found.get("weekday"):
        which = "last" if "last " in words else ""
        return weekday_near(found["weekday"] or "", which, past), vantage.now
    if found.get("lastunit"):
        name = (found["lastunit"] or "").lower()
        if name in _SEASONS:
            return _season({"which": "last", "season": name, "words": ""}, past)[0], vantage.now
        days = cal.unit_around(vantage.now, name, -1)
    elif found.get("day"):
        days = day_rules.day({**found, "words": ""}, past)
    elif found.get("month"):
        bare = " ".join(word for word in words.split() if word in {"last", "early", "mid", "late"})
        days = day_rules.month({**found, "words": bare + " "}, past)
    else:
        days = cal.years(int(found["year"] or 0), int(found["year"] or 0))
        days = cal.part_of(next((p for p in ("early", "mid", "late") if p in words), None), days)
    start = days[1] if "the end of" in words else days[0]
    return start, vantage.now


_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}


def _quarter(found: Groups, vantage: Vantage) -> Days:
    """The quarter of the calendar; without a year the latest that is over, or with a future tense to come."""
    which = (found.get("which") or "").lower()
    year = stated_year(found, vantage)
    if which in {"last", "latest", "previous", "this"}:
        if year is not None:
            return cal.months(year, 10, 12) if which == "last" else UNKNOWN
        return cal.unit_around(vantage.now, "quarter", -(which != "this"))
    first = 3 * (int(found.get("digit") or 0) or _ORDINALS[which]) - 2
    if year is None:
        over = first + 2 < vantage.now.month
        year = vantage.now.year + (over if vantage.ahead else -(not over))
        if vantage.ahead is False and vantage.tense == "present" and first <= vantage.now.month:
            year = vantage.now.year
    return cal.months(year, first, first + 2)


def _half_year(found: Groups, vantage: Vantage) -> Days:
    first = 1 if (found["which"] or "").lower() == "first" else 7
    return cal.months(stated_year(found, vantage) or vantage.now.year, first, first + 5)


def _first_months(found: Groups, vantage: Vantage) -> Days:
    count = cal.count_of(found["count"])
    if not 1 <= count <= 12:
        return UNKNOWN
    first = 1 if (found["which"] or "").lower() == "first" else 13 - count
    return cal.months(stated_year(found, vantage) or vantage.now.year, first, first + count - 1)


def _end_of(found: Groups, vantage: Vantage) -> Days:
    """The last day: "by the end of 2027", "by the end of March"."""
    if found.get("unit") or found.get("unit2"):
        shift = {"last": -1, "next": 1}.get((found["last"] or "").lower(), 0)
        last = cal.unit_around(vantage.now, _unit(found["unit"] or found["unit2"]), shift)[1]
    elif found.get("month"):
        last = day_rules.month({**found, "words": (found["words"] or "")[:3]}, vantage)[1]
    else:
        last = cal.years(int(found["year"] or 0), int(found["year"] or 0))[1]
    return cal.on_side(lead_of(found), (last, last), vantage.now)


def _year_span(found: Groups, _vantage: Vantage) -> Days:
    """ "2010-15" is so many years; "2023-24" alone may be a season, a school year or a budget."""
    first = int(found["first"] or 0)
    if found.get("short"):
        last = first - first % 100 + int(found["short"] or 0)
        return cal.years(first, last) if last > first + 1 else UNKNOWN
    first, last = sorted((first, int(found["last"] or 0)))
    return cal.years(first, last)


def _decade(found: Groups, _vantage: Vantage) -> Days:
    """ "the 1990s"; "the 1800s" and "the 1900s" are centuries, "the 2000s" is not."""
    year = int(found["year"] or 0)
    length = 100 if year % 100 == 0 and year < 2000 else 10
    return _part_of_years(found["part"], year, length)


_CENTURIES = ("sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first")


def _century(found: Groups, _vantage: Vantage) -> Days:
    number = (found["number"] or "").lower()
    place = 16 + _CENTURIES.index(number) if number in _CENTURIES else int(number[:2])
    return _part_of_years(found["part"], 100 * place - 99, 100)


def _part_of_years(part: str | None, first: int, length: int) -> Days:
    return cal.part_of(part, cal.years(first, first + length - 1))


def _year(found: Groups, vantage: Vantage) -> Days:
    year = int(found["year"] or 0)
    days = cal.part_of(found.get("part") or found.get("part2"), cal.years(year, year))
    return cal.on_side(lead_of(found), days, vantage.now)


def _past_units(found: Groups, vantage: Vantage) -> Days:
    """So many units up to publication: "over the past decade", "in the last 24 hours"."""
    unit, count = _unit(found["unit"]), cal.count_of(found["count"])
    if unit == "hour":
        return cal.days_on(vantage.now, -max(1, round(count / 24))), vantage.now
    start = cal.moved(vantage.now, unit, -count)
    if found.get("half"):
        halves = {"week": ("day", 3), "month": ("day", 15), "year": ("month", 6), "decade": ("year", 5)}
        if unit not in halves:
            return UNKNOWN
        start = cal.moved(start, halves[unit][0], -halves[unit][1])
    return cal.days_on(start, 1), vantage.now


def _recent(_found: Groups, vantage: Vantage) -> Days:
    return None, vantage.now


def _weekend(found: Groups, vantage: Vantage) -> Days:
    """The latest that has begun, with a future tense the next: "over the weekend" on a Monday is the last."""
    shift = {"last": -1, "next": 1}.get((found["which"] or "").lower(), 0)
    if shift == 0 and not vantage.ahead and vantage.now.weekday() < 5:
        shift = -1 if (found["which"] or "").lower() != "this" else 0
    return cal.unit_around(vantage.now, "weekend", shift)


def _relative_unit(found: Groups, vantage: Vantage) -> Days:
    """ "last year"; of this year what the past tense tells lies before publication."""
    which, unit = (found["which"] or "").lower(), _unit(found["unit"])
    first, last = cal.unit_around(vantage.now, unit, {"last": -1, "this": 0, "next": 1}[which])
    if unit not in {"week", "weekend", "quarter"}:
        first, last = cal.part_of(found["part"], (first, last))
    past = vantage.tense == "past" and which == "this"
    if past and first is not None and last is not None and first <= vantage.now < last:
        last = vantage.now
    return first, last


_SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}
_SOUTHERN = frozenset({"AU", "NZ", "ZA", "AR", "CL", "UY"})


def _season(found: Groups, vantage: Vantage) -> Days:
    """Meteorological seasons, by the outlet's hemisphere; last summer is the latest that is over."""
    month = _SEASONS[(found["season"] or "").lower()]
    if vantage.country in _SOUTHERN:
        month = (month + 5) % 12 + 1
    if found.get("year"):
        year, end = int(found["year"] or 0), found.get("year_end")
        if (month == 12) != bool(end) or (end and not follows(year, end)):
            return UNKNOWN  # "the winter of 2023" began or ended in it
        return _three_months(year, month)
    which, now = (found["which"] or "").lower(), vantage.now
    latest = max(y for y in (now.year - 1, now.year) if (y, month) <= (now.year, now.month))
    days = _three_months(latest, month)
    running = days[1] is not None and days[1] >= now
    if which == "next" or (which == "this" and vantage.ahead and not running):
        return _three_months(latest + 1, month)
    return _three_months(latest - 1, month) if which in {"last", "past"} and running else days


def _three_months(year: int, month: int) -> Days:
    start = cal.months(year, month, month)[0]
    return start, cal.days_on(cal.moved(start, "quarter", 1), -1) if start else None


RELATIVE: Mapping[str, Callable[[Groups, Vantage], Days]] = {
    "shifted": relative_periods.shifted,
    "neighbour": relative_periods.neighbour,
    "that_unit": relative_periods.that_unit,
    "same_period": relative_periods.same_period,
    "from_then": relative_periods.from_then,
}
RESOLVERS: Mapping[str, Callable[[Groups, Vantage], Days]] = {
    **RELATIVE,
    "so_far": _so_far,
    "earlier_this": _earlier_this,
    "since": _since,
    "week_of": day_rules.week_of,
    "weeks_of_month": day_rules.weeks_of_month,
    "ended": day_rules.ended,
    "fiscal_year": fiscal_year,
    "fiscal_years": fiscal_years,
    "school_year": school_year,
    "quarter": _quarter,
    "half_year": _half_year,
    "first_months": _first_months,
    "end_of": _end_of,
    "year_span": _year_span,
    "day": day_rules.day,
    "two_days": day_rules.two_days,
    "iso": day_rules.iso,
    "point": day_rules.near_day,
    "weekday": day_rules.weekday,
    "ago": day_rules.ago,
    "open": _open,
    "month": day_rules.month,
    "two_months": day_rules.two_months,
    "decade": _decade,
    "century": _century,
    "year": _year,
    "past_units": _past_units,
    "recent": _recent,
    "weekend": _weekend,
    "relative_unit": _relative_unit,
    "season": _season,
    "leader": leaders.in_office,
    "leader_since": leaders.since_office,
    "holiday": holiday_days,
}
