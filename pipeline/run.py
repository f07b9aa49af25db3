"""The main path: shards -> workers -> merge -> compare -> check."""

import dataclasses
import functools
import hashlib
import itertools
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from pipeline import decisions, engines, merge, tables
from pipeline.checks import Problem, check
from pipeline.finished import OutputError, read_runs, require_apart, require_run
from pipeline.parse import require_model
from pipeline.read.folder import STANDARD_INPUT, CorpusError, Record, iter_records
from pipeline.settings import Settings
from pipeline.shards import Done, Shard, code_digest, cut, extract_shard
from pipeline.tables import RejectRow

__all__ = ["OutputError", "Progress", "Report", "compare", "extract"]

PARTS = ".parts"
BYTES_A_CHARACTER = 4
"""The most that one takes in UTF-8."""
WORK_FOR_A_WORKER = 400_000
"""Bytes of input below which a second worker costs more to start than it saves."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run is; counts of inputs."""

    done: int
    total: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a run did."""

    out: Path
    unchanged: bool
    """True when everything was there already and no work was done."""
    worked: int
    """Inputs worked on in this run; the others were there already."""
    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()
    """What was not compared because there was too much of it, one sentence each."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """The parts of a run in order, with the number of inputs of each."""

    parts: dict[str, int]
    size: int
    rejects: tuple[RejectRow, ...]


def _ignore(_: object) -> None:
    pass


def extract(
    corpus: Path | str,
    out: Path,
    settings: Settings,
    on_progress: Callable[[Progress], None] = _ignore,
) -> Report:
    """Run everything over a corpus folder (`-`: JSONL on standard input) and write the tables to `out`.

    Parts that are there and still true are kept, so an interrupted run goes on and a run over an
    unchanged corpus does nothing.

    Raises
    ------
    CorpusError
        The corpus does not exist, or standard input is empty.
    MissingModelError
        The base model is not installed.
    OutputError
        `out` cannot be written, or lies inside the corpus.
    WorkerLostError
        A worker process died; the same call goes on from there.
    """
    require_apart(corpus, out)
    require_model(settings.model)
    parts = _prepare(out)
    source = _Source.of(corpus, parts, settings)
    plan = _plan(source)
    marker = _marker(plan, settings)
    if _is_current(out, marker):
        return Report(out=out, unchanged=True, worked=0, problems=())
    worked = _work(source, settings, parts, plan, on_progress)
    run = merge.join_parts([parts / part for part in plan.parts], plan.rejects)
    notes = _write(out, run, settings, marker)
    _sweep(parts, set(plan.parts))
    return Report(out=out, unchanged=False, worked=worked, problems=tuple(check(out)), notes=notes)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a run would do; counts of inputs."""

    inputs: int
    """Files, and lines of JSONL, that would be read."""
    there: int
    """Those of them whose rows are there already."""
    rejects: tuple[RejectRow, ...]
    unchanged: bool
    """True when the tables are up to date."""


def preview(corpus: Path, out: Path, settings: Settings) -> Preview:
    """What `extract` would do, without doing it; writes nothing. Raises as `extract` does."""
    require_apart(corpus, out)
    require_model(settings.model)
    plan = _plan(_Source.of(corpus, out / PARTS, settings))
    there = sum(count for part, count in plan.parts.items() if (out / PARTS / part).is_dir())
    unchanged = _is_current(out, _marker(plan, settings))
    return Preview(inputs=sum(plan.parts.values()), there=there, rejects=plan.rejects, unchanged=unchanged)


def compare(folders: Sequence[Path], settings: Settings, to: Path | None = None) -> Report:
    """Redo the comparison of a finished run, or compare several as if they were one.

    The tables go to `to`, or back to the folder of a single run. Raises OutputError when a folder holds no
    finished run, and when `to` is wanted and not given.
    """
    if to is None and len(folders) != 1:
        raise OutputError("Say with --out where the tables of several runs go, joined.")
    out = folders[0] if to is None else to
    run = read_runs(folders)
    if out not in folders:
        _prepare(out)
        known = [decision for folder in folders for decision in decisions.read(folder).values()]
        decisions.write(out, {row.pair: row for row in [*known, *decisions.read(out).values()]}.values())
    rows = hashlib.sha256(" ".join(_rows_digest(folder) for folder in folders).encode()).hexdigest()
    marker = _read_marker(folders[0]) if out == folders[0] and len(folders) == 1 else {"rows": rows}
    marker = {**marker, "digest": _compared_digest(str(marker.get("rows", "")), settings)}
    notes = _write(out, run, settings, marker)
    return Report(out=out, unchanged=False, worked=0, problems=tuple(check(out)), notes=notes)


