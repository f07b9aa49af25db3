"""`claims explain` shows what made a pair alike, and what a reader has decided."""

import io
import math
import shutil
from pathlib import Path

import pytest
from rich.console import Console

import pipeline
from pipeline import decisions
from pipeline.comparison.similarity import MEANS
from pipeline.output import Tables
from pipeline.report.alike import shares_of_pairs


@pytest.fixture
def run(sample_run: Path, tmp_path: Path) -> Tables:
    shutil.copytree(sample_run, tmp_path / "out")
    return pipeline.load(tmp_path / "out")


def told(claim_id: str, found: Tables) -> str:
    out = io.StringIO()
    Console(file=out, width=1000).print(pipeline.explain(claim_id, found.out))
    return out.getvalue()


def test_shares_add_up_to_the_similarity(run: Tables) -> None:
    pairs = run.comparisons[run.comparisons["claim_type"] == "statistic"]
    shares = shares_of_pairs(run, run.comparisons)
    assert shares.keys() == set(zip(pairs["claim_a"], pairs["claim_b"], strict=True))
    for one, other, similarity in pairs[["claim_a", "claim_b", "similarity"]].itertuples(index=False):
        odds = math.fsum(shares[one, other].values())
        assert 1 / (1 + math.exp(-odds)) == pytest.approx(similarity, abs=0.002)
        assert shares[one, other].keys() <= MEANS.keys()


def test_every_share_is_shown_with_what_it_means(run: Tables) -> None:
    row = run.comparisons.query("verdict == 'conflict'").iloc[0]
    text = told(row["claim_a"], run)
    for name, share in shares_of_pairs(run, run.comparisons)[row["claim_a"], row["claim_b"]].items():
        assert f"{name} {share:+.2f}" in text
        assert f"{name}: {MEANS[name]}" in text


def test_a_pair_of_quotes_has_no_shares(run: Tables) -> None:
    row = run.comparisons.query("claim_type == 'quote'").iloc[0]
    assert "What adds to the similarity" not in told(row["claim_a"], run)


def test_a_settled_pair_says_so(run: Tables) -> None:
    row = run.comparisons.query("verdict == 'conflict'").iloc[0]
    assert "Settled by" not in told(row["claim_b"], run)
    decided = decisions.Decision(
        claim_a=row["claim_a"], claim_b=row["claim_b"], decision="wrong", note="other people"
    )
    decisions.write(run.out, [decided])
    for claim_id in (row["claim_a"], row["claim_b"]):
        assert "Settled by decisions.csv: wrong: other people" in told(claim_id, run)
