"""Comparisons: two claims of one type, from two outlets, with a verdict that their numbers bear out."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipeline import tables
from pipeline.checks.articles import NOTHING, Articles, hashes_or_nothing
from pipeline.checks.cells import cell_problems
from pipeline.checks.claims import TYPES, Claims
from pipeline.checks.keys import (
    Hashes,
    Keys,
    Places,
    empty,
    find,
    hashes,
    mixed,
    repeated_keys,
    repeating_hashes,
)
from pipeline.checks.mentions import dangling
from pipeline.checks.problem import Mask, Problem, about, told, told_late
from pipeline.checks.reading import slices
from pipeline.comparison.units import MONEY, dimension, factor

VERDICTS = (tables.STATISTIC_VERDICTS, tables.QUOTE_VERDICTS)
ROUNDING = 1e-9
"""How far a ratio may be off, as a part of it."""


class _Sides(NamedTuple):
    """What is known of the claims of some pairs, each as (of claim_a, of claim_b)."""

    articles: tuple[Places, Places]
    outlets: tuple[Hashes, Hashes]
    types: tuple[npt.NDArray[np.int8], npt.NDArray[np.int8]]
    values: tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]
    units: tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]


class _Units(NamedTuple):
    """What is known of the units of claims, by their place in `Claims.unit_names`; the last is none."""

    factors: npt.NDArray[np.float64]
    are_money: npt.NDArray[np.bool_]
    dimensions: Places

    @classmethod
    def of(cls, claims: Claims) -> "_Units":
        names = [*claims.unit_names, ""]
        measured = [dimension(name) for name in names]
        places = {name: place for place, name in enumerate(dict.fromkeys(measured))}
        return cls(
            np.array([factor(name) for name in names]),
            np.array([name == MONEY for name in measured]),
            np.array([places[name] for name in measured]),
        )


def comparison_problems(path: Path, articles: Articles, claims: Claims) -> Iterator[Problem]:
    """Faults of comparisons and of their groups."""
    keys, groups, units = Keys(), _Groups(), _Units.of(claims)
    last = ("", "")
    for rows in slices(path):
        yield from cell_problems("comparisons", rows)
        names = (rows.column("claim_a"), rows.column("claim_b"))
        a, b = (find(claims.keys, column) for column in names)
        yield from dangling("comparisons", rows, "claim_a", "claims", a)
        yield from dangling("comparisons", rows, "claim_b", "claims", b)
        for wrong, message in _row_faults(rows):
            yield from told("comparisons", rows, wrong, message)
        known = (a >= 0) & (b >= 0)
        sides = _sides(articles, claims, a, b)
        for fault, message in (*_side_faults(rows, sides, articles), *_number_faults(rows, sides, units)):
            yield from told("comparisons", rows, fault & known, message)
        pairs = list(zip(*(column.fill_null("").to_pylist() for column in names), strict=True))
        unordered = [one > other for one, other in itertools.pairwise([last, *pairs])]
        yield from told("comparisons", rows, np.array(unordered, np.bool_), "comes behind a later pair")
        last = pairs[-1] if pairs else last
        keys.add(mixed(hashes(names[0]), hashes(names[1])))
        groups.add(rows, sides, units)
    yield from repeated_keys("comparisons", path, keys)
    yield from groups.problems(path)


def _sides(articles: Articles, claims: Claims, a: Places, b: Places) -> _Sides:
    def both(values: npt.NDArray[Any], nothing: Any) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
        padded = np.append(values, nothing).astype(values.dtype)
        return padded[a], padded[b]

    homes = both(claims.articles, -1)
    outlets = np.append(articles.outlets, NOTHING)
    return _Sides(
        articles=homes,
        outlets=(outlets[homes[0]], outlets[homes[1]]),
        types=both(claims.types, -1),
        values=both(claims.values, np.nan),
        units=both(claims.units, -1),
    )


def _row_faults(rows: pa.RecordBatch) -> Iterator[tuple[Mask, str]]:
    """Faults that a row shows by itself."""
    yield pc.greater_equal(rows.column("claim_a"), rows.column("claim_b")), "claim_a is not before claim_b"
    likeness = rows.column("similarity")
    yield pc.or_(pc.less(likeness, 0), pc.greater(likeness, 1)), "similarity is not from 0 to 1"
    reasons = rows.column("reasons").to_pylist()
    without = [not listed or not all(listed) for listed in reasons]
    yield np.array(without, np.bool_), "no reason is given, or an empty one"
    for kind, verdicts in zip(TYPES, VERDICTS, strict=True):
        own = pc.is_in(rows.column("verdict"), value_set=pa.array(verdicts))
        is_kind = pc.equal(rows.column("claim_type"), kind)
        yield pc.and_(is_kind, pc.invert(own)), f"its verdict is no verdict for a {kind}"


def _side_faults(
    rows: pa.RecordBatch, sides: _Sides, articles: Articles
) -> Iterator[tuple[npt.NDArray[np.bool_], str]]:
    """Faults that show beside the two claims."""
    own = pc.index_in(rows.column("claim_type"), value_set=pa.array(TYPES)).fill_null(-2).to_numpy()
    unlike = (sides.types[0] != own) | (sides.types[1] != own)
    yield unlike, "the claims are not both of the row's type"
    alike = (sides.articles[0] == sides.articles[1]) | (
        (sides.outlets[0] == sides.outlets[1]) & (sides.outlets[0] != NOTHING)
    )
    yield alike, "both claims are of one outlet"
    named = [hashes_or_nothing(rows.column(name)) for name in ("outlet_a", "outlet_b")]
    other = (named[0] != sides.outlets[0]) | (named[1] != sides.outlets[1])
    yield other, "outlet_a and outlet_b are not those of the claims"
    groups = [np.append(articles.syndication, NOTHING)[place] for place in sides.articles]
    yield (groups[0] == groups[1]) & (groups[0] != NOTHING), "the articles are reprints of each other"


def _number_faults(
    rows: pa.RecordBatch, sides: _Sides, units: _Units
) -> Iterator[tuple[npt.NDArray[np.bool_], str]]:
    """`difference` is in the unit of both claims; `ratio` is of the values in units of one size."""
    difference, ratio = (rows.column(name) for name in ("difference", "ratio"))
    one_unit = (sides.units[0] == sides.units[1]) & (sides.units[0] >= 0)
    wanted = np.where(one_unit, sides.values[1] - sides.values[0], np.nan)
    yield _differs(difference, wanted), "difference is not value_b - value_a"
    values = [value * units.factors[unit] for value, unit in zip(sides.values, sides.units, strict=True)]
    with np.errstate(divide="ignore", invalid="ignore"):
        wanted = np.maximum(*values) / np.minimum(*values)
    without = ~(np.minimum(*values) > 0) | (units.are_money[sides.units[0]] & ~one_unit)
    yield _differs(ratio, np.where(without, np.nan, wanted)), "ratio is not larger over smaller"


def _differs(found: pa.Array, wanted: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Whether numbers are not those wanted; null is wanted where it says NaN."""
    numbers = found.fill_null(np.nan).to_numpy()
    alike: npt.NDArray[np.bool_] = np.isclose(numbers, wanted, rtol=ROUNDING, atol=0, equal_nan=True)
    return ~alike


