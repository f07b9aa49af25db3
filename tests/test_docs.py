"""The documents are true: links lead somewhere, targets and commands exist, made pages are current."""

import importlib.util
import re
import shutil
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
import typer.main

from pipeline.cli import app
from pipeline.settings import Settings, load

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *ROOT.glob("*/README.md")])
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


@pytest.mark.parametrize("page", ["README.md", "docs/commands.md"])
def test_python_in_the_docs_runs(
    page: str, sample_run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(sample_run, tmp_path / "outputs")
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / page).read_text("utf-8"), re.S)
    assert blocks
    for block in blocks:
        exec(compile(block, page, "exec"), {})
