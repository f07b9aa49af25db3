"""Which articles may speak of one event: an inverted index of telling words, read day by day.

Two articles meet where they share one of their most telling words; in a word that very many articles have,
each meets those next to it in order of publication; and of very many it keeps those most like it, of which
the ones hardly alike are fewest. So the work grows with the number of articles, not with its square. An
article's partners follow from its own row and its words' blocks alone, so ranges of articles can be worked on
apart from each other, and nothing of the pairs that are not kept is held.
"""

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from pipeline.comparison import arrays
from pipeline.comparison.arrays import Bools, Floats, Ints, Narrow

BLOCKING_TERMS = 16
NEIGHBOURS = 120
"""In a block of more articles than this, each meets only so many before and after it by publication."""
RELATED = 0.25
"""Least affinity of two articles whose numbers are compared. Of real articles less alike hardly two tell of
one event, and nearly all numbers that look alike do so by chance."""
WEEK, LATER = 7, 0.4
"""Articles published more days apart than that have to be so much alike: later, too, a story is told in the
words of an older one of its kind."""
BLOCKED = 0.05
"""What of it must come from the words that they met by, for the rest to be worked out."""
PARTNERS: Sequence[tuple[float, int]] = ((0.4, 50), (RELATED, 20))
"""Of articles at least so alike, an article is compared with that many, those most like it, at least."""
RANGE = 2_000
"""How many articles are worked on at a time."""
NAMED = 3
"""How many of the blocks that were capped a note names."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Postings:
    """Articles by their telling words. Articles are numbers in order of publication, then of their ids."""

    terms: Narrow
    """(articles, TERMS): words as numbers, the most telling first; one number more stands for no word."""
    weights: Floats
    """(articles, TERMS)."""
    witness: Ints
    """Who speaks in each article."""
    reprint: Ints
    """Which story each article is a reprint of."""
    ranks: Ints
    """The place of each article in order of the ids, which breaks ties."""
    days: Ints
    """Day of publication of each as an ordinal; 0 where it is not known."""
    listed: Narrow
    """The articles of each word, word by word, in their order."""
    heavy: Floats
    """What the word weighs in each."""
    starts: Ints
    """Where each word's articles begin in `listed`, and where the last ends."""
    places: Ints
    """(articles, BLOCKING_TERMS): where each article stands in `listed`, -1 for no word."""

    def save(self, folder: Path) -> None:
        """Writes an array a file; see `load`."""
        for field in dataclasses.fields(self):
            arrays.save(folder / f"{field.name}.npy", getattr(self, field.name))

    @classmethod
    def load(cls, folder: Path) -> "Postings":
        """Arrays as they lie on disk: processes that read them share one copy."""
        names = [field.name for field in dataclasses.fields(cls)]
        return cls(**{name: arrays.mapped(folder / f"{name}.npy") for name in names})


