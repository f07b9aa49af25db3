"""`claims compare`: several runs, lists of pairs, decisions, exit codes, and inputs that are no run."""

import csv
import io
import json
import shutil
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

import pipeline
from pipeline import decisions
from pipeline.cli import app
from pipeline.decisions import DecisionsError


def claims(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def out(sample_run: Path, tmp_path: Path) -> Path:
    shutil.copytree(sample_run, tmp_path / "one")
    return tmp_path / "one"


def pairs(folder: Path) -> pd.DataFrame:
    return pd.read_parquet(folder / "comparisons.parquet")


def first_conflict(folder: Path) -> tuple[str, str]:
    row = pairs(folder).query("verdict == 'conflict'").iloc[0]
    return row.claim_a, row.claim_b


def test_pairs_as_json_lines_hold_both_sides(out: Path) -> None:
    listed = [json.loads(line) for line in claims("compare", out, "--json").stdout.splitlines()]
    assert len(listed) == len(pairs(out))
    assert all(row["sentence_a"] and row["sentence_b"] and row["reasons"] for row in listed)


def test_pairs_as_csv_of_one_verdict(out: Path) -> None:
    text = claims("compare", out, "--csv", "--verdict", "conflict").stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["verdict"] for row in rows} == {"conflict"}
    assert len(rows) == (pairs(out).verdict == "conflict").sum()


def test_fail_on_ends_with_its_own_code(out: Path) -> None:
    assert claims("compare", out, "--fail-on", "conflict").exit_code == 4
    assert claims("compare", out, "--fail-on", "conflict", "--min-similarity", 1).exit_code == 0


def test_an_unknown_verdict_is_one_sentence(out: Path) -> None:
    result = claims("compare", out, "--fail-on", "quarrel")
    assert (result.exit_code, "Traceback" in result.output) == (1, False)
    assert "'quarrel' is no verdict" in result.output


def test_decisions_are_kept_and_shown(out: Path) -> None:
    one, other = first_conflict(out)
    text = f'claim_b,claim_a,decision,note\n"{one}","{other}",WRONG,other people\n'
    (out / "decisions.csv").write_text(text, "utf-8")
    result = claims("compare", out, "--json", "--verdict", "conflict")
    listed = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
    decided = {(row["claim_a"], row["claim_b"]): (row["decision"], row["note"]) for row in listed}
    assert decided[one, other] == ("wrong", "other people")
    assert sum(found != (None, None) for found in decided.values()) == 1
    assert "Settled by decisions.csv: 0 right, 1 wrong." in result.output
    assert (out / "decisions.csv").read_text("utf-8") == text


def test_a_settled_pair_fails_no_more(out: Path) -> None:
    found = pairs(out).query("verdict == 'conflict'")
    decisions.write(
        out,
        [
            decisions.Decision(claim_a=row.claim_a, claim_b=row.claim_b, decision="wrong")
            for row in found.itertuples()
        ],
    )
    assert claims("compare", out, "--fail-on", "conflict").exit_code == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("claim_a,claim_b\na,b\n", "has no column decision"),
        ("claim_a,claim_b,decision\na,b,maybe\n", "line 2: decision is 'maybe'"),
        ("claim_a,claim_b,decision\na,,right\n", "line 2: claim_a and claim_b"),
    ],
)
def test_a_bad_decision_is_refused_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "decisions.csv").write_text(text, "utf-8")
    with pytest.raises(DecisionsError, match=told):
        decisions.read(tmp_path)


def test_two_runs_with_the_same_articles_are_one(out: Path, tmp_path: Path) -> None:
    one, other = first_conflict(out)
    decisions.write(out, [decisions.Decision(claim_a=one, claim_b=other, decision="right", note="seen")])
    shutil.copytree(out, tmp_path / "two")
    result = claims("compare", out, tmp_path / "two", "--out", tmp_path / "joint")
    assert result.exit_code == 0, result.output
    joint = pipeline.load(tmp_path / "joint")
    assert len(joint.articles) == len(pipeline.load(out).articles)
    assert joint.rejects.empty
    pd.testing.assert_frame_equal(pairs(tmp_path / "joint"), pairs(out))
    assert decisions.read(tmp_path / "joint").keys() == {(one, other)}
    assert pipeline.check(tmp_path / "joint") == []


def test_several_runs_need_a_place_for_their_tables(out: Path) -> None:
    result = claims("compare", out, out)
    assert (result.exit_code, "--out" in result.output) == (1, True)


def test_a_missing_table_is_one_sentence(out: Path) -> None:
    (out / "claims.parquet").unlink()
    result = claims("compare", out)
    assert (result.exit_code, "holds no finished run" in result.output) == (1, True)


def test_a_damaged_table_is_one_sentence(out: Path) -> None:
    (out / "claims.parquet").write_bytes(b"PAR1 no table PAR1")
    result = claims("compare", out)
    assert (result.exit_code, "holds no finished run" in result.output) == (1, True)


def test_tables_of_another_version_are_named(out: Path) -> None:
    path = out / "claims.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["measure"]), path)
    result = claims("compare", out)
    assert result.exit_code == 1
    assert "another version: claims has no column measure" in result.output


def test_empty_tables_give_an_empty_table(out: Path) -> None:
    for name in ("articles", "mentions", "entities", "claims"):
        path = out / f"{name}.parquet"
        pq.write_table(pq.read_table(path).slice(0, 0), path)
    assert claims("compare", out).exit_code == 0
    assert pairs(out).empty
    assert pipeline.check(out) == []


def test_one_outlet_alone_is_compared_with_nobody(out: Path) -> None:
    for name in ("articles", "claims"):
        path = out / f"{name}.parquet"
        data = pq.read_table(path)
        at = data.schema.get_field_index("outlet")
        same = data.set_column(at, data.schema.field(at), [["The Same"] * len(data)])
        pq.write_table(same, path)
    assert claims("compare", out).exit_code == 0
    assert pairs(out).empty
