"""Processes that work for this one: one thread of arithmetic each, and none outlives it."""

import concurrent.futures
import gc
import multiprocessing
import os
import signal
import threading

COLLECTED = (20_000, 20, 20)
"""Objects after which Python looks for cycles of dead ones. A worker makes rows by the hundred thousand, none
of them in a cycle; to look after each 700, as Python does, would be a twentieth of its work."""
THREAD_LIMITS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


def pool(workers: int) -> concurrent.futures.ProcessPoolExecutor:
    """So many processes, each of which runs jobs in its main thread, one by one."""
    context = multiprocessing.get_context("spawn")
    return concurrent.futures.ProcessPoolExecutor(workers, context, _start)


def _start() -> None:
    """One thread a worker, few looks for garbage, and Ctrl-C is the main process's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(*COLLECTED)
    for name in THREAD_LIMITS:
        os.environ.setdefault(name, "1")
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """When the main process is killed nobody ends its workers: each would wait for work forever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
