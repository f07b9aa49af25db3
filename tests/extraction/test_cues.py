"""Every cue attributes in its examples, and the weights are what the counts say."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from pipeline import models
from pipeline.extraction.cues import ANY, Cue, CueCount, cues, speech_verbs, weight
from pipeline.extraction.quotes import find_quotes

EXAMPLES = [
    pytest.param(example, id=f"{cue.id}-{number}")
    for cue in models.load("cues.jsonl", Cue)
    for number, example in enumerate(cue.examples)
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_example(example: str, parse_text: Callable[[str], Doc]) -> None:
    text = example.replace("[", "").replace("]", "")
    expected = [part.split("]")[0] for part in example.split("[")[1:]]
    assert [quote.span.of(text) for quote in find_quotes(parse_text(text))] == expected


COUNTEREXAMPLES = [
    pytest.param(example, id=cue.id)
    for cue in models.load("cues.jsonl", Cue)
    for example in cue.counterexamples
]


@pytest.mark.parametrize("text", COUNTEREXAMPLES)
def test_counterexample(text: str, parse_text: Callable[[str], Doc]) -> None:
    assert find_quotes(parse_text(text)) == []


def test_ids_are_unique_and_each_cue_has_an_example() -> None:
    assert len({cue.id for cue in cues()}) == len(cues())
    assert all(cue.examples and cue.frames for cue in cues())


def test_counts_are_counts() -> None:
    rows = models.load("cue_weights.csv", CueCount)
    assert all(0 <= row.attributes <= row.seen for row in rows)
    assert len({(row.lemma, row.frame) for row in rows}) == len(rows)
    assert any(row.lemma == ANY for row in rows)


def test_what_is_seen_often_outweighs_what_is_listed() -> None:
    assert weight("say", "clause") > 0.8
    assert weight("arrest", "object") < 0.4


def test_a_listed_cue_that_was_never_counted_attributes() -> None:
    counted = {(row.lemma, row.frame) for row in models.load("cue_weights.csv", CueCount)}
    unseen = [(c.lemma, f) for c in cues() for f in c.frames if f != "direct" and (c.lemma, f) not in counted]
    assert unseen
    assert all(weight(lemma, frame) == pytest.approx(0.8) for lemma, frame in unseen)


def test_verbs_beside_quotation_marks() -> None:
    assert {"say", "add", "write", "tweet"} <= speech_verbs()
    assert "arrest" not in speech_verbs()
