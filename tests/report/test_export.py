"""A run in the forms of other programs: complete, typed, and safe in a spreadsheet."""

import csv
import json
import sqlite3
import sys
from pathlib import Path

import pytest
import sqlite_utils

import pipeline
from pipeline import tables
from pipeline.formulas import guarded
from pipeline.output import Tables
from pipeline.report.export import ExportError, export


@pytest.fixture
def run(sample_run: Path) -> Tables:
    return pipeline.load(sample_run)


def test_sqlite_has_every_row_and_whole_references(run: Tables, tmp_path: Path) -> None:
    path = export(run, "sqlite", tmp_path / "claims.sqlite")
    with sqlite3.connect(path) as database:
        for name, size in run.sizes():
            assert database.execute(f"SELECT count(*) FROM {name}").fetchone() == (size,)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        query = """
            SELECT a.text, b.text FROM comparisons JOIN claims a ON a.claim_id = claim_a
            JOIN claims b ON b.claim_id = claim_b WHERE verdict = 'conflict'
        """
        assert len(database.execute(query).fetchall()) == len(run.pairs("conflict"))
        assert {row[0] for row in database.execute("SELECT typeof(value) FROM claims")} <= {"real", "null"}
    export(run, "sqlite", path)


def test_sqlite_utils_opens_it(run: Tables, tmp_path: Path) -> None:
    database = sqlite_utils.Database(export(run, "sqlite", tmp_path / "claims.sqlite"))
    assert database.table_names() == list(tables.TABLES)
    claims = database["claims"]
    assert claims.pks == ["claim_id"]
    assert {key.other_table for key in claims.foreign_keys} >= {"articles", "entities"}
    assert claims.count == len(run.claims)
    first = run.claims.iloc[0]
    row = claims.get(first["claim_id"])
    assert (row["outlet"], row["start"], row["text"]) == (first["outlet"], first["start"], first["text"])
    assert json.loads(row["jurisdiction_ids"]) == list(first["jurisdiction_ids"])
    claims.enable_fts(["sentence"])
    flooded = {found["claim_id"] for found in claims.search("flood")}
    said = run.claims["sentence"].str.contains(r"\bflood\b", case=False)
    assert flooded == set(run.claims[said]["claim_id"]) != set()


def test_csv_and_jsonl_have_every_row_in_order(run: Tables, tmp_path: Path) -> None:
    csv.field_size_limit(sys.maxsize)
    as_csv, as_lines = export(run, "csv", tmp_path / "csv"), export(run, "jsonl", tmp_path / "jsonl")
    for name in tables.TABLES:
        with (as_csv / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        lines = [json.loads(line) for line in (as_lines / f"{name}.jsonl").read_text("utf-8").splitlines()]
        assert len(rows) == len(lines) == len(getattr(run, name))
        if rows:
            assert list(rows[0]) == list(lines[0]) == tables.schema(name).names
    assert [row["claim_id"] for row in lines] == [] or name == "rejects"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "'x", "\tx"])
def test_formulas_are_guarded(cell: str) -> None:
    assert guarded(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["a=1", "", None, -1.5, True])
def test_other_cells_stay(cell: object) -> None:
    assert guarded(cell) is cell


def test_label_studio_regions_are_where_their_text_is(run: Tables, tmp_path: Path) -> None:
    tasks = json.loads(export(run, "label-studio", tmp_path / "tasks.json").read_text("utf-8"))
    regions = [(task, region["value"]) for task in tasks for region in task["predictions"][0]["result"]]
    assert len(tasks) == len(run.articles)
    assert len(regions) == len(run.mentions) + len(run.claims)
    assert all(
        task["data"]["text"][value["start"] : value["end"]] == value["text"] for task, value in regions
    )


def test_json_ld_says_who_said_what_where(run: Tables, tmp_path: Path) -> None:
    for kind, name in (("quote", "Quotation"), ("statistic", "Claim")):
        pairs = run.comparisons[run.comparisons["claim_type"] == kind]
        group = pairs["group_id"].iloc[0]
        found = json.loads(export(run, "json-ld", tmp_path / "group.json", group).read_text("utf-8"))
        chosen = pairs[pairs["group_id"] == group]
        assert found["@context"] == "https://schema.org"
        assert {claim["@type"] for claim in found["@graph"]} == {name}
        assert {claim["identifier"] for claim in found["@graph"]} == {*chosen["claim_a"], *chosen["claim_b"]}


@pytest.mark.parametrize(
    ("form", "group", "told"),
    [
        ("excel", None, "no form of export: sqlite, csv"),
        ("json-ld", None, "--group GROUP_ID"),
        ("csv", "group:1", "of one group"),
        ("json-ld", "group:none", "has no group group:none. It has, for example: group:"),
    ],
)
def test_what_cannot_be_exported_is_told(
    run: Tables, tmp_path: Path, form: str, group: str | None, told: str
) -> None:
    with pytest.raises(ExportError, match=told):
        export(run, form, tmp_path / "x", group)


def test_a_place_that_cannot_be_written_is_told(run: Tables, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError, match="cannot be written"):
        export(run, "sqlite", tmp_path / "file" / "x.sqlite")
