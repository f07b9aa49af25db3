"""The marker of a run: what its tables were made of, so that a run over the same does nothing."""

import hashlib
from pathlib import Path
from typing import Any

from pipeline.errors import OutputError
from pipeline.finished import require_run
from pipeline.inputs import Plan
from pipeline.publish import TABLES, read_marker
from pipeline.settings import Settings
from pipeline.shards import code_digest


def rows_digest(out: Path) -> str:
    """The digest of the rows of a finished run, but for its comparisons; empty where none has ended."""
    return str(read_marker(out).get("rows", ""))


def of(plan: Plan, settings: Settings) -> dict[str, Any]:
    """The marker of the tables that a plan leads to."""
    total = hashlib.sha256(code_digest().encode())
    for part in plan.parts:
        total.update(f"\n{part}".encode())
    for line in plan.rejects.lines():
        total.update(line.encode())
    return of_rows(total.hexdigest(), settings)


def of_rows(rows: str, settings: Settings) -> dict[str, Any]:
    """The marker of the tables whose rows, but for the comparisons, have this digest."""
    return {"rows": rows, "digest": compared_digest(rows, settings), "model": settings.model}


def compared_digest(rows: str, settings: Settings) -> str:
    """The digest of all tables of a run, of that of its rows and of how they are compared."""
    return hashlib.sha256(f"{rows} {settings.min_similarity!r}".encode()).hexdigest()


def is_current(out: Path, wanted: dict[str, Any]) -> bool:
    """Whether a folder holds the tables of this marker, whole."""
    if {name: value for name, value in read_marker(out).items() if name != TABLES} != wanted:
        return False
    try:
        require_run(out)
    except OutputError:
        return False
    return True
