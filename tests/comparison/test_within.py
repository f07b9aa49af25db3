"""Numbers of one article against each other, from its text on."""

import json
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from pipeline.comparison.within import Within, within
from pipeline.read.article import Article
from pipeline.tables import STATISTIC_VERDICTS
from pipeline.tabulate import ArticleTables, tabulate

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "within.jsonl").read_text("utf-8").splitlines()
]


def read(nlp: Language, text: str, name: str = "a") -> ArticleTables:
    return tabulate(nlp(text), Article(article_id=name, path=f"{name}.txt", text=text, outlet="The Post"))


def found(rows: ArticleTables) -> list[Within]:
    return within([rows.article], rows.mentions, rows.claims)


def plain(row: Within) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "verdict": row.verdict,
        "claim": row.claim.text,
        "others": [other.text for other in row.others],
    }


def test_there_are_enough_cases_and_each_says_why() -> None:
    assert len(CASES) >= 15
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert all(case["why"] for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: dict[str, Any], nlp: Language) -> None:
    rows = found(read(nlp, case["text"]))
    assert [plain(row) for row in rows] == case["expected"], [row.reasons for row in rows]
    for row in rows:
        told = " ".join(row.reasons)
        assert all(claim.text in told for claim in (row.claim, *row.others)), told
        assert row.verdict in STATISTIC_VERDICTS
