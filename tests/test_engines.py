"""Engines: every item is worked on once, none is drawn before its time, and no worker is left behind."""

import operator
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import engines
from pipeline.engines import WorkerLostError

SLEEPERS = """
import signal
from pipeline import engines
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    items = ["__import__('os').getpid()"] * 2 + ["__import__('time').sleep(600)"] * 2
    for process in engines.run(eval, items, 2):
        print(process, flush=True)
"""


@pytest.mark.parametrize(("engine", "workers"), [("serial", 4), ("processes", 1), ("processes", 2)])
def test_every_item_has_its_result(engine: str, workers: int) -> None:
    found = engines.run(operator.neg, range(20), workers, engine=engine)  # type: ignore[arg-type]
    assert sorted(found) == sorted(-number for number in range(20))


@pytest.mark.parametrize(("workers", "most"), [(1, 0), (2, 8)])
def test_items_are_drawn_only_as_fast_as_they_are_worked_on(workers: int, most: int) -> None:
    drawn: list[int] = []

    def items() -> Iterator[int]:
        for number in range(100):
            drawn.append(number)
            yield number

    for done, _ in enumerate(engines.run(operator.neg, items(), workers), 1):
        assert len(drawn) <= done + most


def test_a_lost_worker_is_told() -> None:
    with pytest.raises(WorkerLostError, match="again to go on"):
        list(engines.run(os._exit, [9, 9], 2))


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="looks for processes in /proc")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_no_worker_outlives_its_main_process(number: signal.Signals) -> None:
    main = subprocess.Popen(
        [sys.executable, "-c", SLEEPERS], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert main.stdout is not None
    workers = {int(main.stdout.readline()) for _ in range(2)}
    assert all(is_running(worker) for worker in workers)
    main.send_signal(number)
    main.wait(timeout=60)
    end = time.monotonic() + 60
    while any(is_running(worker) for worker in workers):
        assert time.monotonic() < end, "a worker waits for work that nobody will give"
        time.sleep(0.05)
