"""Which pairs of a run are worth comparing: from the slices' indexes to what meets."""

import functools
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np

from pipeline.comparison import neighbours, sharing
from pipeline.comparison.arrays import Ints
from pipeline.comparison.catalogue import Catalogue
from pipeline.comparison.cutting import Pairs
from pipeline.comparison.neighbours import Postings, Related
from pipeline.comparison.sharing import Shared

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
    articles = _articles(known, engine, notes)
    related = np.sort(sharing.code(articles[:, 0], articles[:, 1]))
    # Long numbers are so few that it takes longer to start processes than to find where they meet.
    figures = _claims(known, sharing.FIGURES, related, serial, notes)
    spoken = _claims(known, sharing.SPOKEN, related, engine, notes)
    return Pairs(articles=known.by_day[articles], figures=figures, quotes=spoken)


def _articles(known: Catalogue, engine: Engine, notes: list[str]) -> Ints:
    """(pairs, 2): articles, as numbers by day, that may speak of one event, the later last."""
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
    return np.stack([pairs & 0xFFFFFFFF, pairs >> 32], axis=1)


def related_in(folder: Path, span: tuple[int, int]) -> Related:
    """The partners of the articles of a range, by the index that lies in a folder."""
    return neighbours.related(_postings(folder), *span)


@functools.lru_cache(maxsize=1)
def _postings(folder: Path) -> Postings:
    return Postings.load(folder)


def _claims(known: Catalogue, shared: Shared, related: Ints, engine: Engine, notes: list[str]) -> Ints:
    """(pairs, 4): articles and places of claims of two witnesses that share a key, the later by day last."""
    search = sharing.begin(shared, known, related)
    large = list(engine(functools.partial(sharing.meet, search), range(search.turns)))
    sharing.add_up(search)
    notes += sharing.note(shared, np.concatenate(large))
    found = engine(functools.partial(sharing.pairs_in, search), search.spans())
    listed: Ints = np.concatenate([np.empty((0, 4), dtype=np.int64), *found])
    listed[:, ::2] = known.by_day[listed[:, ::2]]
    return listed
