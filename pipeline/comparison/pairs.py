"""Rows of comparisons out of pairs of claims, without their groups."""

import dataclasses
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.comparison import stories
from pipeline.comparison.candidates import Side, Sides
from pipeline.comparison.competition import leads
from pipeline.comparison.neighbours import RELATED
from pipeline.comparison.quotes import judge_quotes
from pipeline.comparison.reasons import statistic_reasons
from pipeline.comparison.similarity import chance, log_odds, own_log_odds
from pipeline.comparison.slots import Slots
from pipeline.comparison.statistics import judge
from pipeline.tables import ClaimRow, ComparisonRow

ONE_STORY = RELATED
"""Affinity of two articles below which unequal numbers are of two events: two fines of two courts."""


class Found(NamedTuple):
    """A row without its group, and its claims."""

    row: ComparisonRow
    sides: Sides


def statistic_rows(met: Sequence[Sides], min_similarity: float, dropped: list[Sides]) -> Iterator[Found]:
    """Rows of the pairs of two articles that are alike enough; the others go to `dropped`."""
    pairs = [(a.slots, b.slots) for a, b in met]
    own = [own_log_odds(a, b) for a, b in pairs]
    for sides, (a, b), odds, lead in zip(met, pairs, own, leads(pairs, own), strict=True):
        row = _statistic_row(a, b, log_odds(odds, lead), min_similarity)
        if row is None:
            dropped.append(sides)
        else:
            yield Found(row, sides)


def quote_row(one: Side, other: Side, min_similarity: float) -> Found | None:
    """The row of two quotes where they are one utterance and alike enough."""
    said = [(side.account.said(side.place), side) for side in (one, other)]
    (a, first), (b, second) = sorted(said, key=lambda told: told[0].claim.claim_id)
    pair = judge_quotes(a, b, min_similarity)
    if pair is None:
        return None
    row = _row(pair.a, pair.b, pair.similarity)
    return Found(dataclasses.replace(row, verdict=pair.verdict, reasons=pair.reasons), (first, second))


def _statistic_row(a: Slots, b: Slots, odds: float, min_similarity: float) -> ComparisonRow | None:
    if chance(odds) < min_similarity:
        return None
    answer = judge(a, b)
    if answer.verdict == "conflict" and stories.affinity(a.story, b.story) < ONE_STORY:
        return None
    # A part and its whole explain away what would have been a conflict, so the pair has to be as sure.
    alike = chance(odds, "conflict" if answer.rule == "whole_and_part" else answer.verdict)
    if alike < min_similarity:
        return None
    return dataclasses.replace(
        _row(a.claim, b.claim, alike),
        verdict=answer.verdict,
        difference=_difference(a, b),
        ratio=_ratio(a, b),
        reasons=statistic_reasons(a, b, answer),
    )


def _row(a: ClaimRow, b: ClaimRow, alike: float) -> ComparisonRow:
    return ComparisonRow(
        group_id="",
        claim_type=a.claim_type,
        claim_a=a.claim_id,
        claim_b=b.claim_id,
        outlet_a=a.outlet,
        outlet_b=b.outlet,
        similarity=round(alike, 4),
        verdict="",
        reasons=(),
    )


def _difference(a: Slots, b: Slots) -> float | None:
    """In the unit of both; None where the units differ."""
    if a.claim.unit != b.claim.unit or a.claim.value is None or b.claim.value is None:
        return None
    return b.claim.value - a.claim.value


def _ratio(a: Slots, b: Slots) -> float | None:
    """Larger over smaller, units converted; None for two currencies and where the smaller is 0."""
    smaller, larger = sorted((a.reading.value, b.reading.value))
    if smaller <= 0 or (a.dimension == "money" and a.claim.unit != b.claim.unit):
        return None
    return larger / smaller
