"""The inputs of a corpus, one by one, in the same order on every system."""

import dataclasses
import datetime
import gzip
import os
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Literal, Protocol, TypeAlias

from pipeline.errors import ClaimsError
from pipeline.read.article import Stated
from pipeline.read.manifest import NAME as MANIFEST
from pipeline.read.manifest import load_manifest
from pipeline.tables import RejectRow

SUFFIXES = (".txt", ".html", ".htm", ".jsonl", ".jsonl.gz")
STANDARD_INPUT: Literal["-"] = "-"
MAX_BYTES = 4_000_000
"""Room for a million characters, the most that the settings allow by default."""
_SKIP = 1 << 16

OnReject: TypeAlias = Callable[[RejectRow], None]


class CorpusError(ClaimsError, ValueError):
    """The corpus does not exist or cannot be listed; the message is one plain sentence."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One input: a file, or a line of a JSONL file."""

    path: str
    """Relative to the corpus folder, with `/`; `-` for standard input."""
    line: int | None = None
    """Line number in a JSONL file, from 1."""
    data: bytes
    suffix: str
    """One of `SUFFIXES` in lower case; `.jsonl` for every line of JSONL."""
    stated: Stated | None = None
    """The row of the manifest."""
    modified: datetime.date | None = None
    """Day of the file's last change in UTC: no article in it was published later."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Source:
    path: str
    file: Path
    suffix: str
    stated: Stated | None


class _Lines(Protocol):
    def readline(self, size: int, /) -> bytes: ...


def iter_records(
    corpus: Path | Literal["-"],
    *,
    on_reject: OnReject,
    max_bytes: int = MAX_BYTES,
    standard_input: BinaryIO | None = None,
) -> Iterator[Record]:
    """Inputs of a folder, of a single file, or of standard input (`-`, as JSONL).

    Folders are searched recursively, names in order of code points; hidden files, `README*`, the manifest
    and files of other kinds are passed over. JSONL is streamed. What cannot be read, or is longer than
    `max_bytes`, goes to `on_reject` and the rest goes on. `standard_input` is what to read for `-`, when
    that was kept in a file.

    Raises CorpusError when there is no such folder or file, or the file is of no kind that can be read.
    """
    if corpus == STANDARD_INPUT:
        lines = standard_input or sys.stdin.buffer
        yield from _json_lines(STANDARD_INPUT, lines, None, None, on_reject, max_bytes)
        return
    for source in _sources(Path(corpus), on_reject):
        try:
            yield from _records(source, on_reject, max_bytes)
        except OSError as error:
            on_reject(RejectRow(path=source.path, error=f"The file cannot be read: {_reason(error)}."))


def suffix_of(name: str) -> str | None:
    """The suffix of a file that can be read, in lower case; None for other files."""
    lower = name.lower()
    return next((suffix for suffix in reversed(SUFFIXES) if lower.endswith(suffix)), None)


def _sources(corpus: Path, on_reject: OnReject) -> Iterator[_Source]:
    if corpus.is_dir():
        manifest = load_manifest(corpus, lambda path: suffix_of(path) is not None, on_reject)
        for path, file in walk(corpus, on_reject):
            suffix = suffix_of(path)
            if suffix is not None:
                yield _Source(path, file, suffix, manifest.get(path))
        return
    if not corpus.exists():
        raise CorpusError(f"There is no folder or file {corpus}.")
    suffix = suffix_of(corpus.name)
    if suffix is None or not corpus.is_file():
        raise CorpusError(
            f"{corpus} is neither a folder nor a file that can be read ({', '.join(SUFFIXES)})."
        )
    yield _Source(corpus.name, corpus, suffix, None)


def walk(folder: Path, on_reject: OnReject) -> Iterator[tuple[str, Path]]:
    """Files of a folder with their relative paths, of all kinds, in the order in which they are read."""
    return _walk(folder, "", (), on_reject)


def _walk(
    folder: Path, prefix: str, above: tuple[tuple[int, int], ...], on_reject: OnReject
) -> Iterator[tuple[str, Path]]:
    """Files under a folder with their relative paths. A link back to a folder above is not followed."""
    try:
        status = folder.stat()
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        on_reject(
            RejectRow(path=prefix.rstrip("/") or ".", error=f"The folder cannot be read: {_reason(error)}.")
        )
        return
    here = (status.st_dev, status.st_ino)
    if here in above:
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.upper().startswith("README"):
            continue
        path = prefix + _printable(entry.name)
        kind = _kind(entry)
        if kind == "folder":
            yield from _walk(Path(entry.path), path + "/", (*above, here), on_reject)
        elif kind == "file" and path != MANIFEST:
            yield path, Path(entry.path)


def _kind(entry: "os.DirEntry[str]") -> Literal["folder", "file", "other"]:
    """A broken link counts as a file, so that opening it tells the user; a pipe or a device as neither."""
    try:
        if entry.is_dir():
            return "folder"
        return "file" if entry.is_file() or entry.is_symlink() else "other"
    except OSError:
        return "file"


def _printable(name: str) -> str:
    """A file name that is no UTF-8, fit for a table."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _records(source: _Source, on_reject: OnReject, max_bytes: int) -> Iterator[Record]:
    with source.file.open("rb") as file:
        status = os.fstat(file.fileno())
        modified = datetime.datetime.fromtimestamp(status.st_mtime, datetime.UTC).date()
        if source.suffix.startswith(".jsonl"):
            lines: _Lines = gzip.GzipFile(fileobj=file) if source.suffix.endswith(".gz") else file
            yield from _json_lines(source.path, lines, source.stated, modified, on_reject, max_bytes)
            return
        data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        on_reject(RejectRow(path=source.path, error=_too_long("file", max_bytes)))
        return
    yield Record(path=source.path, data=data, suffix=source.suffix, stated=source.stated, modified=modified)


def _json_lines(
    path: str,
    file: _Lines,
    stated: Stated | None,
    modified: datetime.date | None,
    on_reject: OnReject,
    max_bytes: int,
) -> Iterator[Record]:
    """Lines in constant memory; blank ones are passed over, those too long are read past."""
    number = 0
    try:
        while line := file.readline(max_bytes + 1):
            number += 1
            if len(line) > max_bytes:
                _skip_line(file, line)
                on_reject(RejectRow(path=path, line=number, error=_too_long("line", max_bytes)))
            elif line.strip():
                yield Record(
                    path=path, line=number, data=line, suffix=".jsonl", stated=stated, modified=modified
                )
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        what = "breaks off" if isinstance(error, EOFError) else "is damaged"
        on_reject(
            RejectRow(path=path, line=number + 1, error=f"The compressed file {what} after line {number}.")
        )


def _skip_line(file: _Lines, part: bytes) -> None:
    while part and not part.endswith(b"\n"):
        part = file.readline(_SKIP)


def _too_long(what: str, max_bytes: int) -> str:
    return f"The {what} is longer than {max_bytes:,} bytes."
