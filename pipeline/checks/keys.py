"""Keys of a table that is too long to hold: 64-bit hashes of them, in order.

Two of ten million keys share a hash once in 400,000 tables. What looks repeated is read again before it is
told; a key that is nowhere is missed once in 10^12.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipeline import tables
from pipeline.checks.problem import Problem, key_of
from pipeline.checks.reading import slices

Hashes = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]
_ODD = np.uint64(0x9E3779B97F4A7C15)


def empty(kind: type[Any]) -> npt.NDArray[Any]:
    """No value yet, of this type."""
    return np.empty(0, kind)


def hashes(strings: pa.Array) -> Hashes:
    """A hash of each string, the same as long as this process lives; nulls get one, too."""
    return np.fromiter(map(hash, strings.to_pylist()), np.int64, len(strings)).view(np.uint64)


def repeating_hashes(strings: pa.Array) -> Hashes:
    """The same, faster where few strings come often."""
    encoded = strings.dictionary_encode(null_encoding="encode")
    places: Places = encoded.indices.to_numpy()
    return hashes(encoded.dictionary)[places]


def mixed(one: Hashes, other: Hashes) -> Hashes:
    """One hash of two, in which their order counts."""
    return one * _ODD ^ other


class Keys:
    """Hashes of a key column in the order of its table; once closed, keys are looked up among them."""

    def __init__(self) -> None:
        self._parts: list[Hashes] = []

    def add(self, part: Hashes) -> None:
        """The keys of the next rows of the table."""
        self._parts.append(part)

    def repeated(self) -> Places:
        """Places of the rows whose key, by its hash, is that of another row; before all is closed."""
        every = self._joined()
        ordered = np.sort(every)
        twice = ordered[1:][ordered[1:] == ordered[:-1]]
        return np.flatnonzero(np.isin(every, twice)) if len(twice) else empty(np.int64)

    def close(self) -> None:
        """Sort the keys: none is added after that, and `places` can be asked."""
        every = self._joined()
        self._parts = []
        self._order = np.argsort(every, kind="stable").astype(np.int32)
        self._sorted = every[self._order]

    def _joined(self) -> Hashes:
        self._parts = [np.concatenate([empty(np.uint64), *self._parts])]
        return self._parts[0]

    def __len__(self) -> int:
        return len(self._sorted)

    def places(self, wanted: Hashes) -> Places:
        """Place of the first row with that key; -1 where there is none."""
        if not len(self._sorted):
            return np.full(len(wanted), -1)
        at = np.minimum(np.searchsorted(self._sorted, wanted), len(self._sorted) - 1)
        return np.where(self._sorted[at] == wanted, self._order[at], np.int64(-1))


def find(keys: Keys, strings: pa.Array) -> Places:
    """Places of the rows that these strings name; -1 where the string is null or names none."""
    encoded = strings.dictionary_encode()
    places = np.append(keys.places(hashes(encoded.dictionary)), -1)
    named: Places = encoded.indices.fill_null(-1).to_numpy()
    return places[named]


def repeated_keys(table: str, path: Path, keys: Keys) -> Iterator[Problem]:
    """Rows whose key an earlier row has."""
    places = keys.repeated()
    names = _key_columns(table)
    seen: set[tuple[str, ...]] = set()
    first = 0
    for rows in slices(path, names) if len(places) else ():
        here = places[(first <= places) & (places < first + len(rows))] - first
        for record in rows.take(pa.array(here)).to_pylist():
            key = tuple(record.values())
            if key in seen:
                yield Problem(table, key_of(table, record), "the key occurs twice")
            seen.add(key)
        first += len(rows)


def _key_columns(table: str) -> list[str]:
    if table == "comparisons":
        return ["claim_a", "claim_b"]
    return [name for name, field in tables.columns(tables.TABLES[table]).items() if field.metadata["key"]]
