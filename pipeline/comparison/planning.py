"""Which pairs of a run are worth comparing: from the slices' indexes to what meets."""

import functools
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np

from pipeline.comparison import blocks, neighbours, quotes, shelf
from pipeline.comparison.catalogue import Catalogue
from pipeline.comparison.hashes import Hashes
from pipeline.comparison.neighbours import Postings, Related
from pipeline.comparison.shelf import Ints
from pipeline.comparison.tiles import Pairs

FIGURES, NEAR = 200, 10
"""All equal numbers of many digits that share a word beside them meet; of more than FIGURES each meets the
next NEAR by day."""
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
    days = known.days
    return Pairs(
        articles=_articles(known, engine, notes),
        figures=_claims(known, days, "figures", notes),
        quotes=_claims(known, days, "spoken", notes),
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


def _claims(known: Catalogue, days: Ints, keys: str, notes: list[str]) -> Ints:
    """(pairs, 4): articles and places of claims of two witnesses that share a key, the later by day last."""
    owners, counts = ("figure_of", "statistics") if keys == "figures" else ("spoken_of", "quotes")
    whole, near = (FIGURES, NEAR) if keys == "figures" else (quotes.BLOCK, quotes.NEAR)
    by_day = known.by_day
    firsts = np.cumsum([0, *known.column(counts)[by_day]])
    passes = 1 + len(known.ids) // PASSES
    found = []
    for turn in range(passes):
        held = list(_holders(known, firsts, days, (keys, owners, counts), turn, passes))
        own = np.concatenate([np.empty(0, np.uint64), *(key for key, _ in held)])
        holders = np.concatenate([np.empty(0, np.int64), *(holder for _, holder in held)])
        met = blocks.meetings(own, holders, whole, near)
        found.append((met.one << 32) | met.other)
        if len(met.large):
            kind = "numbers of many digits beside one word" if keys == "figures" else "runs of four words"
            notes.append(
                f"{len(met.large)} {kind} are each in more than {whole} claims, the commonest in "
                f"{met.sizes[0]}; each claim met the {near} next to it by day."
            )
    pairs = np.unique(np.concatenate(found))
    one, other = pairs >> 32, pairs & 0xFFFFFFFF
    homes = [np.searchsorted(firsts, side, side="right") - 1 for side in (one, other)]
    a, b = by_day[homes[0]], by_day[homes[1]]
    two = (known.witness[a] != known.witness[b]) & (known.reprint[a] != known.reprint[b])
    places = [side - firsts[home] for side, home in zip((one, other), homes, strict=True)]
    listed: Ints = np.stack([a, places[0], b, places[1]], axis=1)[two]
    return listed


def _holders(
    known: Catalogue, firsts: Ints, days: Ints, names: tuple[str, str, str], turn: int, passes: int
) -> Iterator[tuple[Hashes, Ints]]:
    """Keys of the turn and the claims that have them; claims are numbered by the day of their articles."""
    for part in range(known.slices):
        keys, owners, counts = shelf.index(known.folder, part, *names)
        chosen = keys % np.uint64(passes) == turn
        first = np.cumsum([0, *counts])
        home = np.searchsorted(first, owners[chosen], side="right") - 1
        place = owners[chosen] - first[home]
        yield keys[chosen], firsts[days[known.firsts[part] + home]] + place
