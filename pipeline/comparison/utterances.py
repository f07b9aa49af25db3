"""The words of all quotes of a run as numbers, for telling at a glance which two cannot be one utterance.

Most pairs of quotes that share a run of words share a turn of phrase, in articles of two strange stories. To
read both articles for each would cost far more than to look at the words, which lie side by side here, with
the telling words of the articles.
"""

import itertools
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.comparison.neighbours import Floats, Ints, Narrow
from pipeline.comparison.quotes import score

Words = npt.NDArray[np.uint32]
Weights = npt.NDArray[np.float32]
ROUNDED = 1e-6
"""More than weights lose by lying here as 32 bits."""


class Heard(NamedTuple):
    """The words of a quote as numbers, and how telling each is."""

    words: Sequence[int]
    weights: Sequence[float]


def can_be_one(one: Heard, other: Heard, alike: float, min_similarity: float) -> bool:
    """Whether two quotes may be at least so alike: false only where `judge_quotes` finds them less alike.
    `alike`: the affinity of their articles.

    Runs of two words and more that stand in both, in whatever order, cover all that an alignment can.
    """
    shorter, longer = sorted((one, other), key=lambda heard: len(heard.words))
    known = set(itertools.pairwise(longer.words))
    covered, telling, longest, run = 0, 0.0, 1, 1
    for weights, pair in zip(
        itertools.pairwise(shorter.weights), itertools.pairwise(shorter.words), strict=True
    ):
        if pair not in known:
            run = 1
            continue
        if run == 1:
            covered, telling = covered + 1, telling + weights[0]
        covered, telling, run = covered + 1, telling + weights[1], run + 1
        longest = max(longest, run)
    size = len(shorter.words)
    return score(covered / size, telling, longest, size, alike) + ROUNDED >= min_similarity


class Utterances:
    """Quotes by the numbers of their articles and their places in them."""

    def __init__(
        self, words: Words, weights: Weights, ends: Ints, firsts: Ints, terms: Narrow, heavy: Floats
    ) -> None:
        """`words` and their weights, quote behind quote; `ends`: where each quote ends, behind a 0; `firsts`:
        the first quote of each article; `terms`, (articles, TERMS): its telling words as numbers, those that
        are none all of one number and without weight; `heavy`: their weights."""
        self._words, self._weights, self._ends, self._firsts = words, weights, ends, firsts
        self._terms, self._heavy = terms, heavy

    @classmethod
    def load(cls, folder: Path) -> "Utterances":
        """Arrays as they lie on disk: processes that read them share one copy."""
        return cls(*(np.load(_path(folder, name), mmap_mode="r") for name in NAMES))

    def __call__(self, article: int, place: int) -> Heard:
        """The words of one quote."""
        quote = int(self._firsts[article]) + place
        start, end = int(self._ends[quote]), int(self._ends[quote + 1])
        return Heard(self._words[start:end].tolist(), self._weights[start:end].tolist())

    def alike(self, one: int, other: int) -> float:
        """As `stories.affinity`, of two articles."""
        known: dict[int, float] = dict(zip(self._terms[one].tolist(), self._heavy[one].tolist(), strict=True))
        found = zip(self._terms[other].tolist(), self._heavy[other].tolist(), strict=True)
        return math.fsum(weight * known[term] for term, weight in found if term in known)


NAMES = ("words", "weights", "ends", "quotes", "terms", "heavy")


def save(
    folder: Path,
    parts: Iterable[Sequence[np.ndarray]],
    sizes: Ints,
    quotes: Ints,
    terms: tuple[Narrow, Floats],
) -> None:
    """Writes what `Utterances.load` reads; one slice of the run is in memory.

    `parts` are the words and weights of each slice, `sizes` how many words each quote of the run has,
    `quotes` how many quotes each article; `terms` as `Utterances` takes them.
    """
    np.save(_path(folder, "terms"), terms[0], allow_pickle=False)
    np.save(_path(folder, "heavy"), terms[1], allow_pickle=False)
    np.save(_path(folder, "ends"), _firsts(sizes), allow_pickle=False)
    np.save(_path(folder, "quotes"), _firsts(quotes), allow_pickle=False)
    total = int(sizes.sum())
    words, weights = (
        # One more, for no array of nothing can be mapped into memory.
        np.lib.format.open_memmap(_path(folder, name), "w+", kind, (total + 1,))
        for name, kind in (("words", np.uint32), ("weights", np.float32))
    )
    start = 0
    for own, heavy in parts:
        words[start : start + len(own)], weights[start : start + len(own)] = own, heavy
        start += len(own)


def _firsts(sizes: Ints) -> Ints:
    """Where each of some pieces of these sizes begins, and where the last ends: of millions, with no list."""
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(sizes)])


def _path(folder: Path, name: str) -> Path:
    return folder / f"utterances-{name}.npy"
