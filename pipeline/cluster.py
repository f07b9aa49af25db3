"""Dask as the engine beyond one machine: plain futures over items, a few more than there are workers.

A worker that is lost costs what it was working on, which Dask gives to another one.
"""

import concurrent.futures
import contextlib
import functools
import importlib
import multiprocessing
import multiprocessing.util
import platform
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType
from typing import Any, TypeVar

from pipeline import children
from pipeline.errors import ClaimsError, WorkerLostError

Item = TypeVar("Item")
Result = TypeVar("Result")

ANSWER, JOIN = 20, 120
"""Seconds that a scheduler has to answer, and a first worker to join it."""
TRIES = 3
"""Processes that may die of an item on one worker: one may be lost by chance."""
AHEAD = 2
"""Items a worker, worked on or waiting; more would sit in the memory of the scheduler."""
LOOK_AGAIN = 5.0
"""Seconds after which the workers are counted anew: they may join and leave at any time."""
_ONE_AT_A_TIME = threading.Lock()


class ClusterError(ClaimsError):
    """Dask is not installed, or its scheduler or workers do not answer."""


def run(job: Callable[[Item], Result], items: Iterable[Item], scheduler: str) -> Iterator[Result]:
    """Results of `job` over items from the workers of a Dask scheduler; any may join or be lost meanwhile.

    Raises ClusterError, and WorkerLostError when several workers died of one item.
    """
    try:
        distributed = importlib.import_module("distributed")
    except ImportError as error:
        raise ClusterError("Dask is not installed: pip install 'news-claims[dask]'") from error
    if not scheduler:
        raise ClusterError(
            "The engine dask needs its scheduler, as in --scheduler tcp://HOST:8786. For the cores of this "
            "machine alone, leave --engine out."
        )
    return _results(distributed, job, items, scheduler)


def _results(
    dask: ModuleType, job: Callable[[Item], Result], items: Iterable[Item], scheduler: str
) -> Iterator[Result]:
    stream = iter(items)
    running = 0
    with _connected(dask, scheduler) as client:
        places = _places(client)
        completed = dask.as_completed(loop=client.loop)
        while True:
            for item in _next(stream, next(places) - running):
                completed.add(client.submit(one_at_a_time, job, item, pure=False))
                running += 1
            if not running:
                return
            future = next(completed)
            running -= 1
            yield _answer(dask, future, scheduler)


def one_at_a_time(job: Callable[[Item], Result], item: Item) -> Result:
    """What a worker does: the job, in the main thread of a process that works for it.

    Dask runs tasks in other threads, where no signal could end an article that takes too long; and spaCy's
    memory is no place for two threads, which a worker has unless told. Raises WorkerLostError when the
    process has died of the item several times.
    """
    with _ONE_AT_A_TIME:
        for _ in range(TRIES):
            try:
                with _children_allowed():
                    future = _child().submit(job, item)
                return future.result()
            except concurrent.futures.process.BrokenProcessPool:
                _child.cache_clear()
    raise WorkerLostError(
        f"A worker process on {platform.node()} ended {TRIES} times while it worked on the same input, "
        "perhaps for lack of memory: give it more, and run the same command again to go on."
    )


@functools.cache
def _child() -> concurrent.futures.ProcessPoolExecutor:
    pool = children.pool(1)
    # A process that a nanny has started waits at its end for its children, before it would tell them to end.
    multiprocessing.util.Finalize(None, pool.shutdown, exitpriority=100)  # before queues are closed
    return pool


@contextlib.contextmanager
def _children_allowed() -> Iterator[None]:
    """Dask starts its workers as daemons, whom Python lets have no children, for fear that these stay behind.

    Ours end with their parent, however that ends.
    """
    process = multiprocessing.current_process()
    is_daemon, process.daemon = process.daemon, False
    try:
        yield
    finally:
        process.daemon = is_daemon


@contextlib.contextmanager
def _connected(dask: ModuleType, scheduler: str) -> Iterator[Any]:
    where = {"scheduler_file": scheduler} if scheduler.endswith(".json") else {"address": scheduler}
    try:
        client = dask.Client(**where, timeout=ANSWER, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"No Dask scheduler answers at {scheduler}: start one with `dask scheduler` and give its "
            "address, as in --scheduler tcp://HOST:8786."
        ) from error
    try:
        client.wait_for_workers(1, timeout=JOIN)
        yield client
    except TimeoutError as error:
        raise ClusterError(
            f"No worker has joined {scheduler} in {JOIN} seconds: start some with `dask worker {scheduler} "
            "--nthreads 1`."
        ) from error
    finally:
        client.close()


def _places(client: Any) -> Iterator[int]:
    """How many items may be under way, asked for at each result."""
    counted = -LOOK_AGAIN
    while True:
        if time.monotonic() - counted >= LOOK_AGAIN:
            workers = len(client.nthreads())
            counted = time.monotonic()
        yield AHEAD * max(1, workers)


def _next(stream: Iterator[Item], wanted: int) -> Iterator[Item]:
    for _ in range(wanted):
        try:
            yield next(stream)
        except StopIteration:
            return


def _answer(dask: ModuleType, future: Any, scheduler: str) -> Any:
    try:
        return future.result()
    except dask.KilledWorker as error:
        raise WorkerLostError(
            f"Several workers of {scheduler} ended while they worked on the same input, perhaps for lack of "
            "memory: give them more (`dask worker --memory-limit`), and run the same command again to go on."
        ) from error
    except concurrent.futures.CancelledError as error:
        raise ClusterError(
            f"The Dask scheduler at {scheduler} went away. Run the same command again to go on."
        ) from error
    except ModuleNotFoundError as error:
        raise ClusterError(
            f"The workers of {scheduler} lack a package ({error.name}): install the same version of "
            "news-claims for them as here."
        ) from error
