"""Tables a slice at a time, and the texts of articles beside the rows that point into them.

Nothing here trusts that row groups of several tables belong together; where they do, each text is read once.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

MOST_ROWS = 50_000
MOST_TEXTS = 1_000


def files(path: Path) -> list[Path]:
    """The parquet files of a table: itself, or the part files of a folder.

    Raises FileNotFoundError when there is none.
    """
    found = sorted(path.rglob("*.parquet")) if path.is_dir() else [path]
    if not path.exists() or not found:
        raise FileNotFoundError(f"{path} does not exist")
    return found


def slices(
    path: Path, columns: Sequence[str] | None = None, most: int = MOST_ROWS
) -> Iterator[pa.RecordBatch]:
    """The rows of a table in order, row group by row group, at most so many at a time.

    Raises FileNotFoundError, and pyarrow.ArrowException or OSError when a file is damaged.
    """
    for part in files(path):
        with pq.ParquetFile(part) as file:
            for group in range(file.num_row_groups):
                yield from file.iter_batches(most, [group], columns, use_threads=False)


class Texts:
    """Texts of articles by their place in the table; those of one slice are held."""

    def __init__(self, articles: Path) -> None:
        self._path = articles
        self._restart()

    def beside(self, places: npt.NDArray[np.int64]) -> Iterator[tuple[npt.NDArray[np.int64], list[str]]]:
        """For rows of the articles at these places (-1: of none): some rows at a time, with the text of each.

        Rows in the order of their articles, as runs write them, cost one reading of each text. Others cost
        more readings, and no more memory.
        """
        wanted = np.unique(places[places >= 0])
        while len(wanted):
            if wanted[0] < self._first:
                self._restart()
            while wanted[0] >= self._end:
                self._next()
            rows = np.flatnonzero((self._first <= places) & (places < self._end))
            yield rows, [self._texts[place] for place in (places[rows] - self._first).tolist()]
            wanted = wanted[wanted >= self._end]

    @property
    def _end(self) -> int:
        return self._first + len(self._texts)

    def _restart(self) -> None:
        self._first, self._texts = 0, list[str]()
        self._rest = slices(self._path, ["text"], MOST_TEXTS)

    def _next(self) -> None:
        self._first = self._end
        self._texts = next(self._rest).column("text").fill_null("").to_pylist()
