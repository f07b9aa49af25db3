"""Articles: what is checked of each, and what is remembered of all for the tables that refer to them."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.checks.cells import cell_problems
from pipeline.checks.keys import Keys, empty, hashes, repeated_keys, repeating_hashes
from pipeline.checks.problem import Problem, about, told, told_late
from pipeline.checks.reading import MOST_TEXTS, slices

NOTHING = np.uint64(0)
"""Stands for a null among hashes."""
OUTSIDE = r"^/|(?:^|/)\.\.(?:/|$)"
"""Paths that lead out of the folder that they are in."""
NO_DAY = np.iinfo(np.int32).min


class Articles:
    """What is remembered of articles, in the order of their table."""

    def __init__(self) -> None:
        self.keys, self.paths = Keys(), Keys()
        self.outlets, self.syndication = empty(np.uint64), empty(np.uint64)
        self.days = empty(np.int32)
        """Day of publication, counted from 1970."""


def article_problems(path: Path, known: Articles) -> Iterator[Problem]:
    """Faults of articles; what later checks need goes into `known`."""
    outlets, days, syndication = [known.outlets], [known.days], [known.syndication]
    for rows in slices(path, most=MOST_TEXTS):
        yield from cell_problems("articles", rows)
        yield from _row_problems(rows)
        known.keys.add(hashes(rows.column("article_id")))
        known.paths.add(hashes(rows.column("path")))
        outlets.append(hashes_or_nothing(rows.column("outlet")))
        days.append(days_of(rows.column("published")))
        syndication.append(hashes_or_nothing(rows.column("syndication_group")))
    known.paths.close()
    known.outlets, known.days = np.concatenate(outlets), np.concatenate(days)
    known.syndication = np.concatenate(syndication)
    yield from repeated_keys("articles", path, known.keys)
    known.keys.close()
    groups, counts = np.unique(known.syndication, return_counts=True)
    alone = np.isin(known.syndication, groups[(counts == 1) & (groups != NOTHING)])
    yield from told_late(
        "articles",
        path,
        np.flatnonzero(alone),
        "syndication_group holds no other article",
    )


def hashes_or_nothing(strings: pa.Array) -> npt.NDArray[np.uint64]:
    """A hash of each string, and 0 for null."""
    return np.where(strings.is_valid().to_numpy(zero_copy_only=False), repeating_hashes(strings), NOTHING)


def days_of(dates: pa.Array) -> npt.NDArray[np.int32]:
    """Days since 1970, and `NO_DAY` for null."""
    found: npt.NDArray[np.int32] = dates.cast(pa.int32()).fill_null(NO_DAY).to_numpy()
    return found


def _row_problems(rows: pa.RecordBatch) -> Iterator[Problem]:
    texts = rows.column("text").cast(pa.binary()).to_pylist()
    digests = pa.array([None if text is None else hashlib.sha256(text).hexdigest() for text in texts])
    wrong = pc.not_equal(digests.cast(pa.string()), rows.column("text_sha256"))
    yield from told("articles", rows, wrong, "text_sha256 is not that of text")
    without = pc.xor(rows.column("published").is_null(), rows.column("published_from").is_null())
    yield from told("articles", rows, without, "published and published_from go together")
    leaves = pc.match_substring_regex(rows.column("path"), OUTSIDE)
    yield from told("articles", rows, leaves, "path leads out of the corpus folder")
    words, text = rows.column("words"), rows.column("text")
    absurd = pc.or_(pc.less(words, 0), pc.greater(words, pc.utf8_length(text)))
    none = pc.equal(words, 0)
    if pc.any(none).as_py():
        absurd = pc.or_(absurd, pc.and_(none, pc.match_substring_regex(text, "[0-9A-Za-z]")))
    yield from told("articles", rows, absurd, about("words", "is not what its text can have"))
