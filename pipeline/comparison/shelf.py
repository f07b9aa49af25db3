"""Accounts on disk: written slice by slice, read back one by one, the last ones held."""

import collections
import functools
import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from pipeline import durable
from pipeline.comparison import accounts, arrays
from pipeline.comparison.accounts import Account, Record
from pipeline.comparison.arrays import Floats, Ints, borders, save_arrays
from pipeline.comparison.hashes import Hashes, key_hash, runs_of_each, word_hash
from pipeline.comparison.quotes import LEAST, SHINGLE, Said, is_compared
from pipeline.comparison.reprints import SKETCH, shingles
from pipeline.comparison.stories import TERMS, by_article
from pipeline.tables import ArticleRow, ClaimRow, MentionRow

HELD = 12_000_000
"""Bytes of records that are held as read, which takes some ten times as much memory."""

LOW = 0xFFFFFFFF
"""The lower half of a hash."""


class Slice(Protocol):
    """Some articles of a run with their mentions and claims."""

    @property
    def articles(self) -> Sequence[ArticleRow]: ...
    @property
    def mentions(self) -> Sequence[MentionRow]: ...
    @property
    def claims(self) -> Sequence[ClaimRow]: ...


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
    figures: Hashes
    """Number, unit and a word beside it, of each statistic of many digits."""
    figure_of: Ints
    """Which statistic of the slice has it."""
    spoken: Hashes
    """Runs of words of the quotes."""
    spoken_of: Ints
    """Which quote of the slice has it."""
    heard: npt.NDArray[np.uint32]
    """The words of all quotes as numbers, quote behind quote; see `utterances`."""
    telling: npt.NDArray[np.float32]
    """Their weights."""
    lengths: Ints
    """How many words each quote has."""
    digests: Hashes
    """Of all that is kept of the article."""
    places: Ints
    """(articles, 4): where head, body and quotes of the record begin, and where it ends."""


def put(at: int, part: Slice, folder: Path) -> None:
    """Writes the accounts of a slice and what finds them."""
    mentions, claims = by_article(part.mentions), by_article(part.claims)
    ordered, shingled = [], []
    for row in part.articles:
        told = accounts.account(row, mentions.get(row.article_id, ()), claims.get(row.article_id, ()))
        ordered.append(told)
        shingled.append(shingles(row.text))  # here, while its words are at hand
    records = [told.record for told in ordered]
    vocabulary: dict[str, int] = {}
    index = _index(ordered, shingled, records, vocabulary)
    outlets = [row.outlet for row in part.articles]
    names = Names([told.story.key for told in ordered], outlets, list(vocabulary))
    with durable.replacing(_path(folder, at, "json")) as path:
        path.write_text(json.dumps(names), "utf-8")
    with durable.replacing(_path(folder, at, "records")) as path, path.open("wb") as file:
        file.writelines(piece for record in records for piece in record)
    with durable.replacing(_path(folder, at, "shingles")) as path:
        np.concatenate([np.empty(0, np.uint64), *shingled]).tofile(path)
    save_arrays(_path(folder, at, "npz"), index._asdict())


def is_put(at: int, folder: Path) -> bool:
    """Whether a slice was written."""
    return _path(folder, at, "npz").exists()


def names(folder: Path, at: int) -> Names:
    """The names of a slice."""
    return Names(*json.loads(_path(folder, at, "json").read_text("utf-8")))


def index(folder: Path, at: int, *wanted: str) -> Any:
    """Arrays of the index of a slice by their names, in order."""
    with np.load(_path(folder, at, "npz"), allow_pickle=False) as found:
        return tuple(found[name] for name in wanted)


def _path(folder: Path, at: int, suffix: str) -> Path:
    return folder / f"{at:05}.{suffix}"


