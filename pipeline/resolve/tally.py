"""Sums by key for more keys than dicts would hold: sorted arrays of 16 bytes a key."""

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
LEAST_WAITING = 1 << 16
"""So many additions wait before they are summed, and later a quarter as many as there are keys."""


class Tally:
    """Whole numbers summed by a whole number. Sums of whole numbers do not depend on their order."""

    def __init__(self) -> None:
        none = np.array([], np.int64)
        self._keys, self._sums = none, none
        self._waiting: list[tuple[Numbers, Numbers]] = []
        self._count = 0

    def add(self, keys: Numbers, amounts: Numbers | None = None) -> None:
        """Add to each key its amount, or one; a key may come several times."""
        self._waiting.append(summed(keys, np.ones_like(keys) if amounts is None else amounts))
        self._count += len(self._waiting[-1][0])
        if self._count > max(LEAST_WAITING, len(self._keys) // 4):
            self.sums()

    def sums(self) -> tuple[Numbers, Numbers]:
        """Distinct keys, sorted, and what each came to."""
        if self._waiting:
            keys, sums = zip((self._keys, self._sums), *self._waiting, strict=True)
            self._keys, self._sums = summed(np.concatenate(keys), np.concatenate(sums))
            self._waiting, self._count = [], 0
        return self._keys, self._sums


def summed(keys: Numbers, amounts: Numbers) -> tuple[Numbers, Numbers]:
    """Distinct keys, sorted, with the sums of their amounts."""
    if not len(keys):
        return keys, amounts
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    starts = np.flatnonzero(np.diff(keys, prepend=keys[0] - 1))
    return keys[starts], np.add.reduceat(amounts[order], starts)


def paired(high: Numbers, low: Numbers) -> Numbers:
    """Two numbers below 2**31 as one key."""
    return (high << 32) | low


def parted(keys: Numbers) -> tuple[Numbers, Numbers]:
    """The two numbers of such keys."""
    return keys >> 32, keys & 0xFFFFFFFF
