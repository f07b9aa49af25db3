"""Claims that are compared in whatever articles, since they share a key: a long number, runs of spoken words.

Who shares what is found by parts: first the keys, a range of them at a time, then the pairs, those of a range
of claims at a time. What the first step finds lies on disk for the second, and each part can be worked on in
a process of its own, so a million quotes never meet in one memory.
"""

import dataclasses
import functools
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np

from pipeline.comparison import arrays, blocks, quotes, shelf
from pipeline.comparison.arrays import Bools, Ints
from pipeline.comparison.catalogue import Catalogue
from pipeline.comparison.hashes import Hashes

KEYS, CLAIMS = 2_000_000, 100_000
"""So many keys, and so many claims, are looked at at a time, about."""
EVERY = 1_000
"""More keys than a statistic has: one that is shared is enough."""

Span: TypeAlias = tuple[int, int]


class Shared(NamedTuple):
    """What claims of two articles can share."""

    keys: str
    """Which keys of the shelf, and which array of its index says how many claims each article has."""
    claims: str
    whole: int
    """All claims that share a key meet; of more than so many each meets the next `near` by day."""
    near: int
    part: int
    """Two claims meet if they share one in so many of the keys of the one that has fewer."""
    part_of_strangers: int
    """The same of claims whose articles are not alike."""
    told: str


FIGURES = Shared("figures", "statistics", 30, 5, EVERY, EVERY, "numbers of many digits beside one word")
SPOKEN = Shared(
    "spoken", "quotes", quotes.BLOCK, quotes.NEAR, quotes.PART, quotes.PART_OF_STRANGERS, "runs of four words"
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A search for pairs of claims. Articles are numbers by day, and claims by those of their articles."""

    shared: Shared
    shelf: Path
    slices: int
    folder: Path
    """Where it keeps what it finds; see `begin` for what it reads there."""
    turns: int
    """In how many parts the keys are gone through."""

    def array(self, name: str) -> np.ndarray:
        """One of those that were saved."""
        return _mapped(self.folder / f"{name}.npy")

    def spans(self) -> list[Span]:
        """The claims, so many at a time."""
        total = int(self.array("borders")[-1])
        return [(start, min(start + CLAIMS, total)) for start in range(0, total, CLAIMS)]


@functools.lru_cache(maxsize=256)
def _mapped(path: Path) -> np.ndarray:
    return arrays.mapped(path)


def begin(shared: Shared, known: Catalogue, related: Ints) -> Search:
    """Writes what a search reads. `related`: the articles that are alike, as by `code`, in order."""
    claims, by_day = known.column(shared.claims), known.by_day
    borders = arrays.borders(claims[by_day])
    folder = known.folder / shared.keys
    folder.mkdir(exist_ok=True)
    _mapped.cache_clear()
    for name, found in {
        "claims": claims,
        "slices": np.append(known.firsts, len(claims)),
        "borders": borders,
        "first": borders[known.days],
        "witness": known.witness[by_day],
        "reprint": known.reprint[by_day],
        "related": related,
    }.items():
        arrays.save(folder / f"{name}.npy", found)
    sizes = [len(shelf.keys(known.folder, part, shared.keys)[0]) for part in range(known.slices)]
    turns = 1 + sum(sizes) // KEYS
    return Search(shared=shared, shelf=known.folder, slices=known.slices, folder=folder, turns=turns)


def code(one: Ints, other: Ints) -> Ints:
    """Pairs of articles, the earlier first, as one number each."""
    found: Ints = (other << 32) | one
    return found


def meet(search: Search, turn: int) -> Ints:
    """The pairs of claims that share a key of one range of keys go to disk, with how many they share.

    Returns how many claims hold each of the keys of which not all holders meet.
    """
    holding = list(_holders(search, turn))
    keys: Hashes = np.concatenate([np.empty(0, np.uint64), *(own for own, _ in holding)])
    holders = np.concatenate([np.empty(0, np.int64), *(holder for _, holder in holding)])
    met = blocks.meetings(keys, holders, search.shared.whole, search.shared.near)
    held = np.bincount(holders, minlength=int(search.array("borders")[-1]))
    for name, found in {"pairs": (met.one << 32) | met.other, "times": met.shared, "held": held}.items():
        arrays.save(search.folder / f"{turn}-{name}.npy", found)
    return met.large


def add_up(search: Search) -> None:
    """How many keys each claim has, of all turns."""
    total = sum(arrays.mapped(search.folder / f"{turn}-held.npy") for turn in range(search.turns))
    arrays.save(search.folder / "held.npy", np.asarray(total))


def _holders(search: Search, turn: int) -> Iterator[tuple[Hashes, Ints]]:
    """Keys of one range, slice by slice, and the claims that have them."""
    counts, slices, first_claim = (search.array(name) for name in ("claims", "slices", "first"))
    for part in range(search.slices):
        keys, owners = shelf.keys(search.shelf, part, search.shared.keys)
        start, stop = (_edge(keys, at, search.turns) for at in (turn, turn + 1))
        articles = slice(slices[part], slices[part + 1])
        first = arrays.borders(counts[articles])
        own = owners[start:stop]
        home = arrays.piece_of(first, own)
        yield keys[start:stop], first_claim[articles][home] + own - first[home]


def _edge(keys: Hashes, turn: int, turns: int) -> int:
    """Where the keys of a turn begin, among keys in order."""
    return len(keys) if turn == turns else int(np.searchsorted(keys, np.uint64(turn * 2**64 // turns)))


def pairs_in(search: Search, span: Span) -> Ints:
    """(pairs, 4): articles and places of the claims that meet, the later one last, where the first is in a
    range of claims and both are of different witnesses."""
    shared, borders = search.shared, search.array("borders")
    pairs, times = _gathered(search, span)
    one, other = pairs >> 32, pairs & 0xFFFFFFFF
    a, b = (arrays.piece_of(borders, side) for side in (one, other))
    held = search.array("held")
    part = np.where(_is_in(code(a, b), search.array("related")), shared.part, shared.part_of_strangers)
    worth = times * part >= np.minimum(held[one], held[other])
    for name in ("witness", "reprint"):
        known = search.array(name)
        worth &= known[a] != known[b]
    found: Ints = np.stack([a, one - borders[a], b, other - borders[b]], axis=1)[worth]
    return found


def _gathered(search: Search, span: Span) -> tuple[Ints, Ints]:
    """The pairs of all turns whose first claim is in a range, each once, and how many keys they share."""
    pairs, times = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for turn in range(search.turns):
        found = search.array(f"{turn}-pairs")
        start, stop = np.searchsorted(found, [at << 32 for at in span])
        pairs.append(found[start:stop])
        times.append(search.array(f"{turn}-times")[start:stop])
    each, places = np.unique(np.concatenate(pairs), return_inverse=True)
    return each, np.bincount(places, np.concatenate(times), len(each)).astype(np.int64)


def _is_in(codes: Ints, known: Ints) -> Bools:
    """Which of some numbers are among others that are in order."""
    if not len(known):
        return np.zeros(len(codes), dtype=bool)
    found: Bools = known[np.minimum(np.searchsorted(known, codes), len(known) - 1)] == codes
    return found


def note(shared: Shared, sizes: Ints) -> list[str]:
    """What was left out; `sizes`: how many claims hold each key of which not all holders meet."""
    if not len(sizes):
        return []
    return [
        f"{len(sizes)} {shared.told} are each in more than {shared.whole} claims, the commonest in "
        f"{sizes.max()}; each claim met the {shared.near} next to it by day."
    ]
