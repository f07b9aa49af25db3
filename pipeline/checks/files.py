"""The files of an output folder: that the run was finished, and that its files are those it wrote."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline import tables
from pipeline.checks.problem import Problem
from pipeline.datapackage import datapackage
from pipeline.errors import OutputError
from pipeline.publish import MARKER, PARTIAL, UNFINISHED, require_unmixed, sha256

PACKAGE = "datapackage.json"


def file_problems(out: Path) -> Iterator[Problem]:
    """What is wrong with an output folder before any table is read."""
    for path in sorted(out.glob(f"*{PARTIAL}")):
        yield Problem(path.name, "file", "is left over from a write that was cut off: delete it")
    yield from _marker_problems(out)
    yield from _package_problems(out)


def _marker_problems(out: Path) -> Iterator[Problem]:
    marker = _read(out / MARKER)
    if isinstance(marker, str):
        yield Problem(MARKER, "file", f"{marker}: the run was not finished, run it again")
        return
    for key in ("rows", "digest"):
        if not isinstance(marker.get(key), str):
            yield Problem(MARKER, key, "is missing: the run was not finished, run it again")
    try:
        require_unmixed(out)
    except OutputError as error:
        yield Problem(MARKER, UNFINISHED, str(error))
    written = marker.get("tables", {})
    for name in tables.TABLES if isinstance(written, dict) else ():
        path = out / f"{name}.parquet"
        if name in written and path.is_file() and sha256(path) != written[name]:
            yield Problem(name, "table", f"is not what the run wrote: {MARKER} has another SHA-256")


def _package_problems(out: Path) -> Iterator[Problem]:
    described = _read(out / PACKAGE)
    if isinstance(described, str):
        yield Problem(PACKAGE, "file", described)
        return
    found, wanted = _fields(described), _fields(datapackage())
    for table, name in sorted(wanted.keys() ^ found.keys()):
        fault = "describes" if (table, name) in found else "does not describe"
        yield Problem(PACKAGE, table, f"{fault} column {name}, unlike the contract")
    for table, name in sorted(wanted.keys() & found.keys()):
        if found[table, name] != wanted[table, name]:
            kinds = f"{found[table, name]}, not {wanted[table, name]}"
            yield Problem(PACKAGE, table, f"says that column {name} is {kinds}")


def _fields(package: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    """(table, column) -> type of a data package; what is no data package describes nothing."""
    try:
        return {
            (str(resource["name"]), str(field["name"])): str(field["type"])
            for resource in package["resources"]
            for field in resource["schema"]["fields"]
        }
    except (KeyError, TypeError):
        return {}


def _read(path: Path) -> dict[str, Any] | str:
    """A JSON object, or what is wrong with the file."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return "is missing"
    except (OSError, ValueError) as error:
        return f"cannot be read: {error}"
    return content if isinstance(content, dict) else "is no JSON object"
