"""Claims of different outlets side by side: which speak of the same thing, and how they relate."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

from pipeline.comparison import groups, reprints, stories
from pipeline.comparison.candidates import meetings
from pipeline.comparison.competition import leads
from pipeline.comparison.quotes import QuotePair, quote_pairs
from pipeline.comparison.readings import Readings
from pipeline.comparison.reasons import one_witness, statistic_reasons
from pipeline.comparison.similarity import chance, log_odds, own_log_odds
from pipeline.comparison.slots import Slots
from pipeline.comparison.statistics import judge
from pipeline.tables import ArticleRow, ClaimRow, ComparisonRow, MentionRow

__all__ = ["Comparison", "compare"]

ONE_STORY = 0.2
"""Affinity of two articles below which unequal numbers are of two events: two fines of two courts."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Rows of `comparisons` in order of their claims, and what was learned on the way."""

    rows: tuple[ComparisonRow, ...]
    syndication: Mapping[str, str]
    """article_id -> syndication_group, for articles that have a near-identical reprint in the run."""
    notes: tuple[str, ...] = ()
    """What was left out because a block was too large, one sentence each."""


def compare(
    articles: Sequence[ArticleRow],
    mentions: Sequence[MentionRow],
    claims: Sequence[ClaimRow],
    *,
    min_similarity: float,
) -> Comparison:
    """Pairs the claims of different outlets that speak of the same thing, and judges each pair.

    The order of the rows given does not matter, and an article never changes what is said of two others.
    `min_similarity` is from 0 to 1; pairs less alike are left out.
    """
    syndication = reprints.syndication(articles)
    named = stories.by_article(mentions)
    read = {
        row.article_id: stories.story(row, named.get(row.article_id, []), syndication.get(row.article_id))
        for row in articles
    }
    statistics = Readings(claims, read)
    notes: list[str] = []
    rows: list[ComparisonRow] = []
    dropped: list[tuple[str, str]] = []
    for pairs in meetings(statistics.items(), read, statistics, notes):
        rows += _statistic_rows(pairs, min_similarity, dropped)
    quotes = [_quote_row(pair) for pair in quote_pairs(claims, read) if pair.similarity >= min_similarity]
    lead = groups.statistic_groups(rows, dropped, statistics, statistics.article_of)
    lead |= groups.quote_groups(quotes)
    witnesses = _witnesses(claims, reprints.fellows(articles, syndication))
    return Comparison(
        rows=tuple(
            dataclasses.replace(
                row,
                group_id=groups.group_id(lead[row.claim_a], lead[row.claim_b]),
                reasons=(*row.reasons, *witnesses.get(row.claim_a, ()), *witnesses.get(row.claim_b, ())),
            )
            for row in sorted([*rows, *quotes], key=lambda row: (row.claim_a, row.claim_b))
        ),
        syndication=syndication,
        notes=tuple(sorted(notes)),
    )


def _witnesses(claims: Sequence[ClaimRow], fellows: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """claim_id -> the sentence that says who else prints its story, for claims of reprinted stories."""
    return {
        row.claim_id: one_witness(row, fellows[row.article_id]) for row in claims if row.article_id in fellows
    }


def _statistic_rows(
    pairs: Sequence[tuple[Slots, Slots]], min_similarity: float, dropped: list[tuple[str, str]]
) -> Iterator[ComparisonRow]:
    """Rows of the pairs of two articles that are alike enough; claim_ids of the others go to `dropped`."""
    own = [own_log_odds(a, b) for a, b in pairs]
    for (a, b), odds, lead in zip(pairs, own, leads(pairs, own), strict=True):
        row = _statistic_row(a, b, log_odds(odds, lead), min_similarity)
        if row is None:
            dropped.append((a.claim.claim_id, b.claim.claim_id))
        else:
            yield row


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


def _quote_row(pair: QuotePair) -> ComparisonRow:
    return dataclasses.replace(
        _row(pair.a, pair.b, pair.similarity), verdict=pair.verdict, reasons=pair.reasons
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
