"""Points in time ("Sept. 10", "Tuesday", "two years ago") as days, read by dateparser.

dateparser is loaded at the first time that is read and gets single expressions only: searching in running
text it takes "May" and "sat" for dates. What it cannot read (quarters, fiscal years, "since January") is
for `period_rules`.
"""

import datetime
import functools
import re
from typing import Any

from pipeline.extraction import calendar_words as cal
from pipeline.extraction.calendar_words import UNKNOWN, Days

_LEADS = re.compile(
    r"^(?:(?:on|by|until|through|since|as of|in|during|for|the|this|early|late|mid)[\s-]+)+", re.IGNORECASE
)
_PART_OF_DAY = re.compile(r"\s+(?:morning|afternoon|evening|night)$", re.IGNORECASE)
_LAST_MONTH = re.compile(r"^last\s+(?=[A-Z][a-z]+\.?$)(?!\w+day$)")


@functools.lru_cache(maxsize=64)
def _parser(now: datetime.date) -> Any:
    from dateparser.date import DateDataParser

    settings = {
        "RELATIVE_BASE": datetime.datetime.combine(now, datetime.time()),
        "PREFER_DATES_FROM": "past",
        "TIMEZONE": "UTC",
    }
    return DateDataParser(languages=["en"], settings=settings)


@functools.lru_cache(maxsize=8192)
def point_days(words: str, now: datetime.date) -> Days:
    """First and last day of a point in time as written: a day, or the week, month or year that it names.

    A time without a year is the latest that is not after `now`, the day of publication.
    """
    point = _LAST_MONTH.sub("", _LEADS.sub("", words.strip()))
    if point.lower() not in {"last night"}:
        point = _PART_OF_DAY.sub("", point)
    if point.lower() == f"{now:%A}".lower():
        return now, now  # dateparser takes "Tuesday" in an article of a Tuesday for the week before
    try:
        found = _parser(now).get_date_data(point)
    except (ValueError, OverflowError, TypeError, AttributeError, KeyError, IndexError):
        return UNKNOWN
    if found.date_obj is None:
        return UNKNOWN
    day: datetime.date = found.date_obj.date()
    if found.period in {"week", "month", "year"}:
        return cal.unit_around(day, found.period, 0)
    return day, day
