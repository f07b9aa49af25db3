"""How each kind of time resolves to its first and last day; named by the rows of `models/periods.jsonl`."""

import dataclasses
import datetime
from collections.abc import Callable, Mapping

from pipeline import models
from pipeline.extraction import calendar_words as cal
from pipeline.extraction.calendar_words import UNKNOWN, Days
from pipeline.extraction.point_dates import point_days


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Presidency:
    """A term of a president of the United States; an open end is now."""

    name: str
    start: datetime.date
    end: datetime.date | None = None


Groups = Mapping[str, str | None]


_HALF_A_YEAR = 183


def _unit(name: str | None) -> str:
    return (name or "year").lower()


def _so_far(found: Groups, now: datetime.date) -> Days:
    if not (found.get("unit") or found.get("unit2") or found.get("unit3")):
        return None, now  # "So far 87 people have fallen ill"
    unit = _unit(found.get("unit") or found.get("unit2") or found.get("unit3"))
    return cal.unit_around(now, unit, 0)[0], now


def _year_for(found: Groups, now: datetime.date, month: int, day: int = 1) -> int:
    """The year as written, else the latest in which that day is not in the future."""
    if found.get("year"):
        return int(found["year"] or 0)
    if found.get("rel"):
        return now.year - ((found["rel"] or "").lower() == "last year")
    return now.year - ((month, day) > (now.month, now.day))


def _point(found: Groups, now: datetime.date) -> Days:
    return point_days(found["words"] or "", now)


def _open(_found: Groups, _now: datetime.date) -> Days:
    """ "up from 87 a week earlier": a time of its own, counted from another."""
    return UNKNOWN


def _day(found: Groups, now: datetime.date) -> Days:
    """ "Sept. 10", "Sept. 10-12, 2024"."""
    words = f"{found['month']} {found['day']}"
    first, _ = point_days(f"{words}, {found['year']}" if found.get("year") else words, now)
    if first is None:
        return UNKNOWN
    due = (found.get("words") or "").lower().startswith(("by ", "until "))
    if due and not found.get("year") and (now - first).days > _HALF_A_YEAR:
        first = cal.months_before(first, -12)  # "24 people will be laid off by Dec. 31"
    last = cal.day_of(first.year, first.month, int(found.get("day2") or first.day))
    return first, last if last and last >= first else first


def _two_days(found: Groups, now: datetime.date) -> Days:
    """ "between July 28 and Sept. 10": the year, where none is written, is that of the last day."""
    _, last = _day({"month": found["month2"], "day": found["day2"], "year": found["year"]}, now)
    if last is None:
        return UNKNOWN
    month = cal.month_number(found["month"] or "")
    year = last.year - ((month, int(found["day"] or 1)) > (last.month, last.day))
    first = cal.day_of(year, month, int(found["day"] or 1))
    return (first, last) if first is not None else UNKNOWN


def _iso(found: Groups, _now: datetime.date) -> Days:
    day = cal.day_of(int(found["year"] or 0), int(found["monthnumber"] or 0), int(found["day"] or 0))
    return day, day


def _month(found: Groups, now: datetime.date) -> Days:
    """ "June last year": dateparser reads months alone or with their year."""
    if not found.get("rel"):
        return point_days(found["words"] or "", now)
    month = cal.month_number(found["month"] or "")
    return cal.months(_year_for(found, now, month), month, month)


def _week_of(found: Groups, now: datetime.date) -> Days:
    first, _ = _day({**found, "day2": None}, now)
    if first is None:
        return UNKNOWN
    month = cal.month_number(found["month2"] or "") if found.get("month2") else first.month
    last = cal.day_of(first.year, month, int(found["day2"] or 0)) if found.get("day2") else None
    return first, last or first + datetime.timedelta(days=6)


def _since(found: Groups, now: datetime.date) -> Days:
    if found["year2"]:
        return datetime.date(int(found["year2"]), 1, 1), now
    if found["weekday"]:
        return point_days(found["weekday"], now)[0], now
    if found["lastunit"]:
        return cal.unit_around(now, _unit(found["lastunit"]), -1)[0], now
    if found["day"]:
        return _day(found, now)[0], now
    return point_days(" ".join(filter(None, (found["month"], found["year"]))), now)[0], now


def _fiscal_year(found: Groups, now: datetime.date) -> Days:
    """The fiscal year of the United States government: 2024 began on 1 October 2023."""
    if found["year"]:
        year = int(found["year"])
        year += 2000 if year < 100 else 0
    else:
        shift = {"this": 0, "the current": 0, "next": 1}.get((found["which"] or "").lower(), -1)
        year = now.year + (now.month >= 10) + shift
    return datetime.date(year - 1, 10, 1), datetime.date(year, 9, 30)


