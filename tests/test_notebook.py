"""The notebooks run from top to bottom over a finished run, and their key cells show something."""

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import pipeline

ROOT = Path(__file__).parents[1]
NOTEBOOKS = {path.stem: path for path in sorted((ROOT / "notebooks").glob("*.py"))}
PAGE = ROOT / "docs" / "notebooks.md"
NEEDED = ("jupytext", "nbclient", "altair", "itables", "ipykernel")


def executed(run: Path, monkeypatch: pytest.MonkeyPatch, name: str = "review") -> dict[str, str]:
    """Tag of each tagged cell -> everything that it showed."""
    jupytext, nbclient, *_ = (pytest.importorskip(name, reason="an optional extra") for name in NEEDED)
    monkeypatch.setenv("CLAIMS_OUT", str(run))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    notebook = jupytext.read(NOTEBOOKS[name])
    # The kernel may start slowly on a busy machine; a cell that hangs must still end.
    nbclient.NotebookClient(
        notebook, timeout=300, startup_timeout=300, resources={"metadata": {"path": str(ROOT / "notebooks")}}
    ).execute()
    return {tag: output(cell) for cell in notebook.cells for tag in cell.metadata.get("tags", [])}


def output(cell: Any) -> str:
    parts = [out.get("text") or json.dumps(out.get("data", {}), ensure_ascii=False) for out in cell.outputs]
    return "\n".join(parts).replace('\\"', '"')


@pytest.fixture(scope="module")
def shown(sample_run: Path) -> dict[str, str]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        return executed(sample_run, monkeypatch)


@pytest.fixture(scope="module")
def others(sample_run: Path) -> dict[str, dict[str, str]]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        return {name: executed(sample_run, monkeypatch, name) for name in NOTEBOOKS if name != "review"}


def test_notebooks_are_paired() -> None:
    assert set(NOTEBOOKS) == {"review", "speakers", "one_figure", "how_sure"}
    for path in NOTEBOOKS.values():
        assert "formats: ipynb,py:percent" in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "tag", "needed"),
    [
        ("speakers", "load", ["The surest conflict", "<mark>", "comparisons"]),
        ("speakers", "quotes", ["utterances; for"]),
        ("speakers", "officials", ["vega", "The Harbor Ledger", "officials", "others"]),
        ("speakers", "direct", ["vega", "WQZN 6"]),
        ("speakers", "speakers", ["vega", "Paul Renner"]),
        ("speakers", "said", ["<mark>"]),
        ("one_figure", "groups", ["conflict", "outlets"]),
        ("one_figure", "figure", ["vega", "by outlet and day"]),
        ("one_figure", "sentences", ["<mark>", "period_text"]),
        ("one_figure", "verdicts", ["conflict", "cannot both be true"]),
        ("how_sure", "offsets", ["stand in their article, letter for letter", "0 other rules"]),
        ("how_sure", "rules", ["it says"]),
        ("how_sure", "explain", ["Rules that fired", "Compared with"]),
        ("how_sure", "busy", ["vega", "<mark>"]),
        ("how_sure", "unknown", ["vega", "day of publication"]),
        ("how_sure", "sure", ["vega", "similarity"]),
    ],
)
def test_each_story_is_told(
    others: dict[str, dict[str, str]], name: str, tag: str, needed: list[str]
) -> None:
    assert [words for words in needed if words not in others[name][tag]] == []


@pytest.mark.parametrize("name", sorted(NOTEBOOKS))
def test_a_run_without_findings_is_no_error(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "corpus").mkdir()
    text = "The flood destroyed 14 homes, the sheriff said.\n"
    (tmp_path / "corpus" / "one.txt").write_text(text, "utf-8")
    pipeline.extract(tmp_path / "corpus", tmp_path / "out", workers=1)
    executed(tmp_path / "out", monkeypatch, name)


def test_every_outlet_has_a_row(shown: dict[str, str]) -> None:
    for outlet in ("The Harbor Ledger", "The Tamarack Courier", "Midland Press", "WQZN 6"):
        assert outlet in shown["outlets"]


def test_verdicts_are_explained(shown: dict[str, str]) -> None:
    assert "both cannot be true" in shown["verdicts"]
    assert "NaN" not in shown["verdicts"], "a verdict has no meaning beside it"


def test_heat_map_is_drawn_of_conflicts(shown: dict[str, str], sample_run: Path) -> None:
    rows = pd.read_parquet(sample_run / "comparisons.parquet").query("verdict == 'conflict'")
    assert len(rows)
    assert "vega" in shown["heat-map"]
    for outlet in {*rows.outlet_a.dropna(), *rows.outlet_b.dropna()}:
        assert json.dumps(outlet, ensure_ascii=False) in shown["heat-map"]


def test_table_is_interactive_and_needs_no_network(shown: dict[str, str]) -> None:
    assert "ITable" in shown["table"]
    assert "cdn" not in shown["table"].lower()


def test_flag_leads_to_two_sentences_with_the_claims_marked(shown: dict[str, str]) -> None:
    first = shown["one-flag"].split("<h4>")[1]
    assert first.startswith("Flag 0: conflict")
    assert first.count("<mark>") == 2
    assert first.count("<li>") >= 1
    assert shown["wider"].count("<mark>") == 2
    assert len(shown["wider"]) > len(first)


def test_quotes_are_shown_with_their_speakers(shown: dict[str, str]) -> None:
    assert "Said by:" in shown["quotes"]


def hostile(run: Path, to: Path) -> Path:
    """A copy of a run whose articles hold markup; as long as before, so that offsets stay true."""
    shutil.copytree(run, to)
    for name, columns in {"articles": ["text"], "claims": ["text", "sentence"]}.items():
        table = pd.read_parquet(to / f"{name}.parquet")
        for column in columns:
            table[column] = table[column].str.replace(" the ", "<the>")
        table.to_parquet(to / f"{name}.parquet")
    return to


def test_markup_in_articles_is_escaped(
    sample_run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = executed(hostile(sample_run, tmp_path / "run"), monkeypatch)
    flags = cells["one-flag"] + cells["wider"] + cells["quotes"]
    assert "&lt;the&gt;" in flags
    assert "<the>" not in flags


def test_lines_of_the_page_run(sample_run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) > 5
    (tmp_path / "outputs").symlink_to(sample_run)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for block in blocks:
        exec(block, names)
    assert len(names["conflicts"]) and len(names["dollars"])
    assert (tmp_path / "conflicts.csv").exists()


def test_queries_of_the_page_run(sample_run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    duckdb = pytest.importorskip("duckdb", reason="an optional extra")
    queries = re.findall(r"```sql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(queries) > 3
    (tmp_path / "outputs").symlink_to(sample_run)
    monkeypatch.chdir(tmp_path)
    found = [duckdb.sql(query).df() for query in queries]
    assert [len(rows) > 0 for rows in found] == [True] * len(queries)
    assert len(found[0]) == len(pipeline.load(sample_run).pairs("conflict"))
