"""Finds, loads and checks the data files in `models/`.

A data file is JSONL or CSV with a header; each row becomes a dataclass. A wrong row is refused with file,
line, id and what is wrong, so a person who edits a table is told what is allowed.
"""

import csv
import functools
import hashlib
import json
import os
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import pydantic

from pipeline.errors import ClaimsError

T = TypeVar("T")
SUMS = "SHA256SUMS"


class ModelsError(ClaimsError, ValueError):
    """A file in `models/` is missing or holds a wrong row."""


@functools.cache
def folder() -> Path:
    """`$CLAIMS_MODELS`, else `models/` beside the package, else the copy inside an installed wheel."""
    package = Path(__file__).resolve().parent
    named = os.environ.get("CLAIMS_MODELS")
    for candidate in [Path(named)] if named else [package.parent / "models", package / "_models"]:
        if candidate.is_dir():
            return candidate
    raise ModelsError(f"No folder of rules and reference tables: {named or package.parent / 'models'}")


_LOADED: dict[tuple[str, type], tuple[Any, ...]] = {}


def load(name: str, row_type: type[T]) -> tuple[T, ...]:
    """All rows of `models/<name>` (`.jsonl` or `.csv`) as dataclasses of `row_type`, in file order.

    Empty CSV fields are left out, so that the dataclass's defaults hold.

    Raises
    ------
    ModelsError
        The file is missing, or a row has an unknown field, a missing one or one of the wrong type.
    """
    if (name, row_type) not in _LOADED:
        _LOADED[name, row_type] = tuple(_read(name, row_type))
    return _LOADED[name, row_type]


def _read(name: str, row_type: type[T]) -> Iterator[T]:
    path = folder() / name
    if not path.is_file():
        raise ModelsError(f"{path} is missing")
    require_unchanged(path)
    records = list(_records(path))
    try:
        listed: Any = types.GenericAlias(list, (row_type,))
        whole: pydantic.TypeAdapter[list[T]] = pydantic.TypeAdapter(listed)
        yield from whole.validate_python([record for _, record in records])
    except (pydantic.ValidationError, ValueError):
        # All at once is quick; one by one tells which row is wrong.
        adapter = pydantic.TypeAdapter(row_type)
        for line, record in records:
            try:
                adapter.validate_python(record)
            except (pydantic.ValidationError, ValueError) as error:
                raise ModelsError(_explain(path, line, record, error)) from error
        raise


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open(encoding="utf-8", newline="") as file:
        if path.suffix == ".csv":
            reader = csv.reader(file)
            header = next(reader, [])
            for values in filter(None, reader):
                if len(values) != len(header):
                    counts = f"{len(values)} fields where the header names {len(header)}"
                    raise ModelsError(f"{path}:{reader.line_num}: {counts}")
                pairs = zip(header, values, strict=True)
                yield reader.line_num, {key: value for key, value in pairs if value != ""}
            return
        for line, text in enumerate(file, 1):
            if not text.strip():
                continue
            try:
                yield line, json.loads(text)
            except json.JSONDecodeError as error:
                raise ModelsError(f"{path}:{line}: not JSON: {error}") from error


def _explain(path: Path, line: int, record: dict[str, Any], error: Exception) -> str:
    name = record.get("id") or record.get("name") or "row"
    if isinstance(error, pydantic.ValidationError):
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return f"{path}:{line}: {name}: {where}: {first['msg']}"
    return f"{path}:{line}: {name}: {error}"


def require_unchanged(path: Path) -> None:
    """Learned weights and built tables are as they were shipped; rules written by hand may be edited.

    Raises ModelsError when a file's SHA-256 is not that of `models/SHA256SUMS`.
    """
    listed = checksums().get(path.name)
    if listed is not None and checksum(path) != listed:
        raise ModelsError(
            f"{path} is not the file that {SUMS} lists: it is damaged or was changed. Get it anew; if you "
            "trained or built it yourself, run: python scripts/checksums.py"
        )


def checksum(path: Path) -> str:
    """SHA-256 of a file's bytes, whatever line ends a version control system gave to a table."""
    data = path.read_bytes()
    return hashlib.sha256(data.replace(b"\r\n", b"\n") if path.suffix == ".csv" else data).hexdigest()


def checksums() -> dict[str, str]:
    """SHA-256 by file name, of the files that nobody edits by hand; empty in a folder without a list."""
    path = folder() / SUMS
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    return {name: digits for digits, name in (line.split(maxsplit=1) for line in lines)}


@functools.cache
def digest() -> str:
    """SHA-256 over the names and bytes of all files in `models/`: changes when any rule changes."""
    total = hashlib.sha256()
    for path in sorted(folder().rglob("*")):
        if path.is_file():
            total.update(path.relative_to(folder()).as_posix().encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def find_row(row_id: str) -> tuple[str, dict[str, Any]] | None:
    """The JSONL file of `models/` and the row whose `id` is that; None where no row has it."""
    return _rows_by_id().get(row_id)


@functools.cache
def _rows_by_id() -> dict[str, tuple[str, dict[str, Any]]]:
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for path in sorted(folder().glob("*.jsonl")):
        for _, row in _records(path):
            if isinstance(row.get("id"), str):
                found.setdefault(row["id"], (path.name, row))
    return found
