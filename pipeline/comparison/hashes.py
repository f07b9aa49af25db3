"""Words, runs of words and other keys as 64-bit numbers: millions fit in memory and can be sorted."""

import functools
import hashlib
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from pipeline.comparison.arrays import Ints

Hashes = npt.NDArray[np.uint64]
_ODD, _SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(29)
_OTHER_ODD = np.uint64(0xC2B2AE3D27D4EB4F)


def key_hash(*parts: str) -> int:
    """A number for some names in order."""
    return int.from_bytes(hashlib.blake2b("\0".join(parts).encode(), digest_size=8).digest(), "big")


@functools.lru_cache(maxsize=200_000)
def word_hash(word: str) -> int:
    """A number for a word."""
    return key_hash(word)


def runs(words: Iterable[str], size: int) -> Hashes:
    """The runs of `size` words of a text in order, each as a number; none where there are fewer words."""
    return _mixed(np.array([word_hash(word) for word in words], dtype=np.uint64), size)


def runs_of_each(hashed: Hashes, lengths: Ints, size: int) -> tuple[Hashes, Ints]:
    """The same of texts that lie one behind the other as hashes of their words, so many of each; and which
    text each run is of."""
    text = np.repeat(np.arange(len(lengths)), lengths)
    mixed = _mixed(hashed, size)
    within = text[: len(mixed)] == text[len(text) - len(mixed) :]
    return mixed[within], text[: len(mixed)][within]


def pair_hashes(left: np.ndarray, right: np.ndarray, owner: Ints) -> Hashes:
    """Pairs of 32-bit numbers as one number each, the same for the same pair of the same owner only."""
    both: Hashes = (left.astype(np.uint64) << np.uint64(32)) | right
    return (both * _ODD) ^ ((owner.astype(np.uint64) + np.uint64(1)) * _OTHER_ODD)


def _mixed(hashed: Hashes, size: int) -> Hashes:
    count = len(hashed) - size + 1
    if count < 1:
        return np.empty(0, dtype=np.uint64)
    mixed = np.zeros(count, dtype=np.uint64)
    for skip in range(size):
        mixed = (mixed ^ hashed[skip : skip + count]) * _ODD
        mixed ^= mixed >> _SHIFT
    return mixed
