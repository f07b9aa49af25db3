"""The articles of a run as the comparison orders them: what the slices' indexes tell, joined."""

import dataclasses
import functools
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from pipeline.comparison import reprints, shelf, utterances
from pipeline.comparison.accounts import Record
from pipeline.comparison.affinities import Affinities
from pipeline.comparison.arrays import Floats, Ints, Narrow, borders
from pipeline.comparison.hashes import Hashes
from pipeline.comparison.neighbours import Postings, postings
from pipeline.comparison.shelf import Shelf
from pipeline.comparison.stories import TERMS


@dataclasses.dataclass(frozen=True)
class Catalogue:
    """The articles of all slices; they are numbers in the order of the slices."""

    folder: Path
    slices: int

    @functools.cached_property
    def _names(self) -> list[shelf.Names]:
        return [shelf.names(self.folder, part) for part in range(self.slices)]

    @functools.cached_property
    def ids(self) -> list[str]:
        """Their article_ids."""
        return [name for part in self._names for name in part.ids]

    @functools.cached_property
    def outlets(self) -> list[str | None]:
        return [name for part in self._names for name in part.outlets]

    @functools.cached_property
    def firsts(self) -> Ints:
        """The first article of each slice."""
        return borders(np.array([len(part.ids) for part in self._names], dtype=np.int64))[:-1]

    def column(self, name: str) -> Ints:
        """One array of the index, of all slices."""
        return np.concatenate([np.empty(0, np.int64), *(found for (found,) in self._indexes(name))])

    def _indexes(self, *names: str) -> Iterator[tuple[np.ndarray, ...]]:
        return (shelf.index(self.folder, part, *names) for part in range(self.slices))

    @functools.cached_property
    def shelf(self) -> Shelf:
        places = [found for (found,) in self._indexes("places")]
        return Shelf(
            self.folder,
            self.firsts,
            np.concatenate([np.empty((0, 1 + len(Record._fields)), np.int64), *places]),
        )

    def save(self) -> None:
        """Writes what other processes read: see `open_shelf`, `open_affinities` and `open_utterances`."""
        self.shelf.save()
        self.affinities.save(self.folder)
        heard = self._indexes("heard", "telling")
        utterances.save(self.folder, heard, self.column("lengths"), self.column("quotes"))

    @functools.cached_property
    def affinities(self) -> Affinities:
        """How alike any two articles are."""
        terms, weights, _ = self._terms
        return Affinities(terms, weights)

    @functools.cached_property
    def by_id(self) -> Ints:
        """The articles in order of their ids, which is that of their claims: ids go on with `#`."""
        return np.array(sorted(range(len(self.ids)), key=lambda at: f"{self.ids[at]}#"), dtype=np.int64)

    @functools.cached_property
    def ranks(self) -> Ints:
        """The place of each article in order of the ids."""
        return inverse(self.by_id)

    @functools.cached_property
    def by_day(self) -> Ints:
        """The articles in order of publication, those without a day first, then of their ids."""
        return np.lexsort((self.ranks, self.dates))

    @functools.cached_property
    def days(self) -> Ints:
        """The place of each article in that order."""
        return inverse(self.by_day)

    @functools.cached_property
    def dates(self) -> Ints:
        """Day of publication of each as an ordinal; 0 where it is not known."""
        return self.column("days")

    @functools.cached_property
    def digests(self) -> Hashes:
        """Of all that is kept of each article."""
        return np.concatenate([np.empty(0, np.uint64), *(found for (found,) in self._indexes("digests"))])

    @functools.cached_property
    def syndication(self) -> Mapping[str, str]:
        """article_id -> group, for articles that have a near-identical reprint in the run."""
        found = list(self._indexes("sketches", "sketched"))
        keys: Hashes = np.concatenate([np.empty(0, np.uint64), *(sketches for sketches, _ in found)])
        sizes = np.concatenate([np.empty(0, np.int64), *(sketched for _, sketched in found)])
        ordered = [self.ids[at] for at in self.by_id.tolist()]
        holders = np.repeat(self.ranks, sizes)
        return reprints.syndication(
            ordered, keys, holders, lambda rank: self._shingles(int(self.by_id[rank]))
        )

    def _shingles(self, at: int) -> Hashes:
        """Those of an article, read from where they lie."""
        part = int(np.searchsorted(self.firsts, at, side="right")) - 1
        place = at - int(self.firsts[part])
        start, stop = self._shingled[part][place : place + 2].tolist()
        return shelf.read_shingles(self.folder, part, start, stop)

    @functools.cached_property
    def _shingled(self) -> list[Ints]:
        """Of each slice, where the shingles of each article begin, and where the last ones end."""
        return [borders(sizes) for (sizes,) in self._indexes("shingled")]

    @functools.cached_property
    def witness(self) -> Ints:
        """Who speaks in each article: its outlet, or the article itself where that is not known."""
        return _numbered([f"outlet:{name}" if name else f"article:{own}" for name, own in self._told()])

    @functools.cached_property
    def reprint(self) -> Ints:
        """Which story each article is a reprint of."""
        return _numbered([self.syndication.get(own, f"article:{own}") for own in self.ids])

    def _told(self) -> Iterator[tuple[str | None, str]]:
        return zip(self.outlets, self.ids, strict=True)

    @functools.cached_property
    def _terms(self) -> tuple[Narrow, Floats, list[str]]:
        """(articles, TERMS): telling words as numbers, their weights; and the words."""
        numbers: dict[str, int] = {}
        terms, weights = [np.empty((0, TERMS), np.int32)], [np.empty((0, TERMS), np.float64)]
        for names, (own, heavy) in zip(self._names, self._indexes("terms", "weights"), strict=True):
            known = [numbers.setdefault(word, len(numbers)) for word in names.vocabulary]
            terms.append(np.array([*known, -1], dtype=np.int32)[own])
            weights.append(heavy)
        joined = np.concatenate(terms)
        joined[joined < 0] = len(numbers)
        return joined, np.concatenate(weights), list(numbers)

    def postings(self) -> tuple[Postings, list[str]]:
        """The index of telling words over the articles by day, and the words."""
        terms, weights, words = self._terms
        by_day = self.by_day
        known = {name: getattr(self, name)[by_day] for name in ("witness", "reprint", "ranks")}
        known["days"] = self.dates[by_day]
        return postings(len(words), terms[by_day], weights[by_day], **known), words


def inverse(order: Ints) -> Ints:
    """The place of each number in an order of all."""
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(len(order))
    return places


def _numbered(names: list[str]) -> Ints:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.int64)
