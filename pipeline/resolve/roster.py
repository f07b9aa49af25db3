"""The distinct entities of a run, numbered, so that what is counted of them is counted in plain numbers.

Grows with the distinct entities: about 130 bytes each, once more while new ones are added.
"""

import dataclasses
from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline import tables
from pipeline.resolve.entity import Entity
from pipeline.resolve.tally import LEAST_WAITING, Numbers

COLUMNS = tuple(field.name for field in dataclasses.fields(Entity))
SCHEMA = pa.schema([tables.schema("entities").field(name) for name in COLUMNS])


def as_table(entities: Iterable[Entity]) -> pa.Table:
    """Entities in arrow, in order."""
    listed = list(entities)
    return pa.table({name: [getattr(row, name) for row in listed] for name in COLUMNS}, schema=SCHEMA)


class Roster:
    """Each entity once, as it was described first; its number is its place in the order of appearance."""

    def __init__(self) -> None:
        self._known = SCHEMA.empty_table()
        self._waiting: list[pa.Table] = []
        self._count = 0

    def add(self, entities: pa.Table) -> None:
        """Note entities, known ones among them."""
        self._waiting.append(entities.select(COLUMNS))
        self._count += len(entities)
        if self._count > max(LEAST_WAITING, len(self._known) // 4):
            self.table()

    def table(self) -> pa.Table:
        """All entities; row n is number n."""
        if self._waiting:
            found = pa.concat_tables(self._waiting).combine_chunks()
            ids = found["entity_id"]
            first = np.sort(pc.index_in(pc.unique(ids), value_set=ids).to_numpy())
            is_new = pc.is_null(pc.index_in(ids.take(first), value_set=self._known["entity_id"]))
            new = found.take(pa.array(first).filter(is_new))
            self._known = pa.concat_tables([self._known, new]).combine_chunks()
            self._waiting, self._count = [], 0
        return self._known

    def numbers(self, ids: pa.Array | Sequence[str]) -> Numbers:
        """The number of each id, -1 for one that is not known. Ask for many at once: all ids are hashed."""
        wanted = pa.array(ids, pa.string()) if isinstance(ids, Sequence) else ids
        found = pc.index_in(wanted, value_set=self.table()["entity_id"])
        numbers: Numbers = pc.fill_null(found, -1).to_numpy().astype(np.int64)
        return numbers
