"""What two shares are shares of."""

import math
from collections.abc import Mapping

from pipeline.comparison.intervals import same_value
from pipeline.comparison.phrases import quoted
from pipeline.comparison.slots import Slots
from pipeline.comparison.words import terms

NARROWER = 0.5
"""Least weight of the words that make a base narrower."""


def other_base(a: Slots, b: Slots) -> tuple[str, str] | None:
    """Both bases in quotation marks, where two shares are of different things.

    "62 percent of the general fund" is not "62 percent of the total budget". And a base that says more than
    the other sentence is narrower: "81 percent of the patients who could be interviewed", "of all patients".
    """
    if a.dimension != "percent" or not a.claim.base or not b.claim.base:
        return None
    one, other = (
        {word.stem: word.weight for word in terms(base) if word.weight > 0}
        for base in (a.claim.base, b.claim.base)
    )
    if (
        not one
        or not other
        or not (_are_apart(one, other, a, b) or _is_narrower(one, other, b) or _is_narrower(other, one, a))
    ):
        return None
    return quoted(a.claim.base), quoted(b.claim.base)


def _are_apart(one: Mapping[str, float], other: Mapping[str, float], a: Slots, b: Slots) -> bool:
    """Whether neither base nor its sentence has a word of the other; equal shares only."""
    if not same_value(a.reading, b.reading):
        return False
    return one.keys().isdisjoint(b.sentence.keys() | other.keys()) and other.keys().isdisjoint(a.sentence)


def _is_narrower(one: Mapping[str, float], other: Mapping[str, float], told: Slots) -> bool:
    """Whether a base has all words of the other, and more that the other sentence does not say."""
    if not other.keys() <= one.keys():
        return False
    more = one.keys() - other.keys() - told.sentence.keys()
    return math.fsum(one[word] for word in sorted(more)) >= NARROWER
