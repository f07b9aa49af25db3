"""A glance at the words of two quotes never rules out what reading both would pair."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.comparison import utterances
from pipeline.comparison.hashes import word_hash
from pipeline.comparison.quotes import Said, judge_quotes, said
from pipeline.comparison.stories import affinity, story
from pipeline.comparison.utterances import Heard, Utterances, can_be_one

WORDS = st.lists(
    st.sampled_from(["we", "will", "rebuild", "every", "house", "of", "the", "dam"]), min_size=3, max_size=14
)
KINDS = st.sampled_from(["direct", "indirect"])


def spoken(make: Any, name: str, text: str, kind: str = "direct") -> Said:
    of = make.article(name, text, name)
    return said(make.quote(of, of.text, None, kind), story(of, []))


def heard(of: Said) -> Heard:
    return Heard([word_hash(word) for word in of.words], of.weights)


@given(WORDS, WORDS, KINDS, KINDS, st.floats(0.0, 1.0))
def test_nothing_alike_is_ruled_out(
    make: Any, one: list[str], other: list[str], kind: str, other_kind: str, least: float
) -> None:
    a, b = spoken(make, "a", " ".join(one), kind), spoken(make, "b", " ".join(other), other_kind)
    found = judge_quotes(a, b, least)
    assert found is None or can_be_one(heard(a), heard(b), affinity(a.story, b.story), least)


def test_what_shares_a_turn_of_phrase_is_ruled_out(make: Any) -> None:
    a = "at the same time we will rebuild every house on the river before the winter comes"
    b = "nobody warned us and at the same time the dam was known to be weak for many years"
    assert not can_be_one(heard(spoken(make, "a", a)), heard(spoken(make, "b", b)), 0.2, 0.5)


@pytest.mark.parametrize("slices", [1, 2])
def test_words_come_back_as_they_were_saved(slices: int, tmp_path: Path) -> None:
    lengths, quotes = np.array([2, 0, 3]), np.array([1, 0, 2])
    words, weights = np.arange(5, dtype=np.uint32), np.arange(5, dtype=np.float32) / 4
    whole = [(words, weights)]
    parts = whole if slices == 1 else [(words[:2], weights[:2]), (words[2:], weights[2:])]
    terms = np.array([[0, 1, 2], [1, 0, 2], [2, 2, 2]], dtype=np.int32)
    heavy = np.array([[0.6, 0.8, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 0.0]])
    utterances.save(tmp_path, parts, lengths, quotes, (terms, heavy))
    read = Utterances.load(tmp_path)
    assert [read.alike(0, 1), read.alike(1, 0), read.alike(0, 2)] == [0.8, 0.8, 0.0]
    assert [read(0, 0), read(2, 0), read(2, 1)] == [
        ([0, 1], [0, 0.25]),
        ([], []),
        ([2, 3, 4], [0.5, 0.75, 1]),
    ]


def test_a_run_without_quotes_has_no_words(tmp_path: Path) -> None:
    none = np.array([], dtype=np.int64)
    utterances.save(tmp_path, [(none, none)], none, np.array([0, 0]), (none, none))
    Utterances.load(tmp_path)
