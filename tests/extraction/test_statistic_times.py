"""Which time a number is about, and what the row says when it was taken over."""

import datetime
from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from pipeline.extraction.statistics import find_statistics
from pipeline.extraction.tense import tense

MONDAY = datetime.date(2025, 9, 22)
Parse = Callable[[str], Doc]


def times(doc: Doc) -> list[str | None]:
    text = doc.text
    return [one.period.span.of(text) if one.period else None for one in find_statistics(doc, MONDAY)]


def marks(doc: Doc) -> list[str]:
    return [_mark(one.rule) for one in find_statistics(doc, MONDAY)]


def _mark(rule: str) -> str:
    return next((part for part in rule.split("+") if part.startswith("time-from-")), "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Complaints rose from 87 in 2023 to 120 in 2024.", ["in 2023", "in 2024"]),
        ("The club has 120 members, up from 87 in 2023.", [None, "in 2023"]),
        ("The bakery, founded in 1904, employs 60 people.", [None]),
        ("Officials said Tuesday that 14 wells are contaminated.", [None]),
        ("Sales fell 4 percent from a year ago.", [None]),
        ("It is a drop from the Biden years, when 90 percent had convictions.", ["the Biden years"]),
        ("She bought $1 million in air time ahead of the Jan. 3 caucuses.", [None]),
    ],
)
def test_a_number_has_the_time_of_its_own_clause(
    parse_text: Parse, text: str, expected: list[str | None]
) -> None:
    assert times(parse_text(text)) == expected


def test_what_is_taken_over_from_the_sentence_says_so(parse_text: Parse) -> None:
    doc = parse_text("In 2023 the city issued 400 permits and revoked 47.")
    assert times(doc) == ["In 2023", "In 2023"]
    assert marks(doc) == ["", "time-from-sentence"]


def test_what_is_taken_over_from_the_paragraph_says_so(parse_text: Parse) -> None:
    doc = parse_text("The agency issued 2,825 permits in 2024. A total of 47 were revoked.")
    assert times(doc) == ["in 2024", "in 2024"]
    assert marks(doc) == ["", "time-from-paragraph"]


@pytest.mark.parametrize(
    "text",
    [
        "The agency issued 2,825 permits in 2024.\n\nA total of 47 were revoked.",
        "The agency issued 2,825 permits in 2024. The city has 47 parks.",
        "The agency issued 2,825 permits in 2024. It will issue 47 more.",
    ],
)
def test_nothing_is_taken_over_where_the_matter_changes(parse_text: Parse, text: str) -> None:
    assert times(parse_text(text)) == ["in 2024", None]


def test_a_year_earlier_is_told_from_the_time_before(parse_text: Parse) -> None:
    text = "In 2024 there were 31 fires, compared with 44 a year earlier."
    _, old = find_statistics(parse_text(text), MONDAY)
    assert old.period is not None and old.period.start == datetime.date(2023, 1, 1)


def test_an_amount_is_no_year(parse_text: Parse) -> None:
    assert times(parse_text("Prices will go up by 1500 euros.")) == [None]


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("The mill closed.", "closed", "past"),
        ("The mill has hired 40 workers.", "hired", "past"),
        ("The mill will hire 40 workers.", "hire", "future"),
        ("The mill plans to hire 40 workers.", "hire", "future"),
        ("The mill is expected to hire 40 workers.", "hire", "future"),
        ("The fair opens Friday.", "opens", "future"),
        ("The mill employs 40 workers.", "employs", "present"),
        ("The mill managed to hire 40 workers.", "hire", "past"),
    ],
)
def test_tense(parse_text: Parse, text: str, verb: str, expected: str) -> None:
    (token,) = (token for token in parse_text(text) if token.text == verb)
    assert tense(token) == expected
