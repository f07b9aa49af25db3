"""Compressed files, inflated as they are read, up to a size that news can have."""

import gzip
from typing import BinaryIO

ALWAYS = 256_000_000
"""Bytes that any file may inflate to."""
MOST = 100
"""How many times its compressed size a larger file may inflate to. Articles shrink to a third or a tenth; a
file of nothing but zeros to a thousandth."""


class GivenUpError(ValueError):
    """A file is read no further; the message goes on from "The file"."""


class Inflated:
    """Lines of a gzip file."""

    def __init__(self, file: BinaryIO) -> None:
        self._compressed = file
        self._inflated = gzip.GzipFile(fileobj=file)

    def readline(self, size: int, /) -> bytes:
        """As of any file. Raises GivenUpError for a file that was made to be a burden."""
        line = self._inflated.readline(size)
        read = self._inflated.tell()
        if read > ALWAYS and read > MOST * self._compressed.tell():
            raise GivenUpError(f"inflates to more than {MOST} times its size")
        return line
