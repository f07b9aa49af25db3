"""The whole comparison: what pairs, what does not, and that neither order nor strangers matter."""

import dataclasses
import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.comparison import Comparison, compare, pairs

FLOOD = (
    "The Tarn river flooded the town of Harlow on Tuesday, and {n} people drowned when the Denby dam broke. "
    "Volunteers carried sandbags through Harlow all night. “We will rebuild every last house on the "
    "riverside,” Mayor Ruth Ellery said."
)
TAX = "The council of Marsh End voted to raise {n} million dollars by a levy on parking, Clerk Tom Pike said."


def corpus(make: Any, *told: tuple[str, str | None, str, str]) -> tuple[list[Any], list[Any]]:
    """Articles and claims out of (name, outlet, text with {n}, number)."""
    articles, claims = [], []
    for name, outlet, text, number in told:
        of = make.article(name, text.format(n=number), outlet, "2024-05-07")
        value = {"twelve": 12, "12": 12, "nineteen": 19, "3": 3}[number]
        articles.append(of)
        claims.append(make.statistic(of, text.index("{n}"), number, {"value": value, "measure": "people"}))
        if "“" in of.text:
            said = of.text[of.text.index("“") + 1 : of.text.index(",”")]
            claims.append(make.quote(of, said, "Ruth Ellery"))
    return articles, claims


def run(articles: list[Any], claims: list[Any]) -> Comparison:
    return compare(articles, [], claims, min_similarity=0.5)


LATE = FLOOD.replace("Volunteers carried sandbags through Harlow all night.", "Schools in Harlow stay shut.")
LATE = LATE.replace(
    "The Tarn river flooded the town of Harlow on Tuesday, and", "In Harlow after the Tarn flood"
)


def test_equal_numbers_of_one_event_agree(make: Any) -> None:
    found = run(*corpus(make, ("a", "Post", FLOOD, "twelve"), ("b", "Times", LATE, "12")))
    verdicts = {(row.claim_type, row.verdict) for row in found.rows}
    assert verdicts == {("statistic", "agree"), ("quote", "same")}
    assert all(row.claim_a < row.claim_b for row in found.rows)
    assert all({row.outlet_a, row.outlet_b} == {"Post", "Times"} for row in found.rows)


def test_unequal_numbers_of_one_event_conflict(make: Any) -> None:
    found = run(*corpus(make, ("a", "Post", FLOOD, "12"), ("b", "Times", LATE, "nineteen")))
    row = next(row for row in found.rows if row.claim_type == "statistic")
    assert (row.verdict, row.difference, row.ratio) == ("conflict", 7.0, pytest.approx(19 / 12))
    assert any("12" in reason and "nineteen" in reason for reason in row.reasons)


def test_other_events_are_not_paired(make: Any) -> None:
    assert run(*corpus(make, ("a", "Post", FLOOD, "3"), ("b", "Times", TAX, "3"))).rows == ()


def test_only_articles_of_one_story_conflict(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    told = corpus(make, ("a", "Post", FLOOD, "12"), ("b", "Times", LATE, "nineteen"))
    assert "conflict" in {row.verdict for row in run(*told).rows}
    monkeypatch.setattr(pairs, "ONE_STORY", 1.01)
    assert "conflict" not in {row.verdict for row in run(*told).rows}


def test_one_outlet_is_not_compared_with_itself(make: Any) -> None:
    assert run(*corpus(make, ("a", "Post", FLOOD, "12"), ("b", "Post", LATE, "nineteen"))).rows == ()


def test_articles_without_outlet_are_outlets_of_their_own(make: Any) -> None:
    assert run(*corpus(make, ("a", None, FLOOD, "12"), ("b", None, LATE, "12"))).rows


def test_reprints_are_folded(make: Any) -> None:
    found = run(*corpus(make, ("a", "Post", FLOOD, "12"), ("b", "Times", FLOOD, "12")))
    assert found.rows == ()
    assert found.syndication == {"a": "reprint:a", "b": "reprint:a"}


def test_a_wire_story_is_one_witness_and_says_so(make: Any) -> None:
    printed = (("a", "Post", FLOOD, "12"), ("b", "Times", FLOOD, "12"), ("c", "Echo", LATE, "nineteen"))
    found = [row for row in run(*corpus(make, *printed)).rows if row.verdict == "conflict"]
    assert {row.outlet_a for row in found} == {"Post", "Times"}
    assert len({row.group_id for row in found}) == 1
    told = {row.reasons[-1] for row in found}
    assert told == {
        "Times prints the same story as Post: they are one witness.",
        "Post prints the same story as Times: they are one witness.",
    }


def test_nothing_gives_nothing() -> None:
    assert compare([], [], [], min_similarity=0.5) == Comparison(rows=(), syndication={})


def test_without_dates(make: Any) -> None:
    articles, claims = corpus(make, ("a", "Post", FLOOD, "12"), ("b", "Times", LATE, "12"))
    undated = [dataclasses.replace(row, published=None) for row in articles]
    assert run(undated, claims).rows


def test_min_similarity_leaves_out(make: Any) -> None:
    articles, claims = corpus(make, ("a", "Post", FLOOD, "12"), ("b", "Times", LATE, "nineteen"))
    everything = compare(articles, [], claims, min_similarity=0.0).rows
    most = max(row.similarity for row in everything)
    assert min(row.similarity for row in everything) < most
    kept = compare(articles, [], claims, min_similarity=most).rows
    assert [row.claim_a for row in kept] == [row.claim_a for row in everything if row.similarity == most]


STORY = (
    ("a", "Post", FLOOD, "12"),
    ("b", "Times", LATE, "nineteen"),
    ("c", "Echo", LATE.replace("Schools", "All schools").replace("shut", "closed for the week"), "twelve"),
)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_order_of_input_does_not_matter(make: Any, seed: int) -> None:
    articles, claims = corpus(make, *STORY)
    expected = run(articles, claims)
    shuffle = random.Random(seed).shuffle
    shuffle(articles)
    shuffle(claims)
    assert run(articles, claims) == expected


@given(text=st.sampled_from([TAX, "A {n} mile race was run in Ostley.", "No news but {n} words."]))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_stranger_changes_no_pair(make: Any, text: str) -> None:
    alone = run(*corpus(make, *STORY))
    beside = run(*corpus(make, *STORY, ("z", "Globe", text, "3")))
    assert alone.rows
    assert beside.rows == alone.rows


@given(swapped=st.permutations(["Post", "Times", "Echo"]))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_names_of_outlets_do_not_matter(make: Any, swapped: list[str]) -> None:
    renamed = [(name, outlet, text, n) for (name, _, text, n), outlet in zip(STORY, swapped, strict=True)]
    expected, found = run(*corpus(make, *STORY)), run(*corpus(make, *renamed))
    pairs = [
        [(row.claim_a, row.claim_b, row.verdict, row.similarity) for row in rows]
        for rows in (expected.rows, found.rows)
    ]
    assert pairs[0] == pairs[1]


def _judged(found: Comparison) -> list[tuple[Any, ...]]:
    return [(row.claim_a, row.claim_b, row.verdict, row.similarity) for row in found.rows]


def test_groups_are_consistent(make: Any) -> None:
    rows = run(*corpus(make, *STORY)).rows
    group: dict[str, str] = {}
    for row in rows:
        for claim in (row.claim_a, row.claim_b):
            assert group.setdefault(claim, row.group_id) == row.group_id
    assert len({row.group_id for row in rows}) == 2
