"""The documents are true: links lead somewhere, targets and commands exist, made pages are current."""

import csv
import importlib.util
import re
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest
import typer.main

import pipeline
from pipeline import tables
from pipeline.cli import app
from pipeline.read.folder import iter_records
from pipeline.settings import Settings, load

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("*/README.md")])
HEADINGS = re.compile(r"^#+ (.*)$", re.M)
PLACES = re.compile(r"`((?:pipeline|models|docs|tests|scripts|bench|notebooks|corpus)/[\w./-]*)`")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8")):
        if not target.startswith(("http", "mailto:")):
            assert (page.parent / target).exists(), f"{name(page)} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_files_that_are_named_exist(page: Path) -> None:
    for place in PLACES.findall(page.read_text("utf-8")):
        assert (ROOT / place).exists(), f"{name(page)} names {place}"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_targets_and_verbs_that_are_named_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    verbs = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    for target in re.findall(r"(?:^|`)make ([a-z-]+)", text, re.M):
        assert target in targets, f"{name(page)} names make {target}"
    for verb in re.findall(r"(?:^|`)claims ([a-z]+)", text, re.M):
        assert verb in verbs, f"{name(page)} names claims {verb}"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_flags_that_are_named_exist(page: Path) -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    named = re.findall(r"(?:^|`|\$ )claims ([a-z]+)([^`\n|>]*)", page.read_text("utf-8"), re.M)
    for verb, rest in named:
        known = {flag for parameter in commands[verb].params for flag in parameter.opts} | {"--help"}
        assert set(re.findall(r"(?<!\S)--[a-z-]+", rest)) <= known, f"{name(page)}: claims {verb}{rest}"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_headings_that_are_linked_exist(page: Path) -> None:
    for target, heading in re.findall(r"\]\(([^)#\s:]*)#([^)\s]+)\)", page.read_text("utf-8")):
        text = (page.parent / target if target else page).read_text("utf-8")
        made = [re.sub(r"[^\w -]", "", line.lower()).replace(" ", "-") for line in HEADINGS.findall(text)]
        assert heading in made, f"{name(page)} links to {target}#{heading}"


def test_every_page_can_be_found_from_the_readme() -> None:
    found, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        found.add(page.resolve())
        for target in re.findall(r"\]\(([^)#\s]+\.md)[^)]*\)", page.read_text("utf-8")):
            if (page.parent / target).resolve() not in found:
                waiting.append(page.parent / target)
    assert not {path.resolve() for path in (ROOT / "docs").rglob("*.md")} - found


