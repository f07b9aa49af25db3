"""The shipped corpus, end to end: what a careful reader finds in it, the program must find too.

The expectations are data, `tests/cases/corpus_findings.jsonl`. They say what a person would say, and
are not to be bent towards what the program happens to do.
"""

import collections
import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

CASES = Path(__file__).parent / "cases" / "corpus_findings.jsonl"
MOST_GAPS = 7
"""Findings that the program does not make yet; this number only falls."""
SAME_THING = {"agree", "compatible", "conflict"}
TABLE_OFFSETS = {
    "claims": [
        ("start", "end", "text"),
        ("speaker_start", "speaker_end", "speaker_text"),
        ("cue_start", "cue_end", "cue_text"),
        ("measure_start", "measure_end", "measure"),
    ],
    "mentions": [("start", "end", "text")],
}

Finding = dict[str, Any]
Tables = dict[str, pd.DataFrame]


def findings(kind: str) -> list[Finding]:
    rows = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["kind"] == kind]


def by_id(case: Finding) -> str:
    return str(case["id"])


def known(case: Finding) -> Any:
    """A case that is not met yet says so in `gap`; once it is met, this test asks to remove the mark."""
    marks = [pytest.mark.xfail(strict=True, reason=case["gap"])] if "gap" in case else []
    return pytest.param(case, marks=marks, id=by_id(case))


PAIRS = findings("pair")
RELATED = [known(case) for case in PAIRS if case["verdict"] != "unrelated"]
UNRELATED = [known(case) for case in PAIRS if case["verdict"] == "unrelated"]


@pytest.fixture(scope="session")
def tables(sample_run: Path) -> Tables:
    names = ("articles", "mentions", "entities", "claims", "comparisons", "rejects")
    return {name: pd.read_parquet(sample_run / f"{name}.parquet") for name in names}


@pytest.fixture(scope="session")
def articles(tables: Tables) -> pd.DataFrame:
    return tables["articles"].set_index("article_id")


def place(articles: pd.DataFrame, case: Finding, side: str) -> tuple[int, int]:
    """Where `text_a` stands in its article: inside `around_a`, which occurs there once."""
    text, around = articles.loc[case[f"article_{side}"], "text"], case[f"around_{side}"]
    assert text.count(around) == 1, f"the article does not have {around!r} exactly once"
    start = text.index(around) + around.index(case[f"text_{side}"])
    return start, start + len(case[f"text_{side}"])


def claims_at(tables: Tables, articles: pd.DataFrame, case: Finding, side: str) -> pd.DataFrame:
    """The claims of the kind in question that overlap the marked words."""
    start, end = place(articles, case, side)
    kind = "quote" if case["verdict"] in {"same", "variant", "misattributed"} else "statistic"
    claims = tables["claims"]
    here = (claims.article_id == case[f"article_{side}"]) & (claims.claim_type == kind)
    return claims[here & (claims.start < end) & (start < claims.end)]


def verdicts(tables: Tables, articles: pd.DataFrame, case: Finding) -> list[str]:
    left = set(claims_at(tables, articles, case, "a").claim_id)
    right = set(claims_at(tables, articles, case, "b").claim_id)
    rows = tables["comparisons"]
    forward = rows.claim_a.isin(left) & rows.claim_b.isin(right)
    backward = rows.claim_a.isin(right) & rows.claim_b.isin(left)
    return sorted(rows[forward | backward].verdict)


def test_every_article_is_read_and_none_rejected(tables: Tables) -> None:
    expected = {case["article_id"] for case in findings("article")}
    assert set(tables["articles"].article_id) == expected
    assert tables["rejects"].empty


@pytest.mark.parametrize("case", findings("article"), ids=by_id)
def test_article_is_dated_and_signed(articles: pd.DataFrame, case: Finding) -> None:
    row = articles.loc[case["article_id"]]
    found = (row.outlet, str(row.published), row.published_from, list(row.authors))
    assert found == (case["outlet"], case["published"], case["published_from"], case["authors"])


@pytest.mark.parametrize("case", RELATED)
def test_pair_has_the_verdict_of_a_careful_reader(
    tables: Tables, articles: pd.DataFrame, case: Finding
) -> None:
    for side in "ab":
        assert len(claims_at(tables, articles, case, side)), f"no claim at {case[f'around_{side}']!r}"
    found = verdicts(tables, articles, case)
    assert found, "both claims are there, but they are not compared"
    assert set(found) == {case["verdict"]}, case["why"]


