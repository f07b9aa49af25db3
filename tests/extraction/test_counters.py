"""Who counted a number where no speech is reported."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from pipeline.extraction.counters import who_counted
from pipeline.extraction.syntax import Sentences
from pipeline.spans import TextSpan


@pytest.mark.parametrize(
    ("text", "number", "speaker", "cue", "rule"),
    [
        ("The county reported six deaths.", "six", "The county", "reported", "counted"),
        ("A study found 31 cases of fraud.", "31", "A study", "found", "counted"),
        ("Six deaths were reported by the county.", "Six", "the county", "reported", "counted"),
        ("The company put the toll at 350.", "350", "The company", "put", "put-at"),
        (
            "By the department's count, 212 officers have quit.",
            "212",
            "the department",
            "By the department's count",
            "by-count",
        ),
        (
            "Figures from the port show exports fell 6 percent.",
            "6 percent",
            "Figures from the port",
            "show",
            "data-show",
        ),
        ("In the poll, 44 percent backed the ban.", "44 percent", "the poll", "In", "in-poll"),
        (
            "The fund gave $2 million to schools, the filings show.",
            "$2 million",
            "the filings",
            "show",
            "said-last",
        ),
        ("A man was shot 12 times, said Ilir Dema.", "12", "Ilir Dema", "said", "said-last"),
    ],
)
def test_source(
    text: str, number: str, speaker: str, cue: str, rule: str, parse_text: Callable[[str], Doc]
) -> None:
    doc, start = parse_text(text), text.index(number)
    found = who_counted(doc, TextSpan(start, start + len(number)), Sentences(doc))
    assert found is not None and found.speaker is not None and found.cue is not None
    assert (found.speaker.of(text), found.cue.of(text), found.rule) == (speaker, cue, rule)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The flood took 300 houses on Monday.", "300"),
        ("The index recorded a loss of 5 percent.", "5 percent"),
        ("Police found 31 guns in a barn.", "31"),
        ("By the river, 12 boats sank.", "12"),
        ("In the summer, 12 boats sank.", "12"),
        ("The town lost 12 boats, two barns and a mill.", "12"),
    ],
)
def test_no_source(text: str, number: str, parse_text: Callable[[str], Doc]) -> None:
    doc, start = parse_text(text), text.index(number)
    assert who_counted(doc, TextSpan(start, start + len(number)), Sentences(doc)) is None
