"""The ladder of verdicts, by golden pairs and by its symmetries."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.comparison.reasons import statistic_reasons
from pipeline.comparison.statistics import judge

CASES = [
    json.loads(line)
    for path in sorted((Path(__file__).parents[1] / "cases").glob("verdicts*.jsonl"))
    for line in path.read_text("utf-8").splitlines()
]


def test_there_are_enough_cases_and_each_says_why() -> None:
    assert len(CASES) >= 150
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert all(case["why"] for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_verdict(case: dict[str, Any], make: Any) -> None:
    a, b = make.slots("one", "Post", case["a"]), make.slots("two", "Times", case["b"])
    answer = judge(a, b)
    assert (answer.verdict, answer.rule) == (case["verdict"], answer.rule), answer.reason
    told = " ".join(statistic_reasons(a, b, answer))
    assert "Post" in told
    assert "Times" in told
    assert all(name in told for name in case.get("names", ())), told


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_verdict_is_symmetric(case: dict[str, Any], make: Any) -> None:
    a, b = make.slots("one", "Post", case["a"]), make.slots("two", "Times", case["b"])
    assert (judge(b, a).verdict, judge(b, a).rule) == (judge(a, b).verdict, judge(a, b).rule)
