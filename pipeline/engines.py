"""Where work is done: `run(job, items, workers)` and nothing else.

An engine is a function that takes a job and an iterable of items, such as shards, and yields each result as
it comes, in any order. The items are drawn only as fast as they are worked on, so an archive never sits in
memory.
"""

import concurrent.futures
import itertools
import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Set
from multiprocessing.process import BaseProcess
from typing import TypeVar

from pipeline import children, cluster
from pipeline.errors import WorkerLostError
from pipeline.settings import Engine

__all__ = ["WorkerLostError", "run"]

Item = TypeVar("Item")
Result = TypeVar("Result")


def run(
    job: Callable[[Item], Result],
    items: Iterable[Item],
    workers: int,
    *,
    engine: Engine = "processes",
    scheduler: str = "",
) -> Iterator[Result]:
    """Results of `job` over items, in any order.

    Parameters
    ----------
    job, items
        Must be picklable unless all is done in this process; the job must stand in a module that workers
        can import.
    workers
        Processes; with one, and with the engine `serial`, all is done in this process. Dask has as many as
        have joined its scheduler.
    scheduler
        For Dask: its address, such as `tcp://host:8786`, or the file that `dask scheduler --scheduler-file`
        wrote.

    Raises
    ------
    WorkerLostError
        A worker process died; with Dask, several died of one item. What other items yielded is kept.
    pipeline.cluster.ClusterError
        Dask is not installed, or its scheduler or its workers do not answer.
    """
    if engine == "dask":
        return cluster.run(job, items, scheduler)
    if engine == "serial" or workers == 1:
        return map(job, items)
    return _processes(job, items, workers)


def _processes(job: Callable[[Item], Result], items: Iterable[Item], workers: int) -> Iterator[Result]:
    stream = iter(items)
    others = frozenset(multiprocessing.active_children())
    with children.pool(workers) as pool:
        waiting = {pool.submit(job, item) for item in itertools.islice(stream, 2 * workers)}
        try:
            while waiting:
                done, waiting = concurrent.futures.wait(
                    waiting, return_when=concurrent.futures.FIRST_COMPLETED
                )
                waiting |= {pool.submit(job, item) for item in itertools.islice(stream, len(done))}
                yield from (future.result() for future in done)
        except concurrent.futures.process.BrokenProcessPool as error:
            raise WorkerLostError(
                "A worker process ended unexpectedly, perhaps for lack of memory: run the same command "
                "again to go on, with fewer workers"
            ) from error
        except BaseException:
            _stop_workers(others)
            raise


def _stop_workers(others: Set[BaseProcess]) -> None:
    """End the workers where they are: a part is written whole or not at all, so nothing is lost but time.

    `others` are processes that a notebook may have started before, which are no business of ours.
    """
    for process in multiprocessing.active_children():
        if process not in others:
            process.terminate()
