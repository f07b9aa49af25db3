"""A bound on the CPU time that one article may take, so that no input can hold up a run."""

import contextlib
import signal
import threading
import types
from collections.abc import Iterator


class OverTime(BaseException):  # not an Exception: a library that catches those must not swallow it
    """The time is up. The function that set the limit turns it into a row of `rejects`."""


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raises OverTime inside the block when it has taken that many seconds of this process's CPU time.

    Works by the process's timer of CPU time, so a busy machine costs no article its rows. Code in C runs on
    to its end before Python hears of the timer. Without such a timer (Windows), outside the main thread and
    for 0 seconds there is no limit. Limits do not nest.
    """
    if not seconds or not _can_interrupt():
        yield
        return

    def stop(_signal: int, _frame: types.FrameType | None) -> None:
        raise OverTime

    former = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, former)


def _can_interrupt() -> bool:
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


def over_time(seconds: int) -> str:
    """The sentence for `rejects`."""
    return f"The article took longer than {seconds} seconds of CPU time."
