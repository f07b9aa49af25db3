"""A finished run as notebooks see it: groups, their claims, passages that run nothing."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

import pipeline


def test_groups_hold_every_compared_claim(sample_run: Path) -> None:
    t = pipeline.load(sample_run)
    groups = t.groups()
    compared = {*t.comparisons.claim_a, *t.comparisons.claim_b}
    assert all(len(t.group(name)) == claims for name, claims in groups.claims.items())
    assert groups.conflict.sum() == len(t.pairs("conflict"))
    assert {key for name in groups.index for key in t.group(name).claim_id} == compared
    assert groups.conflict.is_monotonic_decreasing


def test_an_unknown_group_or_claim_is_told(sample_run: Path) -> None:
    t = pipeline.load(sample_run)
    with pytest.raises(KeyError, match="no group"):
        t.group("group:none")
    with pytest.raises(KeyError):
        t.passage("none")


def test_a_passage_is_the_text_around_a_claim(sample_run: Path) -> None:
    t = pipeline.load(sample_run)
    texts = t.articles.set_index("article_id").text
    for claim in t.claims.itertuples():
        passage = t.passage(str(claim.claim_id), around=50)
        assert passage.claim == claim.text
        assert passage.before + passage.claim + passage.after in texts[claim.article_id]


def test_what_a_notebook_shows_is_escaped(sample_run: Path, tmp_path: Path) -> None:
    shutil.copytree(sample_run, tmp_path / "run")
    for name in ("claims", "comparisons"):
        table = pd.read_parquet(tmp_path / "run" / f"{name}.parquet")
        for column in table.columns.intersection(["outlet", "outlet_a", "outlet_b"]):
            table[column] = "<script>"
        table.to_parquet(tmp_path / "run" / f"{name}.parquet")
    shown = pipeline.load(tmp_path / "run")._repr_html_()
    assert "The surest conflict" in shown and "&lt;script&gt;" in shown and "<script>" not in shown
