"""Points in time ("Sept. 10", "Tuesday", "two years ago") as days.

What is told from the day of publication ("yesterday", "two years ago") is read by dateparser, which is
loaded at the first such time and gets single expressions only: searching in running text it takes "May" and
"sat" for dates. Days and months of the calendar are plain arithmetic: there the tense decides which year or
week is meant, and dateparser knows of none.
"""

import datetime
import functools
from typing import Any

from pipeline.extraction import calendar_words as cal
from pipeline.extraction.calendar_words import UNKNOWN, Days
from pipeline.extraction.vantage import Vantage

SOON = 92
"""Days ahead within which the present tense speaks of what is to come: "The fair opens Oct. 3"."""


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
    """First and last day of a point told from `now`: a day, or the week, month or year that it names."""
    try:
        found = _parser(now).get_date_data(words)
    except (ValueError, OverflowError, TypeError, AttributeError, KeyError, IndexError):
        return UNKNOWN
    if found.date_obj is None:
        return UNKNOWN
    day: datetime.date = found.date_obj.date()
    if found.period in {"week", "month", "year"}:
        return cal.unit_around(day, found.period, 0)
    return day, day


def weekday_near(name: str, which: str, vantage: Vantage) -> datetime.date:
    """The day of that name: the latest up to publication, with a future tense the next.

    "Tuesday" in an article of a Tuesday is that day, "last Tuesday" the one before.
    """
    number = cal.weekday_number(name)
    back = (vantage.now.weekday() - number) % 7
    if which == "next" or (vantage.ahead and which != "last"):
        ahead = (number - vantage.now.weekday()) % 7
        return cal.days_on(vantage.now, ahead or (7 if which == "next" else 0))
    return cal.days_on(vantage.now, -(back or (7 if which == "last" else 0)))


def year_of(month: int, day: int, vantage: Vantage) -> int:
    """The year of a day without one: the latest in which it is not after publication.

    A future tense makes it the first in which it is not before, the present tense if that is `SOON`.
    """
    now = vantage.now
    coming = now.year + ((month, day) < (now.month, now.day))
    if vantage.ahead:
        return coming
    if vantage.tense == "present":
        next_one = cal.day_of(coming, month, min(day, 28))
        if next_one is not None and (next_one - now).days <= SOON:
            return coming
    return now.year - ((month, day) > (now.month, now.day))