def script(path: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location("script", ROOT / path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_of_tables_is_current() -> None:
    made = script("scripts/document_tables.py").page()
    assert (ROOT / "docs" / "tables.md").read_text("utf-8") == made, "run: python scripts/document_tables.py"


def test_the_page_of_verbs_is_current() -> None:
    made = script("scripts/document_verbs.py").page()
    assert (ROOT / "docs" / "verbs.md").read_text("utf-8") == made, "run: python scripts/document_verbs.py"


def test_the_settings_in_the_docs_are_the_defaults(tmp_path: Path) -> None:
    block = re.search(r"```toml\n(.*?)```", (ROOT / "docs" / "commands.md").read_text("utf-8"), re.S)
    assert block is not None
    (tmp_path / "claims.toml").write_text(block.group(1), "utf-8")
    assert load(tmp_path / "claims.toml") == Settings()
    stated = tomllib.loads(block.group(1))
    assert set(stated) == set(Settings.__dataclass_fields__)


def test_the_changelog_has_upcoming_on_top() -> None:
    headings = re.findall(r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert headings[0] == "Upcoming"


def test_every_data_file_is_described() -> None:
    described = (ROOT / "models" / "README.md").read_text("utf-8")
    for path in sorted((ROOT / "models").iterdir()):
        if path.name != "README.md":
            assert path.name in described, f"models/README.md does not name {path.name}"


def test_locks_name_no_index_and_hash_everything() -> None:
    for path in ROOT.glob("requirements*.lock"):
        text = path.read_text("utf-8")
        assert "://" not in text
        pinned = re.findall(r"^[\w.-]+==", text, re.M)
        assert len(pinned) > 30
        assert len(re.findall(r"^[\w.-]+==[^\n]*\\\n\s+--hash=sha256:", text, re.M)) == len(pinned)


@pytest.fixture
def folder(sample_run: Path, tmp_path: Path) -> Path:
    """A folder with the sample corpus and a finished run over it, as a reader of the docs has it."""
    shutil.copytree(sample_run, tmp_path / "outputs")
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    return tmp_path


OUTPUTS = script("scripts/document_outputs.py")


@pytest.mark.parametrize("page", OUTPUTS.pages(), ids=name)
def test_what_the_docs_show_is_what_is_printed(page: Path, folder: Path) -> None:
    shown = page.read_text("utf-8")
    assert shown == OUTPUTS.page(page, folder), "run: python scripts/document_outputs.py"


PYTHON = [page for page in PAGES if "```python\n" in page.read_text("utf-8")]


@pytest.mark.parametrize("page", PYTHON, ids=name)
def test_python_in_the_docs_runs(page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare = PREPARED.get(page.name)
    if prepare:
        prepare(folder)
    monkeypatch.chdir(folder)
    names: dict[str, object] = {}
    for block in re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.S):
        exec(compile(block, name(page), "exec"), names)
    if page.name == "media-cloud.md":
        assert pd.read_csv("my-pages/manifest.csv").values.tolist() == MANIFEST
        found = [record.path for record in iter_records(Path("my-pages"), on_reject=pytest.fail)]
        assert found == ["one.html", "two.html"]
        assert len(list(iter_records(Path("articles.jsonl"), on_reject=pytest.fail))) == 2


def saved_pages(folder: Path) -> None:
    """What a reader has from Media Cloud: a table of stories, and pages saved by two browsers."""
    (folder / "my-pages").mkdir()
    one, two = "https://ledger.example/flood", "https://courier.example/a/41-homes/"
    (folder / "my-pages" / "one.html").write_text(
        f'<html><head><link rel="canonical" href="{one}"></head><body><p>14 homes.</p></body></html>'
    )
    (folder / "my-pages" / "two.html").write_text(
        f"<html><!-- saved from url=({len(two):04}){two}?utm=x --><body><p>41 homes.</p>"
    )
    (folder / "stories.csv").write_text(
        "id,language,media_name,publish_date,title,url\n"
        f"1,en,ledger.example,2025-09-18,Flood hits town,{one}?ref=rss\n"
        f"2,en,courier.example,2025-09-18,41 homes gone,{two}\n"
        "3,en,other.example,2025-09-19,No page,https://other.example/x\n"
    )


def decisions(folder: Path) -> None:
    rows = "claim_a,claim_b,decision\na#s1-2,b#s1-2,right\n"
    (folder / "outputs" / "decisions.csv").write_text(rows)
    (folder / "yours.csv").write_text(rows.replace("right", "wrong"))


PREPARED: dict[str, Callable[[Path], None]] = {
    "media-cloud.md": saved_pages,
    "share-decisions.md": decisions,
}
MANIFEST = [
    ["one.html", "ledger.example", "2025-09-18", "https://ledger.example/flood?ref=rss", "Flood hits town"],
    ["two.html", "courier.example", "2025-09-18", "https://courier.example/a/41-homes/", "41 homes gone"],
]


@pytest.mark.parametrize("path", sorted((ROOT / "docs").rglob("*.md")), ids=name)
def test_rows_that_are_shown_stand_in_the_tables(path: Path) -> None:
    text = path.read_text("utf-8")
    known = {
        line for file in (ROOT / "models").glob("*.[cj]s*") for line in file.read_text("utf-8").splitlines()
    }
    for block in re.findall(r"```(?:csv|jsonl)\n(.*?)```", text, re.S):
        for row in block.splitlines():
            assert row in known, f"{name(path)} shows a row that no table has: {row}"


def rows_of(table: str) -> list[list[str]]:
    """Cells of the rows of a page's table that begin with a word in backticks."""
    text = (ROOT / "docs" / "method.md").read_text("utf-8")
    found = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()]
    width = {"verdicts": 4, "bounds": 3}[table]
    return [cells for cells in found if len(cells) == width and cells[0].startswith("`")]


@pytest.mark.parametrize("row", rows_of("verdicts"), ids=lambda row: row[0].strip("`"))
def test_examples_of_verdicts_are_given_so(row: list[str], sample_run: Path) -> None:
    verdict, one, other = row[0].strip("`"), row[2].strip("“”"), row[3].strip("“”")
    pairs = pipeline.load(sample_run).pairs(verdict)
    sides = [
        {" ".join(sentence.split()) for sentence in pair}
        for pair in pairs[["sentence_a", "sentence_b"]].values
    ]
    plain = [{sentence.replace('"', "").strip("“”") for sentence in pair} for pair in sides]
    assert any(
        any(one in a and other in b for a in pair for b in pair if len(pair) == 1 or a != b) for pair in plain
    )


def test_all_verdicts_and_bounds_are_explained() -> None:
    verdicts = [row[0].strip("`") for row in rows_of("verdicts")]
    assert sorted(verdicts) == sorted([*tables.STATISTIC_VERDICTS, *tables.QUOTE_VERDICTS])
    tolerances = csv.DictReader((ROOT / "models" / "compare_tolerances.csv").open(encoding="utf-8"))
    assert {(row[0].strip("`"), row[2]) for row in rows_of("bounds")} == {
        (row["bound"], row["words"]) for row in tolerances
    }
