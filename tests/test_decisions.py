"""What a reader has decided comes back as it was, and runs nothing in a spreadsheet on the way."""

from pathlib import Path

import pytest

from pipeline.decisions import Decision, read, write


@pytest.mark.parametrize("note", ["", "asked the sheriff", "=1+1", "'quoted'", "'=1", "-", "a,b “c”"])
def test_decisions_come_back_as_they_were(tmp_path: Path, note: str) -> None:
    told = Decision(claim_a="a#s1-2", claim_b="b#s3-4", decision="wrong", note=note)
    write(tmp_path, [told])
    assert read(tmp_path) == {("a#s1-2", "b#s3-4"): told}


@pytest.mark.parametrize("note", ["=1+1", "+1", "-1", "@x"])
def test_no_cell_is_a_formula(tmp_path: Path, note: str) -> None:
    write(tmp_path, [Decision(claim_a="a", claim_b="b", decision="right", note=note)])
    assert f",'{note}" in (tmp_path / "decisions.csv").read_text("utf-8")
