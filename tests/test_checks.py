"""Every invariant that `check` names is caught when it is broken."""

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline import tables
from pipeline.checks import check

Change = Callable[[dict[str, Any]], dict[str, Any]]


def test_the_sample_run_is_sound(sample_run: Path) -> None:
    assert check(sample_run) == []


def broken(run: Path, tmp_path: Path, name: str, change: Callable[[list[Any]], list[Any]]) -> list[str]:
    """What check says after the records of one table were changed."""
    out = tmp_path / "out"
    shutil.copytree(run, out, ignore=shutil.ignore_patterns(".parts"))
    records = change(tables.read(out / f"{name}.parquet").to_pylist())
    data = tables.pa.Table.from_pylist(records, schema=tables.schema(name))
    tables.write(out / f"{name}.parquet", data)
    return [str(problem) for problem in check(out)]


def first(only: str | None, /, **columns: Any) -> Callable[[list[Any]], list[Any]]:
    """Change the first row, or the first claim of a type."""

    def change(records: list[Any]) -> list[Any]:
        row = next(row for row in records if only is None or row["claim_type"] == only)
        row.update(columns)
        return records

    return change


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        ("claims", first(None, start=0, end=1), "is not text"),
        ("claims", first(None, rule=None), "rule is null"),
        ("claims", first(None, rule=""), "rule is empty"),
        ("claims", first(None, article_id="nobody"), "is not in articles"),
        ("claims", first(None, speaker_id="person:nobody"), "is not in entities"),
        ("claims", first(None, speaker_start=3), "are not all set"),
        ("claims", first("statistic", bound="roughly"), "not one of"),
        ("claims", first("statistic", value=None), "value is null in a statistic"),
        ("claims", first("statistic", quote_type="direct"), "quote_type is set in a statistic"),
        ("claims", first("quote", value=4.0), "value is set in a quote"),
        ("claims", first("quote", utterance_id=None), "utterance_id is null in a quote"),
        ("claims", first("statistic", bound="exact", value=5.0, value_high=9.0), "exactly where bound"),
        ("claims", first("statistic", bound="range", value=9.0, value_high=5.0), "above value_high"),
        (
            "claims",
            first("statistic", period_start=datetime.date(2025, 2, 1), period_end=datetime.date(2025, 1, 1)),
            "after period_end",
        ),
        ("claims", first(None, outlet="Somebody Else"), "not those of the article"),
        ("mentions", first(None, text="nothing like it"), "is not text"),
        ("mentions", first(None, kind="thing"), "not one of"),
        ("mentions", lambda records: [*records, records[0]], "occurs twice"),
        ("articles", first(None, text_sha256="0"), "text_sha256"),
        ("articles", first(None, published_from=None, published=datetime.date(2025, 1, 1)), "go together"),
        ("comparisons", first(None, reasons=[]), "no reason"),
        ("comparisons", first(None, similarity=1.5), "from 0 to 1"),
        ("comparisons", first(None, difference=123456.5), "value_b - value_a"),
        ("comparisons", first(None, ratio=0.5), "larger over smaller"),
        ("comparisons", first(None, outlet_a="Somebody Else"), "outlet_a and outlet_b"),
        ("comparisons", first("statistic", verdict="variant"), "no verdict for a statistic"),
        ("entities", lambda records: records[1:], "is not in entities"),
    ],
)
def test_a_broken_row_is_told(
    sample_run: Path, tmp_path: Path, name: str, change: Callable[[list[Any]], list[Any]], told: str
) -> None:
    assert any(told in problem for problem in broken(sample_run, tmp_path, name, change))


def test_swapped_claims_are_told(sample_run: Path, tmp_path: Path) -> None:
    def swap(records: list[Any]) -> list[Any]:
        row = records[0]
        row["claim_a"], row["claim_b"] = row["claim_b"], row["claim_a"]
        return records

    told = broken(sample_run, tmp_path, "comparisons", swap)
    assert any("claim_a is not before claim_b" in problem for problem in told)


def test_a_pair_within_one_outlet_is_told(sample_run: Path, tmp_path: Path) -> None:
    claims = pd.read_parquet(sample_run / "claims.parquet")
    own = claims[(claims["outlet"] == claims["outlet"].iloc[0]) & (claims["claim_type"] == "statistic")]
    pair = sorted(own["claim_id"].head(2))
    told = broken(sample_run, tmp_path, "comparisons", first("statistic", claim_a=pair[0], claim_b=pair[1]))
    assert any("both claims are of one outlet" in problem for problem in told)


def test_a_missing_or_damaged_table_is_told(sample_run: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(sample_run, out, ignore=shutil.ignore_patterns(".parts"))
    (out / "claims.parquet").write_bytes(b"PAR1 and nothing more")
    (out / "mentions.parquet").unlink()
    told = [str(problem) for problem in check(out)]
    assert [line.split(":")[0] for line in told] == ["mentions", "claims"]
