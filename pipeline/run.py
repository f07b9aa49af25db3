"""The main path: shards -> workers -> merge -> compare -> check."""

import dataclasses
import functools
import hashlib
import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline import comparison, decisions, engines, lock, markers, merge, slices
from pipeline.checks import Problem, check
from pipeline.errors import OutputError
from pipeline.finished import join_runs, require_apart, require_there
from pipeline.inputs import Source, read_plan
from pipeline.parse import require_model
from pipeline.publish import PARTS, UNFINISHED, read_marker, told_plainly
from pipeline.settings import Settings
from pipeline.shards import code_digest, is_damaged
from pipeline.tables import RejectRow
from pipeline.work import Progress, number_of_cores, work

__all__ = ["OutputError", "Progress", "Report", "compare", "extract"]

SHELF, TILES = "shelf", "tiles"
"""Where among the parts the articles lie as the comparison reads them, and what it found, for later runs."""
WORK_FOR_WORKERS = 3_000
"""Articles below which other processes cost more to start than they save."""
MERGED, ALIGNED = "merged", "aligned"
"""Where among the parts tables wait for their comparisons: joined ones, and those cut into slices for it."""
PART = re.compile(r"[0-9a-f]{32}")
"""How a part is called."""


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
    with lock.held(out) as parts, told_plainly(out):
        return _extract(corpus, out, parts, settings, on_progress)


def _extract(
    corpus: Path | str, out: Path, parts: Path, settings: Settings, on_progress: Callable[[Progress], None]
) -> Report:
    source = Source.of(corpus, parts, settings)
    plan = read_plan(source)
    made_of = markers.of(plan, settings)
    if markers.is_current(out, made_of):
        return Report(out=out, unchanged=True, worked=0, problems=())
    worked = work(source, plan, parts, on_progress)
    join([parts / part for part in plan.parts], plan.rejects, parts / MERGED)
    report = finish(parts / MERGED, out, settings, made_of, on_progress)
    sweep(parts, set(plan.parts))
    return dataclasses.replace(report, worked=worked)


def join(parts: Sequence[Path], rejects: Iterable[RejectRow], into: Path) -> None:
    """The tables of a run from its parts, but for the comparisons.

    Parts that cannot be read are removed, so that the next run makes them anew. Raises OutputError then.
    """
    try:
        merge.merge(parts, rejects, into)
    except (OSError, pa.ArrowException) as error:
        damaged = [part for part in parts if is_damaged(part)]
        if not damaged:
            raise
        for part in damaged:
            shutil.rmtree(part, ignore_errors=True)
        told = f"{len(damaged)} parts of the run were damaged and have been removed, such as {damaged[0]}"
        raise OutputError(
            f"{told}. Run again what made them: claims extract does just these anew."
        ) from error


def compare(
    folders: Sequence[Path],
    settings: Settings,
    to: Path | None = None,
    on_progress: Callable[[Progress], None] = _ignore,
) -> Report:
    """Redo the comparison of a finished run, or compare several as if they were one.

    The tables go to `to`, or back to the folder of a single run. Raises OutputError when a folder holds no
    finished run, and when `to` is wanted and not given.
    """
    if to is None and len(folders) != 1:
        raise OutputError("Say with --out where the tables of several runs go, joined.")
    for folder in folders:
        require_there(folder)
    out = folders[0] if to is None else to
    with lock.held(out), told_plainly(out):
        return _compare(folders, settings, out, on_progress)


def _compare(
    folders: Sequence[Path], settings: Settings, out: Path, on_progress: Callable[[Progress], None]
) -> Report:
    merged = folders[0] if len(folders) == 1 else out / PARTS / MERGED
    join_runs(folders, merged)
    if out not in folders:
        known = [decision for folder in folders for decision in decisions.read(folder).values()]
        decisions.write(out, {row.pair: row for row in [*known, *decisions.read(out).values()]}.values())
    rows = hashlib.sha256(" ".join(markers.rows_digest(folder) for folder in folders).encode()).hexdigest()
    made_of = read_marker(folders[0]) if out == folders[0] and len(folders) == 1 else {"rows": rows}
    made_of.pop(UNFINISHED, None)
    made_of |= {"digest": markers.compared_digest(str(made_of.get("rows", "")), settings)}
    report = finish(merged, out, settings, made_of, on_progress)
    shutil.rmtree(out / PARTS / MERGED, ignore_errors=True)
    return report


def finish(
    merged: Path,
    out: Path,
    settings: Settings,
    made_of: dict[str, Any],
    on_progress: Callable[[Progress], None] = _ignore,
) -> Report:
    """Compare the claims of merged tables, write the tables of the run to `out`, and check them."""
    parts = (out / PARTS).resolve()
    with slices.aligned(merged.resolve(), parts / ALIGNED) as folder:
        read = slices.Reader.of(folder)
        work = comparison.Work(
            shelf=parts / f"{SHELF}-{_shelf_digest(made_of)}",
            tiles=parts / TILES,
            stamp=code_digest(),
            engine=_engine(settings, read.articles),
            on_progress=lambda stage, done, total: on_progress(Progress(done=done, total=total, stage=stage)),
        )
        found = comparison.compare_slices(read, read.count, work, min_similarity=settings.min_similarity)
        merge.finish(merged, out, found.syndication, found.rows(), made_of)
    for folder in parts.glob(f"{SHELF}-*"):
        shutil.rmtree(folder, ignore_errors=True)
    comparison.sweep(work.tiles, found.tiles)
    return Report(out=out, unchanged=False, worked=0, problems=tuple(check(out)), notes=found.notes)


def _shelf_digest(made_of: dict[str, Any]) -> str:
    """What the accounts of articles depend on: the rows of the run, and the program."""
    return hashlib.sha256(f"{made_of.get('rows')} {code_digest()}".encode()).hexdigest()[:32]


def _engine(settings: Settings, articles: int) -> comparison.Engine:
    """Where to compare: a small run is compared before other processes have started."""
    if articles < WORK_FOR_WORKERS:
        return comparison.serial
    workers = settings.workers or number_of_cores()
    return functools.partial(
        engines.run, workers=workers, engine=settings.engine, scheduler=settings.scheduler
    )


def sweep(parts: Path, kept: set[str]) -> None:
    """Remove the parts of earlier runs, and what was joined for the tables."""
    for folder in parts.iterdir():
        is_old = PART.fullmatch(folder.name) and folder.name not in kept
        if is_old or folder.name == MERGED:
            shutil.rmtree(folder, ignore_errors=True)
