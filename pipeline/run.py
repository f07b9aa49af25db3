"""The main path: shards -> workers -> merge -> compare -> check."""

import dataclasses
import functools
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline import decisions, engines, markers, merge, tables
from pipeline.checks import Problem, check
from pipeline.finished import OutputError, read_runs, require_apart
from pipeline.inputs import PARTS, Plan, Source, read_plan
from pipeline.parse import require_model
from pipeline.settings import Settings
from pipeline.shards import Done, Shard, extract_shard

__all__ = ["OutputError", "Progress", "Report", "compare", "extract"]

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
    source = Source.of(corpus, parts, settings)
    plan = read_plan(source)
    made_of = markers.of(plan, settings)
    if markers.is_current(out, made_of):
        return Report(out=out, unchanged=True, worked=0, problems=())
    worked = _work(source, settings, parts, plan, on_progress)
    run = merge.join_parts([parts / part for part in plan.parts], plan.rejects)
    notes = _write(out, run, settings, made_of)
    _sweep(parts, set(plan.parts))
    return Report(out=out, unchanged=False, worked=worked, problems=tuple(check(out)), notes=notes)


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
    rows = hashlib.sha256(" ".join(markers.rows_digest(folder) for folder in folders).encode()).hexdigest()
    made_of = markers.read(folders[0]) if out == folders[0] and len(folders) == 1 else {"rows": rows}
    made_of |= {"digest": markers.compared_digest(str(made_of.get("rows", "")), settings)}
    notes = _write(out, run, settings, made_of)
    return Report(out=out, unchanged=False, worked=0, problems=tuple(check(out)), notes=notes)


def _prepare(out: Path) -> Path:
    try:
        (out / PARTS).mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise OutputError(f"Cannot write to {out}: it is a file. Name a folder with --out.") from error
    except OSError as error:
        text = f"Cannot write to {out}: {error.strerror}. Name a folder of your own with --out."
        raise OutputError(text) from error
    return out / PARTS


def _work(
    source: Source,
    settings: Settings,
    parts: Path,
    plan: Plan,
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


def _write(out: Path, run: merge.RunTables, settings: Settings, made_of: dict[str, Any]) -> tuple[str, ...]:
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
        merge.write_tables(out, {name: tables.table(name, listed) for name, listed in rows.items()}, made_of)
    except OSError as error:
        text = f"Cannot write to {out}: {error.strerror or error}."
        raise OutputError(f"{text} What is done is kept: the same command goes on.") from error
    return result.notes


def _sweep(parts: Path, kept: set[str]) -> None:
    """Remove the parts of earlier runs."""
    for folder in parts.iterdir():
        if folder.is_dir() and folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)
