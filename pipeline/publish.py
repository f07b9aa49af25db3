"""Several files put in place together, whatever stops the program: written aside, synced, then renamed.

The tables of a run are six files, and no file system renames six files at once. So the marker of the run
says `unfinished` from before the first rename until after the last: who finds that word reads nothing, and
the next run writes the tables anew.
"""

import contextlib
import errno
import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.durable import sync
from pipeline.errors import OutputError

PARTS = ".parts"
"""Folder, in the output folder, of the parts that are done; all that is unfinished stands there, too."""
MARKER = "run.json"
PARTIAL = ".partial"
"""Ends the name of what is being written, and is swept away when it was left behind."""
UNFINISHED = "unfinished"
"""Key of the marker while tables are moved: `tables`, or `comparisons` where only those can differ."""
TABLES = "tables"
"""Key of the marker with the SHA-256 of each table file, by which a change since is found."""
UNWRITABLE = frozenset(
    getattr(errno, name)
    for name in ("EACCES", "EDQUOT", "EFBIG", "EIO", "ENOSPC", "EPERM", "EROFS")
    if hasattr(errno, name)
)


@contextlib.contextmanager
def staging(out: Path) -> Iterator[Path]:
    """A new folder to write to, on the file system of `out`; it is gone at the end, its space free again."""
    folder = out / PARTS / f"{uuid.uuid4().hex}{PARTIAL}"
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def move(staged: Path, target: Path) -> bool:
    """Give a folder of files its name at once; False when another process has done that meanwhile.

    Its files are on the disk already, as `tables.write` leaves them.
    """
    try:
        staged.rename(target)
    except OSError:
        if target.is_dir():
            return False
        raise
    sync(target.parent)
    return True


def publish(staged: Path, out: Path, marker: Mapping[str, Any]) -> None:
    """Move all that stands in a folder of `staging` to `out`, and mark it as one finished run.

    Whatever needs room on the disk is written before the first rename, so a full disk leaves the former
    tables as they were. Raises OSError.
    """
    found = sorted(staged.iterdir())
    marker = {**marker, TABLES: {path.stem: sha256(path) for path in found if path.suffix == ".parquet"}}
    moving = {**marker, UNFINISHED: _at_stake(read_marker(out), marker)}
    broken_off = _written(staged / f"{MARKER}.{UNFINISHED}", moving)
    finished = _written(staged / MARKER, marker)
    _sync_all(staged)
    broken_off.replace(out / MARKER)
    sync(out)
    for path in found:
        if (out / path.name).is_dir():
            shutil.rmtree(out / path.name)
        path.replace(out / path.name)
    sync(out)
    finished.replace(out / MARKER)
    sync(out)


def sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _at_stake(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """The same rows compared anew leave nothing to mix but the comparisons and who reprints whom."""
    is_same = before.get("rows") == after.get("rows") and before.get(UNFINISHED) != "tables"
    return "comparisons" if is_same else "tables"


def read_marker(out: Path) -> dict[str, Any]:
    """What the tables in a folder were made of; empty where no run has ended."""
    try:
        marker = json.loads((out / MARKER).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return marker if isinstance(marker, dict) else {}


def require_unmixed(out: Path, allowed: str = "") -> None:
    """Raises OutputError when a run was stopped while it moved its tables to `out`.

    `allowed` is what may be at stake all the same: `comparisons`, for who makes these anew.
    """
    if read_marker(out).get(UNFINISHED, allowed) != allowed:
        raise OutputError(
            f"The last run was stopped while it wrote its tables to {out}, so some are new and some are old. "
            "Run the same command again: what is done is kept."
        )


@contextlib.contextmanager
def told_plainly(out: Path) -> Iterator[None]:
    """A disk that is full or may not be written, as an OutputError that says what to do."""
    try:
        yield
    except OSError as error:
        if error.errno is None or error.errno not in UNWRITABLE:
            raise
        raise OutputError(
            f"Cannot write to {out}: {os.strerror(error.errno)}. The tables that were there are as they "
            "were, and what is done is kept: make room, and the same command goes on."
        ) from error


def _written(path: Path, content: Mapping[str, Any]) -> Path:
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return path


def _sync_all(folder: Path) -> None:
    for path in folder.rglob("*"):
        sync(path)
    sync(folder)
