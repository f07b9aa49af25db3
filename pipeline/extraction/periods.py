"""Times that statistics are about, resolved against the day of publication.

Each row of `models/periods.jsonl` is a pattern and the name of the rule here that resolves it. Without a day
of publication a time that names no year stays open on both sides.
"""

import dataclasses
import datetime
import functools
import re
from collections.abc import Iterator

from spacy.tokens import Doc

from pipeline import models
from pipeline.extraction.calendar_words import UNKNOWN, Days
from pipeline.extraction.found import Period
from pipeline.extraction.period_rules import RESOLVERS
from pipeline.spans import TextSpan


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PeriodExample:
    """A sentence, the day it was published, and the period it should yield."""

    text: str
    published: datetime.date
    period: str
    start: datetime.date | None
    end: datetime.date | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRow:
    """A pattern of times and the rule that resolves it."""

    id: str
    resolver: str
    pattern: str
    flags: str = ""
    examples: tuple[PeriodExample, ...] = ()

    def __post_init__(self) -> None:
        if self.resolver not in RESOLVERS:
            raise ValueError(f"resolver {self.resolver!r} is none of {', '.join(RESOLVERS)}")


_NEEDS_NO_DAY = frozenset({"year", "decade", "year_span"})
_LONG_AGO = datetime.date(9999, 1, 1)


@functools.cache
def _compiled(row: PeriodRow) -> re.Pattern[str]:
    return re.compile(row.pattern, re.IGNORECASE if "i" in row.flags else re.RegexFlag(0))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NamedTime:
    """A time as written, not yet resolved: most are never asked for their days."""

    span: TextSpan
    row: PeriodRow
    match: re.Match[str]


def find_periods(doc: Doc, published: datetime.date | None) -> list[Period]:
    """All times named in a text, in order, not overlapping, with their days."""
    return [resolved(time, published) for time in find_times(doc.text)]


def find_times(text: str) -> list[NamedTime]:
    """All times named in a text, in order, not overlapping: of those that overlap the longest."""
    candidates = sorted(_candidates(text), key=lambda time: (time.span.start, -time.span.end))
    found: list[NamedTime] = []
    for time in candidates:
        if not found or time.span.start >= found[-1].span.end:
            found.append(time)
        elif time.span.end - time.span.start > found[-1].span.end - found[-1].span.start:
            found[-1] = time
    return found


def resolved(time: NamedTime, published: datetime.date | None) -> Period:
    """The period of a named time; `published` is what it is relative to."""
    start, end = _days(time.row, time.match, published)
    return Period(span=time.span, start=start, end=end, rule=time.row.id)


def _candidates(text: str) -> Iterator[NamedTime]:
    for row in models.load("periods.jsonl", PeriodRow):
        for match in _compiled(row).finditer(text):
            surface = match.group()
            start = match.start() + len(surface) - len(surface.lstrip())
            yield NamedTime(span=TextSpan(start, match.end()), row=row, match=match)


def _days(row: PeriodRow, match: re.Match[str], published: datetime.date | None) -> Days:
    """First and last day; unknown where neither the words nor the day of publication tell."""
    found: dict[str, str | None] = dict(match.groupdict())
    found["words"] = match.group()
    if published is None and not (row.resolver in _NEEDS_NO_DAY or found.get("year")):
        return UNKNOWN
    try:
        return RESOLVERS[row.resolver](found, published or _LONG_AGO)
    except (ValueError, OverflowError):
        return UNKNOWN
