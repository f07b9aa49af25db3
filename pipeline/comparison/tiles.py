"""The comparison of a run as pieces of work: each tile holds the pairs of some articles with earlier ones.

A tile's name is a digest of all that its answer depends on. So tiles can be worked on in any order, in
several processes, and one that was worked on before, in an interrupted run or in a run over fewer articles,
is done. Tiles are cut where the articles themselves say so (by a hash of each), so that a new article changes
few.
"""

import collections
import contextlib
import dataclasses
import functools
import hashlib
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipeline import tables
from pipeline.comparison.candidates import Places, Side, Sides, met
from pipeline.comparison.hashes import Hashes, key_hash
from pipeline.comparison.pairs import Found, quote_row, statistic_rows
from pipeline.comparison.shelf import Floats, Ints, Shelf, save_arrays
from pipeline.errors import ClaimsError

SMALLEST, LARGEST = 16, 256
"""Of articles that have pairs in a tile."""
CUT = 64
"""One article of so many ends a tile."""

Bools = npt.NDArray[np.bool_]
Both = tuple[int, int]
"""Two articles, by their numbers."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """Pairs worth comparing, as numbers of articles and places of their claims."""

    name: str
    articles: Ints
    """(pairs, 2): articles whose statistics are compared."""
    figures: Ints
    """(pairs, 4): an article, its statistic, another article, its statistic."""
    quotes: Ints
    """(pairs, 4): an article, its quote, another article, its quote."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What became of a tile."""

    name: str
    rows: int


def judge_tile(tile: Tile, shelf: Path, into: Path, min_similarity: float) -> Judged:
    """Compare the pairs of a tile; its rows, without groups, and what was dropped go to the folder `into`."""
    held = open_shelf(shelf)
    found: list[Found] = []
    dropped: list[Sides] = []
    for (one, other), figures in meetings(tile):
        found += statistic_rows(met(held[one], held[other], figures), min_similarity, dropped)
    for one, a, other, b in tile.quotes.tolist():
        pair = quote_row(Side(held[one], a), Side(held[other], b), min_similarity)
        found += [pair] if pair is not None else []
    _write(into / tile.name, found, dropped)
    return Judged(name=tile.name, rows=len(found))


def meetings(tile: Tile) -> Iterator[tuple[Both, Sequence[Places]]]:
    """Each two articles once, with the figures that are compared in any case."""
    figures: dict[Both, list[Places]] = collections.defaultdict(list)
    for one, a, other, b in tile.figures.tolist():
        figures[one, other].append((a, b))
    for one, other in tile.articles.tolist():
        yield (one, other), figures.pop((one, other), ())
    yield from figures.items()


class Edges(NamedTuple):
    """The rows of a tile, and the pairs that were dropped, as numbers."""

    articles: Hashes
    """(rows, 2): hashes of the article_ids of claim_a and claim_b."""
    places: Ints
    """(rows, 2): which statistic or quote of its article each is."""
    similarity: Floats
    is_scope: Bools
    """Whether the verdict is another scope."""
    is_quote: Bools
    dropped_articles: Hashes
    """(pairs, 2), of statistics that were compared and found too little alike."""
    dropped_places: Ints
    """(pairs, 2)."""


def _write(path: Path, found: Sequence[Found], dropped: Sequence[Sides]) -> None:
    """The numbers last, so that a tile that has them is whole."""
    rows = [item.row for item in found]
    tables.write(path.with_suffix(".parquet"), tables.table("comparisons", rows))
    sides = [item.sides for item in found]
    edges = Edges(
        articles=_hashed(sides),
        places=_places(sides),
        similarity=np.array([row.similarity for row in rows], dtype=np.float64),
        is_scope=np.array([row.verdict == "scope_differs" for row in rows], dtype=bool),
        is_quote=np.array([row.claim_type == "quote" for row in rows], dtype=bool),
        dropped_articles=_hashed(dropped),
        dropped_places=_places(dropped),
    )
    save_arrays(path.with_suffix(".npz"), edges._asdict())


def _hashed(listed: Sequence[Sides]) -> Hashes:
    found = [[key_hash(side.article_id) for side in sides] for sides in listed]
    return np.array(found, dtype=np.uint64).reshape(-1, 2)


def _places(listed: Sequence[Sides]) -> Ints:
    return np.array([[side.place for side in sides] for sides in listed], dtype=np.int64).reshape(-1, 2)


def is_done(into: Path, name: str) -> bool:
    """Whether a tile was judged before."""
    return (into / name).with_suffix(".npz").exists()


def rows_of(into: Path, name: str) -> pa.Table:
    """The rows of a tile as arrow: those of `comparisons`, without groups. Raises DamagedTileError."""
    with _whole(into, name):
        return tables.read((into / name).with_suffix(".parquet"))


def edges_of(into: Path, name: str) -> Edges:
    """The rows of a tile as numbers. Raises DamagedTileError."""
    with _whole(into, name), np.load((into / name).with_suffix(".npz"), allow_pickle=False) as found:
        return Edges(**{field: found[field] for field in Edges._fields})


class DamagedTileError(ClaimsError):
    """What a tile found cannot be read back; it is removed, so that the next run finds it again."""


@contextlib.contextmanager
def _whole(into: Path, name: str) -> Iterator[None]:
    try:
        yield
    except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile, pa.ArrowException) as error:
        for path in into.glob(f"{name}.*"):
            path.unlink(missing_ok=True)
        raise DamagedTileError(
            f"A part of the comparison, {into / name}, was damaged and has been removed. "
            "Run the same command again: just this part is made anew."
        ) from error


@functools.lru_cache(maxsize=1)
def open_shelf(folder: Path) -> Shelf:
    """The accounts of a run, shared by all tiles that a process works on."""
    return Shelf.load(folder)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """All pairs of a run worth comparing; the later article of each, by day, stands last."""

    articles: Ints
    """(pairs, 2)."""
    figures: Ints
    """(pairs, 4)."""
    quotes: Ints
    """(pairs, 4)."""


def cut(pairs: Pairs, by_day: Ints, days: Ints, digests: Hashes, stamp: str) -> Iterator[Tile]:
    """The tiles of a run, by day. `by_day` has the articles in order, `days` the place of each in it;
    `stamp` stands for all else that answers depend on: the program and its settings."""
    ordered = [_by_later(listed, days) for listed in (pairs.articles, pairs.figures, pairs.quotes)]
    later = [days[listed[:, -1 if listed.shape[1] == 2 else 2]] for listed in ordered]
    start = 0
    for stop in _borders(by_day, digests, np.unique(np.concatenate(later))):
        parts = [
            listed[np.searchsorted(at, start) : np.searchsorted(at, stop)]
            for listed, at in zip(ordered, later, strict=True)
        ]
        start = stop
        articles, figures, quotes = parts
        name = _name(parts, digests, stamp)
        yield Tile(name=name, articles=articles, figures=figures, quotes=quotes)


def _by_later(listed: Ints, days: Ints) -> Ints:
    """Pairs in order of the later article, then of the earlier one, then of their claims."""
    if listed.shape[1] == 2:
        return listed[np.lexsort((days[listed[:, 0]], days[listed[:, 1]]))]
    return listed[np.lexsort((listed[:, 3], listed[:, 1], days[listed[:, 0]], days[listed[:, 2]]))]


def _borders(by_day: Ints, digests: Hashes, later: Ints) -> Iterator[int]:
    """The places by day at which tiles end; `later` are those of the articles that have pairs."""
    ends = digests[by_day[later]] % np.uint64(CUT) == 0
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
