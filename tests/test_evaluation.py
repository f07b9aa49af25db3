"""Scoring against golden cases, and the gate: floors of accuracy that only rise."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluation import KINDS, CasesError, Score, evaluate, read_cases
from pipeline.settings import Settings

CASES = Path(__file__).parent / "cases"
BASELINE = json.loads((Path(__file__).parent / "baseline.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    return evaluate(CASES, Settings())


@pytest.mark.parametrize("kind", KINDS)
def test_golden_cases_stay_above_the_floor(scores: dict[str, Score], kind: str) -> None:
    score = scores[kind]
    worst = "\n".join(score.errors[:20])
    assert score.expected >= BASELINE[kind]["expected"], "golden cases were removed"
    assert round(100 * score.f1, 1) >= BASELINE[kind]["f1"], f"F1 fell:\n{worst}"
    assert score.gaps <= 0.05 * (score.expected + score.gaps), "more than a twentieth are marked as gaps"
    assert not [error for error in score.errors if "gap is closed" in error]


def write(folder: Path, name: str, *rows: dict[str, Any]) -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_right_wrong_missing_and_spurious_are_told_apart(tmp_path: Path) -> None:
    text = "The sheriff counted 412 homes and 37 bridges."
    row = {
        "id": "x",
        "text": text,
        "statistics": [{"text": "412", "value": 413}, {"text": "bridges", "value": 1}],
    }
    score = evaluate(write(tmp_path, "a.jsonl", row), Settings())["statistics"]
    assert (score.expected, score.found, score.right) == (2, 2, 0)
    assert score.f1 == 0
    assert score.errors == [
        "x: statistics: '412': value is 412.0, not 413",
        "x: statistics: 'bridges': not found",
        "x: statistics: should not be: '37'",
    ]


def test_a_surface_must_be_whole(tmp_path: Path) -> None:
    row = {"id": "x", "text": "The sheriff counted 412 homes.", "statistics": [{"text": "412 homes"}]}
    score = evaluate(write(tmp_path, "a.jsonl", row), Settings())["statistics"]
    assert score.errors == ["x: statistics: '412 homes': text is '412', not '412 homes'"]


def test_a_gap_counts_neither_way_and_its_mark_goes_once_it_is_closed(tmp_path: Path) -> None:
    text = "The sheriff counted 412 homes and 37 bridges."
    rows = [{"text": "412", "value": 413, "gap": "hard"}, {"text": "37", "value": 37, "gap": "hard"}]
    cases = [{"id": "x", "text": text, "statistics": rows}]
    cases.append({"id": "y", "text": "The sheriff counted 412 homes.", "statistics": [], "gap": "hard"})
    cases.append({"id": "z", "text": "The sheriff came.", "statistics": [], "gap": "hard"})
    score = evaluate(write(tmp_path, "a.jsonl", *cases), Settings())["statistics"]
    assert (score.expected, score.found, score.gaps) == (0, 0, 4)
    assert score.errors == [
        "x: statistics: '37': the gap is closed: take its mark away",
        "z: statistics: the gap is closed: take its mark away",
    ]


def test_a_misspelt_column_is_no_match(tmp_path: Path) -> None:
    row = {"id": "x", "text": "The sheriff counted 412 homes.", "statistics": [{"text": "412", "vlaue": 412}]}
    score = evaluate(write(tmp_path, "a.jsonl", row), Settings())["statistics"]
    assert score.errors == ["x: statistics: '412': vlaue is missing, not 412"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], "holds no cases"),
        ([{"id": "x"}], r"a\.jsonl:1: not a case"),
        ([{"id": "x", "text": "a", "published": "soon"}], r"a\.jsonl:1: not a case"),
        ([{"id": "x", "text": "a"}, {"id": "x", "text": "b"}], r"a\.jsonl:2: the id x is taken"),
    ],
)
def test_wrong_cases_are_named(tmp_path: Path, rows: list[dict[str, Any]], told: str) -> None:
    with pytest.raises(CasesError, match=told):
        read_cases(write(tmp_path, "a.jsonl", *rows))
