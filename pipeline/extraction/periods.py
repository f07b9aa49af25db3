"""Times that statistics are about, resolved against the day of publication.

Each row of `models/periods.jsonl` is a pattern and the name of the rule in `period_rules` that resolves it.
Without a day of publication a time that names no year stays open on both sides.
"""

import dataclasses
import datetime
import functools
import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline import models
from pipeline.extraction import holidays, leaders
from pipeline.extraction.calendar_words import UNKNOWN, Days
from pipeline.extraction.found import Period
from pipeline.extraction.period_rules import RELATIVE, RESOLVERS
from pipeline.extraction.vantage import Vantage
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
    """A pattern of times and the rule that resolves it.

    `{month}` and the like in `pattern` stand for the pieces of `models/period_pieces.csv`. Each match has one
    of the words or pieces of `near` within `REACH` code points: only around these is the pattern tried.
    """

    id: str
    near: tuple[str, ...]
    resolver: str
    pattern: str
    examples: tuple[PeriodExample, ...]
    counterexamples: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.resolver not in RESOLVERS:
            raise ValueError(f"resolver {self.resolver!r} is none of {', '.join(RESOLVERS)}")

    @property
    def is_relative(self) -> bool:
        """Whether the time is told from another time in the text: "a year earlier"."""
        return self.resolver in RELATIVE


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A named part of patterns; `words` are those by which the text tells that one may be near (`near`)."""

    name: str
    pattern: str
    says: str
    words: str = ""


REACH = 70
"""Code points on either side of a telling word in which the patterns that need it are tried."""
_YEAR = "####"
"""Stands for any four digits among the words of a piece."""
_WORD = re.compile(r"[^\W\d_]+|(?<!\d)\d{4}(?!\d)")
_PIECE = re.compile(r"\{([a-z]+)\}")


@functools.cache
def _pieces() -> Mapping[str, str]:
    written = {piece.name: piece.pattern for piece in models.load("period_pieces.csv", Piece)}
    names = {"leader": leaders.names(), "guarded": leaders.guarded_names(), "first": leaders.first_names()}
    return {**written, **names, "holiday": holidays.names()}


def _spelled_out(pattern: str) -> str:
    return _PIECE.sub(lambda match: f"(?:{_pieces()[match.group(1)]})", pattern)


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(_spelled_out(pattern))


@functools.cache
def _tellers() -> Mapping[str, Sequence[int]]:
    """By telling word, in lower case, the places of the rows that need it."""
    needed: dict[str, list[int]] = {}
    for place, row in enumerate(models.load("periods.jsonl", PeriodRow)):
        words = {word for near in row.near for word in _words_of(near)}
        for word in sorted(words):
            needed.setdefault(word, []).append(place)
    return needed


def _words_of(near: str) -> Sequence[str]:
    """The words that a word or a `{piece}` of `near` stands for."""
    if not near.startswith("{"):
        return [near]
    if near == "{leader}":
        return [name.lower() for name in leaders.all_names()]
    if near == "{holiday}":
        return [name.split()[0].partition("'")[0].lower().rstrip(".") for name in holidays.all_names()]
    piece = next(piece for piece in models.load("period_pieces.csv", Piece) if f"{{{piece.name}}}" == near)
    return piece.words.split()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NamedTime:
    """A time as written, not yet resolved: most are never asked for their days."""

    span: TextSpan
    row: PeriodRow
    match: re.Match[str]


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


def resolved(
    time: NamedTime,
    published: datetime.date | None,
    *,
    tense: str | None = None,
    country: str | None = None,
    before: Days = UNKNOWN,
) -> Period:
    """The period of a named time, told from the day of publication and from what `Vantage` has beside it."""
    vantage = Vantage(now=published or _NEVER, tense=tense, country=country, before=before)
    start, end = _days(time.row, time.match, vantage)
    if start is not None and end is not None and start > end:
        start, end = UNKNOWN
    rule = time.row.id
    if time.row.resolver in {"fiscal_year", "fiscal_years"} and start is not None and start.month == 10:
        rule += "+us-federal"
    return Period(span=time.span, start=start, end=end, rule=rule)


def _candidates(text: str) -> Iterator[NamedTime]:
    rows = models.load("periods.jsonl", PeriodRow)
    for place, windows in _windows(text).items():
        pattern = _compiled(rows[place].pattern)
        for low, high in windows:
            for match in pattern.finditer(text, low, high):
                surface = match.group()
                start = match.start() + len(surface) - len(surface.lstrip())
                end = match.end() - len(surface) + len(surface.rstrip())
                yield NamedTime(span=TextSpan(start, end), row=rows[place], match=match)


def _windows(text: str) -> Mapping[int, list[tuple[int, int]]]:
    """By place of the row the stretches of text to try it on, in order and apart."""
    tellers = _tellers()
    windows: dict[int, list[tuple[int, int]]] = {}
    for match in _WORD.finditer(text):
        word = match.group()
        places = tellers.get(word.lower()) if word[0].isalpha() else tellers.get(_YEAR)
        if places is None:
            continue
        low, high = max(0, match.start() - REACH), match.end() + REACH
        for place in places:
            known = windows.setdefault(place, [])
            if known and low <= known[-1][1]:
                known[-1] = (known[-1][0], high)
            else:
                known.append((low, high))
    return windows


_NEEDS_NO_DAY = frozenset({"year", "decade", "century", "year_span", "school_year"})
_NEVER = datetime.date(9999, 1, 1)


def _days(row: PeriodRow, match: re.Match[str], vantage: Vantage) -> Days:
    """First and last day; unknown where neither the words nor the day of publication tell."""
    found: dict[str, str | None] = dict(match.groupdict())
    found["words"] = match.group().strip()
    dated = (found.get("year") or "").isdigit() or row.resolver in _NEEDS_NO_DAY or row.is_relative
    if vantage.now == _NEVER and not dated:
        return UNKNOWN
    try:
        start, end = RESOLVERS[row.resolver](found, vantage)
    except (ValueError, OverflowError):
        return UNKNOWN
    return start, None if end == _NEVER else end
