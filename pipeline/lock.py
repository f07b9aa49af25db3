"""One run at a time in an output folder: a lock that the system takes back when its process ends."""

import contextlib
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import OutputError
from pipeline.publish import PARTIAL, PARTS

NAME = "lock"
NOT_SUPPORTED = (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP)
"""What network file systems without locks answer: a run there is not refused, but not guarded either."""
_FAR = 1 << 30
"""Windows lets nobody read what is locked: the byte locked stands behind the number of the process."""


class TakenError(OutputError):
    """Another run is writing to the folder."""


@contextlib.contextmanager
def held(out: Path) -> Iterator[Path]:
    """Make an output folder and keep other runs out of it; yields its folder of parts.

    Raises
    ------
    TakenError
        Another process holds the lock.
    OutputError
        The folder cannot be made or written.
    """
    parts = out / PARTS
    with contextlib.ExitStack() as stack:
        try:
            parts.mkdir(parents=True, exist_ok=True)
            file = stack.enter_context((parts / NAME).open("a+b"))
        except (FileExistsError, NotADirectoryError) as error:
            raise OutputError(f"Cannot write to {out}: it is a file. Name a folder with --out.") from error
        except OSError as error:
            text = f"Cannot write to {out}: {error.strerror}. Name a folder of your own with --out."
            raise OutputError(text) from error
        if not _lock(file):
            raise TakenError(_taken(out, parts / NAME))
        with contextlib.suppress(OSError):  # a full disk: the number is a courtesy
            file.truncate(0)
            file.write(str(os.getpid()).encode())
            file.flush()
        for left in parts.glob(f"*{PARTIAL}"):  # by a run that was stopped: there is no other one now
            shutil.rmtree(left, ignore_errors=True)
        yield parts


def _taken(out: Path, lock: Path) -> str:
    holder = ""
    with contextlib.suppress(OSError, ValueError):
        holder = f" (process {int(lock.read_text('ascii'))})"
    text = f"Another run{holder} is writing to {out}"
    return f"{text}: wait until it has ended, or name another folder with --out."


if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> bool:
        file.seek(_FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        file.seek(0)
        return True

else:
    import fcntl

    def _lock(file: BinaryIO) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return error.errno in NOT_SUPPORTED
        return True
