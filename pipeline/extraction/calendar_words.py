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
    "an": 1,
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
    "eighteen": 18,
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


def days_on(day: datetime.date, count: int) -> datetime.date:
    return day + datetime.timedelta(days=count)


_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


def moved(day: datetime.date, unit: str, count: int) -> datetime.date:
    """The day so many units later; the end of a month stays the end of a month."""
    if unit in {"day", "week"}:
        return days_on(day, count * (7 if unit == "week" else 1))
    there = months_before(day, -count * _MONTHS_IN[unit])
    if days_on(day, 1).day == 1:
        return there.replace(day=calendar.monthrange(there.year, there.month)[1])
    return there


def on_side(lead: str, days: Days, now: datetime.date) -> Days:
    """What a preposition makes of a time: "before 2018", "after 2018", "until 2018", "since 2018"."""
    first, last = days
    if first is None or last is None:
        return days
    sides: Mapping[str, Days] = {
        "before": (None, days_on(first, -1)),
        "after": (days_on(last, 1), None),
        "until": (None, last),
        "through": (None, last),
        "since": (first, now),
    }
    return sides.get(lead, days)


_EARLY, _MID, _LATE = (0.0, 0.5), (0.25, 0.75), (0.5, 1.0)


def part_of(part: str | None, days: Days) -> Days:
    """ "Early 2018" is its first half, "mid-2018" its middle half, "late 2018" its second half."""
    first, last = days
    if not part or first is None or last is None:
        return days
    months_long = (last.year - first.year) * 12 + last.month - first.month + 1
    low, high = {"early": _EARLY, "mid": _MID, "late": _LATE}[part.strip(" -").lower()]
    if months_long == 1:
        whole = {"early": (1, 15), "mid": (8, 23), "late": (16, last.day)}[part.strip(" -").lower()]
        return first.replace(day=whole[0]), first.replace(day=whole[1])
    if months_long == 120:
        low, high = {_EARLY: _EARLY, _MID: (0.3, 0.7), _LATE: _LATE}[low, high]  # whole years
    start = months_before(first, -round(low * months_long))
    return start, days_on(months_before(first, -round(high * months_long)), -1)


def unit_around(day: datetime.date, unit: str, shift: int) -> Days:
    """The day, week, month, quarter, year or decade that holds a day, or one so many before or after it."""
    if unit in {"week", "weekend"}:
        monday = day - datetime.timedelta(days=day.weekday()) + datetime.timedelta(weeks=shift)
        first = monday + datetime.timedelta(days=5 if unit == "weekend" else 0)
        return first, monday + datetime.timedelta(days=6)
    if unit == "day":
        return days_on(day, shift), days_on(day, shift)
    if unit == "month":
        there = months_before(day.replace(day=1), -shift)
        return months(there.year, there.month, there.month)
    if unit == "quarter":
        there = months_before(day.replace(day=1), -3 * shift)
        first_month = 3 * ((there.month - 1) // 3) + 1
        return months(there.year, first_month, first_month + 2)
    if unit in {"decade", "century"}:
        size = 10 if unit == "decade" else 100
        first_year = day.year - day.year % size + size * shift
        return years(first_year, first_year + size - 1)
    return years(day.year + shift, day.year + shift)
