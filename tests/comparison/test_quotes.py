"""Quotes: same, variant, misattributed, or another utterance."""

from typing import Any

import pytest

from pipeline.comparison import compare

SAID = "We will rebuild every last house on the riverside before the winter comes"
CASES = [
    ("the same words", SAID, SAID, "same"),
    ("cut at the end", SAID, "We will rebuild every last house on the riverside", "same"),
    ("cut at the start", SAID, "every last house on the riverside before the winter comes", "same"),
    ("cut at either end", SAID[:-13], SAID[8:], "same"),
    ("case and punctuation", SAID, SAID.lower().replace(" every", " — every") + "!", "same"),
    ("typographic apostrophe", "It's our riverside, we'll stay", "It’s our riverside, we’ll stay", "same"),
    ("a word changed", SAID, SAID.replace("last", "single"), "variant"),
    ("a word left out", SAID, SAID.replace("last ", ""), "variant"),
    ("words put in brackets", SAID, SAID.replace("We", "[The council]"), "variant"),
    ("the end changed", SAID, SAID.replace("comes", "sets in"), "variant"),
    ("a stock phrase", "It's going to be a long winter", "It's going to be a race to the finish", None),
    ("another utterance", SAID, "Nobody warned us about the dam until it was far too late to leave", None),
    ("a scrap", "every last", "every last", None),
]


def pair(make: Any, one: str, other: str, speakers: tuple[str, str]) -> list[Any]:
    texts = (f"In Harlow: “{one}” was said.", f"Denby, Tuesday. “{other}” was heard at the riverside.")
    articles = [
        make.article(name, text, outlet, "2024-05-07")
        for name, text, outlet in zip("ab", texts, ("Post", "Times"), strict=True)
    ]
    claims = [make.quote(of, said, by) for of, said, by in zip(articles, (one, other), speakers, strict=True)]
    return list(compare(articles, [], claims, min_similarity=0.5).rows)


@pytest.mark.parametrize(("name", "one", "other", "verdict"), CASES, ids=[case[0] for case in CASES])
def test_quotes(make: Any, name: str, one: str, other: str, verdict: str | None) -> None:
    rows = pair(make, one, other, ("Ruth Ellery", "Ruth Ellery"))
    assert [row.verdict for row in rows] == ([] if verdict is None else [verdict]), name


def test_changed_words_are_named(make: Any) -> None:
    (row,) = pair(make, SAID, SAID.replace("last", "single"), ("Ruth Ellery", "Ruth Ellery"))
    assert any("“last” against “single”" in reason for reason in row.reasons)


def test_another_speaker_is_misattributed_and_both_are_named(make: Any) -> None:
    (row,) = pair(make, SAID, SAID, ("Ruth Ellery", "Tom Pike"))
    assert row.verdict == "misattributed"
    assert any("Ruth Ellery" in reason and "Tom Pike" in reason for reason in row.reasons)


@pytest.mark.parametrize("speakers", [("Ruth Ellery", "Ellery"), ("Ruth Ellery", None)])
def test_a_shorter_name_or_none_is_no_other_speaker(make: Any, speakers: tuple[str, str]) -> None:
    (row,) = pair(make, SAID, SAID, speakers)
    assert row.verdict == "same"
