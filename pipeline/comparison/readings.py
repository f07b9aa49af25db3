"""The statistics of a run, read when they are wanted and forgotten after a while.

A claim is some hundred bytes; the words about it, as the comparison weighs them, are twenty times as much. So
what is held of every statistic is what finds its candidates, and the rest is read from the text again.
"""

import functools
from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from pipeline.comparison import units
from pipeline.comparison.intervals import reading
from pipeline.comparison.slots import Slots, keys_of, read_statistic
from pipeline.comparison.stories import Story
from pipeline.tables import ClaimRow

HELD = 20_000
"""How many statistics are held as read."""
LONG = 3
"""Digits from which on equal numbers are hardly chance."""


class Item(NamedTuple):
    """What finds the candidates of a statistic."""

    claim_id: str
    dimension: str
    unit: str
    value: float
    scale: float
    is_long: bool
    """Whether it has so many digits that it is compared in whatever articles."""
    keys: tuple[str, ...]


class Lookup(Protocol):
    """claim_id -> slots."""

    def __getitem__(self, claim_id: str, /) -> Slots: ...


class Readings:
    """claim_id -> slots, for the statistics of articles that are known."""

    def __init__(self, claims: Iterable[ClaimRow], read: Mapping[str, Story]) -> None:
        self.stories = read
        self._claims = {
            row.claim_id: row
            for row in sorted(claims, key=lambda row: row.claim_id)
            if row.claim_type == "statistic" and row.value is not None and row.article_id in read
        }
        self._slots = functools.lru_cache(maxsize=HELD)(self._read)

    def _read(self, claim_id: str) -> Slots:
        claim = self._claims[claim_id]
        return read_statistic(claim, self.stories[claim.article_id])

    def __getitem__(self, claim_id: str, /) -> Slots:
        return self._slots(claim_id)

    def article_of(self, claim_id: str) -> str:
        """The article_id of a claim."""
        return self._claims[claim_id].article_id

    def items(self) -> dict[str, list[Item]]:
        """article_id -> what finds the candidates of its statistics, in order of their claim_ids."""
        held: dict[str, list[Item]] = {}
        for row in self._claims.values():
            held.setdefault(row.article_id, []).append(item_of(row, self.stories[row.article_id]))
        return held


def item_of(claim: ClaimRow, story: Story) -> Item:
    """What finds the candidates of one statistic."""
    read = reading(claim)
    return Item(
        claim_id=claim.claim_id,
        dimension=units.dimension_of(claim),
        unit=claim.unit or "",
        value=read.value,
        scale=read.scale,
        is_long=len(f"{abs(claim.value or 0):.10g}".replace(".", "").strip("0")) >= LONG,
        keys=keys_of(claim, story),
    )
