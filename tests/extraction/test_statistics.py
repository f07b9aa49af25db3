"""Statistics on parsed text: measure, base, event, change, period, and what is none."""

import datetime
import functools
from collections.abc import Callable
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.extraction import beside
from pipeline.extraction.anchors import Anchor, TokenIndex
from pipeline.extraction.attribution import attribute
from pipeline.extraction.denial import is_denied
from pipeline.extraction.quantities import find_quantities
from pipeline.extraction.statistics import find_statistics

PUBLISHED = datetime.date(2025, 9, 22)
Parse = Callable[[str], Doc]


def test_share_of_whom_has_base_and_measure(parse_text: Parse) -> None:
    text = (
        "So far this year officers have arrested more than 400,000 foreign nationals, 70% of whom have "
        "criminal charges or convictions, the department said."
    )
    count, share = find_statistics(parse_text(text), PUBLISHED)
    assert count.measure is not None and count.measure.of(text) == "foreign nationals"
    assert (count.value, count.bound, count.action) == (400_000, "more_than", "arrest")
    assert count.period is not None and count.period.start == datetime.date(2025, 1, 1)
    assert share.measure is not None and share.measure.of(text) == "criminal charges or convictions"
    assert (share.value, share.unit, share.base) == (70, "percent", "foreign nationals")


def test_measure_from_the_sentence_before(parse_text: Parse) -> None:
    text = (
        "The agency issued 2,825 permits. A total of 47 were revoked. The city, which had 73, turned down 12."
    )
    found = find_statistics(parse_text(text), PUBLISHED)
    assert [s.measure.of(text) if s.measure else None for s in found] == ["permits"] * 4
    assert found[1].base == "2,825 permits"
    assert found[3].action == "turn down" and found[3].change is None


def test_a_conversion_shares_measure_and_bound(parse_text: Parse) -> None:
    text = "The moths fly more than 100 kilometers (60 miles)."
    first, second = find_statistics(parse_text(text), None)
    assert first.bound == second.bound == "more_than"
    assert first.measure == second.measure


def test_negation(parse_text: Parse) -> None:
    (found,) = find_statistics(parse_text("The council has not built 400 homes."), None)
    assert found.negated and found.action == "build"


def test_a_period_of_another_clause_is_not_taken(parse_text: Parse) -> None:
    text = "Since he returned to office in January 2025, he has vowed to deport millions of migrants."
    (found,) = find_statistics(parse_text(text), PUBLISHED)
    assert found.period is None


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("Prices rose 5 percent.", "up"),
        ("Prices fell by 5 percent.", "down"),
        ("The index was up 12 points.", "up"),
        ("They reported a 5 percent drop.", "down"),
        ("Prices stood at 5 percent.", None),
        ("The city turned down 12 requests.", None),
    ],
)
def test_change(parse_text: Parse, text: str, change: str | None) -> None:
    assert [found.change for found in find_statistics(parse_text(text), None)] == [change]


BLANK = spacy.blank("en")
BLANK.add_pipe("sentencizer")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_arbitrary_text_never_raises_and_offsets_slice(text: str) -> None:
    doc = BLANK(text)
    last = 0
    for found in find_statistics(doc, PUBLISHED):
        assert last <= found.span.start < found.span.end <= len(text)
        last = found.span.end


def test_empty_text() -> None:
    assert find_statistics(BLANK(""), None) == []


def one_sentence(vocab: Vocab, items: int) -> Doc:
    """ "Police arrested 12 people in May, 13 people in May, ...": each item hangs on the one before."""
    words, heads, deps, tags = ["Police", "arrested"], [1, 1], ["nsubj", "ROOT"], ["NNS", "VBD"]
    pos = ["NOUN", "VERB"]
    for item in range(items):
        at = len(words)
        words += [str(12 + item), "people", "in", "May", ","]
        heads += [at + 1, at - 4 if item else 1, at + 1, at + 2, at + 1]
        deps += ["nummod", "conj" if item else "dobj", "prep", "pobj", "punct"]
        tags += ["CD", "NNS", "IN", "NNP", ","]
        pos += ["NUM", "NOUN", "ADP", "PROPN", "PUNCT"]
    return Doc(vocab, words=words, heads=heads, deps=deps, tags=tags, pos=pos, lemmas=words)


def test_time_grows_with_the_numbers_of_a_sentence_not_with_their_square(
    nlp: Language, is_subquadratic: Any
) -> None:
    def prepare(items: int) -> Callable[[], object]:
        doc = one_sentence(nlp.vocab, items)
        assert len(list(doc.sents)) == 1
        return lambda: attribute(doc, find_statistics(doc, PUBLISHED), [])

    assert is_subquadratic(prepare, 150)


@pytest.mark.parametrize(
    "look", [functools.partial(is_denied, None), beside.listed], ids=["denied", "listed"]
)
def test_time_grows_with_the_numbers_that_hang_on_one_word(
    look: Callable[[Anchor], object], nlp: Language, is_subquadratic: Any
) -> None:
    """A text of nothing but amounts, as the parser reads it: a noun with thousands of children."""

    def prepare(items: int) -> Callable[[], object]:
        words = ["Numbers", *["$", "5"] * items]
        heads = [0 if word == "5" else at + 1 for at, word in enumerate(words)]
        doc = Doc(
            nlp.vocab,
            words=words,
            heads=[0, *heads[1:]],
            deps=["ROOT", *["nmod", "nummod"] * items],
            tags=["NNS", *["$", "CD"] * items],
            pos=["NOUN", *["SYM", "NUM"] * items],
        )
        quantities = find_quantities(doc.text)
        index = TokenIndex(doc, quantities)
        anchors = [index.anchor(quantity) for quantity in quantities]
        assert len(anchors) == items and len(list(doc.sents)) == 1
        return lambda: [look(anchor) for anchor in anchors]

    assert is_subquadratic(prepare, 250)
