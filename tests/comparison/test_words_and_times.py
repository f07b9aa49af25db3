"""Stems, concepts, what tells, past times, units and reprints."""

import datetime

import pytest

from pipeline.comparison import reprints, times, units
from pipeline.comparison.unions import Unions
from pipeline.comparison.words import concept, stem, words

DAY = datetime.date(2013, 7, 3)


@pytest.mark.parametrize(
    ("one", "other"),
    [("damaged", "damages"), ("flooding", "floods"), ("stopped", "stopping"), ("children", "child"),
     ("cities", "city"), ("jewellery", "jewelry"), ("boxes", "box"), ("kilometres", "kilometers")],
)  # fmt: skip
def test_forms_of_one_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("news", "new"), ("red", "reed"), ("house", "hour")])
def test_other_words_have_other_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_words_for_one_event_are_one_concept() -> None:
    assert concept(stem("killed")) == concept(stem("deaths")) == "@death"
    assert concept(stem("arrested")) == concept(stem("custody")) == "@arrest"


def test_rare_words_tell_more_and_offsets_hold() -> None:
    text = "The temblor shook 1,500 houses’ walls, said people."
    found = {word.lower: word for word in words(text)}
    assert found["the"].weight == found["said"].weight == 0
    assert found["temblor"].weight > found["walls"].weight > found["people"].weight
    assert all(text[word.start : word.end].lower().replace("’", "'") == word.lower for word in words(text))


@pytest.mark.parametrize(
    ("sentence", "setting"),
    [
        ("In April last year an 8.6 quake struck.", {"2012", "4"}),
        ("The 2004 tsunami killed thousands.", {"2004"}),
        ("Three years ago a dam broke.", {"2010"}),
        ("In July the dam broke in 2013.", set()),
        ("A man paid $2,004 for 1990 boxes.", {"1990"}),
        ("The dam broke on Tuesday.", set()),
        ("Last month thieves came.", {"6"}),
    ],
)
def test_setting(sentence: str, setting: set[str]) -> None:
    assert times.setting(sentence, DAY) == setting


def test_an_opening_sets_the_time_of_the_next_sentence() -> None:
    before = "Rain fell. In April last year a quake struck 431 kilometres off the coast."
    assert times.opening(before, DAY) == {"2012", "4"}
    assert times.opening("Rain fell on the coast that the long storm of 2004 had spared.", DAY) == set()


def test_dimensions_and_rates() -> None:
    assert units.dimension("EUR") == units.dimension("USD") == "money"
    assert units.dimension("km") == units.dimension("[mi_i]") == "length"
    assert units.dimension("Cel") != units.dimension("[degF]")
    least, most = units.rates("EUR", "USD")
    assert least < 1 < most
    assert units.rates("USD", "USD") == (1.0, 1.0)
    assert units.rates("XXX", "USD") == (0.0, float("inf"))


def test_reprints_share_most_of_the_shorter() -> None:
    text = " ".join(f"word{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(200))
    one, cut = reprints.shingles(text), reprints.shingles(text[:900] + " and then it rained for a week")
    assert reprints.are_reprints(one, cut)
    assert not reprints.are_reprints(one, reprints.shingles(text[::-1]))
    assert not reprints.are_reprints(reprints.shingles("too short"), reprints.shingles("too short"))


def test_unions_do_not_depend_on_order() -> None:
    pairs = [("d", "c"), ("a", "b"), ("b", "d"), ("x", "y")]
    forward, backward = Unions(), Unions()
    for one, other in pairs:
        forward.join(one, other)
    for one, other in reversed(pairs):
        backward.join(other, one)
    assert forward.groups() == backward.groups() == [["a", "b", "c", "d"], ["x", "y"]]
