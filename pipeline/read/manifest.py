"""`manifest.csv` at the top of a corpus folder: what its maker knows of each article."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from pipeline.read.article import RejectedError, Stated
from pipeline.read.bylines import split_names
from pipeline.read.dates import full_date
from pipeline.read.decode import decode
from pipeline.read.links import is_file, is_within
from pipeline.shown import shown
from pipeline.tables import RejectRow

NAME = "manifest.csv"
MAX_BYTES = 500_000_000
"""Rows for more than a million articles."""
COLUMNS = ("path", "outlet", "published", "url", "authors", "headline")


def load_manifest(
    corpus: Path, can_read: Callable[[str], bool], on_reject: Callable[[RejectRow], None]
) -> dict[str, Stated]:
    """What the manifest states, by path relative to the corpus folder; empty where there is none.

    A damaged manifest or row goes to `on_reject` with its line number and is left out; so does a row that
    names no file which can be read. A row with a bad date keeps its other fields.
    """
    if not (corpus / NAME).is_file():
        return {}
    stated: dict[str, Stated] = {}
    for line, row in _rows(corpus, on_reject):
        path = _clean_path(row.get("path", ""))
        problem = _problem(corpus, path, stated, can_read)
        if problem:
            on_reject(RejectRow(path=NAME, line=line, error=problem))
            continue
        stated[path], wrong_date = _stated(row)
        if wrong_date:
            on_reject(RejectRow(path=NAME, line=line, error=wrong_date))
    return stated


def _rows(corpus: Path, on_reject: Callable[[RejectRow], None]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        text = decode(_bytes(corpus))
        reader = csv.reader(io.StringIO(text, newline=""))
        header = [name.strip().lower() for name in next(reader, [])]
        if "path" not in header:
            wanted = ", ".join(COLUMNS)
            raise RejectedError(
                f"The manifest has no column path; its first line names the columns: {wanted}."
            )
        for fields in reader:
            if any(field.strip() for field in fields):
                yield reader.line_num, dict(zip(header, (field.strip() for field in fields), strict=False))
    except (OSError, csv.Error, RejectedError) as error:
        reason = str(error) if isinstance(error, RejectedError) else f"The manifest cannot be read: {error}."
        on_reject(RejectRow(path=NAME, error=reason))


def _bytes(corpus: Path) -> bytes:
    if not is_within(corpus / NAME, corpus):
        raise RejectedError("The manifest is a link that leads out of the corpus folder and is not followed.")
    with (corpus / NAME).open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise RejectedError(f"The manifest is longer than {MAX_BYTES:,} bytes.")
    return data


def _clean_path(path: str) -> str:
    """As written on any system: `sub\\\\a.txt` and `./sub/a.txt` are `sub/a.txt`."""
    return PurePosixPath(path.replace("\\", "/")).as_posix() if path else ""


def _problem(
    corpus: Path, path: str, stated: dict[str, Stated], can_read: Callable[[str], bool]
) -> str | None:
    if not path:
        return "The manifest row has no path."
    name = shown(path)
    if path in stated:
        return f"The manifest names {name} twice; the first row holds."
    if PurePosixPath(path).is_absolute() or Path(path).drive or ".." in PurePosixPath(path).parts:
        return f"The manifest names {name}, which is outside the corpus folder."
    if not is_file(corpus / path):
        return f"The manifest names {name}, and there is no such file."
    if not can_read(path):
        return f"The manifest names {name}, which is in no format that can be read."
    return None


def _stated(row: dict[str, str]) -> tuple[Stated, str | None]:
    written = row.get("published", "")
    published = full_date(written) if written else None
    stated = Stated(
        outlet=row.get("outlet") or None,
        published=published,
        url=row.get("url") or None,
        authors=split_names(row.get("authors", "")),
        headline=row.get("headline") or None,
    )
    if not written or published is not None:
        return stated, None
    return stated, f'"{shown(written, 40)}" is not a date of publication; write it as 2025-09-22.'
