"""Groups: one thing each, one number for each article, no chain through a claim that holds two things."""

import functools
import itertools
import random
from typing import Any

import numpy as np
import pytest

from pipeline.comparison import groups
from pipeline.tables import ComparisonRow

PEOPLE = {"measure": "people", "head": "person"}
NAMES = ("a", "b", "c", "d")


def held(make: Any, *told: tuple[str, str]) -> dict[str, Any]:
    """claim_id -> statistic, out of (article, sentence with the number in brackets)."""
    found = {}
    for name, sentence in told:
        value = int(sentence.partition("[")[2].partition("]")[0])
        item = make.slots(name, name, {"sentence": sentence, "value": value, **PEOPLE})
        found[item.claim.claim_id] = item
    return found


def row(one: str, other: str, similarity: float, verdict: str = "agree") -> ComparisonRow:
    a, b = sorted((one, other))
    return ComparisonRow(
        group_id="",
        claim_type="statistic",
        claim_a=a,
        claim_b=b,
        similarity=similarity,
        verdict=verdict,
        reasons=(),
    )


def grown(
    rows: list[ComparisonRow], dropped: list[tuple[str, str]], claims: dict[str, Any]
) -> dict[str, str]:
    """claim_id -> least claim_id of its group."""
    names = sorted(claims)
    number = {name: at for at, name in enumerate(names)}
    homes = sorted({item.story.key for item in claims.values()})

    def pairs(listed: list[tuple[str, str]]) -> tuple[np.ndarray, np.ndarray]:
        found = np.array([[number[name] for name in pair] for pair in listed], dtype=np.int64).reshape(-1, 2)
        return found[:, 0], found[:, 1]

    weights = groups.weights(
        np.array([row.similarity for row in rows]), np.array([row.verdict == "scope_differs" for row in rows])
    )
    lead = groups.statistic_groups(
        (*pairs([(row.claim_a, row.claim_b) for row in rows]), weights),
        pairs(dropped),
        np.array([homes.index(claims[name].story.key) for name in names]),
        functools.partial(map, functools.partial(groups.grown, held=[claims[name] for name in names])),
    )
    return {name: names[lead[number[name]]] for name in names}


def together(found: dict[str, str]) -> list[list[str]]:
    leads = sorted(set(found.values()))
    return [sorted(claim for claim in found if found[claim] == lead) for lead in leads]


def test_agreeing_claims_are_one_group(make: Any) -> None:
    claims = held(make, *((name, "The flood drowned [12] people.") for name in NAMES))
    rows = [row(one, other, 0.9) for one, other in itertools.pairwise(claims)]
    assert together(grown(rows, [], claims)) == [sorted(claims)]


def test_no_chain_through_an_article_with_two_numbers(make: Any) -> None:
    claims = held(
        make,
        ("a", "The flood drowned [12] people."),
        ("b", "The flood drowned [12] people."),
        ("b", "So far [200] people were hurt."),
        ("c", "The flood hurt [200] people."),
    )
    dead, told, hurt, other = claims
    rows = [row(dead, told, 0.95), row(hurt, other, 0.9), row(dead, other, 0.8, "conflict")]
    assert together(grown(rows, [], claims)) == [[dead, told], [hurt, other]]
    ids = {groups.group_id(x, y) for x, y in ((dead, dead), (hurt, hurt), (dead, hurt))}
    assert len(ids) == 3
    assert groups.group_id(dead, hurt) == groups.group_id(hurt, dead)


@pytest.mark.parametrize(("similarity", "verdict"), [(0.99, "scope_differs"), (0.55, "agree")])
def test_other_scopes_and_unsure_rows_join_nothing(make: Any, similarity: float, verdict: str) -> None:
    claims = held(make, ("a", "The flood drowned [12] people."), ("b", "The flood drowned [12] people."))
    found = grown([row(*claims, similarity, verdict)], [], claims)
    assert len(together(found)) == 2


def test_pairs_found_unlike_speak_against_a_group(make: Any) -> None:
    claims = held(make, *((name, "The flood drowned [12] people.") for name in NAMES))
    a, b, c, d = claims
    rows = [row(a, b, 0.95), row(c, d, 0.95), row(b, c, 0.7)]
    dropped = [(a, c), (a, d), (b, d)]
    assert together(grown(rows, dropped, claims)) == [[a, b], [c, d]]
    assert together(grown(rows, [], claims)) == [[a, b, c, d]]


def test_order_of_rows_does_not_matter(make: Any) -> None:
    claims = held(make, *((name, "The flood drowned [12] people.") for name in "abcdefgh"))
    chance = random.Random(4)
    rows = [row(*pair, round(chance.uniform(0.5, 1.0), 2)) for pair in itertools.combinations(claims, 2)]
    expected = grown(rows, [], claims)
    for _ in range(5):
        chance.shuffle(rows)
        assert grown(rows, [], claims) == expected


def test_one_article_gives_a_group_one_number(make: Any) -> None:
    chance = random.Random(7)
    told = [
        (name, f"The flood drowned [{chance.randint(1, 3)}] people.{' ' * at}")
        for name in NAMES
        for at in range(3)
    ]
    claims = {}
    for at, (name, sentence) in enumerate(told):
        (item,) = held(make, (name, "So " * at + sentence)).values()
        claims[item.claim.claim_id] = item
    rows = [
        row(one, other, round(chance.uniform(0.6, 1.0), 2))
        for one, other in itertools.combinations(sorted(claims), 2)
        if claims[one].story.key != claims[other].story.key
    ]
    for group in together(grown(rows, [], claims)):
        assert {claims[claim].dimension for claim in group} == {"count"}
        for one, other in itertools.combinations(group, 2):
            same_article = claims[one].story.key == claims[other].story.key
            assert not same_article or claims[one].claim.value == claims[other].claim.value
