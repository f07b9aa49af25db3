"""Runs that are killed, with SIGKILL, just before the n-th thing they do to a file of their output folder."""

import contextlib
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

EVENTS = frozenset(
    {"open", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.scandir", "os.truncate"}
)
ENDED = -1


def run_until(job: Callable[[], object], out: Path, operation: int) -> tuple[bool, int]:
    """Run a job in a process of its own and kill it before its `operation`-th operation on files in `out`.

    Returns whether it was killed, and how many operations there were; `ENDED` lets it come to its end.
    """
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        _be_killed(job, out.resolve(), operation, write)
    os.close(write)
    with os.fdopen(read, "rb") as told:
        counted = told.read()
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True, len(counted)
    assert os.WEXITSTATUS(status) == 0, "the run failed before it was killed"
    return False, len(counted)


def _be_killed(job: Callable[[], object], out: Path, operation: int, told: int) -> None:
    seen = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event in EVENTS and str(arguments[0]).startswith(str(out)):
            seen += 1
            os.write(told, b".")
            if seen == operation:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    code = 1
    with contextlib.suppress(BaseException):
        try:
            job()
            code = 0
        except BaseException:
            traceback.print_exc()
    os._exit(code)
