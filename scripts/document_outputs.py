"""Writes into the docs what their commands print: `python scripts/document_outputs.py`.

In a page, a `console` block holds commands behind `$ `, a `pycon` block statements behind `>>> ` and `... `.
What stands below each is made here, from a run over the sample corpus; tests/test_docs.py compares. Blocks of
one page are run in order, in one folder that has `corpus` and `outputs`.
"""

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```(console|pycon)\n(.*?)^```$", re.M | re.S)
WIDTH = 96
"""Columns of the terminal that is shown."""


def pages() -> list[Path]:
    """The pages that show what a command prints."""
    found = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
    return [page for page in found if BLOCK.search(page.read_text("utf-8"))]


def page(path: Path, folder: Path) -> str:
    """The text of a page with outputs made anew; `folder` has `corpus` and `outputs`."""
    names: dict[str, Any] = {}

    def made(block: re.Match[str]) -> str:
        run = (
            (lambda command: _shell(command, folder))
            if block[1] == "console"
            else (lambda code: _python(code, names))
        )
        shown = "".join(_lines(run, _inputs(block[1], block[2])))
        return f"```{block[1]}\n{shown}```"

    with contextlib.chdir(folder):
        return BLOCK.sub(made, path.read_text("utf-8"))


def _inputs(kind: str, block: str) -> Iterator[tuple[str, str]]:
    """Each input as shown, and without its marks; outputs are passed over."""
    first, more = ("$ ", "> ") if kind == "console" else (">>> ", "... ")
    shown: list[str] = []
    for line in [*block.splitlines(), None]:
        if shown and (line is None or not line.startswith(more)):
            yield (
                "\n".join(shown) + "\n",
                "\n".join(
                    part[len(first) :] if n == 0 else part[len(more) :] for n, part in enumerate(shown)
                ),
            )
            shown = []
        if line is not None and (line.startswith(first) or shown):
            shown.append(line)


def _lines(run: Callable[[str], str], inputs: Iterator[tuple[str, str]]) -> Iterator[str]:
    for shown, code in inputs:
        yield shown
        yield "".join(line.rstrip() + "\n" for line in run(code).splitlines())


def _shell(command: str, folder: Path) -> str:
    """Standard output of a command line; for a `make` target, of the recipe that does its work."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": str(WIDTH),
        "NO_COLOR": "1",
    }
    done = subprocess.run(
        ["bash", "-c", _made(command)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{command} ended with code {done.returncode}: {done.stderr}")
    return done.stdout


def _made(command: str) -> str:
    target = re.match(r"make ([a-z-]+)", command)
    if not target:
        return command
    recipe = re.search(rf"^{target[1]}: .*\n\t(.*)$", (ROOT / "Makefile").read_text("utf-8"), re.M)
    if not recipe:
        raise RuntimeError(f"The Makefile has no target {target[1]}")
    values = {"BIN": "", "CORPUS": "corpus", "OUT": "outputs", "FLAGS": ""}
    return re.sub(r"\$\((\w+)\)/?", lambda name: values[name[1]], recipe[1]) + command[target.end() :]


def _python(code: str, names: dict[str, Any]) -> str:
    import pandas as pd

    pd.set_option("display.width", WIDTH)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code + "\n", "<docs>", "single"), names)
    return printed.getvalue()


def main() -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "corpus").symlink_to(ROOT / "corpus")
        _shell("claims extract corpus --out finished", folder)
        for path in pages():
            shutil.rmtree(folder / "outputs", ignore_errors=True)
            shutil.copytree(folder / "finished", folder / "outputs")
            path.write_text(page(path, folder), "utf-8")


if __name__ == "__main__":
    main()
