"""Data files are loaded whole, or refused with file, line and id."""

import dataclasses
from pathlib import Path

import pytest

from pipeline import models


@dataclasses.dataclass(frozen=True, slots=True)
class Pattern:
    id: str
    weight: int = 1


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(models, "folder", lambda: tmp_path)
    monkeypatch.setattr(models, "_LOADED", {})
    return tmp_path


def test_jsonl_and_csv_give_the_same_rows(folder: Path) -> None:
    (folder / "a.jsonl").write_text('{"id": "x", "weight": 2}\n\n{"id": "y"}\n')
    (folder / "a.csv").write_text("id,weight\nx,2\ny,\n")
    assert models.load("a.jsonl", Pattern) == models.load("a.csv", Pattern) == (Pattern("x", 2), Pattern("y"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"id": "x"}\n{"id": "y", "weight": "heavy"}\n', r"a\.jsonl:2: y: weight"),
        ('{"weight": 1}\n', r"a\.jsonl:1: row: id"),
        ('{"id": \n', r"a\.jsonl:1: not JSON"),
    ],
)
def test_a_wrong_row_is_named(folder: Path, text: str, told: str) -> None:
    (folder / "a.jsonl").write_text(text)
    with pytest.raises(models.ModelsError, match=told):
        models.load("a.jsonl", Pattern)


@pytest.mark.usefixtures("folder")
def test_a_missing_file_is_named() -> None:
    with pytest.raises(models.ModelsError, match=r"b\.csv is missing"):
        models.load("b.csv", Pattern)


def test_the_digest_follows_the_files(folder: Path) -> None:
    (folder / "a.csv").write_text("id\nx\n")
    models.digest.cache_clear()
    before = models.digest()
    (folder / "a.csv").write_text("id\ny\n")
    models.digest.cache_clear()
    assert models.digest() != before
    models.digest.cache_clear()
