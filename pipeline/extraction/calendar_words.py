"""Day arithmetic for periods: months, quarters, weeks and years as first and last day."""

import calendar
import datetime
from collections.abc import Mapping

Days = tuple[datetime.date | None, datetime.date | None]
UNKNOWN: Days = (None, None)

_MONTHS = {name[:3].lower(): number for number, name in enumerate(calendar.month_name) if name}
_WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_COUNTS: Mapping[str, int] = {
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
}


def month_number(name: str) -> int:
    """1 to 12 of `Sept.` or `September`."""
    return _MONTHS[name[:3].lower()]


def weekday_number(name: str) -> int:
    """0 (Monday) to 6."""
    return _WEEKDAYS[name.lower()]


def count_of(word: str | None) -> int:
    """The number in `three months`; 1 where none is written."""
    if not word:
        return 1
    return int(word) if word.isdigit() else _COUNTS[word.lower()]


def day_of(year: int, month: int, day: int) -> datetime.date | None:
    """The day, None where the calendar has none (30 February)."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def months(year: int, first: int, last: int) -> Days:
    """First day of one month to last day of another, in one year."""
    return datetime.date(year, first, 1), datetime.date(year, last, calendar.monthrange(year, last)[1])


def years(first: int, last: int) -> Days:
    return datetime.date(first, 1, 1), datetime.date(last, 12, 31)


def months_before(day: datetime.date, count: int) -> datetime.date:
    """The same day so many months earlier, or the last day of a shorter month."""
    whole = day.year * 12 + day.month - 1 - count
    year, month = divmod(whole, 12)
    if year < 1:
        return datetime.date.min
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def unit_around(day: datetime.date, unit: str, shift: int) -> Days:
    """The week, month, quarter or year that holds a day, or one so many before or after it."""
    if unit in {"week", "weekend"}:
        monday = day - datetime.timedelta(days=day.weekday()) + datetime.timedelta(weeks=shift)
        first = monday + datetime.timedelta(days=5 if unit == "weekend" else 0)
        return first, monday + datetime.timedelta(days=6)
    if unit == "month":
        moved = months_before(day.replace(day=1), -shift)
        return months(moved.year, moved.month, moved.month)
    if unit == "quarter":
        moved = months_before(day.replace(day=1), -3 * shift)
        first_month = 3 * ((moved.month - 1) // 3) + 1
        return months(moved.year, first_month, first_month + 2)
    return years(day.year + shift, day.year + shift)
