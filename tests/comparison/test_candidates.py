"""Blocks stay small: the work grows with the number of articles, and what is left out is noted."""

import tempfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.comparison import candidate_pairs, neighbours, planning, putting, similarity
from pipeline.comparison.accounts import account
from pipeline.comparison.candidates import ONE_TOPIC, met
from pipeline.comparison.catalogue import Catalogue
from pipeline.comparison.competition import leads
from pipeline.comparison.stories import affinity, story

FLOOD = "The Tarn flooded Harlow, [{n}] people drowned and the Denby dam broke near the quarry {road}."


def flood(make: Any, articles: int) -> tuple[list[Any], list[Any], list[Any]]:
    """Articles, no mentions, claims."""
    told = [
        make.marked(
            f"a{at:03}",
            f"outlet {at}",
            {"sentence": FLOOD.format(n=at + 2, road="ab"[at % 2]), "value": at + 2},
        )
        for at in range(articles)
    ]
    return [of for of, _, _ in told], [], [claim for _, _, claim in told]


def test_each_article_meets_the_most_alike(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "PARTNERS", ((0.12, 5),))
    pairs = {count: len(candidate_pairs(*flood(make, count))[0]) for count in (20, 40)}
    assert pairs[20] <= 20 * 5
    assert pairs[40] <= 2.2 * pairs[20]
    _, notes = candidate_pairs(*flood(make, 40))
    assert any(note.startswith("40 articles are like more than 5 others") for note in notes)


def test_nothing_is_left_out_of_a_small_run(make: Any) -> None:
    pairs, notes = candidate_pairs(*flood(make, 20))
    assert (len(pairs), notes) == (190, ())


@pytest.mark.parametrize(
    ("one", "other", "hardly_alike", "alike"),
    [
        ("The [4.6] magnitude quake shook Cobb.", "A quake of magnitude [4.6] woke Harlow.", 1, 1),
        ("Police fined [2] women.", "The mayor of [2] towns resigned.", 0, 1),
        ("A judge set bond at $[20,000].", "His bond was put at $[10,000].", 0, 1),
        ("Over [900] votes were cast early in Harlow.", "Early votes in Harlow were [800].", 1, 1),
    ],
)
def test_numbers_of_articles_that_are_hardly_alike_share_more(
    make: Any, one: str, other: str, hardly_alike: int, alike: int
) -> None:
    told = []
    for name, sentence in (("a", one), ("b", other)):
        value = float(sentence[sentence.index("[") + 1 : sentence.index("]")].replace(",", ""))
        counted = next((word for word in ("bond", "votes") if word in sentence), None)
        told_of = {"sentence": sentence, "value": value, "measure": counted, "head": counted}
        article, _, claim = make.marked(name, name, told_of)
        told.append(account(article, [], [claim]))
    found = [len(met(told[0], told[1], (), at)) for at in (ONE_TOPIC - 0.01, ONE_TOPIC)]
    assert found == [hardly_alike, alike]
    assert met(told[0], told[1], (), 0.0) == []


@pytest.mark.parametrize(
    ("published", "pairs"), [("2024-03-11", 1), ("2024-03-12", 0), ("2024-02-25", 0), (None, 1)]
)
def test_articles_that_are_hardly_alike_are_compared_for_a_week(
    make: Any, published: str | None, pairs: int
) -> None:
    first = "The ferry sank near Harlow, [19] people drowned and the Denby dam broke, villagers said."
    later = "A ferry sank near Tarn, [19] people drowned, traders and herders among them, in fog."
    told = [
        make.marked(name, name, {"sentence": sentence, "value": 19, "day": day})
        for name, sentence, day in (("a", first, "2024-03-04"), ("b", later, published))
    ]
    one, other = (story(article, []) for article, _, _ in told)
    assert neighbours.RELATED <= affinity(one, other) < neighbours.LATER
    found, _ = candidate_pairs([of for of, _, _ in told], [], [claim for _, _, claim in told])
    assert len(found) == pairs


def test_quotes_of_strangers_share_more_of_their_words(make: Any) -> None:
    shared = "we will not pay for the wall"
    first = f"Traders heard it in Harlow: “{shared} that the dam in Denby needs before the winter.”"
    alike = f"Traders in Harlow heard of the dam in Denby: “{shared} as long as the mayor is in his office.”"
    strange = f"Singers toured Alaska: “{shared} as long as the mayor is in his office.”"
    found = []
    for other in (alike, strange):
        articles = [make.article(name, text, name) for name, text in (("a", first), ("b", other))]
        claims = [make.quote(of, of.text[of.text.index("“") :], None) for of in articles]
        with tempfile.TemporaryDirectory() as folder:
            part = SimpleNamespace(articles=articles, mentions=[], claims=claims)
            putting.put(0, part, Path(folder))
            found.append(len(planning.find_pairs(Catalogue(Path(folder), 1), planning.serial, []).quotes))
    assert found == [1, 0]


def test_of_two_numbers_the_better_match_leads(make: Any) -> None:
    """The seven that hit him answer the seven of another paper, not the three in the back."""
    one = make.slots("a", "Post", {"sentence": "He was hit by [7] bullets.", "value": 7, "action": "hit"})
    told = [
        make.slots("b", "Times", {"sentence": sentence, "value": value, "measure": measure, "action": "hit"})
        for sentence, value, measure in (
            ("The bullets that hit him were [7].", 7, "bullets"),
            ("The back of his coat had [3] holes, the autopsy says.", 3, "holes"),
        )
    ]
    pairs = [(one, other) for other in told]
    own = [similarity.own_log_odds(a, b) for a, b in pairs]
    seven, three = leads(pairs, own)
    assert seven > 0 > three
    assert leads(pairs[::-1], own[::-1]) == [three, seven]


def test_the_shares_of_a_pair_add_up(make: Any) -> None:
    (a, b), *_ = candidate_pairs(*flood(make, 2))[0]
    own = similarity.own_log_odds(a, b)
    for lead in (-0.5, 0.0, 0.5):
        told = similarity.shares(a, b, lead)
        assert sum(told.values()) + similarity.weights()["constant"] == pytest.approx(
            similarity.log_odds(own, lead)
        )
    assert own == pytest.approx(similarity.own_log_odds(b, a))
