"""A whole run over a folder of bad inputs: nothing is lost, and nothing outside the folders is touched."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hostile.generator import STORY, records
from hostile.traps import TRAPS

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
SCRIPT = Path(__file__).with_name("watched_run.py")
LONG = (
    "quotation marks",
    "closing brackets",
    "numbers",
    "number words",
    "said on",
    "names by commas",
    "commas",
)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Path, dict[str, list[str]]]:
    """The number of inputs, the output folder, and what the watched run told."""
    folder = tmp_path_factory.mktemp("hostile")
    corpus = folder / "corpus"
    (corpus / "sub").mkdir(parents=True)
    (folder / "secret.txt").write_text("This must never be read.")
    lines = [record.data.replace(b"\n", b" ") for record in records(120) if record.suffix == ".jsonl"]
    others = [record for record in records(120) if record.suffix != ".jsonl"]
    for record in others:
        (corpus / "sub" / record.path).write_bytes(record.data)
    for name in LONG:
        (corpus / f"{name}.txt").write_text(TRAPS[name](1500))
    script = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    hostile = [
        {"id": f"{script}{n}", "outlet": f"{script}{n}", "headline": script, "text": STORY} for n in (1, 2)
    ]
    lines += [json.dumps(fields | {"published": "2025-09-22"}).encode() for fields in hostile]
    (corpus / "feed.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    (corpus / "link.txt").symlink_to(folder / "secret.txt")
    inputs = len([line for line in lines if line.strip()]) + len(others) + len(LONG) + 1
    command = [sys.executable, str(SCRIPT), str(corpus), str(folder / "out")]
    (folder / "temporary").mkdir()
    environment = os.environ | {"TMPDIR": str(folder / "temporary")}
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=SCRIPT.parents[2], env=environment, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return inputs, folder / "out", json.loads(done.stdout.splitlines()[-1])


def test_nothing_is_lost(run: tuple[int, Path, dict[str, list[str]]]) -> None:
    inputs, out, told = run
    articles, rejects = pd.read_parquet(out / "articles.parquet"), pd.read_parquet(out / "rejects.parquet")
    assert len(articles) + len(rejects) == inputs
    assert all(error.endswith(".") and error.isprintable() for error in rejects.error)
    assert not rejects.error.str.contains("could not be").any(), rejects.error[
        rejects.error.str.contains("could not be")
    ]
    assert not told["problems"]


def test_nothing_outside_the_folders_is_touched(run: tuple[int, Path, dict[str, list[str]]]) -> None:
    told = run[2]
    assert not told["read"]
    assert not told["written"]


def test_no_network_and_no_other_program(run: tuple[int, Path, dict[str, list[str]]]) -> None:
    told = run[2]
    assert not told["network"]
    assert not told["code"]


def test_the_report_runs_no_script_of_an_article(run: tuple[int, Path, dict[str, list[str]]]) -> None:
    page = (run[1] / "report.html").read_text("utf-8")
    assert "<script>alert" not in page and "<img src=x" not in page
