"""What holds of single cells in every table: types, nulls, enumerations, finite numbers, whole strings."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline import tables
from pipeline.checks.problem import Mask, Problem, about, told
from pipeline.checks.reading import files

LABELS = (
    "PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE",
    "DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL", "NOMINAL", "PRONOUN",
)  # fmt: skip
"""The entity labels of OntoNotes 5, and two of ours."""
FORMS = {
    ("articles", "language"): r"^[a-z]{2,3}$",
    ("articles", "text_sha256"): r"^[0-9a-f]{64}$",
    ("entities", "country"): r"^[A-Z]{2}$",
    ("entities", "subdivision"): r"^[A-Z]{2}-[A-Z0-9]{1,3}$",
    ("entities", "fips"): r"^(?:\d{2}|\d{5})$",
    ("entities", "geonames_id"): r"^\d+$",
    ("entities", "parent_id"): r"^[a-z]+:.",
}
"""What the strings of a column look like."""


def unreadable(table: str, path: Path) -> Iterator[Problem]:
    """Why a table cannot be checked: missing, damaged, or with other columns than those of the contract."""
    try:
        for part in files(path):
            yield from schema_problems(table, pq.read_schema(part).empty_table())
    except (OSError, pa.ArrowException) as error:
        yield Problem(table, "table", f"cannot be read: {error}")


def schema_problems(name: str, data: pa.Table) -> Iterator[Problem]:
    """Where the columns of a table are not those of the contract."""
    wanted = tables.schema(name)
    for field in wanted:
        if field.name not in data.column_names:
            yield Problem(name, "table", f"has no column {field.name}")
        elif data.schema.field(field.name).type != field.type:
            kind = data.schema.field(field.name).type
            yield Problem(name, "table", f"column {field.name} is {kind}, not {field.type}")


def extra_columns(name: str, path: Path) -> Iterator[Problem]:
    """Columns that the contract does not name."""
    known = tables.columns(tables.TABLES[name])
    for column in dict.fromkeys(column for part in files(path) for column in pq.read_schema(part).names):
        if column not in known:
            yield Problem(name, "table", f"has a column {column} that is not of the contract")


def cell_problems(table: str, rows: pa.RecordBatch) -> Iterator[Problem]:
    """Cells of a slice that no row may hold, whatever stands beside them."""
    try:
        rows.validate(full=True)
    except pa.ArrowInvalid as error:
        yield Problem(table, "table", f"holds bytes that are no text: {error}")
        return
    for column, field in tables.columns(tables.TABLES[table]).items():
        values = rows.column(column)
        if values.null_count and not tables.is_optional(field):
            yield from told(table, rows, values.is_null(), f"{column} is null")
        for wrong, fault in _faults(table, column, field, values):
            yield from told(table, rows, wrong, about(column, fault))


def _faults(
    table: str, column: str, field: dataclasses.Field[Any], values: pa.Array
) -> Iterator[tuple[Mask, str]]:
    allowed = LABELS if (table, column) == ("mentions", "label") else field.metadata["allowed"]
    if allowed:
        unknown = pc.invert(pc.is_in(values, value_set=pa.array(allowed)))
        yield pc.and_(unknown, values.is_valid()), f"is not one of {sorted(allowed)}"
    if pa.types.is_floating(values.type):
        yield pc.invert(pc.is_finite(values)), "is no finite number"
    elif pa.types.is_string(values.type):
        yield pc.equal(pc.binary_length(values), 0), "is empty"
        form = FORMS.get((table, column))
        if form:
            yield pc.invert(pc.match_substring_regex(values, form)), f"is not of the form {form}"
    elif pa.types.is_list(values.type) and values.flatten().null_count:
        yield _rows_of(values, values.flatten().is_null()), "has a null in it"


def _rows_of(lists: pa.Array, wrong: pa.Array) -> Mask:
    """Rows of a list column of which an item is wrong."""
    found = np.zeros(len(lists), dtype=np.bool_)
    found[pc.list_parent_indices(lists).filter(wrong).to_numpy()] = True
    return found
