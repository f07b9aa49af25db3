"""Units as the comparison sees them: what can be compared, and by which factor.

Money of two currencies is compared by the range in which the one has stood against the other since 2000: the
day's rate is not known, and "2 million euros ($2.6 million)" must not look like a conflict.
"""

import dataclasses
import functools
from collections.abc import Mapping

from pipeline import models
from pipeline.extraction.units import UnitRow
from pipeline.tables import ClaimRow

MONEY = "money"
POINTS = "percentage points"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Currency:
    """Least and most US dollars that one unit of a currency has been worth since 2000, rounded outward."""

    code: str
    least: float
    most: float


@functools.cache
def _units() -> Mapping[str, UnitRow]:
    rows = models.load("units.csv", UnitRow)
    return {row.code: row for row in reversed(rows)}


@functools.cache
def _currencies() -> Mapping[str, Currency]:
    return {row.code: row for row in models.load("compare_currencies.csv", Currency)}


def is_currency(unit: str) -> bool:
    """Whether a unit is an ISO 4217 code: three capitals that are no UCUM unit."""
    return len(unit) == 3 and unit.isalpha() and unit.isupper() and unit not in _units()


def dimension(unit: str) -> str:
    """What is measured: `count`, `percent`, `money`, `length`, `time`, ...; an unknown unit is its own.

    Temperatures in two scales are not compared: no factor leads from the one to the other.
    """
    if is_currency(unit):
        return MONEY
    known = _units().get(unit)
    return known.dimension if known and known.dimension != "temperature" else unit


def in_points(claim: ClaimRow) -> bool:
    """Whether a claim is in percentage points: its unit is percent, its rule says that it is a difference."""
    return "points" in (claim.rule or "").split("+")


def dimension_of(claim: ClaimRow) -> str:
    """The dimension of a claim: "fell 3 percentage points" and "fell 3 percent" are not the same size."""
    return POINTS if in_points(claim) else dimension(claim.unit or "")


def factor(unit: str) -> float:
    """How many of the dimension's own unit make one; 1 for counts, shares, money and unknown units."""
    known = _units().get(unit)
    return known.factor if known else 1.0


def name(unit: str) -> str:
    """How a reader calls a unit: the plural of the table, else the code."""
    known = _units().get(unit)
    names = known.words.split("|") if known else []
    return names[1] if len(names) > 1 else unit


def name_of(claim: ClaimRow) -> str:
    """How a reader calls the unit of a claim."""
    return POINTS if in_points(claim) else name(claim.unit or "count")


def rates(one: str, other: str) -> tuple[float, float]:
    """Least and most units of `other` that one unit of `one` has been worth.

    (1, 1) for a currency and itself; (0, infinity) where a currency is not in the table.
    """
    if one == other:
        return 1.0, 1.0
    rows = _currencies()
    if one not in rows or other not in rows:
        return 0.0, float("inf")
    return rows[one].least / rows[other].most, rows[one].most / rows[other].least