class _Groups:
    """What the claims of each group are: of one type, and of units that can be compared."""

    def __init__(self) -> None:
        self._ids: list[Hashes] = [empty(np.uint64)]
        self._kinds: list[npt.NDArray[np.int16]] = [np.empty((3, 0), np.int16)]

    def add(self, rows: pa.RecordBatch, sides: _Sides, units: _Units) -> None:
        self._ids.append(repeating_hashes(rows.column("group_id")))
        types = pc.index_in(rows.column("claim_type"), value_set=pa.array(TYPES)).fill_null(-1).to_numpy()
        kinds = np.stack([types, *(units.dimensions[unit] for unit in sides.units)])
        self._kinds.append(kinds.astype(np.int16))

    def problems(self, path: Path) -> Iterator[Problem]:
        types, one, other = np.concatenate(self._kinds, axis=1)
        _, first, group = np.unique(np.concatenate(self._ids), return_index=True, return_inverse=True)
        lead = first[group]
        unlike = types != types[lead]
        apart = ~unlike & ((one != one[lead]) | (other != one[lead]))
        for wrong, fault in (
            (unlike, "holds claims of both types"),
            (apart, "holds numbers of two dimensions"),
        ):
            places = np.flatnonzero(wrong)
            yield from told_late("comparisons", path, places, about("group_id", fault))
