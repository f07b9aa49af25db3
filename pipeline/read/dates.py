"""Dates as news pages write them, and the year of a date that leaves it out.

Only whole header and footer lines, datelines and metadata are searched for a day of publication (see
`furniture.py`): a date in a sentence is a date of the story.
"""

import dataclasses
import datetime
import email.utils
import re

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
RELEASED = datetime.date(2026, 1, 1)
"""A day that is past wherever this code runs, so that "not in the future" needs no clock."""
SPAN_OF_YEARS = 28
"""The calendar of weekdays repeats after 28 years: an older candidate cannot be told from a newer one."""

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?:Mon|Tue(?:s)?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?\b"
_YEAR = r"(?:19|20)\d\d\b"

_FORMS = (
    # 2025-09-22, 2025-09-22T17:33:00Z
    r"(?P<year1>(?:19|20)\d\d)[-/](?P<month1>[01]\d)[-/](?P<day1>[0-3]\d)"
    r"(?:T\d\d:\d\d(?::\d\d)?(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?(?!\d)",
    # Monday, September 22 - SEPT. 22, 2025 - Tuesday, July 2nd, 2013 - Sat Nov 12 2011
    rf"(?:(?P<weekday2>{_WEEKDAY}),?\s+)?(?P<month2>{_MONTH})\s+(?P<day2>{_DAY})(?:,?\s+(?P<year2>{_YEAR}))?",
    # 22 September 2025 - WEDNESDAY 03 JULY 2013 - Fri, 11 Nov 2011
    rf"(?:(?P<weekday3>{_WEEKDAY}),?\s+)?(?P<day3>{_DAY})\s+(?:of\s+)?(?P<month3>{_MONTH})"
    rf"(?:,?\s+(?P<year3>{_YEAR}))?",
    # 09/22/2025 - 22.09.2025 - 22-09-2025
    r"(?<!\d)(?P<first4>\d{1,2})(?P<slash>[-/.])(?P<second4>\d{1,2})(?P=slash)(?P<year4>(?:19|20)\d\d)(?!\d)",
)
_DATE = re.compile("|".join(f"(?:{form})" for form in _FORMS), re.IGNORECASE)

DATE = (
    "(?i:" + "|".join(re.sub(r"\?P<\w+>", "?:", form.replace("(?P=slash)", "[-/.]")) for form in _FORMS) + ")"
)
"""Pattern of a date without groups, for patterns of whole lines."""


@dataclasses.dataclass(frozen=True, slots=True)
class WrittenDate:
    """A day as written; `year` is None in `Monday, September 22`. Weekdays count from Monday, 0."""

    year: int | None
    month: int
    day: int
    weekday: int | None = None
    ambiguous: bool = False
    """Whether month and day could be swapped: `09/10/2025` is read as 10 September, as US pages mean it."""

    def day_of(self, year: int) -> datetime.date | None:
        """The day in that year, on whatever weekday; None when there is none (29 February)."""
        try:
            return datetime.date(year, self.month, self.day)
        except ValueError:
            return None

    def in_year(self, year: int) -> datetime.date | None:
        """The day in that year; None when there is none or when it falls on another weekday."""
        day = self.day_of(year)
        return day if day and self.weekday in (None, day.weekday()) else None


def written_date(text: str) -> WrittenDate | None:
    """The first date in a short text; None where there is none or where it is no day of the calendar."""
    for match in _DATE.finditer(text):
        found = _written(match)
        if found is not None:
            return found
    return None


def _written(match: re.Match[str]) -> WrittenDate | None:
    group = match.groupdict()
    if group["year4"]:
        found = _from_numbers(
            int(group["first4"]), int(group["second4"]), int(group["year4"]), group["slash"] == "."
        )
    elif group["year1"]:
        found = WrittenDate(int(group["year1"]), int(group["month1"]), int(group["day1"]))
    else:
        form = "2" if group["month2"] else "3"
        found = WrittenDate(
            int(group["year" + form]) if group["year" + form] else None,
            MONTHS.index(group["month" + form][:3].lower()) + 1,
            int(re.sub(r"\D", "", group["day" + form])),
            WEEKDAYS.index(group["weekday" + form][:3].lower()) if group["weekday" + form] else None,
        )
    leap_year = 2000
    return found if found.day_of(found.year or leap_year) else None


def _from_numbers(first: int, second: int, year: int, european: bool) -> WrittenDate:
    """Month first, as US pages write; day first where only that is a date, and with full stops."""
    month, day = (second, first) if first > 12 or (european and second <= 12) else (first, second)
    return WrittenDate(year, month, day, ambiguous=first <= 12 and second <= 12 and first != second)


def full_date(text: str) -> datetime.date | None:
    """The day that a metadata field states: ISO 8601, RFC 2822 or a date in words; None otherwise."""
    text = text.strip()
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        found = written_date(text)
    if found is not None and found.year is not None:
        return found.day_of(found.year)
    try:
        return email.utils.parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError):
        return None


def inferred_date(
    written: WrittenDate, years: list[int], copyright_year: int | None, latest: datetime.date | None
) -> datetime.date | None:
    """The day that a date without a year means; None where nothing decides.

    `years` are those that the article speaks of, `latest` the last day on which it can have been
    published (its file's last change; days up to `RELEASED` are possible always). With a weekday, the year
    is one in which the day falls on it, not after `latest`, and the first such year from the latest one on
    that the article speaks of; the most recent where it speaks of none. So `Monday, September 22` is 2025
    in a file of 2026, and 2014 in an article that speaks of 2013 and of nothing later. Without a weekday
    only the year of the copyright line decides.
    """
    bound = max(latest or RELEASED, RELEASED)
    if written.weekday is None:
        return written.in_year(copyright_year) if copyright_year else None
    possible = [
        day
        for year in range(bound.year, bound.year - SPAN_OF_YEARS, -1)
        if (day := written.in_year(year)) is not None and day <= bound
    ]
    anchor = copyright_year or max((year for year in years if year <= bound.year), default=bound.year)
    return min(possible, key=lambda day: (day.year < anchor, abs(day.year - anchor)), default=None)


_YEAR_IN_TEXT = re.compile(r"(?<![\d$£€,.])(?:19[5-9]\d|20[0-4]\d)(?![\d%]|[,.]\d)")


def years_in(text: str) -> list[int]:
    """Years that a text speaks of, as far as a number of four digits can be told to be one."""
    return [int(match.group()) for match in _YEAR_IN_TEXT.finditer(text)]
