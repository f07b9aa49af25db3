"""Who shares a key with whom: an inverted index of hashed keys, in which no block grows without bound.

All holders of a key meet while they are few. Of a key that very many hold, each meets those next to it only,
so that the work grows with the number of holders and not with its square.
"""

from typing import NamedTuple

import numpy as np

from pipeline.comparison.arrays import Ints
from pipeline.comparison.hashes import Hashes


class Met(NamedTuple):
    """Pairs of holders, the lesser in front, in order; and what was capped."""

    one: Ints
    other: Ints
    shared: Ints
    """How many keys a pair shares, as far as it met by them."""
    large: Ints
    """How many hold each key of more holders than all meet."""


def meetings(keys: Hashes, holders: Ints, whole: int, near: int) -> Met:
    """Pairs of holders that share a key: all pairs in a block of at most `whole`, else each with the `near`
    next to it in the order of the holders, who are numbers from 0 to 2^31 - 1."""
    order = np.lexsort((holders, keys))
    keys, holders = keys[order], holders[order]
    shared = np.zeros(len(keys), dtype=bool)
    if len(keys):
        same = keys[1:] == keys[:-1]
        shared[1:] |= same
        shared[:-1] |= same
    keys, holders = keys[shared], holders[shared]
    _, counts = np.unique(keys, return_counts=True)
    sizes = np.repeat(counts, counts)
    most = int(min(whole, counts.max(initial=1)))
    pairs = [_apart(keys, holders, sizes, apart, whole, near) for apart in range(1, max(most, near + 1))]
    found, times = np.unique(np.concatenate([np.empty(0, np.int64), *pairs]), return_counts=True)
    return Met(found >> 32, found & 0xFFFFFFFF, times, counts[counts > whole])


def _apart(keys: Hashes, holders: Ints, sizes: Ints, apart: int, whole: int, near: int) -> Ints:
    """Pairs of holders that stand so many places apart in a block, each as one number."""
    met = keys[apart:] == keys[:-apart]
    if apart > near:
        met &= sizes[apart:] <= whole
    one, other = holders[:-apart][met], holders[apart:][met]
    pairs: Ints = ((one << 32) | other)[one != other]
    return pairs