def postings(words: int, terms: Narrow, weights: Floats, **known: Ints) -> Postings:
    """The index of some articles: their words, so many of which are numbered, and what is known of each, as
    in `Postings`."""
    blocking = terms[:, :BLOCKING_TERMS].ravel()
    order = np.argsort(blocking, kind="stable")
    order = order[: int((blocking < words).sum())]
    places = np.full(len(blocking), -1, dtype=np.int64)
    places[order] = np.arange(len(order))
    return Postings(
        terms=terms,
        weights=weights,
        **known,
        listed=(order // BLOCKING_TERMS).astype(np.int32),
        heavy=weights[:, :BLOCKING_TERMS].ravel()[order],
        starts=np.searchsorted(blocking[order], np.arange(words + 1)),
        places=places.reshape(len(terms), BLOCKING_TERMS)
        if len(terms)
        else places.reshape(0, BLOCKING_TERMS),
    )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """What an article's partners are, for a range of articles."""

    own: Ints
    other: Ints
    """Partners that the article keeps."""
    met: int
    """How many pairs were alike enough, each counted from both sides."""
    crowded: int
    """How many articles are like more others than they keep."""


def related(index: Postings, start: int, stop: int) -> Related:
    """The partners of the articles from `start` to `stop`: other witnesses that are most like each."""
    scratch = _Scratch(own=np.zeros(len(index.starts)), met=np.zeros(len(index.terms)))
    partners: list[Ints] = []
    sizes: list[int] = []
    met = crowded = 0
    for at in range(start, stop):
        others, alike = _alike(index, at, scratch)
        kept = _most_alike(alike, index.ranks[others])
        met += len(others)
        crowded += len(others) > PARTNERS[0][1]
        partners.append(others[kept])
        sizes.append(len(kept))
    return Related(
        own=np.repeat(np.arange(start, stop), sizes),
        other=np.concatenate([np.empty(0, dtype=np.int64), *partners]),
        met=met,
        crowded=crowded,
    )


@dataclasses.dataclass(frozen=True, slots=True)
class _Scratch:
    """Arrays of noughts to work in, left as they are found."""

    own: Floats
    """What each word weighs in the article at hand."""
    met: Floats
    """How alike each article is by the words that it met by."""


def _alike(index: Postings, at: int, scratch: _Scratch) -> tuple[Ints, Floats]:
    """Articles that meet an article and are alike enough, and how much."""
    others = _met(index, at, scratch.met)
    is_own = (index.witness[others] == index.witness[at]) | (index.reprint[others] == index.reprint[at])
    others = others[~is_own]
    terms = index.terms[at]
    scratch.own[terms] = index.weights[at]
    alike = (scratch.own[index.terms[others]] * index.weights[others]).sum(axis=1)
    scratch.own[terms] = 0.0
    enough = alike >= np.where(_is_later(index.days[at], index.days[others]), LATER, RELATED)
    return others[enough], alike[enough]


def _is_later(day: int, days: Ints) -> Bools:
    """Which days are more than a week from a day, as far as both are known."""
    found: Bools = (np.abs(days - day) > WEEK) & (days > 0) & (day > 0)
    return found


def _met(index: Postings, at: int, met: Floats) -> Ints:
    """Articles that an article meets by words that make them alike at all, each once, in no special order."""
    blocks = []
    for term, place in zip(index.terms[at].tolist(), index.places[at].tolist(), strict=False):
        if place < 0:
            break
        first = max(int(index.starts[term]), place - NEIGHBOURS)
        last = min(int(index.starts[term + 1]), place + NEIGHBOURS + 1)
        block = index.listed[first:last]
        met[block] += index.heavy[place] * index.heavy[first:last]
        blocks.append(block)
    found = np.concatenate([np.empty(0, dtype=np.int32), *blocks]).astype(np.int64)
    enough = found[met[found] >= BLOCKED]
    met[found] = 0.0
    return np.unique(enough)


def _most_alike(alike: Floats, ranks: Ints) -> Ints:
    """Places of those that an article keeps, the most alike first."""
    order = np.lexsort((ranks, -alike))[: PARTNERS[0][1]]
    most = np.zeros(len(order), dtype=np.int64)
    for least, count in reversed(PARTNERS):
        most[alike[order] >= least] = count
    kept: Ints = order[np.arange(len(order)) < most]
    return kept


def block_notes(words: Sequence[str], starts: Ints) -> list[str]:
    """What was capped because a word is in very many articles."""
    sizes = np.diff(starts)
    large = sorted((-int(sizes[term]), words[term]) for term in np.flatnonzero(sizes > NEIGHBOURS).tolist())
    notes = [
        f"{-size} articles speak of “{word}”; each met the {NEIGHBOURS} before and after it by day."
        for size, word in large[:NAMED]
    ]
    if len(large) > NAMED:
        notes.append(
            f"{len(large) - NAMED} more words are each in more than {NEIGHBOURS} articles; "
            f"each article met the {NEIGHBOURS} before and after it by day."
        )
    return notes
