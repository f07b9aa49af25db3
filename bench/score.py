"""Runs the pipeline over benchmark corpora and calls each benchmark's own scorer; prints one table.

    python bench/score.py BENCH [--out outputs/bench] [--only statistics] [--details] [--json FILE]

A benchmark is a folder with `corpus/`, `score.py` and gold files (`gold.jsonl`, `spec.jsonl`). Where
`corpus/` holds folders, each is a split with a manifest of its own; the split `train` is for learning and
is left out. BENCH is one benchmark or a folder of them. Which figures are shown is in `figures.csv`.
"""

import argparse
import csv
import dataclasses
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

import pipeline
from pipeline.report.progress import progress_bar

GOLD = ("gold", "spec")


@dataclasses.dataclass(frozen=True, slots=True)
class Split:
    """A corpus of a benchmark: the whole of `corpus/`, or one folder of it."""

    benchmark: Path
    name: str | None
    corpus: Path


@dataclasses.dataclass(frozen=True, slots=True)
class Figure:
    """A row of `figures.csv`: where a headline figure stands in a scorer's JSON."""

    benchmark: str
    gold: str
    label: str
    place: str


def splits(bench: Path) -> Iterator[Split]:
    """Benchmarks of a folder in order, or the one that the folder is."""
    folders = [bench] if (bench / "score.py").is_file() else sorted(bench.iterdir())
    for folder in folders:
        corpus = folder / "corpus"
        if not (folder / "score.py").is_file() or not corpus.is_dir():
            continue
        inner = sorted(path for path in corpus.iterdir() if path.is_dir() and path.name != "train")
        yield from [Split(folder, path.name, path) for path in inner] or [Split(folder, None, corpus)]


def run(split: Split, out: Path, details: bool) -> dict[str, dict[str, Any]]:
    """Extract a split and score it: gold file -> the scorer's figures."""
    with progress_bar() as show_progress:
        report = pipeline.extract(split.corpus, out, on_progress=show_progress)
    for problem in report.problems[:10]:
        print(problem, file=sys.stderr)
    found = {}
    for name in GOLD:
        if (split.benchmark / f"{name}.jsonl").is_file():
            found[name] = score(split, out, name, details)
    return found


def score(split: Split, out: Path, gold: str, details: bool) -> dict[str, Any]:
    result = out / f"score-{gold}.json"
    command = [sys.executable, str(split.benchmark / "score.py"), "--pred", str(out)]
    command += ["--gold", str(split.benchmark / f"{gold}.jsonl"), "--json", str(result)]
    command += ["--split", split.name] if split.name else []
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise SystemExit(f"{split.benchmark.name}: the scorer failed:\n{done.stderr}")
    if details:
        print(done.stdout)
    loaded: dict[str, Any] = json.loads(result.read_text("utf-8"))
    return loaded


def figures() -> list[Figure]:
    with (Path(__file__).parent / "figures.csv").open(encoding="utf-8", newline="") as file:
        return [Figure(**row) for row in csv.DictReader(file)]


def at(scores: dict[str, Any], place: str) -> float | None:
    """The figure x 100 at a place such as `all/detection/F1`; None where the scorer has none."""
    value: Any = scores
    for step in place.split("/"):
        value = value.get(step) if isinstance(value, dict) else None
    return None if value is None else round(100 * float(value), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("bench", type=Path)
    parser.add_argument("--out", type=Path, default=Path("outputs/bench"))
    parser.add_argument("--only", help="run this benchmark only")
    parser.add_argument("--details", action="store_true", help="print each scorer's own text")
    parser.add_argument("--json", type=Path, help="write the table to this file")
    chosen = parser.parse_args()
    if not chosen.bench.is_dir():
        raise SystemExit(f"{chosen.bench} is no folder of benchmarks")
    table = Table("benchmark", "split", "figure", "x 100", box=None)
    written: dict[str, float | None] = {}
    for split in splits(chosen.bench):
        name = split.benchmark.name
        if chosen.only not in (None, name):
            continue
        scores = run(split, chosen.out / name / (split.name or "all"), chosen.details)
        for figure in figures():
            if figure.benchmark == name and figure.gold in scores:
                value = at(scores[figure.gold], figure.place)
                table.add_row(name, split.name or "", figure.label, "-" if value is None else f"{value:.1f}")
                written[f"{name}: {figure.label}"] = value
    Console(width=100).print(table)
    if chosen.json:
        chosen.json.write_text(json.dumps(written, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
