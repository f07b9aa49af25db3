"""The program runs no code that comes with data: no pickles, no eval, no shell, no download."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "pipeline"
MODULES = sorted(PACKAGE.rglob("*.py"))

FORBIDDEN_MODULES = frozenset(
    {"pickle", "cloudpickle", "dill", "joblib", "shelve", "marshal", "code", "codeop", "subprocess", "yaml"}
    | {
        "socket",
        "urllib.request",
        "http",
        "ftplib",
        "smtplib",
        "telnetlib",
        "requests",
        "httpx",
        "aiohttp",
        "webbrowser",
    }
    | {"ctypes", "cffi", "runpy", "xmlrpc", "pty"}
)
FORBIDDEN_CALLS = frozenset({"eval", "exec", "compile", "__import__", "breakpoint"})
FORBIDDEN_ATTRIBUTES = frozenset({"system", "popen", "read_pickle", "to_pickle", "fetch_url", "startfile"})


def used(tree: ast.AST) -> set[str]:
    """Names of modules imported, and of forbidden functions called, in a module."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {part for alias in node.names for part in _packages(alias.name)} & FORBIDDEN_MODULES
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= _packages(node.module) & FORBIDDEN_MODULES
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found |= {node.func.id} & FORBIDDEN_CALLS
        elif isinstance(node, ast.Attribute):
            found |= {node.attr} & FORBIDDEN_ATTRIBUTES
        elif isinstance(node, ast.keyword) and node.arg == "allow_pickle":
            found |= set() if ast.unparse(node.value) == "False" else {"allow_pickle"}
    return found


def _packages(module: str) -> set[str]:
    """A module and the packages that it lies in."""
    parts = module.split(".")
    return {".".join(parts[:count]) for count in range(1, len(parts) + 1)}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_code_is_run_and_nothing_is_fetched(path: Path) -> None:
    assert not used(ast.parse(path.read_text("utf-8")))


@pytest.mark.parametrize(
    "code",
    [
        "import pickle",
        "import os.path, dill",
        "from urllib.request import urlopen",
        "eval('1')",
        "os.system('x')",
        "np.load(x, allow_pickle=True)",
    ],
)
def test_the_test_sees_what_it_forbids(code: str) -> None:
    assert used(ast.parse(code))
