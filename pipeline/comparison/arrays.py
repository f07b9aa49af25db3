"""Arrays of numbers that stand for the articles and claims of a run: their types, how they lie on disk."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from pipeline import durable

Ints: TypeAlias = npt.NDArray[np.int64]
Narrow: TypeAlias = npt.NDArray[np.int32]
Floats: TypeAlias = npt.NDArray[np.float64]
Bools: TypeAlias = npt.NDArray[np.bool_]


def mapped(path: Path) -> np.ndarray:
    """An array as it lies on disk: processes that read it share one copy."""
    try:
        found = np.load(path, mmap_mode="r", allow_pickle=False)
    except ValueError:  # nothing can be mapped of an array of nothing
        found = np.load(path, allow_pickle=False)
    # As a plain array, for each look into a numpy.memmap makes a new one, which costs more than the look.
    return np.asarray(found)


def save(path: Path, found: np.ndarray) -> None:
    """Writes an array that `mapped` reads."""
    np.save(path, found, allow_pickle=False)


def save_arrays(to: Path, arrays: Mapping[str, Any]) -> None:
    """Writes named arrays to one file, whole or not at all."""
    with durable.replacing(to) as path, path.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)


def borders(sizes: Ints) -> Ints:
    """Where each of some pieces of these sizes begins, and where the last ends: of millions, with no list."""
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(sizes, dtype=np.int64)])


def piece_of(starts: Ints, places: Ints) -> Ints:
    """In which piece each place lies; `starts`: where the pieces begin."""
    found: Ints = np.searchsorted(starts, places, side="right") - 1
    return found


def weighed(places: Ints, weights: Floats, count: int) -> Floats:
    """The sum of the weights of each of so many places."""
    return np.asarray(np.bincount(places, weights, count), dtype=np.float64)


def spread(starts: Ints, sizes: Ints) -> tuple[Ints, Ints]:
    """The places in some pieces of a long array, piece behind piece, and which piece each is of."""
    of: Ints = np.repeat(np.arange(len(sizes)), sizes)
    within = np.arange(len(of)) - borders(sizes)[of]
    return starts[of] + within, of
