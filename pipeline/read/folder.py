"""The inputs of a corpus, one by one, in the same order on every system."""

import dataclasses
import datetime
import gzip
import os
import stat
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Literal, Protocol, TypeAlias

from pipeline.errors import ClaimsError
from pipeline.read.article import Stated
from pipeline.read.inflated import GivenUpError, Inflated
from pipeline.read.links import is_link, is_within
from pipeline.read.manifest import NAME as MANIFEST
from pipeline.read.manifest import load_manifest
from pipeline.tables import RejectRow

SUFFIXES = (".txt", ".html", ".htm", ".jsonl", ".jsonl.gz")
STANDARD_INPUT: Literal["-"] = "-"
MAX_BYTES = 4_000_000
"""Room for a million characters, the most that the settings allow by default."""
_SKIP = 1 << 16
PATIENCE = 256_000_000
"""Bytes of one line, or of empty lines, that are read past before the rest of the file is given up."""

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
    """Files of a folder with their relative paths, of all kinds, in the order in which they are read.

    Links to folders are not followed, nor are those to files outside the folder; pipes and devices are not
    opened. Each of them goes to `on_reject`.
    """
    waiting = _entries(folder, "", on_reject)
    while waiting:
        path, entry = waiting.pop()
        mode = _mode(entry)
        problem = _problem(Path(entry.path), mode, folder)
        if problem is not None:
            on_reject(RejectRow(path=path, error=problem))
        elif stat.S_ISDIR(mode):
            waiting += _entries(Path(entry.path), path + "/", on_reject)
        elif path != MANIFEST:
            yield path, Path(entry.path)


def _entries(folder: Path, prefix: str, on_reject: OnReject) -> list[tuple[str, "os.DirEntry[str]"]]:
    """What lies in a folder, the last name first; without what is hidden."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name, reverse=True)
    except OSError as error:
        reason = f"The folder cannot be read: {_reason(error)}."
        on_reject(RejectRow(path=prefix.rstrip("/") or ".", error=reason))
        return []
    return [
        (prefix + _printable(entry.name), entry)
        for entry in entries
        if not entry.name.startswith(".") and not entry.name.upper().startswith("README")
    ]


def _mode(entry: "os.DirEntry[str]") -> int:
    """What the system says the entry is; where it cannot say, a file, for opening it tells the user why."""
    try:
        return entry.stat().st_mode
    except OSError:
        return stat.S_IFREG


def _problem(path: Path, mode: int, corpus: Path) -> str | None:
    """Why what lies in a corpus is not to be opened."""
    if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
        return "This is a pipe, a socket or a device, not a file."
    if not is_link(path):
        return None
    if not is_within(path, corpus):
        return "The link leads out of the corpus folder and is not followed."
    if stat.S_ISDIR(mode):
        return "The link leads to another folder of the corpus; links to folders are not followed."
    return None


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
            lines: _Lines = Inflated(file) if source.suffix.endswith(".gz") else file
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
    blank = 0
    try:
        while line := file.readline(max_bytes + 1):
            number += 1
            blank = 0 if line.strip() else blank + len(line)
            if len(line) > max_bytes:
                on_reject(RejectRow(path=path, line=number, error=_too_long("line", max_bytes)))
                _skip_line(file, line)
            elif blank > PATIENCE:
                raise GivenUpError("has nothing but empty lines")
            elif line.strip():
                yield Record(
                    path=path, line=number, data=line, suffix=".jsonl", stated=stated, modified=modified
                )
    except (EOFError, zlib.error, gzip.BadGzipFile, GivenUpError) as error:
        on_reject(RejectRow(path=path, line=number + 1, error=_broken_off(error, number)))


def _broken_off(error: Exception, number: int) -> str:
    if isinstance(error, GivenUpError):
        return f"The file {error}; what comes after line {number} is not read."
    what = "breaks off" if isinstance(error, EOFError) else "is damaged"
    return f"The compressed file {what} after line {number}."


def _skip_line(file: _Lines, part: bytes) -> None:
    passed = 0
    while part and not part.endswith(b"\n"):
        part = file.readline(_SKIP)
        passed += len(part)
        if passed > PATIENCE:
            raise GivenUpError("has a line without end")


def _too_long(what: str, max_bytes: int) -> str:
    return f"The {what} is longer than {max_bytes:,} bytes."
