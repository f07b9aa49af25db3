"""Files that a pulled plug leaves whole: written beside their place, brought to the disk, then renamed."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of `path` when the block ends, and goes when it fails.

    What stood at `path` stays whole until then. A rename alone is not enough: after a loss of power a file
    system may know the new name and not the bytes (Pillai et al. 2014, *All File Systems Are Not Created
    Equal*, OSDI). Raises OSError when the disk is full or read-only.
    """
    temporary = path.with_name(path.name + ".partial")
    try:
        yield temporary
        sync(temporary)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    sync(path.parent)


def sync(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows opens no folders, and journals their names itself
    # Linux syncs what is open for reading; Windows only what is open for writing.
    handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
