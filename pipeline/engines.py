"""Where shards are worked on: `run(job, shards, workers)` and nothing else.

An engine is a function that takes a job and an iterable of shards and yields each result as it comes, in
any order. The shards are drawn only as fast as they are worked on, so an archive never sits in memory.
"""

import concurrent.futures
import itertools
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from pipeline.errors import ClaimsError

Shard = TypeVar("Shard")
Result = TypeVar("Result")

THREAD_LIMITS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


class WorkerLostError(ClaimsError):
    """A worker process ended without an answer, as when the system ran out of memory."""


def run(job: Callable[[Shard], Result], shards: Iterable[Shard], workers: int) -> Iterator[Result]:
    """Results of `job` over shards: in this process for one worker, else on worker processes.

    `job` and the shards must be picklable when there are several workers.

    Raises
    ------
    WorkerLostError
        A worker process died. What other shards yielded is kept.
    """
    if workers == 1:
        return map(job, shards)
    return _processes(job, shards, workers)


def _processes(job: Callable[[Shard], Result], shards: Iterable[Shard], workers: int) -> Iterator[Result]:
    context = multiprocessing.get_context("spawn")
    stream = iter(shards)
    with concurrent.futures.ProcessPoolExecutor(workers, context, _start_worker) as pool:
        waiting = {pool.submit(job, shard) for shard in itertools.islice(stream, 2 * workers)}
        try:
            while waiting:
                done, waiting = concurrent.futures.wait(
                    waiting, return_when=concurrent.futures.FIRST_COMPLETED
                )
                waiting |= {pool.submit(job, shard) for shard in itertools.islice(stream, len(done))}
                yield from (future.result() for future in done)
        except concurrent.futures.process.BrokenProcessPool as error:
            raise WorkerLostError(
                "A worker process ended unexpectedly, perhaps for lack of memory: run the same command "
                "again to go on, with fewer workers"
            ) from error
        except BaseException:
            _stop_workers()
            raise


def _stop_workers() -> None:
    """End the workers where they are: a part is written whole or not at all, so nothing is lost but time."""
    for process in multiprocessing.active_children():
        process.terminate()


def _start_worker() -> None:
    """One thread a worker, and Ctrl-C is the main process's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in THREAD_LIMITS:
        os.environ.setdefault(name, "1")
