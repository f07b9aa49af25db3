"""The inputs of a run, read twice, to plan its parts and to work on them, and never held in memory."""

import dataclasses
import itertools
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from pipeline.read.folder import STANDARD_INPUT, CorpusError, Record, iter_records
from pipeline.settings import Settings
from pipeline.shards import Shard, cut
from pipeline.tables import RejectRow

BYTES_A_CHARACTER = 4
"""The most that one takes in UTF-8."""
IN_MEMORY = 1 << 20
"""Bytes of rejects that are held in memory; more of them go to a temporary file."""


class Rejects:
    """Rows of `rejects`, as many as there are: a damaged archive has millions."""

    def __init__(self) -> None:
        self._file = _scratch()
        self._count = 0

    def append(self, row: RejectRow) -> None:
        """Add a row behind the others. Raises OSError when the temporary file cannot be written."""
        self._file.write(json.dumps(dataclasses.astuple(row)) + "\n")
        self._count += 1

    def lines(self) -> Iterator[str]:
        """Each row as a line of JSON: path, line, error."""
        self._file.seek(0)
        yield from self._file
        self._file.seek(0, 2)

    def __iter__(self) -> Iterator[RejectRow]:
        for line in self.lines():
            path, number, error = json.loads(line)
            yield RejectRow(path=path, line=number, error=error)

    def __len__(self) -> int:
        return self._count


def _scratch() -> "tempfile.SpooledTemporaryFile[str]":
    return tempfile.SpooledTemporaryFile(IN_MEMORY, "w+", encoding="utf-8", newline="\n")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The parts of a run in order, with the number of inputs of each."""

    parts: dict[str, int]
    size: int
    """Bytes of all inputs."""
    rejects: Rejects
    """What could not be read as far as the border between inputs."""

    @property
    def inputs(self) -> int:
        """How many files, and lines of JSONL, the parts are made of."""
        return sum(self.parts.values())


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The corpus of a run, which is read twice: to plan, and to work."""

    corpus: Path | Literal["-"]
    kept: Path
    """Where standard input is kept, for it can be read once only."""
    settings: Settings

    @classmethod
    def of(cls, corpus: Path | str, parts: Path, settings: Settings) -> "Source":
        """The corpus in a folder or file; for `-`, standard input is copied to the folder `parts` first.

        Raises CorpusError when nothing comes on standard input.
        """
        kept = parts / "stdin.jsonl"
        if str(corpus) != STANDARD_INPUT:
            return cls(corpus=Path(corpus), kept=kept, settings=settings)
        with kept.open("w+b") as file:
            shutil.copyfileobj(sys.stdin.buffer, file, 1 << 20)
            file.seek(0)
            is_empty = not any(chunk.strip() for chunk in iter(lambda: file.read(1 << 16), b""))
        if is_empty:
            raise CorpusError("Nothing came on standard input: give it JSON lines, one article a line.")
        return cls(corpus=STANDARD_INPUT, kept=kept, settings=settings)

    def shards(self, on_reject: Callable[[RejectRow], None]) -> Iterator[Shard]:
        """All inputs, cut into shards, in order; what is no input is told. Raises CorpusError."""
        return cut(self._records(on_reject), self.settings)

    def _records(self, on_reject: Callable[[RejectRow], None]) -> Iterator[Record]:
        limit = self.settings.limit or None
        max_bytes = BYTES_A_CHARACTER * self.settings.max_characters
        if self.corpus != STANDARD_INPUT:
            records = iter_records(self.corpus, on_reject=on_reject, max_bytes=max_bytes)
            yield from itertools.islice(records, limit)
            return
        with self.kept.open("rb") as kept:
            records = iter_records(self.corpus, on_reject=on_reject, max_bytes=max_bytes, standard_input=kept)
            yield from itertools.islice(records, limit)


def read_plan(source: Source) -> Plan:
    """Read all inputs once to know the parts of the run and which of them are there."""
    rejects = Rejects()
    parts: dict[str, int] = {}
    size = 0
    for shard in source.shards(rejects.append):
        parts[shard.part] = len(shard.records)
        size += sum(len(record.data) for record in shard.records)
    return Plan(parts=parts, size=size, rejects=rejects)
