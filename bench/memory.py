"""What a process and its children cost: memory while they run, read from /proc (Linux), and CPU."""

import os
import resource
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

PROC = Path("/proc")
KIB = 1024
HELPERS = b"resource_tracker"
"""Of the command of Python's own child processes that do no work."""


class Seen(NamedTuple):
    """Megabytes at a moment."""

    done: float
    """How far the work was, 0 to 1 or a count: what `progress` said."""
    main: int
    workers: tuple[int, ...]
    """One for each, in order of their process ids."""


def resident(pid: int) -> int:
    """Megabytes of RAM that a process holds; 0 when it has ended."""
    try:
        pages = int((PROC / str(pid) / "statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // KIB**2


def children(pid: int) -> list[int]:
    """Process ids of the children of a process and theirs, in order, without helpers of Python."""
    parent_of = {}
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            try:
                parent_of[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError):
                continue
    found, waiting = [], [pid]
    while waiting:
        parent = waiting.pop()
        waiting += (own := [child for child, of in parent_of.items() if of == parent])
        found += [child for child in own if not _is_helper(child)]
    return sorted(found)


def _is_helper(pid: int) -> bool:
    try:
        return HELPERS in (PROC / str(pid) / "cmdline").read_bytes()
    except OSError:
        return True


def watch(process: "subprocess.Popen[bytes]", progress: Callable[[], float], every: float) -> list[Seen]:
    """What a process and its workers hold, every so many seconds until it ends."""
    seen = []
    while process.poll() is None:
        workers = tuple(resident(child) for child in children(process.pid))
        seen.append(Seen(progress(), resident(process.pid), workers))
        time.sleep(every)
    return seen


def cpu_seconds() -> float:
    """Of this process and of its workers that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


class Peak:
    """The most that the workers of this process held, each by itself and all together, while this runs."""

    def __init__(self, every: float = 0.5) -> None:
        self.one = self.all = 0
        self._every, self._end = every, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Peak":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._end.wait(self._every):
            held = [resident(pid) for pid in children(os.getpid())]
            self.one, self.all = max([self.one, *held]), max(self.all, sum(held))
