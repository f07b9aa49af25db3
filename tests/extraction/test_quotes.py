"""Quotes with their speakers: golden cases, and text that nobody would write."""

import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.extraction.found import Attribution, Quote
from pipeline.extraction.quotes import _apart, find_quotes
from pipeline.extraction.sources import Run

CASES = [
    case
    for path in sorted((Path(__file__).parents[1] / "cases").glob("quotes*.jsonl"))
    for case in map(json.loads, path.read_text("utf-8").splitlines())
    if "gap" not in case
]
WORDS = st.sampled_from(
    [
        "“",
        "”",
        '"',
        "‘",
        "’",
        "'",
        "«",
        "»",
        "``",
        "''",
        "he",
        "said",
        ",",
        ".",
        "\n",
        "\n\n",
        "Lee:",
        "dam",
        "🌊",
        "é",
    ]
)
BLANK = spacy.blank("en")


def row(text: str, quote: Quote) -> dict[str, Any]:
    attribution = quote.attribution or Attribution(speaker=None, cue=None, rule="")
    return {
        "text": quote.span.of(text),
        "quote_type": quote.quote_type,
        "speaker": attribution.speaker.of(text) if attribution.speaker else None,
        "cue_text": attribution.cue.of(text) if attribution.cue else None,
    }


def check(text: str, quotes: list[Quote]) -> None:
    assert quotes == sorted(quotes, key=lambda quote: quote.span.start)
    for quote in quotes:
        assert 0 <= quote.span.start < quote.span.end <= len(text)
        assert quote.quote_type in ("direct", "indirect", "mixed")
    for before, after in itertools.pairwise(quotes):
        assert before.span.end <= after.span.start


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case: dict[str, Any], parse_text: Callable[[str], Doc]) -> None:
    text = case["text"]
    quotes = find_quotes(parse_text(text))
    check(text, quotes)
    assert [row(text, quote) for quote in quotes] == case["quotes"]


@pytest.mark.parametrize(
    "text",
    [
        "“The dam,” Lee said, “will hold.”",
        "“The dam will hold,” Lee said. “We checked it.\n\n“Nobody needs to leave the valley tonight.”",
    ],
)
def test_an_utterance_has_one_number_speaker_and_cue(text: str, parse_text: Callable[[str], Doc]) -> None:
    quotes = find_quotes(parse_text(text))
    assert len(quotes) > 1
    assert {quote.utterance for quote in quotes} == {0}
    assert len({quote.attribution for quote in quotes}) == 1


def test_two_speakers_are_two_utterances(parse_text: Callable[[str], Doc]) -> None:
    quotes = find_quotes(parse_text("“It will hold,” Lee said. “It will not,” Reed replied."))
    assert [quote.utterance for quote in quotes] == [0, 1]


@given(st.lists(WORDS, max_size=60).map(" ".join) | st.lists(WORDS, max_size=60).map("".join))
def test_any_marks_without_a_parse(text: str) -> None:
    check(text, find_quotes(BLANK(text)))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_any_marks_with_a_parse(parse_text: Callable[[str], Doc], text: str) -> None:
    check(text, find_quotes(parse_text(text)))


def test_of_two_stretches_of_one_cue_the_longer_is_kept() -> None:
    """`He heard a cop yell, “What is it?” ... “It”`: a quotation stretched by the parse over the next."""
    assert _apart([Run(4, 6), Run(0, 9), Run(4, 6), Run(9, 12)]) == [Run(0, 9), Run(9, 12)]
    assert _apart([Run(0, 2), Run(1, 8)]) == [Run(1, 8)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "“",
        "\ufeff“It will hold,” Lee said.",
        "“It will hold,”\r\n\r\nLee said.\r\n",
        "“" + "The dam will hold. " * 300 + "”",
        '“The dam will hold " Lee said « and ‘left».',
        "A “" * 501,
        "« Le pont tiendra », dit Lee. „Die Brücke hält“, sagte Reed. “It will hold,” Lee said.",
        "‘It will hold’ \"said” «Lee“ and ''left``.",
    ],
)
def test_odd_text(text: str, parse_text: Callable[[str], Doc]) -> None:
    check(text, find_quotes(parse_text(text)))


@pytest.mark.parametrize("piece", ["“dam” said ", '"dam', "A “", "‘no’ “yes, ", "it's ' "])
def test_five_thousand_marks(nlp: Language, piece: str) -> None:
    text = piece * (5_000 // sum(character in "“”\"‘’'" for character in piece))
    check(text, find_quotes(nlp.make_doc(text)))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS.filter(lambda word: "\n" not in word), max_size=20).map(" ".join))
def test_damage_stays_within_its_paragraph(parse_text: Callable[[str], Doc], damaged: str) -> None:
    text = f"The council met on Monday. {damaged}\n\nMayor Ann Lee spoke at noon: “The dam will hold.”"
    found = [quote for quote in find_quotes(parse_text(text)) if quote.span.of(text) == "The dam will hold."]
    assert [quote.quote_type for quote in found] == ["direct"]
    assert found[0].attribution and found[0].attribution.speaker
    assert found[0].attribution.speaker.of(text) == "Mayor Ann Lee"


def test_an_article_that_is_all_one_quote_is_one_row(parse_text: Callable[[str], Doc]) -> None:
    text = "“" + " ".join(["The dam will hold until spring."] * 40) + "”"
    assert [quote.span.of(text) for quote in find_quotes(parse_text(text))] == [text[1:-1]]


def test_time_grows_with_the_number_of_marks_not_with_its_square(nlp: Language, is_subquadratic: Any) -> None:
    def finding(marks: int) -> Callable[[], object]:
        doc = nlp.make_doc("“dam” said " * (marks // 2))
        return lambda: find_quotes(doc)

    assert is_subquadratic(finding, 2_500)
