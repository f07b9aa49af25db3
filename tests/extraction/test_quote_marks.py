"""Quotation marks paired from characters alone."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extraction.quote_marks import find_marked
from pipeline.spans import paragraphs

MARKS = st.text(alphabet="\"“”‘’'`«»„ ab7,.\n", max_size=200)


def contents(text: str) -> list[str]:
    return [marked.content.of(text) for marked in find_marked(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "yes" and “no”.', ["yes", "no"]),
        ('"A," he said. "B."', ["A,", "B."]),
        ("``Yes,'' he said. ''No''", ["Yes,", "No"]),
        ("«Oui,» he said.", ["Oui,"]),
        ("‘The states’ refusal,’ he wrote, ‘is final.’", ["The states’ refusal,", "is final."]),
        ("'We can't go,' he said.", ["We can't go,"]),
        ("“He said ‘no’ to me,” she said.", ["He said ‘no’ to me,"]),
        ('“He said "no" to me,” she said.', ['He said "no" to me,']),
        ('It "will hurt” us.', ["will hurt"]),
        ("”wrong” way", ["wrong"]),
        ('The 6\'2" man used a 12" pipe.', []),
        ('"The 12" pipe broke," he said.', ['The 12" pipe broke,']),
        ('"We won by 12" he said.', ["We won by 12"]),
        ("the '90s and the states’ noncompliance", []),
        ("Rock 'n' roll", []),
        ("Four states with 31 e.v.’s among them and 12 e.v.’s more", []),
        ('"A,” said Ann Lee. "B."', ["A,", "B."]),
        ('“A," said Ann Lee. “B."', ["A,", "B."]),
        ('"He called it "the worst" yet," she said.', ['He called it "the worst" yet,']),
        ("“He called it “the worst” yet,” she said.", ["He called it “the worst” yet,"]),
        ("“The audit is over, ” she said.", ["The audit is over,"]),
        ("« Oui », dit-il. « Non »", ["Oui", "Non"]),
    ],
)
def test_pairs(text: str, expected: list[str]) -> None:
    assert contents(text) == expected


def test_a_mark_left_open_does_no_harm_beyond_its_paragraph() -> None:
    text = "“It was open.\n\nThen “this” came."
    found = find_marked(text, paragraphs(text))
    assert [(marked.content.of(text), marked.closed) for marked in found] == [
        ("It was open.", False),
        ("this", True),
    ]


@given(MARKS)
def test_spans_are_in_order_and_inside_their_paragraph(text: str) -> None:
    parts = paragraphs(text)
    found = find_marked(text, parts)
    for marked in found:
        assert parts[marked.paragraph].contains(marked.outer)
        assert marked.outer.contains(marked.content)
        assert marked.content.of(text) == marked.content.of(text).strip()
    for before, after in itertools.pairwise(found):
        assert before.outer.end <= after.outer.start