def _index(
    ordered: Sequence[Account],
    shingled: Sequence[Hashes],
    records: Sequence[Record],
    vocabulary: dict[str, int],
) -> Index:
    terms = np.full((len(ordered), TERMS), -1, dtype=np.int32)
    weights = np.zeros((len(ordered), TERMS))
    for row, told in enumerate(ordered):
        stems = told.story.stems
        terms[row, : len(stems)] = [vocabulary.setdefault(stem, len(vocabulary)) for stem in stems]
        weights[row, : len(stems)] = told.story.weights
    sketches = [own[:SKETCH] for own in shingled]
    figures = [_figures(told) for told in ordered]
    said = [told.said(place) for told in ordered for place in range(told.quotes)]
    lengths = _sizes(quote.words for quote in said)
    heard = np.array([word_hash(word) for quote in said for word in quote.words], dtype=np.uint64)
    spoken, spoken_of = _spoken(said, heard, lengths)
    return Index(
        days=np.array([told.story.published.toordinal() if told.story.published else 0 for told in ordered]),
        terms=terms,
        weights=weights,
        sketches=np.concatenate([np.empty(0, np.uint64), *sketches]),
        sketched=_sizes(sketches),
        shingled=_sizes(shingled),
        statistics=_sizes([told.items for told in ordered]),
        quotes=np.array([told.quotes for told in ordered], dtype=np.int64),
        figures=np.array([found for listed in figures for own in listed for found in own], dtype=np.uint64),
        figure_of=_owners(figures),
        spoken=spoken,
        spoken_of=spoken_of,
        heard=(heard & np.uint64(LOW)).astype(np.uint32),
        telling=np.array([weight for quote in said for weight in quote.weights], dtype=np.float32),
        lengths=lengths,
        digests=np.array([_digest(record) for record in records], dtype=np.uint64),
        places=_places(records),
    )


def _sizes(listed: Iterable[Any]) -> Ints:
    return np.array([len(own) for own in listed], dtype=np.int64)


def _owners(listed: Iterable[Sequence[Any]]) -> Ints:
    """For each hash the place of the claim that has it, claims counted over all articles."""
    sizes = _sizes(own for of_article in listed for own in of_article)
    return np.repeat(np.arange(len(sizes)), sizes)


def _figures(told: Account) -> list[list[int]]:
    return [
        [key_hash(item.unit, repr(item.value), key) for key in sorted(item.keys)] if item.is_long else []
        for item in told.items
    ]


def _spoken(said: Sequence[Said], heard: Hashes, lengths: Ints) -> tuple[Hashes, Ints]:
    """The runs of words of the quotes that are compared, each once, and which quote of the slice has it."""
    compared = np.array([is_compared(quote) for quote in said], dtype=bool)
    keys, owners = [np.empty(0, np.uint64)], [np.empty(0, np.int64)]
    for size in range(min(LEAST.values()), SHINGLE + 1):
        found, of = runs_of_each(heard, lengths, size)
        wanted = (compared & (np.minimum(lengths, SHINGLE) == size))[of]
        keys.append(found[wanted])
        owners.append(of[wanted])
    key, owner = np.concatenate(keys), np.concatenate(owners)
    order = np.lexsort((key, owner))
    key, owner = key[order], owner[order]
    again = (np.diff(key) == 0) & (np.diff(owner) == 0)
    first = np.concatenate([np.ones(min(1, len(key)), dtype=bool), ~again])
    return key[first], owner[first]


def _digest(record: Record) -> int:
    told = b"\0".join(record)  # JSON has no such byte
    return int.from_bytes(hashlib.blake2b(told, digest_size=8).digest(), "big")


def _places(records: Sequence[Record]) -> Ints:
    ends = borders(np.array([len(piece) for record in records for piece in record], dtype=np.int64))
    return np.stack([ends[:-1:3], ends[1::3], ends[2::3], ends[3::3]], axis=1)


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
        head, body, quotes, end = self._places[at].tolist()
        part = int(np.searchsorted(self._firsts, at, side="right")) - 1
        with _path(self._folder, part, "records").open("rb", buffering=0) as file:
            file.seek(head)
            data = file.read(end - head)
        body, quotes = body - head, quotes - head
        return accounts.read(Record(data[:body], data[body:quotes], data[quotes:]))


def read_shingles(folder: Path, at: int, start: int, stop: int) -> Hashes:
    """Some of the shingles of a slice, which lie one behind the other, article by article."""
    size = np.dtype(np.uint64).itemsize
    return np.fromfile(_path(folder, at, "shingles"), np.uint64, stop - start, offset=start * size)


@functools.lru_cache(maxsize=1)
def open_shelf(folder: Path) -> Shelf:
    """The accounts of a run, shared by all that a process works on."""
    return Shelf.load(folder)
