"""Learned weights and built tables are those that were shipped, or are refused."""

import shutil
from pathlib import Path

import pytest

from pipeline import gazetteer, models
from pipeline.extraction import cues


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of `models/` that is used instead."""
    folder = tmp_path / "models"
    shutil.copytree(models.folder(), folder)
    monkeypatch.setattr(models, "folder", lambda: folder)
    monkeypatch.setattr(models, "_LOADED", {})
    return folder


def test_what_is_shipped_is_what_is_listed() -> None:
    listed = models.checksums()
    assert {"cue_weights.csv", "compare_similarity.csv", "gazetteer.tsv.zst"} <= set(listed)
    assert listed == {name: models.checksum(models.folder() / name) for name in listed}


def test_changed_weights_are_refused(copied: Path) -> None:
    path = copied / "cue_weights.csv"
    path.write_text(path.read_text("utf-8").replace(",1\n", ",9\n", 1), "utf-8")
    with pytest.raises(models.ModelsError, match="damaged or was changed"):
        models.load("cue_weights.csv", cues.CueCount)


def test_a_changed_gazetteer_is_refused(copied: Path) -> None:
    data = bytearray((copied / "gazetteer.tsv.zst").read_bytes())
    data[len(data) // 2] ^= 1
    (copied / "gazetteer.tsv.zst").write_bytes(data)
    with pytest.raises(models.ModelsError, match="damaged or was changed"):
        gazetteer.Cities()


def test_line_ends_of_another_system_are_no_change(copied: Path) -> None:
    path = copied / "compare_similarity.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    models.require_unchanged(path)


def test_rules_written_by_hand_may_be_edited_and_a_folder_needs_no_list(copied: Path) -> None:
    (copied / "titles.csv").write_text("x", "utf-8")
    models.require_unchanged(copied / "titles.csv")
    (copied / models.SUMS).unlink()
    models.require_unchanged(copied / "cue_weights.csv")
