"""`run.json`, written last: that the tables of a run are whole, and what they were made of."""

import dataclasses
import hashlib
import json
from pathlib import Path
from typing import Any

from pipeline.finished import OutputError, require_run
from pipeline.inputs import Plan
from pipeline.settings import Settings
from pipeline.shards import code_digest

NAME = "run.json"


def read(out: Path) -> dict[str, Any]:
    try:
        marker = json.loads((out / NAME).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return marker if isinstance(marker, dict) else {}


def rows_digest(out: Path) -> str:
    return str(read(out).get("rows", ""))


def of(plan: Plan, settings: Settings) -> dict[str, Any]:
    rejects = [dataclasses.astuple(row) for row in plan.rejects]
    whole = json.dumps([list(plan.parts), rejects, code_digest()], default=str)
    rows = hashlib.sha256(whole.encode()).hexdigest()
    return {"rows": rows, "digest": compared_digest(rows, settings), "model": settings.model}


def compared_digest(rows: str, settings: Settings) -> str:
    return hashlib.sha256(f"{rows} {settings.min_similarity!r}".encode()).hexdigest()


def is_current(out: Path, wanted: dict[str, Any]) -> bool:
    if read(out) != wanted:
        return False
    try:
        require_run(out)
    except OutputError:
        return False
    return True
