"""Jobs that go wrong, in a module that the workers of an engine can import."""

import os
import re
import signal

from pipeline.time_limit import OverTime, time_limit


def without_end(seconds: float) -> str:
    """What becomes of work without end, in C, under the limit that an article has."""
    try:
        with time_limit(seconds):
            re.fullmatch(r"(a+)+b", "a" * 60)
    except OverTime:
        return "over time"
    return "done"


def kill_parent(_: object) -> None:
    """As a system without memory may choose."""
    os.kill(os.getppid(), signal.SIGKILL)
