"""Which articles may speak of one event: an inverted index of telling words, read day by day.

Two articles meet where they share one of their most telling words; in a word that very many articles have,
each meets those next to it in order of publication, and of very many it keeps those most like it. So the
work grows with the number of articles, not with its square. The words are held as numbers: of a hundred
thousand articles every other form is too large.
"""

import dataclasses
import datetime
from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from pipeline.comparison.stories import TERMS, Story

BLOCKING_TERMS = 16
NEIGHBOURS = 120
"""In a block of more articles than this, each meets only so many that follow it in order of publication."""
RELATED = 0.12
"""Least affinity of two articles whose numbers are compared."""
PARTNERS = 50
"""With how many other articles, those most like it, an article is compared at least where it has more."""
LOOSE, LOOSE_PARTNERS = 0.2, 10
"""Of articles less alike than this, an article is compared with fewer: two stories of one kind."""
NAMED = 3
"""How many of the blocks that were capped a note names."""

Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]


def related_stories(stories: Sequence[Story], notes: list[str]) -> list[tuple[Story, Story]]:
    """Pairs of articles of different witnesses that may speak of one event, those of one day together.

    Each pair stands once, the article published first in front. What was capped is added to `notes`.
    """
    ordered = sorted(stories, key=_by_day)
    if len(ordered) < 2:
        return []
    found = _meetings(_Index.of(ordered), notes)
    kept = _most_alike(found, _ranks(ordered), notes)
    return [
        (ordered[one], ordered[other])
        for one, other in zip(found.earlier[kept].tolist(), found.later[kept].tolist(), strict=True)
    ]


def _by_day(story: Story) -> tuple[datetime.date, str]:
    return story.article.published or datetime.date.min, story.key


def _ranks(ordered: Sequence[Story]) -> Ints:
    """The place of each article in order of the ids."""
    ranks = np.empty(len(ordered), dtype=np.int64)
    ranks[sorted(range(len(ordered)), key=lambda at: ordered[at].key)] = np.arange(len(ordered))
    return ranks


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Met:
    """Pairs of articles as their places in order of the days, and how alike they are."""

    earlier: Ints
    later: Ints
    alike: Floats


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """Articles in order of their days, as rows of term numbers and weights; the least telling last."""

    names: Sequence[str]
    """Term -> its word; one number more stands for no term."""
    terms: npt.NDArray[np.int32]
    weights: Floats
    witness: Ints
    reprint: Ints

    @classmethod
    def of(cls, ordered: Sequence[Story]) -> "_Index":
        numbers: dict[str, int] = {}
        terms = np.full((len(ordered), TERMS), -1, dtype=np.int32)
        weights = np.zeros((len(ordered), TERMS))
        for row, story in enumerate(ordered):
            count = len(story.stems)
            terms[row, :count] = [numbers.setdefault(stem, len(numbers)) for stem in story.stems]
            weights[row, :count] = story.weights
        terms[terms < 0] = len(numbers)
        return cls(
            names=list(numbers),
            terms=terms,
            weights=weights,
            witness=_numbered([story.witness for story in ordered]),
            reprint=_numbered([story.reprint for story in ordered]),
        )


def _numbered(names: Sequence[str]) -> Ints:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.int64)


def _meetings(index: _Index, notes: list[str]) -> _Met:
    """All pairs that share a block, are two witnesses and alike enough."""
    earlier, later, alike = [], [], []
    own = np.zeros(len(index.names) + 1)
    for at, met in _met_before(index, notes):
        own[index.terms[at]] = index.weights[at]
        likeness = (own[index.terms[met]] * index.weights[met]).sum(axis=1)
        own[index.terms[at]] = 0.0
        kept = (
            (likeness >= RELATED)
            & (index.witness[met] != index.witness[at])
            & (index.reprint[met] != index.reprint[at])
        )
        earlier.append(met[kept])
        later.append(np.full(int(kept.sum()), at, dtype=np.int64))
        alike.append(likeness[kept])
    nothing = np.empty(0, dtype=np.int64)
    return _Met(
        earlier=np.concatenate([nothing, *earlier]),
        later=np.concatenate([nothing, *later]),
        alike=np.concatenate([np.empty(0), *alike]),
    )


def _met_before(index: _Index, notes: list[str]) -> Iterator[tuple[int, Ints]]:
    """Each article, and the articles before it that share one of its blocks, at most NEIGHBOURS a block."""
    blocks: list[list[int]] = [[] for _ in index.names]
    for at, row in enumerate(index.terms[:, :BLOCKING_TERMS].tolist()):
        met: set[int] = set()
        for term in row:
            if term < len(blocks):
                met.update(blocks[term][-NEIGHBOURS:])
                blocks[term].append(at)
        if met:
            yield at, np.fromiter(met, dtype=np.int64, count=len(met))
    _note_blocks({index.names[term]: len(block) for term, block in enumerate(blocks)}, notes)


def _note_blocks(sizes: dict[str, int], notes: list[str]) -> None:
    large = sorted((-size, word) for word, size in sizes.items() if size > NEIGHBOURS)
    for size, word in large[:NAMED]:
        notes.append(f"{-size} articles speak of “{word}”; each met the {NEIGHBOURS} next to it by day.")
    if len(large) > NAMED:
        notes.append(
            f"{len(large) - NAMED} more words are each in more than {NEIGHBOURS} articles; "
            f"each article met the {NEIGHBOURS} next to it by day."
        )


def _most_alike(found: _Met, ranks: Ints, notes: list[str]) -> Ints:
    """Places of the pairs of which one article is among the PARTNERS most like the other, latest last."""
    if not len(found.alike):
        return np.empty(0, dtype=np.int64)
    kept = np.zeros(len(found.alike), dtype=bool)
    counts = np.bincount(found.earlier, minlength=len(ranks)) + np.bincount(found.later, minlength=len(ranks))
    own = np.concatenate([found.earlier, found.later])
    other = np.concatenate([found.later, found.earlier])
    pair = np.tile(np.arange(len(found.alike)), 2)
    order = np.lexsort((ranks[other], -found.alike[pair], own))
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    place = np.arange(len(order)) - starts[own[order]]
    most = np.where(found.alike[pair[order]] < LOOSE, LOOSE_PARTNERS, PARTNERS)
    kept[pair[order[place < most]]] = True
    many = int((counts > PARTNERS).sum())
    if many:
        notes.append(f"{many} articles are like more than {PARTNERS} others; each met those most like it.")
    if not kept.all():
        notes.append(
            f"{int((~kept).sum())} pairs of articles with a few words in common were not compared: both have "
            f"at least {LOOSE_PARTNERS} others that are more like them."
        )
    chosen = np.flatnonzero(kept)
    return chosen[np.lexsort((found.earlier[chosen], found.later[chosen]))]
