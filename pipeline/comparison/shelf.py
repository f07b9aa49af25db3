"""Accounts on disk, slice by slice, as `putting` writes them: read back one by one, the last ones held."""

import collections
import functools
import itertools
import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.comparison import accounts, arrays
from pipeline.comparison.accounts import Account, Record
from pipeline.comparison.arrays import Floats, Ints
from pipeline.comparison.hashes import Hashes

HELD = 30_000_000
"""Bytes of records that are held as read, which takes some ten times as much memory."""


class Names(NamedTuple):
    """What is told of the articles of a slice in words."""

    ids: list[str]
    outlets: list[str | None]
    vocabulary: list[str]
    """The words that `terms` counts."""


class Index(NamedTuple):
    """What finds the pairs of the articles of a slice; a row an article where nothing else is said."""

    days: Ints
    """Day of publication as an ordinal; 0 where it is not known."""
    terms: npt.NDArray[np.int32]
    """(articles, TERMS): telling words as places in the vocabulary, the most telling first; then -1."""
    weights: Floats
    """(articles, TERMS): their weights."""
    sketches: Hashes
    """Of all articles, one behind the other."""
    sketched: Ints
    """How many of them each article has."""
    shingled: Ints
    """How many shingles, of which the sketch is a part; see `read_shingles`."""
    statistics: Ints
    quotes: Ints
    """How many of each an article has."""
    heard: npt.NDArray[np.uint32]
    """The words of all quotes as numbers, quote behind quote; see `utterances`."""
    telling: npt.NDArray[np.float32]
    """Their weights."""
    lengths: Ints
    """How many words each quote has."""
    digests: Hashes
    """Of all that is kept of the article."""
    places: Ints
    """(articles, 5): where each part of the record begins, and where the last ends."""


def names(folder: Path, at: int) -> Names:
    """The names of a slice."""
    return Names(*json.loads(path_of(folder, at, "json").read_text("utf-8")))


def index(folder: Path, at: int, *wanted: str) -> Any:
    """Arrays of the index of a slice by their names, in order."""
    with np.load(path_of(folder, at, "npz"), allow_pickle=False) as found:
        return tuple(found[name] for name in wanted)


def keys(folder: Path, at: int, name: str) -> tuple[Hashes, Ints]:
    """What claims of a slice can share, `figures` or `spoken`: keys in order, and which claim has each."""
    held, owners = (arrays.mapped(path_of(folder, at, f"{name}{of}.npy")) for of in ("", "-of"))
    return held, owners


@functools.lru_cache(maxsize=4096)
def path_of(folder: Path, at: int, suffix: str) -> Path:
    """Where a part of a slice lies."""
    return folder / f"{at:05}.{suffix}"


class Shelf:
    """The accounts of all slices in order, read when they are wanted."""

    def __init__(self, folder: Path, firsts: Ints, places: Ints) -> None:
        """`firsts`: the first article of each slice; `places` as in the indexes of all slices."""
        self._folder, self._firsts, self._places = folder, firsts, places
        self._held: collections.OrderedDict[int, Account] = collections.OrderedDict()
        self._size = 0

    def save(self) -> None:
        """Writes what `load` reads."""
        arrays.save(self._folder / "firsts.npy", self._firsts)
        arrays.save(self._folder / "places.npy", self._places)

    @classmethod
    def load(cls, folder: Path) -> "Shelf":
        """As it was saved; processes share one copy."""
        return cls(folder, *(arrays.mapped(folder / f"{name}.npy") for name in ("firsts", "places")))

    def __getitem__(self, at: int) -> Account:
        if at in self._held:
            self._held.move_to_end(at)
            return self._held[at]
        found = self._held[at] = self._read(at)
        self._size += self._bytes(at)
        while self._size > HELD and len(self._held) > 1:
            oldest, _ = self._held.popitem(last=False)
            self._size -= self._bytes(oldest)
        return found

    def _bytes(self, at: int) -> int:
        return int(self._places[at, -1] - self._places[at, 0])

    def _read(self, at: int) -> Account:
        start, *ends = self._places[at].tolist()
        part = int(np.searchsorted(self._firsts, at, side="right")) - 1
        with path_of(self._folder, part, "records").open("rb", buffering=0) as file:
            file.seek(start)
            data = file.read(ends[-1] - start)
        borders = [0, *(end - start for end in ends)]
        return accounts.read(Record(*(data[a:b] for a, b in itertools.pairwise(borders))))


def read_shingles(folder: Path, at: int, start: int, stop: int) -> Hashes:
    """Some of the shingles of a slice, which lie one behind the other, article by article."""
    size = np.dtype(np.uint64).itemsize
    return np.fromfile(path_of(folder, at, "shingles"), np.uint64, stop - start, offset=start * size)


@functools.lru_cache(maxsize=1)
def open_shelf(folder: Path) -> Shelf:
    """The accounts of a run, shared by all that a process works on."""
    return Shelf.load(folder)
