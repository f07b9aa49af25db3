"""The data contract: what is written can be read back, as pandas and as dataclasses."""

import datetime
from pathlib import Path

import pandas as pd
import pytest

from pipeline import tables
from pipeline.datapackage import datapackage
from pipeline.tables import ClaimRow, RejectRow


def claim(**columns: object) -> ClaimRow:
    given: dict[str, object] = {
        "claim_id": "a#s0-3",
        "article_id": "a",
        "claim_type": "statistic",
        "start": 0,
        "end": 3,
        "text": "400",
        "sentence": "400 came.",
        "jurisdiction_ids": ("place:US",),
        "rule": "number",
    }
    return ClaimRow(**(given | columns))  # type: ignore[arg-type]


def test_rows_survive_a_round_trip(tmp_path: Path) -> None:
    rows = [claim(value=400.0, published=datetime.date(2025, 9, 20)), claim(claim_id="b", measure_start=4)]
    tables.write(tmp_path / "claims.parquet", tables.table("claims", rows))
    assert tables.rows(ClaimRow, tables.read(tmp_path / "claims.parquet")) == rows


def test_pandas_keeps_null_offsets_as_integers(tmp_path: Path) -> None:
    rows = [claim(), claim(claim_id="b", measure_start=4, negated=True)]
    tables.write(tmp_path / "claims.parquet", tables.table("claims", rows))
    frame = pd.read_parquet(tmp_path / "claims.parquet")
    assert str(frame["measure_start"].dtype) == "Int32"
    assert str(frame["negated"].dtype) == "boolean"
    assert frame["measure_start"].isna().tolist() == [True, False]


def test_an_empty_table_has_all_columns() -> None:
    for name, row_type in tables.TABLES.items():
        assert tables.table(name, []).column_names == list(tables.columns(row_type))


def test_a_misspelt_column_is_an_error() -> None:
    with pytest.raises(TypeError, match="eror"):
        RejectRow(path="a", eror="b")  # type: ignore[call-arg]


def test_reading_what_is_not_there_names_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"nothing\.parquet"):
        tables.read(tmp_path / "nothing.parquet")


def test_the_data_package_describes_every_column() -> None:
    resources = {resource["name"]: resource for resource in datapackage()["resources"]}
    assert list(resources) == list(tables.TABLES)
    for name, row_type in tables.TABLES.items():
        fields = resources[name]["schema"]["fields"]
        assert [field["name"] for field in fields] == list(tables.columns(row_type))
        assert all(field["description"] for field in fields)
    keys = resources["claims"]["schema"]["foreignKeys"]
    assert {"fields": "speaker_id", "reference": {"resource": "entities", "fields": "entity_id"}} in keys
