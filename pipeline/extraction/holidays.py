"""Holidays as times: "on Thanksgiving", "over Labor Day weekend"."""

import calendar
import dataclasses
import datetime
import functools
import re
from collections.abc import Mapping

from pipeline import models
from pipeline.extraction import calendar_words as cal
from pipeline.extraction.calendar_words import UNKNOWN, Days
from pipeline.extraction.vantage import Vantage


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A row of `models/holidays.csv`: `day` of `month`, or the `nth` `weekday` (0 is Monday, -1 the last).

    Without a month it is Easter Sunday; then `shift` days on. `weekend_from` and `weekend_to` count from it.
    """

    name: str
    country: str = ""
    month: int | None = None
    day: int | None = None
    weekday: int = 0
    nth: int = 1
    shift: int = 0
    weekend_from: int | None = None
    weekend_to: int | None = None

    def in_year(self, year: int) -> datetime.date:
        if self.month is None:
            day = easter(year)
        elif self.day is not None:
            day = datetime.date(year, self.month, self.day)
        elif self.nth > 0:
            first = datetime.date(year, self.month, 1)
            ahead = (self.weekday - first.weekday()) % 7
            day = first + datetime.timedelta(days=ahead + 7 * (self.nth - 1))
        else:
            last = datetime.date(year, self.month, calendar.monthrange(year, self.month)[1])
            day = last - datetime.timedelta(days=(last.weekday() - self.weekday) % 7)
        return day + datetime.timedelta(days=self.shift)


def easter(year: int) -> datetime.date:
    """Easter Sunday of the western churches (after Meeus, Astronomical Algorithms, chapter 8)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return datetime.date(year, month, day + 1)


def all_names() -> list[str]:
    """Names of all holidays, each once, longer ones first."""
    return sorted({row.name for row in models.load("holidays.csv", Holiday)}, key=lambda w: (-len(w), w))


@functools.cache
def names() -> str:
    """A pattern of the names of all holidays, also with a curly apostrophe."""
    spelled = (re.escape(name).replace("'", "['’]") for name in all_names())
    return rf"(?:{'|'.join(spelled)})(?!\w)"


def holiday_days(found: Mapping[str, str | None], vantage: Vantage) -> Days:
    """The day or the weekend; without a year the latest up to publication, with a future tense the next.

    Where countries have holidays of one name, that of the outlet's country, else of the United States.
    """
    name = (found["holiday"] or "").replace("’", "'")
    rows = [row for row in models.load("holidays.csv", Holiday) if row.name == name]
    row = next((row for row in rows if row.country in ("", vantage.country or "US")), None)
    if row is None and len(rows) == 1:
        row = rows[0]
    if row is None or (found.get("weekend") and row.weekend_from is None):
        return UNKNOWN
    day = _nearest(row, found.get("year"), vantage)
    lead = (found.get("words") or "").split()[0].lower()
    if found.get("weekend"):
        first, last = cal.days_on(day, row.weekend_from or 0), cal.days_on(day, row.weekend_to or 0)
        return first, last
    return cal.on_side(lead, (day, day), vantage.now)


def _nearest(row: Holiday, year: str | None, vantage: Vantage) -> datetime.date:
    if year:
        return row.in_year(int(year))
    day = row.in_year(vantage.now.year)
    if vantage.ahead and day < vantage.now:
        return row.in_year(vantage.now.year + 1)
    if not vantage.ahead and day > vantage.now:
        return row.in_year(vantage.now.year - 1)
    return day
