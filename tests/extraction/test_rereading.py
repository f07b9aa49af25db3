"""Every statistic is read again from its span by a reader that shares nothing with the extractor."""

import datetime
import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from second_reader.agreement import disagreement
from second_reader.numbers import in_digits, tokens, values
from second_reader.quantities import readings
from spacy.language import Language

from pipeline.extraction.statistics import find_statistics

CASES = Path(__file__).parents[1] / "cases"
PUBLISHED = datetime.date(2025, 9, 22)


def cases() -> list[dict[str, Any]]:
    lines = [line for path in sorted(CASES.glob("statistics*.jsonl")) for line in path.open(encoding="utf-8")]
    return [json.loads(line) for line in lines]


def test_every_statistic_of_the_sample_corpus_reads_so(sample_run: Path) -> None:
    articles = pd.read_parquet(sample_run / "articles.parquet").set_index("article_id")
    claims = pd.read_parquet(sample_run / "claims.parquet")
    wrong = []
    for row in claims[claims["claim_type"] == "statistic"].itertuples():
        text = articles.loc[row.article_id, "text"]
        high = None if pd.isna(row.value_high) else row.value_high
        problem = disagreement(text, row.start, row.end, row.value, high, row.bound, row.unit)
        if problem:
            wrong.append(f"{row.claim_id} {row.text!r} ({row.value} {row.unit} {row.bound}): {problem}")
    assert not wrong, "\n".join(wrong)


def test_every_statistic_found_in_golden_cases_reads_so(nlp: Language) -> None:
    wrong = []
    texts = [case["text"] for case in cases()]
    for doc in nlp.pipe(texts):
        text = doc.text
        for found in find_statistics(doc, PUBLISHED):
            row = (found.span.start, found.span.end, found.value, found.value_high, found.bound, found.unit)
            problem = disagreement(text, *row)
            if problem:
                wrong.append(f"{found.span.of(text)!r} in {text!r}: {problem}")
    assert not wrong, "\n".join(wrong)


def test_golden_cases_say_what_their_texts_say() -> None:
    """The reader is written apart from the cases, too: a slip of the pen in one shows here."""
    wrong = []
    for case in cases():
        at = 0
        for row in case["statistics"]:
            place = re.compile(rf"(?<![\w.:]){re.escape(row['text'])}(?![\w:])")
            found = place.search(case["text"], at) or place.search(case["text"])
            assert found is not None, (case["id"], row["text"])
            start, at = found.span()
            if {"value", "unit", "bound"} <= row.keys():
                given_row = (row["value"], row.get("value_high"), row["bound"], row["unit"])
                problem = disagreement(case["text"], start, at, *given_row)
                if problem:
                    wrong.append(f"{case['id']} {row['text']!r}: {problem}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("more than 400,000", [(400_000, None, "count")]),
        ("three million two hundred and twelve", [(3_000_212, None, "count")]),
        ("one and a half million", [(1_500_000, None, "count")]),
        ("nearly half", [(50, None, "percent")]),
        ("a quarter of a million", [(250_000, None, "count")]),
        ("one in five", [(20, None, "percent")]),
        ("between $200 and $4 million", [(200, 4e6, "USD")]),
        ("$3-4 million", [(3e6, 4e6, "USD")]),
        ("-1.3%", [(-1.3, None, "percent")]),
        ("25 basis points", [(0.25, None, "percent")]),
        ("three decades", [(30, None, "a")]),
        ("52,000 barrel-a-day", [(52_000, None, "[bbl_us]/d")]),
        ("thirteen dollars and forty-five cents", [(13.45, None, "USD")]),
        ("less than half of 1 percent", [(0.5, None, "percent")]),
        ("almost a year and a half", [(1.5, None, "a")]),
        ("1,23", []),
        ("3.8.1", []),
        ("five twenty", []),
    ],
)
def test_the_reader_reads(written: str, expected: list[tuple[float, float | None, str]]) -> None:
    found = {(r.low, r.high, r.code) for r in readings(tokens(written)) if r.code in {e[2] for e in expected}}
    assert found == set(expected)


@pytest.mark.parametrize(
    ("text", "span", "row", "says"),
    [
        ("It cost $5 million.", "5", (5, None, "exact", "count"), "a currency stands before"),
        ("It cost 5 million.", "5", (5, None, "exact", "count"), "million follows"),
        ("It cost thirty-two euros.", "two euros", (2, None, "exact", "EUR"), "thirty stands before"),
        ("It grew 12 and 15 percent.", "12", (12, None, "exact", "count"), "it reads 12 percent"),
        ("It made 1.2 and 1.5 million cars.", "1.2", (1.2, None, "exact", "count"), "it reads 1.2e+06 count"),
        ("It had version 1.2.3.", "1.2", (1.2, None, "exact", "count"), ".3 is glued"),
        ("It took two years and a half.", "two years", (2, None, "exact", "a"), "and a half follows"),
        ("It took more than 400.", "400", (400, None, "exact", "count"), "more than stands before"),
        ("It took more than 400.", "more than 400", (400, None, "exact", "count"), "the bound is exact"),
        ("It lay 40 kilometres off.", "40", (40, None, "exact", "count"), "the unit kilometres follows"),
        ("It took dozens of men.", "dozens", (24, None, "exact", "count"), "the bound is exact"),
    ],
)
def test_what_is_wrong_is_seen(
    text: str, span: str, row: tuple[float, float | None, str, str], says: str
) -> None:
    start = text.index(span)
    problem = disagreement(text, start, start + len(span), *row)
    assert problem is not None and problem.startswith(says)


@given(st.integers(min_value=0, max_value=10**15), st.sampled_from([10.0, 0.1, 1000.0, -1.0]))
def test_no_other_value_agrees(number: int, factor: float) -> None:
    text = f"It counted {number:,} birds."
    end = len("It counted ") + len(f"{number:,}")
    assert disagreement(text, 11, end, number, None, "exact", "count") is None
    if number:
        assert disagreement(text, 11, end, number * factor, None, "exact", "count") is not None


@given(st.integers(min_value=0, max_value=10**15))
def test_digits_are_read_in_every_grouping(number: int) -> None:
    for group in (",", "\u00a0", "\u2009", "\u202f"):
        assert in_digits(f"{number:,}".replace(",", group)) == number


@given(st.text(max_size=60))
def test_the_reader_takes_any_text(text: str) -> None:
    written = tokens(text)
    assert isinstance(readings(written), frozenset) and isinstance(values(written), frozenset)
