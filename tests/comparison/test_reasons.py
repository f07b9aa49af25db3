"""Reasons are sentences that a reporter can use: whole words, both numbers as read, what is not known."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.comparison.phrases import number, quoted
from pipeline.comparison.reasons import statistic_reasons
from pipeline.comparison.statistics import judge

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "verdicts.jsonl").read_text("utf-8").splitlines()
]


def reasons(make: Any, one: dict[str, Any], other: dict[str, Any]) -> tuple[str, ...]:
    a, b = make.slots("one", "Post", one), make.slots("two", "Times", other)
    return statistic_reasons(a, b, judge(a, b))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_words_shown_stand_in_the_sentences_whole(case: dict[str, Any], make: Any) -> None:
    told = reasons(make, case["a"], case["b"])
    assert all(sentence.endswith(".") and sentence[0].isupper() for sentence in told)
    alike = next(sentence for sentence in told if sentence.startswith(("Beside", "No telling")))
    both = f"{case['a']['sentence']} {case['b']['sentence']}".split()
    written = {word.strip("[].,;:()“”’$€").removesuffix("’s") for word in both}
    shown = re.findall("“([^”]*)”", alike)
    assert set(shown) <= written
    assert not {"they", "their", "whom", "which"} & {word.lower() for word in shown}
    assert not any(word[0].isdigit() for word in shown)


def test_words_that_name_one_thing_are_shown_as_each_has_them(make: Any) -> None:
    told = reasons(
        make,
        {"sentence": "Police seized [12] firearms.", "value": 12, "measure": "firearms", "head": "firearm"},
        {"sentence": "They confiscated [21] guns.", "value": 21, "measure": "guns", "head": "gun"},
    )
    assert told[1] == "They cannot both be true: 12 and 21 are both given as exact."
    assert "“firearms” (“guns”)" in told[2]
    assert told[3] == "Neither sentence states the time that its number is about."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "“plain”"),
        ("“all marked,”", "“all marked”"),
        ('that a "peaceful vigil" went on', "“that a ‘peaceful vigil’ went on”"),
        ("a “peaceful\n vigil” went on", "“a ‘peaceful vigil’ went on”"),
    ],
)
def test_quotation_marks_are_not_nested_twice(text: str, expected: str) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (412.0, "412"),
        (1240.0, "1,240"),
        (5_587_750.0, "5,587,750"),
        (412.6e6, "412.6 million"),
        (2e9, "2 billion"),
        (4.7, "4.7"),
    ],
)
def test_numbers_as_read(value: float, expected: str) -> None:
    assert number(value) == expected
