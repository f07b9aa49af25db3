"""`claims compare`: several runs, lists of pairs, decisions, exit codes, and inputs that are no run."""

import csv
import hashlib
import io
import json
import shutil
from pathlib import Path

import pandas as pd
import pyarrow as pa
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
    assert not (tmp_path / "joint" / ".parts" / "merged").exists()  # the tables are kept once


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
    assert (result.exit_code, "is damaged and cannot be read" in result.output) == (1, True)


def test_tables_of_another_version_are_named(out: Path) -> None:
    path = out / "claims.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["measure"]), path)
    result = claims("compare", out)
    assert result.exit_code == 1
    assert "another version or program: claims has no column measure" in result.output


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
    entities = pq.read_table(out / "entities.parquet")
    at = entities.schema.get_field_index("outlets")
    counts = pa.array([1] * len(entities), pa.int32())
    pq.write_table(entities.set_column(at, entities.schema.field(at), counts), out / "entities.parquet")
    assert claims("compare", out).exit_code == 0
    assert pairs(out).empty


def plant(folder: Path, old: str, new: str, value: float) -> None:
    """Give a number of a headline another value, of the same length, in text and tables."""
    path = folder / "claims.parquet"
    claims = pd.read_parquet(path)
    claim = claims[(claims["text"] == old) & (claims["start"] < 30)].iloc[0]
    articles = pq.read_table(folder / "articles.parquet").to_pylist()
    for row in articles:
        if row["article_id"] == claim["article_id"]:
            start, end = claim["start"], claim["end"]
            row["text"] = row["text"][:start] + new + row["text"][end:]
            row["text_sha256"] = hashlib.sha256(row["text"].encode()).hexdigest()
            row["headline"] = row["headline"] and row["headline"].replace(old, new)
    schema = pq.read_schema(folder / "articles.parquet")
    pq.write_table(pa.Table.from_pylist(articles, schema), folder / "articles.parquet")
    rows = pq.read_table(path).to_pylist()
    for row in rows:
        if row["claim_id"] == claim["claim_id"]:
            row |= {"text": new, "value": value, "sentence": row["sentence"].replace(old, new)}
    pq.write_table(pa.Table.from_pylist(rows, pq.read_schema(path)), path)


def test_numbers_within_an_article_are_a_section_of_their_own(out: Path) -> None:
    plant(out, "316", "631", 631)
    result = claims("compare", out, "--within", "--csv", "--verdict", "conflict")
    (row,) = csv.DictReader(io.StringIO(result.stdout))
    assert (row["kind"], row["text"], row["other_texts"]) == ("headline", "631", "316")
    assert "“631”" in row["reasons"]
    assert "“316”" in row["reasons"]
    summary = claims("compare", out, "--within").stdout
    assert "Within an article" in summary
    assert "631" in summary.partition("Within an article")[2]
    assert "Within an article" not in claims("compare", out).stdout


def test_within_as_json_and_in_python_are_the_same_rows(out: Path) -> None:
    listed = [json.loads(line) for line in claims("compare", out, "--within", "--json").stdout.splitlines()]
    assert listed
    assert listed == json.loads(pipeline.within(out).to_json(orient="records"))
    known = set(pipeline.load(out).claims["claim_id"])
    assert all({row["claim"], *row["others"]} <= known for row in listed)


def test_fail_on_sees_the_rows_within_only_when_asked(out: Path) -> None:
    claims("compare", out, "--min-similarity", 1)
    plant(out, "316", "631", 631)
    flags = ("--fail-on", "conflict", "--min-similarity", 1)
    assert claims("compare", out, *flags).exit_code == 0
    result = claims("compare", out, "--within", *flags)
    assert (result.exit_code, "1 rows within an article" in result.output) == (4, True)


def test_comparisons_hold_no_pair_of_one_article(out: Path) -> None:
    claims("compare", out, "--within")
    found = pipeline.load(out).pairs()
    assert (found["article_id_a"] != found["article_id_b"]).all()
    assert pipeline.check(out) == []


def test_without_any_date_pairs_are_still_judged(out: Path) -> None:
    for name in ("articles", "claims"):
        path = out / f"{name}.parquet"
        rows = [{**row, "published": None} for row in pq.read_table(path).to_pylist()]
        if name == "articles":
            rows = [{**row, "published_from": None} for row in rows]
        pq.write_table(pa.Table.from_pylist(rows, pq.read_schema(path)), path)
    result = claims("compare", out, "--within")
    assert result.exit_code == 0, result.output
    assert len(pairs(out))
    assert any("Not known: the day" in reason for reasons in pairs(out)["reasons"] for reason in reasons)
    assert pipeline.check(out) == []


def test_empty_tables_have_nothing_within(out: Path) -> None:
    for name in ("articles", "mentions", "entities", "claims"):
        path = out / f"{name}.parquet"
        pq.write_table(pq.read_table(path).slice(0, 0), path)
    assert claims("compare", out, "--within").exit_code == 0
    assert pipeline.within(out).empty
    assert list(pipeline.within(out).columns)[:2] == ["verdict", "kind"]
