"""Times told from another time of the text: "a year earlier", "the same period last year", "that month".

Where the text named none before, they stay open.
"""

from collections.abc import Mapping

from pipeline.extraction import calendar_words as cal
from pipeline.extraction.calendar_words import UNKNOWN, Days
from pipeline.extraction.vantage import Vantage

Groups = Mapping[str, str | None]

_LONGEST = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366, "decade": 3653}
"""Days that a unit has at most: "a week earlier" says nothing about a whole year."""


def shifted(found: Groups, vantage: Vantage) -> Days:
    """ "In 2024 there were 31 fires, compared with 44 a year earlier"."""
    count = cal.count_of(found["count"])
    unit = (found["unit"] or "").lower()
    if found["about"] or (found["way"] or "").lower() == "previously":
        return UNKNOWN
    return _moved(vantage.before, unit, count if (found["way"] or "").lower() == "later" else -count)


def neighbour(found: Groups, vantage: Vantage) -> Days:
    """ "8 cases in 2022 and 19 the following year": the unit beside the one that held the time before."""
    way = (found["way"] or found["way2"] or "").lower()
    unit = (found["unit"] or found["unit2"] or "").lower()
    return _around(vantage.before, unit, 1 if way in {"following", "next", "after"} else -1)


def that_unit(found: Groups, vantage: Vantage) -> Days:
    """ "In 2023 it won. That year it held $2 billion"."""
    unit = (found["unit"] or found["unit2"] or "").lower()
    return vantage.before if found["then"] else _around(vantage.before, unit, 0)


def same_period(found: Groups, vantage: Vantage) -> Days:
    """ "Against 71 in the same period last year": the time before, a year earlier or in the stated year."""
    first = vantage.before[0]
    if first is None:
        return UNKNOWN
    year = found["year"]
    words = (found["words"] or "").lower()
    yearly = found["rel"] or "year-ago" in words or "year-earlier" in words or "prior-year" in words
    if not (year or yearly or "last year" in words):
        return vantage.before
    return _moved(vantage.before, "year", int(year) - first.year if year else -1)


def from_then(_found: Groups, vantage: Vantage) -> Days:
    """ "In 2016 he came. Since then he has planted 700 trees"."""
    last = vantage.before[1]
    return (cal.days_on(last, 1), vantage.now) if last is not None and last < vantage.now else UNKNOWN


def _moved(days: Days, unit: str, count: int) -> Days:
    first, last = days
    if first is None or last is None or (last - first).days >= _LONGEST[unit]:
        return UNKNOWN
    return cal.moved(first, unit, count), cal.moved(last, unit, count)


def _around(days: Days, unit: str, shift: int) -> Days:
    first, last = days
    if first is None or last is None:
        return UNKNOWN
    whole = cal.unit_around(first, unit, 0)
    if whole[1] is None or last > whole[1]:
        return UNKNOWN
    return cal.unit_around(first, unit, shift)
