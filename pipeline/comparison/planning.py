"""Which pairs of a run are worth comparing: from the slices' indexes to what meets."""

import functools
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

import numpy as np

from pipeline.comparison import arrays, blocks, neighbours, quotes, shelf
from pipeline.comparison.arrays import Ints
from pipeline.comparison.catalogue import Catalogue
from pipeline.comparison.cutting import Pairs
from pipeline.comparison.hashes import Hashes
from pipeline.comparison.neighbours import Postings, Related


class Shared(NamedTuple):
    """What claims of two articles can share, so that they are compared in whatever articles."""

    keys: str
    """Arrays of an index: the keys, which claim has each, and how many claims each article has."""
    owners: str
    claims: str
    whole: int
    """All claims that share a key meet; of more than so many each meets the next `near` by day."""
    near: int
    part: int
    """Two claims meet if they share one in so many of the keys of the one that has fewer."""
    told: str


EVERY = 1_000
"""More keys than a statistic has: one that is shared is enough."""
FIGURES = Shared("figures", "figure_of", "statistics", 30, 5, EVERY, "numbers of many digits beside one word")
SPOKEN = Shared("spoken", "spoken_of", "quotes", quotes.BLOCK, quotes.NEAR, quotes.PART, "runs of four words")
PASSES = 200_000
"""For each so many articles the keys are gone through once more, a part of them each time."""

Item = TypeVar("Item")
Result = TypeVar("Result")


class Engine(Protocol):
    """Runs a job over items, in any order, perhaps in several processes."""

    def __call__(self, job: Callable[[Item], Result], items: Iterable[Item], /) -> Iterator[Result]: ...


def serial(job: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """The engine that runs one item after the other in this process."""
    return map(job, items)


def find_pairs(known: Catalogue, engine: Engine, notes: list[str]) -> Pairs:
    """All pairs worth comparing; what was left out is added to `notes`."""
    return Pairs(
        articles=_articles(known, engine, notes),
        figures=_claims(known, FIGURES, notes),
        quotes=_claims(known, SPOKEN, notes),
    )


def _articles(known: Catalogue, engine: Engine, notes: list[str]) -> Ints:
    """(pairs, 2): articles that may speak of one event, the later by day last."""
    index, words = known.postings()
    folder = known.folder / "words"
    folder.mkdir(exist_ok=True)
    index.save(folder)
    notes += neighbours.block_notes(words, index.starts)
    starts = range(0, len(known.ids), neighbours.RANGE)
    ranges = [(start, min(start + neighbours.RANGE, len(known.ids))) for start in starts]
    keys, met, crowded = [np.empty(0, dtype=np.int64)], 0, 0
    for found in engine(functools.partial(related_in, folder), ranges):
        keys.append(np.minimum(found.own, found.other) | (np.maximum(found.own, found.other) << 32))
        met, crowded = met + found.met, crowded + found.crowded
    pairs = np.unique(np.concatenate(keys))
    most = neighbours.PARTNERS[0][1]
    if crowded:
        notes.append(f"{crowded} articles are like more than {most} others; each met those most like it.")
    if met // 2 > len(pairs):
        notes.append(
            f"{met // 2 - len(pairs)} pairs of articles with a few words in common were not compared: both "
            "have others that are more like them."
        )
    return known.by_day[np.stack([pairs & 0xFFFFFFFF, pairs >> 32], axis=1)]


def related_in(folder: Path, span: tuple[int, int]) -> Related:
    """The partners of the articles of a range, by the index that lies in a folder."""
    return neighbours.related(_postings(folder), *span)


@functools.lru_cache(maxsize=1)
def _postings(folder: Path) -> Postings:
    return Postings.load(folder)


def _claims(known: Catalogue, shared: Shared, notes: list[str]) -> Ints:
    """(pairs, 4): articles and places of claims of two witnesses that share a key, the later by day last."""
    firsts = arrays.borders(known.column(shared.claims)[known.by_day])
    one, other = _meet(known, shared, firsts, notes)
    homes = [np.searchsorted(firsts, side, side="right") - 1 for side in (one, other)]
    a, b = (known.by_day[home] for home in homes)
    two = (known.witness[a] != known.witness[b]) & (known.reprint[a] != known.reprint[b])
    listed: Ints = np.stack([a, one - firsts[homes[0]], b, other - firsts[homes[1]]], axis=1)[two]
    return listed


def _meet(known: Catalogue, shared: Shared, firsts: Ints, notes: list[str]) -> tuple[Ints, Ints]:
    """Pairs of claims that share a key. Claims are numbered by the day of their articles, each article's
    `firsts` first."""
    passes = 1 + len(known.ids) // PASSES
    found, shared_keys = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    large = [np.empty(0, dtype=np.int64)]
    sizes = np.zeros(int(firsts[-1]), dtype=np.int64)
    for turn in range(passes):
        held = list(_holders(known, shared, firsts, turn, passes))
        keys = np.concatenate([np.empty(0, np.uint64), *(own for own, _ in held)])
        holders = np.concatenate([np.empty(0, np.int64), *(holder for _, holder in held)])
        met = blocks.meetings(keys, holders, shared.whole, shared.near)
        found.append((met.one << 32) | met.other)
        shared_keys.append(met.shared)
        large.append(met.large)
        sizes += np.bincount(holders, minlength=len(sizes))
    notes += _capped(shared, np.concatenate(large))
    pairs, places = np.unique(np.concatenate(found), return_inverse=True)
    times = np.bincount(places, np.concatenate(shared_keys))
    one, other = pairs >> 32, pairs & 0xFFFFFFFF
    kept = times * shared.part >= np.minimum(sizes[one], sizes[other])
    return one[kept], other[kept]


def _capped(shared: Shared, sizes: Ints) -> list[str]:
    if not len(sizes):
        return []
    return [
        f"{len(sizes)} {shared.told} are each in more than {shared.whole} claims, the commonest in "
        f"{sizes.max()}; each claim met the {shared.near} next to it by day."
    ]


def _holders(
    known: Catalogue, shared: Shared, firsts: Ints, turn: int, passes: int
) -> Iterator[tuple[Hashes, Ints]]:
    """Keys of the turn, slice by slice, and the claims that have them."""
    for part in range(known.slices):
        keys, owners, counts = shelf.index(known.folder, part, shared.keys, shared.owners, shared.claims)
        chosen = keys % np.uint64(passes) == turn
        first = arrays.borders(counts)
        home = np.searchsorted(first, owners[chosen], side="right") - 1
        place = owners[chosen] - first[home]
        yield keys[chosen], firsts[known.days[known.firsts[part] + home]] + place
