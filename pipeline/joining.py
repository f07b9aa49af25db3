"""The two passes that join parts into the tables of a run, slice by slice, in bounded memory.

The first pass writes the articles, sets mentions and claims aside, and gathers what only all articles
together tell: where each outlet is at home, what names each actor is called by. The second pass settles
places and renames entities by it, and counts.
"""

import contextlib
import dataclasses
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipeline import tables
from pipeline.resolve.counts import EntityCounts
from pipeline.resolve.outlet_homes import Homes
from pipeline.resolve.places_of_run import learn_homes, settle
from pipeline.resolve.roster import COLUMNS, Roster, as_table
from pipeline.resolve.run_wide import NamesUsed, links, renamed
from pipeline.slices import Piece, pieces, row_groups, sliced
from pipeline.tables import RejectRow
from pipeline.taken import Taken, duplicate_error


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """An article whose id was taken, and the place of the one that took it."""

    article_id: str
    path: str
    text_sha256: str
    place: int


@dataclasses.dataclass(slots=True)
class Gathered:
    """What the first pass leaves for the second.

    What grows with the run, in bytes: 24 an article (`Taken`), 130 an entity (`Roster`), 50 a name of an
    entity (`NamesUsed`), 16 a name that an outlet uses and a state that it speaks for (`Homes`), and the rows
    of `rejects` themselves. While these are summed and linked it is more: measured at the peak of all steps,
    1.2 kB for each distinct entity.
    """

    roster: Roster
    used: NamesUsed
    homes: Homes = dataclasses.field(default_factory=Homes)
    rejects: list[RejectRow | Repeated] = dataclasses.field(default_factory=list)


def gather(folders: Iterable[Path], into: Path, aside: Path) -> Gathered:
    """Write the articles of all folders to `into`, each id once, and their mentions and claims to `aside`."""
    roster = Roster()
    told = Gathered(roster, NamesUsed(roster))
    with (
        tables.Writer(into / "articles.parquet", "articles") as articles,
        _stream(aside, "mentions") as mentions,
        _stream(aside, "claims") as claims,
    ):
        for piece in sliced(_distinct(folders, told)):
            articles.write(piece.articles)
            mentions.write_batch(_batch(piece.mentions))
            claims.write_batch(_batch(piece.claims))
            learn_homes(told.homes, piece)
            told.used.add(piece.mentions)
    return told


def rewrite(told: Gathered, into: Path, aside: Path) -> None:
    """Write mentions, claims and entities to `into`, with the places and ids that the whole run tells."""
    new_ids, homes = links(told.roster, told.used), told.homes.found()
    counts = EntityCounts(told.roster)
    with (
        tables.Writer(into / "mentions.parquet", "mentions") as mentions,
        tables.Writer(into / "claims.parquet", "claims") as claims,
    ):
        for piece in _set_aside(into, aside):
            settled, entities = settle(piece, homes)
            told.roster.add(as_table({entity.entity_id: entity for entity in entities}.values()))
            settled = renamed(settled, new_ids)
            keys, outlets = (settled.articles[name].to_pylist() for name in ("article_id", "outlet"))
            counts.add(settled.mentions, keys, outlets)
            mentions.write(settled.mentions)
            claims.write(settled.claims)
    with tables.Writer(into / "entities.parquet", "entities") as entity_file:
        for data in counts.tables():
            entity_file.write(data)


def refused(
    rejects: Iterable[RejectRow | Repeated], into: Path, *, same_text_is_one: bool
) -> list[RejectRow]:
    """Rows of `rejects`, sorted; an article that came again with the same text is none if that is one."""
    listed = list(rejects)
    first = _first_of({row.place for row in listed if isinstance(row, Repeated)}, into)
    found = []
    for row in listed:
        if isinstance(row, RejectRow):
            found.append(row)
        elif not (same_text_is_one and first[row.place][1] == row.text_sha256):
            error = duplicate_error(row.article_id, first[row.place][0])
            found.append(RejectRow(path=row.path, error=error))
    return sorted(found, key=lambda row: (row.path, row.line or 0))


def _first_of(places: set[int], into: Path) -> dict[int, tuple[str, str]]:
    """Place in the run -> path and digest of the text of that article."""
    found = {}
    start = 0
    for data in row_groups(into / "articles.parquet", ["path", "text_sha256"]) if places else ():
        inside = [place for place in range(start, start + len(data)) if place in places]
        for place, row in zip(
            inside, data.take([place - start for place in inside]).to_pylist(), strict=True
        ):
            found[place] = row["path"], row["text_sha256"]
        start += len(data)
    return found


def _distinct(folders: Iterable[Path], told: Gathered) -> Iterator[Piece]:
    """The articles of all folders, each id once; other rows are gathered."""
    taken = Taken()
    for folder in folders:
        for data in row_groups(folder / "entities.parquet", COLUMNS):
            told.roster.add(data)
        for piece in pieces(folder):
            yield _untaken(piece, taken, told.rejects)
        told.rejects += tables.rows(RejectRow, tables.read(folder / "rejects.parquet"))


def _untaken(piece: Piece, taken: Taken, rejects: list[RejectRow | Repeated]) -> Piece:
    keys = piece.articles["article_id"].to_pylist()
    places = taken.places(keys)
    if all(place is None for place in places):
        return piece
    rows = piece.articles.select(["article_id", "path", "text_sha256"]).to_pylist()
    again = ((row, place) for row, place in zip(rows, places, strict=True) if place is not None)
    rejects += [Repeated(**row, place=place) for row, place in again]
    new = pa.array([key for key, place in zip(keys, places, strict=True) if place is None], pa.string())
    return Piece(*(data.filter(pc.is_in(data["article_id"], value_set=new)) for data in piece))


def _stream(aside: Path, name: str) -> pa.RecordBatchStreamWriter:
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    return pa.ipc.new_stream(str(aside / name), tables.schema(name), options=options)


def _batch(data: pa.Table) -> pa.RecordBatch:
    """One batch, also of no rows."""
    columns = [
        pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
        for column in data.columns
    ]
    return pa.RecordBatch.from_arrays(columns, schema=data.schema)


def _set_aside(into: Path, aside: Path) -> Iterator[Piece]:
    """The slices as the first pass left them."""
    with contextlib.ExitStack() as opened:
        # A path alone would be mapped into memory, which fills with what was read.
        files = [opened.enter_context(pa.OSFile(str(aside / name))) for name in ("mentions", "claims")]
        streams = [opened.enter_context(pa.ipc.open_stream(file)) for file in files]
        groups = row_groups(into / "articles.parquet")
        for articles, *others in zip(groups, *streams, strict=True):
            yield Piece(articles, *(pa.Table.from_batches([batch]) for batch in others))