_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}


def _quarter(found: Groups, now: datetime.date) -> Days:
    which = (found["which"] or "").lower()
    if which == "last":
        return (
            cal.unit_around(now, "quarter", -1)
            if not found["year"]
            else cal.months(int(found["year"]), 10, 12)
        )
    number = int(found["digit"] or 0) or _ORDINALS[which]
    first = 3 * number - 2
    last_year = (found["lastyear"] or "").lower() == "last year"
    year = int(found["year"] or 0) or now.year - (last_year or (first > now.month and not found["lastyear"]))
    return cal.months(year, first, first + 2)


def _stated_year(found: Groups, now: datetime.date) -> int:
    return int(found["year"] or 0) or now.year - ((found["rel"] or "").lower() == "last year")


def _half_year(found: Groups, now: datetime.date) -> Days:
    first = 1 if (found["which"] or "").lower() == "first" else 7
    return cal.months(_stated_year(found, now), first, first + 5)


def _first_months(found: Groups, now: datetime.date) -> Days:
    count = cal.count_of(found["count"])
    if not 1 <= count <= 12:
        return UNKNOWN
    first = 1 if (found["which"] or "").lower() == "first" else 13 - count
    return cal.months(_stated_year(found, now), first, first + count - 1)


def _year_span(found: Groups, _now: datetime.date) -> Days:
    first, last = sorted((int(found["first"] or 0), int(found["last"] or 0)))
    return cal.years(first, last)


def _two_months(found: Groups, now: datetime.date) -> Days:
    first, last = cal.month_number(found["month"] or ""), cal.month_number(found["month2"] or "")
    year = _year_for(found, now, last)
    start = cal.months(year - (first > last), first, first)[0]
    return start, cal.months(year, last, last)[1]


def _decade(found: Groups, _now: datetime.date) -> Days:
    return cal.years(int(found["year"] or 0), int(found["year"] or 0) + 9)


def _year(found: Groups, _now: datetime.date) -> Days:
    return cal.years(int(found["year"] or 0), int(found["year"] or 0))


_MONTHS_IN = {"month": 1, "year": 12, "decade": 120, "century": 1200}


def _back(now: datetime.date, unit: str, count: int) -> datetime.date:
    if unit in {"day", "week"}:
        return now - datetime.timedelta(days=count * (7 if unit == "week" else 1))
    return cal.months_before(now, count * _MONTHS_IN[unit])


def _past_units(found: Groups, now: datetime.date) -> Days:
    start = _back(now, _unit(found["unit"]), cal.count_of(found["count"]))
    return start + datetime.timedelta(days=1), now


def _relative_unit(found: Groups, now: datetime.date) -> Days:
    shift = {"last": -1, "this": 0, "next": 1}[(found["which"] or "").lower()]
    return cal.unit_around(now, _unit(found["unit"]), shift)


_SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}


def _season(found: Groups, now: datetime.date) -> Days:
    """Meteorological seasons of the north; last summer is the latest that is over."""
    month = _SEASONS[(found["season"] or "").lower()]
    shift = {"last": 0, "this": 0, "next": 1}[(found["which"] or "").lower()]
    year = now.year + shift
    start = datetime.date(year, month, 1)
    end = cal.months_before(start, -3) - datetime.timedelta(days=1)
    if (found["which"] or "").lower() == "last" and end >= now:
        start, end = cal.months_before(start, 12), cal.months_before(end, 12)
    return start, end


def _president(found: Groups, now: datetime.date) -> Days:
    """The term of a president that had begun by then; of two the later, unless one is named."""
    name = found["name"] or found["name2"]
    terms = [t for t in models.load("presidents.csv", Presidency) if t.name == name and t.start <= now]
    if not terms:
        return UNKNOWN
    which = (found["which"] or "").lower()
    term = terms[0] if which == "first" else terms[-1]
    return term.start, min(term.end, now) if term.end else now


RESOLVERS: Mapping[str, Callable[[Groups, datetime.date], Days]] = {
    "so_far": _so_far,
    "week_of": _week_of,
    "since": _since,
    "fiscal_year": _fiscal_year,
    "quarter": _quarter,
    "half_year": _half_year,
    "first_months": _first_months,
    "year_span": _year_span,
    "day": _day,
    "two_days": _two_days,
    "iso": _iso,
    "point": _point,
    "open": _open,
    "month": _month,
    "two_months": _two_months,
    "decade": _decade,
    "year": _year,
    "past_units": _past_units,
    "relative_unit": _relative_unit,
    "season": _season,
    "president": _president,
}
