"""What holds for the groups of any run: the sample, with its numbers changed at random."""

import collections
import dataclasses
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whole_run import RunTables, load

from pipeline.comparison import compare, units
from pipeline.comparison.groups import group_id
from pipeline.tables import ClaimRow, ComparisonRow

FACTORS = (1, 1, 1, 1, 2, 3, 10)
BOUNDS = ("exact", "exact", "exact", "approximately", "at_least", "more_than", "less_than")
SEEDS = st.integers(0, 10_000)
RUNS = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def sample(sample_run: Path) -> RunTables:
    return load(sample_run)


def changed(claims: list[ClaimRow], seed: int) -> list[ClaimRow]:
    """Some numbers doubled and more, some bound otherwise."""
    chance = random.Random(seed)
    return [
        dataclasses.replace(
            row,
            value=row.value * chance.choice(FACTORS),
            value_high=None,
            bound=chance.choice(BOUNDS),
        )
        if row.value is not None
        else row
        for row in claims
    ]


def rows_of(sample: RunTables, claims: list[ClaimRow]) -> list[ComparisonRow]:
    found = compare(sample.articles, sample.mentions, claims, min_similarity=0.5)
    return [row for row in found.rows if row.claim_type == "statistic"]


def members(rows: list[ComparisonRow]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = collections.defaultdict(set)
    for row in rows:
        found[row.group_id] |= {row.claim_a, row.claim_b}
    return found


@given(seed=SEEDS)
@RUNS
def test_a_group_has_one_unit(sample: RunTables, seed: int) -> None:
    claims = changed(sample.claims, seed)
    known = {row.claim_id: row for row in claims}
    for group in members(rows_of(sample, claims)).values():
        assert len({units.dimension_of(known[claim_id]) for claim_id in group}) == 1


@given(seed=SEEDS)
@RUNS
def test_no_conflict_is_hidden_because_a_third_claim_agrees(sample: RunTables, seed: int) -> None:
    claims = changed(sample.claims, seed)
    home = {row.claim_id: row.article_id for row in claims}
    rows = rows_of(sample, claims)
    conflicts = [row for row in rows if row.verdict == "conflict"]
    for row in random.Random(seed).sample(conflicts, min(3, len(conflicts))):
        both = {home[row.claim_a], home[row.claim_b]}
        alone = dataclasses.replace(
            sample,
            articles=[article for article in sample.articles if article.article_id in both],
            mentions=[mention for mention in sample.mentions if mention.article_id in both],
        )
        told = rows_of(alone, [claim for claim in claims if claim.article_id in both])
        among_all = [row for row in rows if {home[row.claim_a], home[row.claim_b]} == both]
        assert judged(told) == judged(among_all)


def judged(rows: list[ComparisonRow]) -> list[tuple[str, str, str, float]]:
    """What is said of each pair, whatever its group."""
    return [(row.claim_a, row.claim_b, row.verdict, row.similarity) for row in rows]


@given(seed=SEEDS)
@RUNS
def test_one_article_gives_a_group_one_number(sample: RunTables, seed: int) -> None:
    claims = changed(sample.claims, seed)
    known = {row.claim_id: row for row in claims}
    for name, group in members(rows_of(sample, claims)).items():
        if name != group_id(min(group), min(group)):
            continue  # a row between two groups
        told = collections.defaultdict(set)
        for claim_id in group:
            told[known[claim_id].article_id].add((known[claim_id].value, known[claim_id].unit))
        assert all(len(numbers) == 1 for numbers in told.values())


@given(seed=SEEDS)
@RUNS
def test_one_outlet_or_no_outlet_or_no_dates_are_valid_runs(sample: RunTables, seed: int) -> None:
    claims = changed(sample.claims, seed)
    chance = random.Random(seed)
    outlet = chance.choice([None, "The Same"])
    same = dataclasses.replace(
        sample,
        articles=[dataclasses.replace(row, outlet=outlet, published=None) for row in sample.articles],
    )
    rows = rows_of(same, [dataclasses.replace(row, outlet=outlet, published=None) for row in claims])
    assert bool(rows) == (outlet is None)
    assert all(row.claim_a < row.claim_b and row.verdict and row.reasons for row in rows)
