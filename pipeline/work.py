"""Shards -> workers -> parts: what of a plan is not there yet is worked on, wherever the engine says."""

import dataclasses
import functools
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline import engines
from pipeline.errors import OutputError
from pipeline.inputs import Plan, Source
from pipeline.read.folder import CorpusError
from pipeline.settings import Settings
from pipeline.shards import Done, Shard, extract_shard

WORK_FOR_A_WORKER = 400_000
"""Bytes of input below which a second worker costs more to start than it saves."""
SEEN = 30.0
"""Seconds after which a network file system shows what another machine has written, or never will."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run is; counts of inputs, and later of pieces of the comparison."""

    done: int
    total: int
    stage: str = "articles"


def work(source: Source, plan: Plan, parts: Path, on_progress: Callable[[Progress], None]) -> int:
    """Work on the shards whose parts are not there; the number of inputs worked on.

    Raises CorpusError when the corpus has changed since it was planned, and as `extract_shard` and
    `engines.run` do.
    """
    missing = {part: count for part, count in plan.parts.items() if not (parts / part).is_dir()}
    done = plan.inputs - sum(missing.values())
    on_progress(Progress(done=done, total=plan.inputs))

    def waiting() -> Iterator[Shard]:
        return (shard for shard in source.shards(lambda _: None) if shard.part in missing)

    settings = source.settings
    job = functools.partial(extract_shard, settings=settings, parts=parts.resolve())
    workers = number_of_workers(settings, plan.size, len(missing))
    finished: Done
    for finished in engines.run(
        job, waiting(), workers, engine=settings.engine, scheduler=settings.scheduler
    ):
        _require_seen(parts / finished.part)
        done += missing[finished.part]
        on_progress(Progress(done=done, total=plan.inputs))
    if done < plan.inputs:
        raise CorpusError("The corpus has changed while it was read: run the same command again.")
    return sum(missing.values())


def number_of_workers(settings: Settings, size: int, shards: int) -> int:
    """As many as the settings say, or as there are cores and work for."""
    if settings.workers:
        return settings.workers
    return max(1, min(number_of_cores(), shards, size // WORK_FOR_A_WORKER))


def number_of_cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _require_seen(part: Path) -> None:
    """Raises OutputError when a part that was written elsewhere does not come to be seen here."""
    end = time.monotonic() + SEEN
    while not part.is_dir():
        if time.monotonic() > end:
            raise OutputError(
                f"A worker has written {part}, which is not seen here: the output folder must stand on "
                "a file system that all workers share, under the same name. Else use claims extract --shard."
            )
        time.sleep(0.1)
