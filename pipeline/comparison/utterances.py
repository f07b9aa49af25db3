"""The words of all quotes of a run as numbers, for telling at a glance which two cannot be one utterance.

Most pairs of quotes that share a run of words share a turn of phrase, in articles of two strange stories. To
read both articles for each would cost far more than to look at the words, which lie side by side here. And
since the words are numbers, thousands of pairs are looked at together.
"""

import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipeline.comparison import arrays
from pipeline.comparison.arrays import Bools, Floats, Ints
from pipeline.comparison.hashes import Hashes, pair_hashes
from pipeline.comparison.quotes import aligned, likeness, score

Words = npt.NDArray[np.uint32]
Weights = npt.NDArray[np.float32]
ROUNDED = 1e-6
"""More than weights lose by lying here as 32 bits."""
AT_ONCE = 500_000
"""Words of quotes that are looked at together, about."""
NAMES = ("words", "weights", "ends", "quotes")


class Utterances:
    """Quotes by the numbers of their articles and their places in them."""

    def __init__(self, words: Words, weights: Weights, ends: Ints, firsts: Ints) -> None:
        """`words` and their weights, quote behind quote; `ends`: where each quote ends, behind a 0; `firsts`:
        the first quote of each article."""
        self._words, self._weights, self._ends, self._firsts = words, weights, ends, firsts

    @classmethod
    def load(cls, folder: Path) -> "Utterances":
        """As they were saved in a folder; processes share one copy."""
        return cls(*(arrays.mapped(_path(folder, name)) for name in NAMES))

    def can_be_one(self, quotes: Ints, alike: Floats, min_similarity: float) -> Bools:
        """Which pairs of quotes may be at least so alike: false only where `judge_quotes` finds less.

        `quotes`, (pairs, 4): an article, its quote, another article, its quote; `alike`: the affinity of the
        articles of each pair. Each quote has two words or more.
        """
        one, other = (self._firsts[quotes[:, at]] + quotes[:, at + 1] for at in (0, 2))
        sizes = [self._ends[side + 1] - self._ends[side] for side in (one, other)]
        turned = sizes[1] < sizes[0]
        shorter, longer = np.where(turned, other, one), np.where(turned, one, other)
        found = np.zeros(len(quotes), dtype=bool)
        for part in _parts(sizes[0] + sizes[1]):
            best = self._best(shorter[part], longer[part], alike[part])
            found[part] = best + ROUNDED >= min_similarity
        for at in np.flatnonzero(found).tolist():
            alike_at_most = self._likeness(int(one[at]), int(other[at]), float(alike[at]))
            found[at] = alike_at_most + ROUNDED >= min_similarity
        return found

    def _likeness(self, one: int, other: int, alike: float) -> float:
        """How alike two quotes are if either is in quotation marks, at most else."""
        a, b = (slice(int(self._ends[at]), int(self._ends[at + 1])) for at in (one, other))
        words = self._words[a].tolist(), self._words[b].tolist()
        sizes = len(words[0]), len(words[1])
        return likeness(aligned(*words), self._weights[a].tolist(), sizes, alike, spoken=True)

    def _best(self, shorter: Ints, longer: Ints, alike: Floats) -> Floats:
        """How alike the quotes of each pair can be at most.

        Runs of two words and more that stand in both, in whatever order, cover all that an alignment can.
        """
        pairs, at, of = self._two_words(shorter)
        known, _, _ = self._two_words(longer)
        shared = np.isin(pairs, known)
        again = shared & np.concatenate([[False], shared[:-1] & (of[1:] == of[:-1])])
        opens = shared & ~again
        covered = np.bincount(of, shared.astype(np.int64) + opens, len(shorter))
        weights = shared * self._weights[at + 1].astype(np.float64) + opens * self._weights[at]
        places = np.arange(len(of))
        length = np.where(shared, places - np.maximum.accumulate(np.where(opens, places, 0)) + 1, 0)
        sizes = self._ends[shorter + 1] - self._ends[shorter]
        longest = 1 + np.maximum.reduceat(length, arrays.borders(sizes - 1)[:-1])
        return score(covered / sizes, arrays.weighed(of, weights, len(shorter)), longest, sizes, alike)

    def _two_words(self, quotes: Ints) -> tuple[Hashes, Ints, Ints]:
        """Each two words in a row of each quote as a number of that quote's own, where they stand, and the
        place of the quote."""
        at, of = arrays.spread(self._ends[quotes], self._ends[quotes + 1] - self._ends[quotes] - 1)
        return pair_hashes(self._words[at], self._words[at + 1], of), at, of


def _parts(sizes: Ints) -> Iterator[slice]:
    """Pairs with so many words each, some at a time."""
    turns = np.cumsum(sizes) // AT_ONCE
    cuts = np.flatnonzero(np.diff(turns)) + 1
    edges = [0, *cuts.tolist(), len(sizes)]
    return (slice(start, stop) for start, stop in itertools.pairwise(edges) if start < stop)


def save(folder: Path, parts: Iterable[Sequence[np.ndarray]], sizes: Ints, quotes: Ints) -> None:
    """Writes what `Utterances.load` reads; one slice of the run is in memory.

    `parts` are the words and weights of each slice, `sizes` how many words each quote of the run has,
    `quotes` how many quotes each article.
    """
    arrays.save(_path(folder, "ends"), arrays.borders(sizes))
    arrays.save(_path(folder, "quotes"), arrays.borders(quotes))
    total = int(sizes.sum())
    words, weights = (
        # One more, for nothing can be mapped of an array of nothing.
        np.lib.format.open_memmap(_path(folder, name), "w+", kind, (total + 1,))
        for name, kind in (("words", np.uint32), ("weights", np.float32))
    )
    start = 0
    for own, heavy in parts:
        words[start : start + len(own)], weights[start : start + len(own)] = own, heavy
        start += len(own)


def _path(folder: Path, name: str) -> Path:
    return folder / f"utterances-{name}.npy"


@functools.lru_cache(maxsize=1)
def open_utterances(folder: Path) -> Utterances:
    """The quotes of a run as words, shared by all that a process works on."""
    return Utterances.load(folder)
