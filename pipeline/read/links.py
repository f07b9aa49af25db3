"""Where a name in a folder leads: a corpus may hold links, and none of them opens what lies outside it."""

import os
from pathlib import Path


def is_link(path: Path) -> bool:
    """Whether a name is a symbolic link, or a junction of Windows."""
    isjunction = getattr(os.path, "isjunction", None)  # from Python 3.12 on
    return path.is_symlink() or bool(isjunction and isjunction(path))


def is_within(path: Path, folder: Path) -> bool:
    """Whether a path lies inside a folder when all links of both are followed."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def is_file(path: Path) -> bool:
    """Whether there is a file of that name; false, too, for names that the system does not take."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
