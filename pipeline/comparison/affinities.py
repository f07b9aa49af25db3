"""How alike the articles of a run are, told from their telling words as numbers, before any is read."""

import functools
from pathlib import Path

import numpy as np

from pipeline.comparison import arrays
from pipeline.comparison.arrays import Floats, Ints, Narrow

AT_ONCE = 256
"""Pairs of articles that are looked at together: each takes TERMS x TERMS bytes."""
NAMES = ("terms", "heavy")


class Affinities:
    """Of each two articles of a run what `stories.affinity` says of their texts, but for the last digits."""

    def __init__(self, terms: Narrow, heavy: Floats) -> None:
        """`terms`, (articles, TERMS): telling words as numbers, those that are none all of one number and
        without weight; `heavy`: their weights."""
        self._terms, self._heavy = terms, heavy

    def save(self, folder: Path) -> None:
        """Writes what `load` reads."""
        arrays.save(folder / "terms.npy", self._terms)
        arrays.save(folder / "heavy.npy", self._heavy)

    @classmethod
    def load(cls, folder: Path) -> "Affinities":
        """As it was saved in a folder; processes share one copy."""
        return cls(*(arrays.mapped(folder / f"{name}.npy") for name in NAMES))

    def __call__(self, pairs: Ints) -> Floats:
        """0 to 1 for each of some pairs of articles, (pairs, 2)."""
        parts = [self._alike(pairs[start : start + AT_ONCE]) for start in range(0, len(pairs), AT_ONCE)]
        return np.concatenate([np.empty(0), *parts])

    def _alike(self, pairs: Ints) -> Floats:
        one, other = pairs[:, 0], pairs[:, 1]
        shared = self._terms[one][:, :, None] == self._terms[other][:, None, :]
        pair, a, b = np.nonzero(shared)
        weights = self._heavy[one[pair], a] * self._heavy[other[pair], b]
        return arrays.weighed(pair, weights, len(pairs))


@functools.lru_cache(maxsize=1)
def open_affinities(folder: Path) -> Affinities:
    """Those of a run, shared by all that a process works on."""
    return Affinities.load(folder)
