"""What is told of two articles or quotes from numbers alone agrees with what reading both would say."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.comparison import affinities, arrays, putting, utterances
from pipeline.comparison.affinities import Affinities
from pipeline.comparison.hashes import word_hash
from pipeline.comparison.quotes import Said, judge_quotes, said
from pipeline.comparison.stories import TERMS, affinity, story
from pipeline.comparison.utterances import Utterances

WORDS = st.lists(
    st.sampled_from(["we", "will", "rebuild", "every", "house", "of", "the", "dam"]), min_size=3, max_size=14
)
KINDS = st.sampled_from(["direct", "indirect"])


def spoken(make: Any, name: str, text: str, kind: str = "direct") -> Said:
    of = make.article(name, text, name)
    return said(make.quote(of, of.text, None, kind), story(of, []))


def can_be_one(pairs: list[tuple[Said, Said]], alike: list[float], least: float) -> list[bool]:
    """Each quote in an article of its own, looked at together."""
    quotes = [side for pair in pairs for side in pair]
    words = [word_hash(word) & putting.LOW for of in quotes for word in of.words]
    heavy = [weight for of in quotes for weight in of.weights]
    utterances = Utterances(
        np.array(words, np.uint32),
        np.array(heavy, np.float32),
        arrays.borders(np.array([len(of.words) for of in quotes])),
        np.arange(len(quotes) + 1),
    )
    listed = np.array([(2 * at, 0, 2 * at + 1, 0) for at in range(len(pairs))], dtype=np.int64).reshape(-1, 4)
    return utterances.can_be_one(listed, np.array(alike), least).tolist()


@given(st.lists(st.tuples(WORDS, WORDS, KINDS, KINDS), min_size=1, max_size=4), st.floats(0.0, 1.0))
def test_nothing_alike_is_ruled_out(make: Any, told: list[Any], least: float) -> None:
    pairs = [
        (spoken(make, "a", " ".join(one), kind), spoken(make, "b", " ".join(other), other_kind))
        for one, other, kind, other_kind in told
    ]
    possible = can_be_one(pairs, [affinity(a.story, b.story) for a, b in pairs], least)
    assert all(can or judge_quotes(a, b, least) is None for can, (a, b) in zip(possible, pairs, strict=True))


@given(st.lists(st.tuples(WORDS, WORDS), max_size=5), st.integers(1, 40), st.floats(0.0, 1.0))
def test_pairs_do_not_depend_on_those_beside_them(
    make: Any, told: list[Any], at_once: int, least: float
) -> None:
    pairs = [tuple(spoken(make, "ab"[at], " ".join(words)) for at, words in enumerate(both)) for both in told]
    with pytest.MonkeyPatch.context() as patch:
        whole = can_be_one(pairs, [0.2] * len(pairs), least)
        patch.setattr(utterances, "AT_ONCE", at_once)
        assert can_be_one(pairs, [0.2] * len(pairs), least) == whole
    assert [can_be_one([pair], [0.2], least)[0] for pair in pairs] == whole


def test_what_shares_a_turn_of_phrase_is_ruled_out(make: Any) -> None:
    a = "at the same time we will rebuild every house on the river before the winter comes"
    b = "nobody warned us and at the same time the dam was known to be weak for many years"
    assert can_be_one([(spoken(make, "a", a), spoken(make, "b", b))], [0.2], 0.5) == [False]


@pytest.mark.parametrize("slices", [1, 2])
def test_words_come_back_as_they_were_saved(slices: int, tmp_path: Path) -> None:
    lengths, quotes = np.array([2, 4, 3]), np.array([1, 0, 2])
    words, weights = np.array([7, 8, 7, 8, 1, 2, 3, 4, 5], np.uint32), np.full(9, 0.75, np.float32)
    whole = [(words, weights)]
    parts = whole if slices == 1 else [(words[:2], weights[:2]), (words[2:], weights[2:])]
    utterances.save(tmp_path, parts, lengths, quotes)
    pairs = np.array([[0, 0, 2, 0], [0, 0, 2, 1]])
    assert Utterances.load(tmp_path).can_be_one(pairs, np.zeros(2), 0.3).tolist() == [True, False]


def test_a_run_without_quotes_has_no_words(tmp_path: Path) -> None:
    none = np.array([], dtype=np.int64)
    utterances.save(tmp_path, [(none, none)], none, np.array([0, 0]))
    read = Utterances.load(tmp_path)
    assert read.can_be_one(np.empty((0, 4), np.int64), np.empty(0), 0.5).tolist() == []


def test_affinities_are_those_of_the_texts(make: Any, tmp_path: Path) -> None:
    texts = [
        "The Tarn flooded Harlow and the Denby dam.",
        "The Denby dam broke near Harlow.",
        "A vote failed.",
    ]
    told = [story(make.article(name, text, name), []) for name, text in zip("abc", texts, strict=True)]
    numbers = {stem: at for at, stem in enumerate(sorted({stem for of in told for stem in of.stems}))}
    terms = np.full((3, TERMS), len(numbers), np.int32)
    heavy = np.zeros((3, TERMS))
    for at, of in enumerate(told):
        terms[at, : len(of.stems)] = [numbers[stem] for stem in of.stems]
        heavy[at, : len(of.stems)] = of.weights
    Affinities(terms, heavy).save(tmp_path)
    pairs = np.array([(a, b) for a in range(3) for b in range(3)] * affinities.AT_ONCE)
    found = Affinities.load(tmp_path)(pairs)
    assert found.tolist() == pytest.approx([affinity(told[a], told[b]) for a, b in pairs.tolist()])