@pytest.mark.parametrize("case", UNRELATED)
def test_other_things_are_kept_apart(tables: Tables, articles: pd.DataFrame, case: Finding) -> None:
    for side in "ab":
        assert len(claims_at(tables, articles, case, side)), f"no claim at {case[f'around_{side}']!r}"
    assert not SAME_THING & set(verdicts(tables, articles, case)), case["why"]


@pytest.mark.parametrize("case", findings("furniture"), ids=by_id)
def test_furniture_yields_no_rows(tables: Tables, articles: pd.DataFrame, case: Finding) -> None:
    text = articles.loc[case["article_id"], "text"]
    for found in re.finditer(re.escape(case["text"]), text):
        for name in ("claims", "mentions"):
            rows = tables[name][tables[name].article_id == case["article_id"]]
            inside = rows[(rows.start < found.end()) & (found.start() < rows.end)]
            assert inside.text.tolist() == [], f"{name} out of page furniture"


@pytest.mark.parametrize("case", findings("no_quote"), ids=by_id)
def test_deeds_are_no_quotes(tables: Tables, articles: pd.DataFrame, case: Finding) -> None:
    """`The farm recalled 1.4 million cartons` quotes nobody."""
    start = articles.loc[case["article_id"], "text"].index(case["text"])
    rows = tables["claims"].query("claim_type == 'quote'")
    rows = rows[(rows.article_id == case["article_id"]) & (rows.start == start)]
    assert rows.text.tolist() == [], case["why"]


@pytest.mark.parametrize("name", TABLE_OFFSETS)
def test_offsets_slice_exactly(tables: Tables, articles: pd.DataFrame, name: str) -> None:
    checked = 0
    for start, end, surface in TABLE_OFFSETS[name]:
        rows = tables[name].dropna(subset=[start])
        for article_id, first, last, text in zip(
            rows.article_id, rows[start], rows[end], rows[surface], strict=True
        ):
            assert articles.loc[article_id, "text"][first:last] == text
            checked += 1
    assert checked > 100


def test_odd_bytes_are_kept(articles: pd.DataFrame) -> None:
    """CRLF stays CRLF, and cp1252 punctuation is what it should be."""
    assert "\r\n\r\nLARKSPUR MILLS" in articles.loc["budget/midland-press", "text"]
    assert "café on the high side of town" in articles.loc["flood/frontier-examiner", "text"]
    assert "“We lost the bridge" in articles.loc["flood/frontier-examiner", "text"]


@pytest.mark.parametrize("case", findings("reprint"), ids=by_id)
def test_reprint_is_folded(tables: Tables, articles: pd.DataFrame, case: Finding) -> None:
    groups = articles.loc[case["articles"], "syndication_group"]
    assert groups.notna().all() and groups.nunique() == 1
    members = articles.index[articles.syndication_group == groups.iloc[0]]
    assert sorted(members) == sorted(case["articles"]), "only the twins belong together"
    article_of = tables["claims"].set_index("claim_id").article_id
    rows = tables["comparisons"]
    pairs = zip(rows.claim_a.map(article_of), rows.claim_b.map(article_of), strict=True)
    assert not [pair for pair in pairs if set(pair) == set(case["articles"])]


def test_few_findings_are_known_gaps() -> None:
    gaps = [case["id"] for case in PAIRS if "gap" in case]
    assert len(gaps) <= MOST_GAPS, gaps


def test_most_flagged_conflicts_are_real(tables: Tables, articles: pd.DataFrame) -> None:
    """A flag that is usually wrong is not read: more than half must be expected ones."""
    expected = collections.Counter[str]()
    conflicts = tables["comparisons"].query("verdict == 'conflict'")
    pairs = {frozenset(pair) for pair in zip(conflicts.claim_a, conflicts.claim_b, strict=True)}
    for case in findings("pair"):
        left = set(claims_at(tables, articles, case, "a").claim_id)
        right = set(claims_at(tables, articles, case, "b").claim_id)
        hits = {pair for pair in pairs if pair & left and pair & right}
        expected[case["verdict"]] += len(hits)
    assert expected["conflict"] * 2 > len(pairs)
