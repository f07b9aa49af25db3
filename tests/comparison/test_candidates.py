"""Blocks stay small: the work grows with the number of articles, and what is left out is noted."""

from typing import Any

import pytest

from pipeline.comparison import candidates, similarity
from pipeline.comparison.competition import leads

FLOOD = "The Tarn flooded Harlow, [{n}] people drowned and the Denby dam broke near the quarry {road}."


def flood(make: Any, articles: int) -> list[Any]:
    return [
        make.slots(
            f"a{at:03}",
            f"outlet {at}",
            {"sentence": FLOOD.format(n=at + 2, road="ab"[at % 2]), "value": at + 2},
        )
        for at in range(articles)
    ]


def test_each_article_meets_the_most_alike(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "PARTNERS", 5)
    pairs = {count: len(candidates.find_candidates(flood(make, count)).pairs) for count in (20, 40)}
    assert pairs[20] <= 20 * 5
    assert pairs[40] <= 2.2 * pairs[20]
    notes = candidates.find_candidates(flood(make, 40)).notes
    assert any(note.startswith("40 articles are like more than 5 others") for note in notes)


def test_nothing_is_left_out_of_a_small_run(make: Any) -> None:
    found = candidates.find_candidates(flood(make, 20))
    assert (len(found.pairs), found.notes) == (190, ())


def test_the_quick_bound_is_never_exceeded(make: Any) -> None:
    pairs = candidates.find_candidates(flood(make, 12)).pairs
    for (a, b), lead in zip(pairs, leads(pairs), strict=True):
        assert similarity.log_odds(a, b, lead) <= similarity.most_log_odds(a, b, lead) + 1e-9
