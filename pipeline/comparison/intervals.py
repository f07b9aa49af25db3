"""How a reader understands a number with its bound: an interval of values that can be meant.

`approximately` reaches 10 percent either way, `more_than` N to 1.25 N, `less_than` N down from N to 0.8 N,
`at_least` has no upper end and `at_most` no lower one; `exact` and `range` are what they say.
"""

import dataclasses
import functools
import math
import re

from pipeline import models
from pipeline.comparison import units
from pipeline.tables import ClaimRow

_DECIMALS = re.compile(r"(\d[\d,]*)?\.(\d+)|\d[\d,]*")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """How far a bound reaches, as factors of the value; None: without end."""

    bound: str
    low: float | None = None
    high: float | None = None
    words: str
    """How a reason says it: "is read as reaching 10 percent either way"."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A number as read, in the unit of its dimension: value, top of a range, and what can be meant."""

    value: float
    value_high: float
    low: float
    high: float
    bound: str
    unit: str
    step: float
    """Size of the last place that is written: 100,000 for "13.6 million", 0.01 for "43.35"."""
    scale: float = dataclasses.field(init=False)
    """The greater of the values without their signs."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "scale", max(abs(self.value), abs(self.value_high)))


@functools.cache
def tolerances() -> dict[str, Tolerance]:
    """Bound -> how far it reaches."""
    return {row.bound: row for row in models.load("compare_tolerances.csv", Tolerance)}


def reading(claim: ClaimRow) -> Reading:
    """The number of a statistic as a reader understands it."""
    if claim.value is None or claim.unit is None:
        raise ValueError(f"{claim.claim_id} is no statistic")
    factor = units.factor(claim.unit)
    bound = claim.bound or "exact"
    value = claim.value * factor
    top = value if claim.value_high is None else claim.value_high * factor
    reach = tolerances()[bound]
    ends = [
        -math.inf if reach.low is None else min(value, top) * reach.low,
        math.inf if reach.high is None else max(value, top) * reach.high,
    ]
    low, high = sorted(ends)
    step = _step(claim.text, claim.value) * factor
    return Reading(
        value=value,
        value_high=top,
        low=low,
        high=high,
        bound=bound,
        unit=claim.unit,
        step=step,
    )


def significant_digits(claim: ClaimRow) -> int:
    """Of the number as written, 0 where it is written in words: 8 of "43,885,310", 1 of "$50 billion"."""
    written = _DECIMALS.search(claim.text)
    return len(written.group().replace(",", "").replace(".", "").strip("0")) if written else 0


def _step(text: str, value: float) -> float:
    """Size of the last written place: 1 for "412", 0.1 million for "1.5 million", 1,000 for "43,000"."""
    written = _DECIMALS.search(text)
    if written is None:
        return _round_step(value)
    digits = written.group().replace(",", "")
    mantissa = float(digits)
    scale = value / mantissa if mantissa and value else 1.0
    if written.group(2):
        return float(scale * 10.0 ** -len(written.group(2)))
    return max(scale, _round_step(value))


def _round_step(value: float) -> float:
    """Size of the lowest place that is not nought, for whole numbers: 100 for 1,500."""
    whole = round(abs(value))
    if whole == 0 or whole != abs(value):
        return 1.0 if whole else 0.0
    step = 1
    while whole % (step * 10) == 0:
        step *= 10
    return float(step)


def same_value(one: Reading, other: Reading) -> bool:
    """Whether the values are equal, units converted (34 miles and 55 kilometres are, as rounded)."""
    if one.unit == other.unit:
        tiny = 1e-9 * abs(one.value_high)
        return abs(one.value - other.value) <= tiny and abs(one.value_high - other.value_high) <= tiny
    return not units.is_currency(one.unit) and _within_steps(one, other)


def _within_steps(one: Reading, other: Reading) -> bool:
    """Units converted, each rounds to the other at the coarser of the two last places."""
    step = max(one.step, other.step)
    return abs(one.value - other.value) <= min(0.6 * step, 0.1 * max(one.scale, other.scale))


ROUND_COUNT = 0.05
ROUND_MEASURE = 0.2


def same_rounded(one: Reading, other: Reading) -> bool:
    """Whether one is the other in round figures: $13,625,777 and $13.6 million, 1.2 miles and one mile.

    The finer number must round to the coarser at the coarser's last place, and lie within 5 percent of it
    (whole counts) or 20 percent (measured quantities, where a last place is a matter of style).
    """
    fine, coarse = sorted((one, other), key=lambda reading: (reading.step, reading.value))
    if fine.step >= coarse.step or one.unit != other.unit:
        return False
    counted = units.dimension(one.unit) == "count" and coarse.value == round(coarse.value)
    limit = (ROUND_COUNT if counted else ROUND_MEASURE) * coarse.scale
    gap = abs(fine.value - coarse.value)
    return gap <= limit and gap <= 0.5 * coarse.step * (1 + 1e-9)


def can_both_be_true(one: Reading, other: Reading) -> bool:
    """Whether the intervals meet, in whatever units."""
    if units.is_currency(one.unit) and units.is_currency(other.unit) and one.unit != other.unit:
        least, most = units.rates(one.unit, other.unit)
        return _meet((one.low * least, one.high * most), (other.low, other.high))
    return _meet((one.low, one.high), (other.low, other.high))


def _meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    tiny = 1e-9 * max((abs(end) for end in (*one, *other) if math.isfinite(end)), default=0.0)
    return one[0] <= other[1] + tiny and other[0] <= one[1] + tiny
