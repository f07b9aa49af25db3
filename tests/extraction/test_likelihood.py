"""Deeds are told from words, and the fit finds what separates them."""

import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from pipeline import models
from pipeline.extraction.frames import propose
from pipeline.extraction.likelihood import COUNT, WORD, FeatureWeight, NounKind, features, likelihood
from pipeline.extraction.quotes import find_quotes

sys.path.append(str(Path(__file__).parents[2] / "scripts"))
import learn_cue_weights
from fit_cue_features import Sample, fit, write


@pytest.mark.parametrize(
    "text",
    [
        "The agency issued 2,825 detainers.",
        "He was freed after posting bail.",
        "The counties are releasing dangerous inmates.",
        "The men were convicted of drug crimes.",
        "The farm recalled 2 million cartons of eggs.",
        "The auditor rated 48 percent of the streets as poor.",
        "They are required to inform the agency.",
    ],
)
def test_deeds_are_no_quotes(text: str, parse_text: Callable[[str], Doc]) -> None:
    assert find_quotes(parse_text(text)) == []


@pytest.mark.parametrize(
    "word, deed",
    [
        ("The mayor issued a statement.", "The agency issued 2,825 detainers."),
        ("The senator rejected the claim.", "The pump rejected the bullet."),
        ("The senator demanded a new plan.", "The store sold a new plan."),
    ],
)
def test_words_are_likelier_than_deeds(word: str, deed: str, parse_text: Callable[[str], Doc]) -> None:
    def surest(text: str) -> float:
        doc = parse_text(text)
        return max(likelihood(doc, found) for found in propose(doc))

    assert surest(word) > surest(deed)


def test_features_name_what_holds(parse_text: Callable[[str], Doc]) -> None:
    doc = parse_text("We may not support the plan.")
    found = next(found for found in propose(doc) if found.lemma == "support")
    assert {"frame object", "source first or second person", "object: content plan", "cue modal"} <= set(
        features(doc, found)
    )
    assert "cue negated" in features(doc, found)


def test_tables_have_each_row_once() -> None:
    weights = [row.feature for row in models.load("cue_features.csv", FeatureWeight)]
    nouns = [row.noun for row in models.load("noun_kinds.csv", NounKind)]
    assert {COUNT, WORD, "any"} <= set(weights)
    assert len(set(weights)) == len(weights) and weights == sorted(weights)
    assert len(set(nouns)) == len(nouns) and nouns == sorted(nouns)
    assert {row.kind for row in models.load("noun_kinds.csv", NounKind)} == {
        "speech",
        "thought",
        "plan",
        "deed",
        "thing",
    }


def test_fit_finds_what_separates(tmp_path: Path) -> None:
    samples = [
        Sample(f"a{n % 7}", "back", "object", ["any", "plan"] if n % 3 else ["any", "thing"], n % 3 > 0)
        for n in range(300)
    ]
    rows = fit(samples)
    weights = {name: weight for name, weight, _ in rows}
    assert weights["plan"] > 0 > weights["thing"]
    write(tmp_path / "one.csv", rows)
    write(tmp_path / "two.csv", fit(samples))
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
    with (tmp_path / "one.csv").open(newline="") as file:
        assert [row["feature"] for row in csv.DictReader(file)] == sorted(weights)


def test_weights_learned_twice_are_the_same(tmp_path: Path, nlp: Language) -> None:
    text = "Lee said that the dam would hold. Reed sold the mill. Lee said it was safe."
    rows = [{"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 32]]}]
    rows.append({"source": [[54, 57]], "cue": [[58, 62]], "content": [[63, 74]]})
    (tmp_path / "corpus" / "train").mkdir(parents=True)
    (tmp_path / "corpus" / "train" / "one.txt").write_text(text, "utf-8")
    gold = "".join(json.dumps({"article_id": "one", "split": "train", **row}) + "\n" for row in rows)
    (tmp_path / "gold.jsonl").write_text(gold, "utf-8")
    for name in ("a.csv", "b.csv"):
        parsed = nlp.pipe(learn_cue_weights.articles(tmp_path, "train"), as_tuples=True)
        found = list(learn_cue_weights.samples(parsed, learn_cue_weights.gold_of(tmp_path, "train")))
        learn_cue_weights.write(tmp_path / name, *learn_cue_weights.count(found))
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    assert "say,clause,2,2" in (tmp_path / "a.csv").read_text("utf-8").splitlines()
