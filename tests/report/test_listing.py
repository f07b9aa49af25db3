"""Lists of pairs, and of numbers of one article, for other programs."""

from pathlib import Path

import pytest

from pipeline import slices
from pipeline.report.listing import listed_within


def test_numbers_of_one_article_are_listed_alike_however_the_run_is_sliced(
    sample_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = listed_within(sample_run)
    monkeypatch.setattr(slices, "SLICE", 3)
    assert len(list(slices.slices(sample_run))) > 2
    assert listed_within(sample_run) == whole
    assert [row["verdict"] == "conflict" for row in whole] == sorted(
        (row["verdict"] == "conflict" for row in whole), reverse=True
    )
    assert {row["verdict"] for row in listed_within(sample_run, ["agree"])} == {"agree"}
