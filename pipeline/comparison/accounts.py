"""What the comparison keeps of an article on disk, and reads back when it is wanted.

A claim is some hundred bytes; the words about it, as the comparison weighs them, are twenty times as much.
So an article is kept as a record of three parts: what finds the candidates of its statistics, and the rest,
which is read only where there is something to compare, the quotes apart from the statistics.
"""

import array
import datetime
import functools
import operator
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from pydantic_core import from_json, to_json

from pipeline.comparison import units
from pipeline.comparison.beside import Beside, read_beside
from pipeline.comparison.hashes import key_hash
from pipeline.comparison.intervals import reading, significant_digits
from pipeline.comparison.quotes import Said, said
from pipeline.comparison.slots import Slots, clues, read_statistic
from pipeline.comparison.stories import Named, Story, story
from pipeline.tables import ArticleRow, ClaimRow, MentionRow, columns

LONG = 4
"""Significant digits from which on equal numbers are hardly chance."""
OF_CLAIMS = tuple(columns(ClaimRow))
CLAIM_VALUES = operator.attrgetter(*OF_CLAIMS)
FILL = [vars(ClaimRow)[name].__set__ for name in OF_CLAIMS]
"""What sets each column of a row: to call the class takes seven times as long, see `tables.rows`."""
DAYS = [OF_CLAIMS.index(name) for name in ("published", "period_start", "period_end")]
PLACES = OF_CLAIMS.index("jurisdiction_ids")
"""Where the columns stand that JSON has no type for: days, and a tuple."""


class Item(NamedTuple):
    """What finds the candidates of a statistic."""

    claim_id: str
    dimension: str
    unit: str
    value: float
    scale: float
    is_long: bool
    """Whether it has so many digits that it is compared in whatever articles."""
    keys: frozenset[str]
    """The words of its measure and its action, and those near it."""
    core: frozenset[str]
    """What is counted, and what happened to it."""


def item_of(claim: ClaimRow, beside: Beside) -> Item:
    """What finds the candidates of one statistic."""
    read, found = reading(claim), clues(claim, beside)
    return Item(
        claim_id=claim.claim_id,
        dimension=units.dimension_of(claim),
        unit=claim.unit or "",
        value=read.value,
        scale=read.scale,
        is_long=significant_digits(claim) >= LONG,
        keys=frozenset(found.keys),
        core=frozenset(found.core),
    )


class Record(NamedTuple):
    """An account as bytes; the same for the same article, mentions and claims."""

    head: bytes
    """The items, as JSON."""
    story: bytes
    """What the article is about, as JSON."""
    statistics: bytes
    """A line of JSON each, for few of them are ever read."""
    quotes: bytes
    """Likewise."""


class Account:
    """An article with its claims: its statistics that have a value, and its quotes, by their claim_ids."""

    def __init__(self, items: Sequence[Item], record: Record) -> None:
        self.items = items
        """Of each statistic."""
        self.record = record
        """The account as bytes."""
        self._slots: dict[int, Slots] = {}
        self._said: dict[int, Said] = {}

    @functools.cached_property
    def _statistics(self) -> Sequence[bytes]:
        return self.record.statistics.split(b"\n")

    @functools.cached_property
    def _utterances(self) -> Sequence[bytes]:
        return self.record.quotes.split(b"\n")

    @functools.cached_property
    def story(self) -> Story:
        key, text, published, stems, weights, entities = from_json(self.record.story)
        return Story(
            key=key,
            text=text,
            published=_day(published),
            stems=tuple(stems),
            weights=array.array("d", weights),
            entities=tuple(map(Named._make, entities)),
        )

    @functools.cached_property
    def number(self) -> int:
        """A hash of the article_id."""
        return key_hash(self.story.key)

    @functools.cached_property
    def quotes(self) -> int:
        """How many there are."""
        return len(self._utterances) if self.record.quotes else 0

    def hear(self, quotes: Iterable[ClaimRow]) -> None:
        """Takes its quotes as rows, which are at hand where the account is made."""
        self._said = {place: said(row, self.story) for place, row in enumerate(quotes)}
        self.quotes = len(self._said)

    def slots(self, place: int) -> Slots:
        """A statistic as the comparison sees it; the same object each time."""
        if place not in self._slots:
            values, beside = from_json(self._statistics[place])
            claim = _claim(values)
            self._slots[place] = read_statistic(claim, self.story, Beside._make(beside))
        return self._slots[place]

    def said(self, place: int) -> Said:
        """A quote as the comparison sees it; the same object each time."""
        if place not in self._said:
            self._said[place] = said(_claim(from_json(self._utterances[place])), self.story)
        return self._said[place]


def account(article: ArticleRow, mentions: Iterable[MentionRow], claims: Iterable[ClaimRow]) -> Account:
    """Reads one article with its mentions and claims, which can come in any order."""
    told = story(article, mentions)
    ordered = sorted(claims, key=lambda row: row.claim_id)
    statistics = [row for row in ordered if row.claim_type == "statistic" and row.value is not None]
    quotes = [row for row in ordered if row.claim_type == "quote"]
    besides = [read_beside(row, told) for row in statistics]
    items = [item_of(row, beside) for row, beside in zip(statistics, besides, strict=True)]
    about = (told.key, told.text, told.published, told.stems, list(told.weights), told.entities)
    record = Record(
        head=to_json([[*item[:-2], sorted(item.keys), sorted(item.core)] for item in items]),
        story=to_json(about),
        statistics=_lines(zip(map(CLAIM_VALUES, statistics), besides, strict=True)),
        quotes=_lines(map(CLAIM_VALUES, quotes)),
    )
    found = Account(items, record)
    found.story = told
    found.hear(quotes)
    return found


def read(record: Record) -> Account:
    """An account from its bytes."""
    items = [
        Item._make((*told, frozenset(keys), frozenset(core))) for *told, keys, core in from_json(record.head)
    ]
    return Account(items, record)


def _lines(rows: Iterable[object]) -> bytes:
    return b"\n".join(map(to_json, rows))


def _day(value: str | None) -> datetime.date | None:
    return None if value is None else datetime.date.fromisoformat(value)


def _claim(values: Sequence[Any]) -> ClaimRow:
    told = list(values)
    for place in DAYS:
        told[place] = _day(told[place])
    told[PLACES] = tuple(told[PLACES])
    row = object.__new__(ClaimRow)
    for fill, value in zip(FILL, told, strict=True):
        fill(row, value)
    return row
