"""Imports go one way: a module may import what stands left of it, never what stands right."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "pipeline"
ORDER = (
    ("children", "durable", "errors", "pandas_metadata", "spacy_commands", "suggestions"),
    (
        "cluster",
        "formulas",
        "models",
        "place_tables",
        "publish",
        "settings",
        "shown",
        "spans",
        "tables",
        "time_limit",
        "toponym_key",
    ),
    ("datapackage", "engines", "gazetteer", "lock", "slices", "taken"),
    ("read",),
    ("remote",),
    ("pieces", "tokenizer", "word_forms", "word_vectors"),
    ("parse",),
    ("extraction",),
    ("resolve",),
    ("tabulate",),
    ("comparison",),
    ("checks", "decisions", "evaluation", "output"),
    ("shards",),
    ("joining",),
    ("inputs", "merge"),
    ("finished",),
    ("markers",),
    ("work",),
    ("preview", "run"),
    ("portions",),
    ("report",),
    ("verb",),
    ("cli",),
)
RANK = {name: rank for rank, names in enumerate(ORDER) for name in names}
MODULES = sorted(PACKAGE.rglob("*.py"))


def stage(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> list[str]:
    """Stages that a module of the package imports."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "pipeline":
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pipeline."):
            found.append(str(node.module).split(".")[1])
        elif isinstance(node, ast.Import):
            found += [alias.name.split(".")[1] for alias in node.names if alias.name.startswith("pipeline.")]
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_left(path: Path) -> None:
    if path == PACKAGE / "__init__.py":
        return  # the entrance for notebooks: its functions import the stages when called
    own = stage(path)
    for name in imported(path):
        assert name in RANK, f"{path.name} imports {name}, which has no place in the order"
        if name != own:
            assert RANK[name] < RANK[own], f"{own} must not import {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_modules_and_functions_stay_small(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, node.name
