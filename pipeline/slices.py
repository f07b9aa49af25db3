"""Articles with their mentions and claims, slice by slice: how a run is read that does not fit in memory.

In the tables of a run, row group k of `articles`, of `mentions` and of `claims` belong to the same articles.
"""

import contextlib
import dataclasses
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline import tables
from pipeline.tables import ArticleRow, ClaimRow, MentionRow

SLICE = 1000
"""Articles of a row group. Each row group costs `claims` 12 kB in the list that a reader must read first."""
SLICED = ("articles", "mentions", "claims")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """At most `SLICE` articles in the order of the run, and all their mentions and claims."""

    articles: list[ArticleRow]
    mentions: list[MentionRow]
    claims: list[ClaimRow]


class Piece(NamedTuple):
    """The same as arrow tables."""

    articles: pa.Table
    mentions: pa.Table
    claims: pa.Table


def slices(folder: Path) -> Iterator[Slice]:
    """The rows of a run, slice by slice; one slice is in memory.

    Tables that another program wrote, or an older version, need not have their row groups side by side: they
    are read whole and cut. Raises FileNotFoundError and pyarrow.ArrowInvalid as `tables.read` does.
    """
    return map(_slice, pieces(folder))


def _slice(piece: Piece) -> Slice:
    return Slice(
        articles=tables.rows(ArticleRow, piece.articles),
        mentions=tables.rows(MentionRow, piece.mentions),
        claims=tables.rows(ClaimRow, piece.claims),
    )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Gives any slice of a run by its number, in any process; see `aligned`."""

    folder: Path
    count: int
    """How many slices there are."""
    articles: int

    @classmethod
    def of(cls, folder: Path) -> "Reader":
        """Raises FileNotFoundError and pyarrow.ArrowInvalid, as does reading a slice."""
        rows = pq.ParquetFile(folder / "articles.parquet").metadata
        return cls(folder=folder, count=rows.num_row_groups, articles=rows.num_rows)

    def __call__(self, number: int) -> Slice:
        return _slice(
            Piece(*(pq.ParquetFile(self.folder / f"{n}.parquet").read_row_group(number) for n in SLICED))
        )


@contextlib.contextmanager
def aligned(folder: Path, aside: Path) -> Iterator[Path]:
    """A folder for `Reader`: that of the run, or where its row groups do not belong together, a copy.

    The copy stands in the folder `aside` as long as it is wanted. Raises as `slices` does.
    """
    if _side_by_side(folder):
        yield folder
        return
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    try:
        with contextlib.ExitStack() as opened:
            writers = [opened.enter_context(tables.Writer(aside / f"{n}.parquet", n)) for n in SLICED]
            for piece in pieces(folder):
                for name, writer, data in zip(SLICED, writers, piece, strict=True):
                    writer.write(data.cast(tables.schema(name)))
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def pieces(folder: Path) -> Iterator[Piece]:
    """The slices of a run as arrow tables."""
    files = _side_by_side(folder)
    if not files:
        yield from cut(Piece(*(tables.read(folder / f"{name}.parquet") for name in SLICED)))
        return
    for group in range(files[0].num_row_groups):
        yield Piece(*(file.read_row_group(group) for file in files))


def _side_by_side(folder: Path) -> list[pq.ParquetFile]:
    """The files of articles, mentions and claims where their row groups belong together; else none."""
    paths = [folder / f"{name}.parquet" for name in SLICED]
    if not all(path.is_file() for path in paths):
        return []
    files = [pq.ParquetFile(path) for path in paths]
    return files if are_aligned(*files) else []


def row_groups(path: Path, names: Sequence[str] | None = None) -> Iterator[pa.Table]:
    """A table, or some of its columns, bit by bit as it lies in its file; raises as `tables.read` does."""
    if not path.is_file():
        data = tables.read(path)
        yield data.select(names or data.column_names)
        return
    file = pq.ParquetFile(path)
    for group in range(file.num_row_groups):
        yield file.read_row_group(group, names)


def are_aligned(articles: pq.ParquetFile, mentions: pq.ParquetFile, claims: pq.ParquetFile) -> bool:
    """Whether the row groups of the three belong together, and none is larger than a slice."""
    groups = articles.num_row_groups
    if not groups == mentions.num_row_groups == claims.num_row_groups:
        return False
    if any(articles.metadata.row_group(group).num_rows > SLICE for group in range(groups)):
        return False
    return groups == 1 or all(
        _belong(articles, file, group) for file in (mentions, claims) for group in range(groups)
    )


def _belong(articles: pq.ParquetFile, file: pq.ParquetFile, group: int) -> bool:
    known = articles.read_row_group(group, columns=["article_id"])["article_id"]
    named = file.read_row_group(group, columns=["article_id"])["article_id"]
    return bool(pc.all(pc.is_in(pc.unique(named), value_set=known)).as_py() in {True, None})


def cut(whole: Piece) -> Iterator[Piece]:
    """Slices of tables in memory; a row of an article that is not there is left out."""
    ids = whole.articles["article_id"].combine_chunks()
    mentions, claims = _places(whole.mentions, ids), _places(whole.claims, ids)
    none = np.array([], np.int64)
    for number in range(-(-len(ids) // SLICE)):
        yield Piece(
            whole.articles.slice(number * SLICE, SLICE),
            whole.mentions.take(mentions.get(number, none)),
            whole.claims.take(claims.get(number, none)),
        )


def sliced(found: Iterable[Piece]) -> Iterator[Piece]:
    """The same rows in slices of exactly `SLICE` articles, but for the last, however they came."""
    waiting: list[Piece] = []
    count = 0
    for piece in found:
        waiting.append(piece)
        count += len(piece.articles)
        if count >= SLICE:
            *whole, last = cut(_joined(waiting))
            count = len(last.articles) % SLICE
            yield from whole if count else (*whole, last)
            waiting = [last] if count else []
    if count:
        yield from cut(_joined(waiting))


def _joined(found: Sequence[Piece]) -> Piece:
    return Piece(*(pa.concat_tables(each) for each in zip(*found, strict=True)))


def _places(rows: pa.Table, ids: pa.Array) -> "dict[int, np.ndarray[tuple[int], np.dtype[np.int64]]]":
    """Number of a slice -> which rows belong to it, in order."""
    article = pc.fill_null(pc.index_in(rows["article_id"], value_set=ids), -SLICE).to_numpy()
    number = article // SLICE
    order = np.argsort(number, kind="stable")
    starts = np.flatnonzero(np.diff(number[order], prepend=-2))
    return (
        dict(zip(number[order][starts].tolist(), np.split(order, starts[1:]), strict=True))
        if len(rows)
        else {}
    )
