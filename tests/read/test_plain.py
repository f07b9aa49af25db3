"""What texts state of themselves: each case of tests/cases/metadata.jsonl, and nothing else."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.read.plain import read_page

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "cases" / "metadata.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    latest = datetime.date.fromisoformat(case["modified"]) if "modified" in case else None
    page = read_page(text, latest)
    stated = page.stated
    found = {
        "outlet": stated.outlet,
        "authors": list(stated.authors),
        "headline": stated.headline,
        "published": stated.published and stated.published.isoformat(),
        "published_from": page.published_from,
        "url": stated.url,
        "dateline": page.dateline and page.dateline.of(text),
        "furniture": [furniture.span.of(text) for furniture in page.furniture],
    }
    assert {name: value for name, value in found.items() if value or name == "furniture"} == case["metadata"]
