"""The comparison of a run as pieces of work: each tile holds the pairs of some articles with earlier ones.

A tile's name is a digest of all that its answer depends on. So tiles can be worked on in any order, in
several processes, and one that was worked on before, in an interrupted run or in a run over fewer articles,
is done. Tiles are cut where the articles themselves say so (by a hash of each), so that a new article changes
few.
"""

import dataclasses
import hashlib
import itertools
import operator
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from pipeline.comparison.arrays import Floats, Ints
from pipeline.comparison.candidates import Places
from pipeline.comparison.hashes import Hashes

SMALLEST, LARGEST = 16, 256
"""Of articles that have pairs in a tile."""
CUT = 64
"""One article of so many ends a tile."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Pairs worth comparing, as numbers of articles and places of their claims; the later article of each, by
    day, stands last."""

    articles: Ints
    """(pairs, 2): articles whose statistics are compared."""
    figures: Ints
    """(pairs, 4): an article, its statistic, another article, its statistic."""
    quotes: Ints
    """(pairs, 4): an article, its quote, another article, its quote."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Tile(Pairs):
    """Some pairs of a run."""

    name: str


def turns(articles: Ints, places: Ints, days: Ints) -> Ints:
    """All articles in the order in which they are worked on: by day, and those of one day by the first
    article that each is compared with, so that what tells one story is read together.

    `articles`: pairs, (pairs, 2), the later one last; `places`: of each article in order of publication;
    `days`: of its publication.
    """
    first = places.copy()
    np.minimum.at(first, articles[:, 1], places[articles[:, 0]])
    order: Ints = np.lexsort((places, first, days))
    return order


def cut(pairs: Pairs, order: Ints, places: Ints, digests: Hashes, stamp: str) -> Iterator[Tile]:
    """The tiles of a run. `order` has the articles in the order in which they are worked on, `places` the
    place of each in it; `stamp` stands for all else that answers depend on: the program and its settings."""
    ordered = [_by_later(listed, places) for listed in (pairs.articles, pairs.figures, pairs.quotes)]
    later = [places[listed[:, -1 if listed.shape[1] == 2 else 2]] for listed in ordered]
    start = 0
    for stop in _borders(order, digests, np.unique(np.concatenate(later))):
        parts = [
            listed[np.searchsorted(at, start) : np.searchsorted(at, stop)]
            for listed, at in zip(ordered, later, strict=True)
        ]
        start = stop
        articles, figures, quotes = parts
        name = _name(parts, digests, stamp)
        yield Tile(name=name, articles=articles, figures=figures, quotes=quotes)


def _by_later(listed: Ints, places: Ints) -> Ints:
    """Pairs in order of the later article, then of the earlier one, then of their claims."""
    if listed.shape[1] == 2:
        return listed[np.lexsort((places[listed[:, 0]], places[listed[:, 1]]))]
    return listed[np.lexsort((listed[:, 3], listed[:, 1], places[listed[:, 0]], places[listed[:, 2]]))]


def _borders(order: Ints, digests: Hashes, later: Ints) -> Iterator[int]:
    """The places in the order at which tiles end; `later` are those of the articles that have pairs."""
    ends = digests[order[later]] % np.uint64(CUT) == 0
    size = 0
    for at, is_end in zip(later.tolist(), ends.tolist(), strict=True):
        size += 1
        if (is_end and size >= SMALLEST) or size >= LARGEST:
            yield at + 1
            size = 0
    if size:
        yield int(later[-1]) + 1


def _name(parts: Sequence[Ints], digests: Hashes, stamp: str) -> str:
    total = hashlib.sha256(stamp.encode())
    for listed in parts:
        total.update(str(listed.shape).encode())
        total.update(digests[listed[:, 0]].tobytes())
        total.update(digests[listed[:, -1 if listed.shape[1] == 2 else 2]].tobytes())
        if listed.shape[1] == 4:
            total.update(np.ascontiguousarray(listed[:, 1::2]).tobytes())
    return total.hexdigest()[:32]


class Meeting(NamedTuple):
    """Two articles, and what of them is compared."""

    one: int
    other: int
    alike: float
    """The affinity of two articles all of whose statistics are; 0 where they are strangers."""
    figures: Sequence[Places]
    """Places of statistics that are in any case."""
    quotes: Sequence[Places]


def meetings(pairs: Pairs, alike: Floats) -> Iterator[Meeting]:
    """Each two articles once; all meetings of the later one together, so that few articles are read twice.

    `alike`: the affinity of each two articles whose statistics are compared.
    """
    related = dict(zip(map(tuple, pairs.articles.tolist()), alike.tolist(), strict=True))
    figures, quotes = _by_articles(pairs.figures), _by_articles(pairs.quotes)
    met = dict.fromkeys([*related, *figures, *quotes])
    turn = {other: at for at, other in enumerate(dict.fromkeys(other for _, other in met))}
    for one, other in sorted(met, key=lambda both: turn[both[1]]):
        both = one, other
        yield Meeting(one, other, related.get(both, 0.0), figures.get(both, ()), quotes.get(both, ()))


def _by_articles(listed: Ints) -> dict[tuple[int, int], list[Places]]:
    """Two articles -> the places of the claims of both that meet."""
    found: dict[tuple[int, int], list[Places]] = {}
    for both, rows in itertools.groupby(listed.tolist(), key=operator.itemgetter(0, 2)):
        found.setdefault(both, []).extend((a, b) for _, a, _, b in rows)
    return found
