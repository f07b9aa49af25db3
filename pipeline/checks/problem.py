"""A row that breaks the contract, and how one is told."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipeline import tables
from pipeline.checks.reading import slices

Mask: TypeAlias = pa.Array | npt.NDArray[np.bool_]
"""Which rows of a slice are wrong; null says that nothing is known against the row."""
Message: TypeAlias = str | Callable[[Mapping[str, Any]], str]
"""A sentence, or what makes it of the row."""


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """A row that breaks the contract."""

    table: str
    row: str
    message: str

    def __str__(self) -> str:
        return f"{self.table}: {self.row}: {self.message}"


def about(column: str, fault: str) -> Message:
    """The value of a column, and what is wrong with it."""
    return lambda row: f"{column} {row[column]!r} {fault}"


def told(table: str, rows: pa.RecordBatch, wrong: Mask, message: Message) -> Iterator[Problem]:
    """A problem for each wrong row of a slice."""
    places = wrong.nonzero()[0] if isinstance(wrong, np.ndarray) else pc.indices_nonzero(wrong)
    for place in places.tolist():
        record = rows.slice(place, 1).to_pylist()[0]
        said = message if isinstance(message, str) else message(record)
        yield Problem(table, key_of(table, record), said)


def told_late(table: str, path: Path, places: npt.NDArray[np.int64], message: Message) -> Iterator[Problem]:
    """A problem for each row at these places of a table, which is read again for what they are called."""
    first = 0
    for rows in slices(path) if len(places) else ():
        wrong = np.zeros(len(rows), dtype=np.bool_)
        wrong[places[(first <= places) & (places < first + len(rows))] - first] = True
        yield from told(table, rows, wrong, message)
        first += len(rows)


def key_of(table: str, row: Mapping[str, Any]) -> str:
    """What a row is called in a problem."""
    if table == "comparisons":
        return f"{row['claim_a']} {row['claim_b']}"
    if table == "rejects":
        return str(row["path"]) if row["line"] is None else f"{row['path']} line {row['line']}"
    keys = [name for name, field in tables.columns(tables.TABLES[table]).items() if field.metadata["key"]]
    return " ".join(str(row[key]) for key in keys)
