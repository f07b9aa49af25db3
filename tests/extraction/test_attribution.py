"""Who says a number."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Doc

from pipeline.extraction.attribution import attribute
from pipeline.extraction.found import Attribution, Quote, Statistic
from pipeline.extraction.quotes import find_quotes
from pipeline.spans import TextSpan

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases/attribution.jsonl").read_text("utf-8").splitlines()
]


def statistic(text: str, number: str) -> Statistic:
    start = text.index(number)
    return Statistic(span=TextSpan(start, start + len(number)), value=1.0, rule="test")


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case: dict[str, Any], parse_text: Callable[[str], Doc]) -> None:
    text = case["text"]
    doc = parse_text(text)
    quotes = find_quotes(doc)
    [(attribution, index)] = attribute(doc, [statistic(text, case["number"])], quotes)
    speaker = attribution.speaker.of(text) if attribution and attribution.speaker else None
    cue = attribution.cue.of(text) if attribution and attribution.cue else None
    assert (speaker, cue, index is not None) == (case["speaker"], case["cue"], case["in_quote"])


def test_parallel_to_statistics(parse_text: Callable[[str], Doc]) -> None:
    text = "Lee said 300 houses were lost. The flood took 20 bridges."
    doc = parse_text(text)
    found = attribute(doc, [statistic(text, "20"), statistic(text, "300")], find_quotes(doc))
    assert [index for _, index in found] == [None, 0]
    assert attribute(doc, [], []) == []


def test_what_speaks_of_the_whole_sentence_reaches_a_number_outside_its_content(
    parse_text: Callable[[str], Doc],
) -> None:
    text = "Some 300 houses were lost, Lee said."
    doc = parse_text(text)
    attribution = Attribution(speaker=TextSpan(27, 30), cue=TextSpan(31, 35), rule="front:say")
    quote = Quote(
        span=TextSpan(9, 25), quote_type="indirect", utterance=0, attribution=attribution, rule="front:say"
    )
    assert attribute(doc, [statistic(text, "300")], [quote]) == [(attribution, None)]
