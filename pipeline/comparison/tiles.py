"""What becomes of the tiles of a run: the rows of their pairs, on disk, for this run and for later ones."""

import contextlib
import dataclasses
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from pipeline import tables
from pipeline.comparison.affinities import open_affinities
from pipeline.comparison.arrays import Bools, Floats, Ints, save_arrays
from pipeline.comparison.candidates import Side, Sides, met
from pipeline.comparison.cutting import Tile, meetings
from pipeline.comparison.hashes import Hashes
from pipeline.comparison.pairs import Found, quote_row, statistic_rows
from pipeline.comparison.shelf import open_shelf
from pipeline.comparison.utterances import open_utterances
from pipeline.errors import ClaimsError


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What became of a tile."""

    name: str
    rows: int


def judge_tile(tile: Tile, shelf: Path, into: Path, min_similarity: float) -> Judged:
    """Compare the pairs of a tile; its rows, without groups, and what was dropped go to the folder `into`."""
    held, alike = open_shelf(shelf), open_affinities(shelf)
    found: list[Found] = []
    dropped: list[Sides] = []
    can_be_one = open_utterances(shelf).can_be_one(tile.quotes, alike(tile.quotes[:, ::2]), min_similarity)
    worth = dataclasses.replace(tile, quotes=tile.quotes[can_be_one])
    for one, other, likeness, figures, quotes in meetings(worth, alike(worth.articles)):
        if likeness or figures:
            pairs = met(held[one], held[other], figures, likeness)
            found += statistic_rows(pairs, min_similarity, dropped)
        for a, b in quotes:
            pair = quote_row(Side(held[one], a), Side(held[other], b), min_similarity)
            found += [pair] if pair is not None else []
    _write(into / tile.name, found, dropped)
    return Judged(name=tile.name, rows=len(found))


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
    found = [(one.account.number, other.account.number) for one, other in listed]
    return np.array(found, dtype=np.uint64).reshape(-1, 2)


def _places(listed: Sequence[Sides]) -> Ints:
    return np.array([(one.place, other.place) for one, other in listed], dtype=np.int64).reshape(-1, 2)


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