def _read_marker(out: Path) -> dict[str, Any]:
    try:
        marker = json.loads((out / "run.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return marker if isinstance(marker, dict) else {}


def _rows_digest(out: Path) -> str:
    return str(_read_marker(out).get("rows", ""))


def _prepare(out: Path) -> Path:
    try:
        (out / PARTS).mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise OutputError(f"Cannot write to {out}: it is a file. Name a folder with --out.") from error
    except OSError as error:
        text = f"Cannot write to {out}: {error.strerror}. Name a folder of your own with --out."
        raise OutputError(text) from error
    return out / PARTS


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """The corpus of a run, which is read twice: to plan, and to work."""

    corpus: Path | Literal["-"]
    kept: Path
    """Where standard input is kept, for it can be read once only."""
    settings: Settings

    @classmethod
    def of(cls, corpus: Path | str, parts: Path, settings: Settings) -> "_Source":
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


def _plan(source: _Source) -> _Plan:
    """Read all inputs once to know the parts of the run and which of them are there."""
    rejects: list[RejectRow] = []
    parts: dict[str, int] = {}
    size = 0
    for shard in source.shards(rejects.append):
        parts[shard.part] = len(shard.records)
        size += sum(len(record.data) for record in shard.records)
    return _Plan(parts=parts, size=size, rejects=tuple(rejects))


def _marker(plan: _Plan, settings: Settings) -> dict[str, Any]:
    rejects = [dataclasses.astuple(row) for row in plan.rejects]
    whole = json.dumps([list(plan.parts), rejects, code_digest()], default=str)
    rows = hashlib.sha256(whole.encode()).hexdigest()
    return {"rows": rows, "digest": _compared_digest(rows, settings), "model": settings.model}


def _compared_digest(rows: str, settings: Settings) -> str:
    return hashlib.sha256(f"{rows} {settings.min_similarity!r}".encode()).hexdigest()


def _is_current(out: Path, marker: dict[str, Any]) -> bool:
    if _read_marker(out) != marker:
        return False
    try:
        require_run(out)
    except OutputError:
        return False
    return True


def _work(
    source: _Source,
    settings: Settings,
    parts: Path,
    plan: _Plan,
    on_progress: Callable[[Progress], None],
) -> int:
    """Work on the shards whose parts are not there; the number of inputs worked on."""
    missing = {part: count for part, count in plan.parts.items() if not (parts / part).is_dir()}
    total = sum(plan.parts.values())
    done = total - sum(missing.values())
    on_progress(Progress(done=done, total=total))

    def waiting() -> Iterator[Shard]:
        return (shard for shard in source.shards(_ignore) if shard.part in missing)

    job = functools.partial(extract_shard, settings=settings, parts=parts)
    finished: Done
    for finished in engines.run(job, waiting(), _workers(settings, plan.size, len(missing))):
        done += missing.get(finished.part, 0)
        on_progress(Progress(done=done, total=total))
    return sum(missing.values())


def _workers(settings: Settings, size: int, shards: int) -> int:
    if settings.workers:
        return settings.workers
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, shards, size // WORK_FOR_A_WORKER))


def _write(out: Path, run: merge.RunTables, settings: Settings, marker: dict[str, Any]) -> tuple[str, ...]:
    """Compares and writes all tables; notes on what was left out."""
    result, articles = merge.compared(run, settings.min_similarity)
    rows: dict[str, Any] = {
        "articles": articles,
        "mentions": run.mentions,
        "entities": run.entities,
        "claims": run.claims,
        "comparisons": result.rows,
        "rejects": run.rejects,
    }
    try:
        merge.write_tables(out, {name: tables.table(name, listed) for name, listed in rows.items()}, marker)
    except OSError as error:
        text = f"Cannot write to {out}: {error.strerror or error}."
        raise OutputError(f"{text} What is done is kept: the same command goes on.") from error
    return result.notes


def _sweep(parts: Path, kept: set[str]) -> None:
    """Remove the parts of earlier runs."""
    for folder in parts.iterdir():
        if folder.is_dir() and folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)
