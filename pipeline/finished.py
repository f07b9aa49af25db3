"""Finished runs, read back from their tables: one, or several as if they were one."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa

from pipeline import merge, tables
from pipeline.checks import schema_problems
from pipeline.errors import OutputError
from pipeline.publish import require_unmixed
from pipeline.slices import Slice, slices

NAMES = ("articles", "mentions", "entities", "claims", "rejects")


def read_slices(folder: Path) -> Iterator[Slice]:
    """The rows of a finished run, slice by slice.

    Raises OutputError for a folder with a missing, damaged or older table.
    """
    _require(folder, NAMES, allowed="comparisons")
    return slices(folder)


def join_runs(folders: Sequence[Path], into: Path) -> None:
    """Several runs as one, in the folder `into`: entities linked across them, each article once.

    A single run is used as it is, and nothing is written. An article that a later run has with the same text
    is taken once; one with another text under the same id becomes a row of `rejects`. Raises OutputError for
    a folder with a missing, damaged or older table.
    """
    for folder in folders:
        _require(folder, NAMES, allowed="comparisons")
    if len(folders) == 1:
        return
    merge.merge(folders, [], into, same_text_is_one=True)


def require_apart(corpus: Path | str, out: Path) -> None:
    """Raises OutputError when `out` lies inside the corpus: a later run would read what is exported there."""
    if not Path(corpus).is_dir():
        return
    if out.resolve().is_relative_to(Path(corpus).resolve()):
        same = "is" if out.resolve() == Path(corpus).resolve() else "lies inside"
        raise OutputError(f"{out} {same} the corpus {corpus}: name a folder beside it with --out.")


def require_there(folder: Path, names: Sequence[str] = NAMES) -> None:
    """Raises OutputError unless there is such a folder, with these tables; they are not opened."""
    if folder.is_file():
        raise OutputError(f"{folder} is a file: name the folder that claims extract wrote its tables to.")
    if not folder.exists():
        raise OutputError(
            f"There is no folder {folder}. Make the tables: claims extract CORPUS --out {folder}"
        )
    for name in names:
        if not (folder / f"{name}.parquet").exists():
            text = f"{folder} holds no finished run: {name}.parquet is missing"
            raise OutputError(f"{text}. Run: claims extract CORPUS --out {folder}")


def require_run(folder: Path) -> None:
    """Raises OutputError unless the folder holds all tables, whole and of this version; no row is read."""
    _require(folder, tuple(tables.TABLES))


def _require(folder: Path, names: Sequence[str], allowed: str = "") -> None:
    """The same of some tables; `allowed` is that of `require_unmixed`."""
    require_there(folder, names)
    require_unmixed(folder, allowed=allowed)
    for name in names:
        try:
            found = tables.read_schema(folder / f"{name}.parquet")
        except (OSError, pa.ArrowException) as error:
            text = f"{folder / name}.parquet is damaged and cannot be read"
            raise OutputError(f"{text}. Run again: claims extract CORPUS --out {folder}") from error
        for problem in schema_problems(name, found.empty_table()):
            text = f"{folder} was written by another version or program: {problem.table} {problem.message}"
            raise OutputError(f"{text}. Run again: claims extract CORPUS --out {folder}")
