"""Reads every statistic of the development corpora again, by the independent reader of the tests.

    python bench/rereading.py BENCH

BENCH is a folder of benchmarks, or one of them; a folder `corpus` beside it is read as well. Each corpus goes
through the whole pipeline, then each statistic is read anew from its span and what stands around it. Prints a
line for each that reads otherwise, and a table; the exit status is 1 where there is any.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from rich.console import Console
from rich.table import Table
from score import splits

import pipeline
from pipeline.report.progress import progress_bar

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from second_reader.agreement import disagreement


def corpora(bench: Path) -> Iterator[tuple[str, Path]]:
    """Name and folder of every corpus: those of the benchmarks, and those in `corpus` beside them."""
    for split in splits(bench):
        yield "/".join(filter(None, (split.benchmark.name, split.name))), split.corpus
    beside = bench.resolve().parent / "corpus"
    for folder in sorted(beside.iterdir()) if beside.is_dir() else ():
        if folder.is_dir():
            yield folder.name, folder


def disagreements(corpus: Path, out: Path) -> tuple[int, list[str]]:
    """How many statistics a corpus gives, and a line for each that the second reader reads otherwise."""
    with progress_bar() as show_progress:
        pipeline.extract(corpus, out, on_progress=show_progress)
    loaded = pipeline.load(out)
    texts = dict(zip(loaded.articles["article_id"], loaded.articles["text"], strict=True))
    claims = loaded.claims
    statistics = claims[claims["claim_type"] == "statistic"]
    found = []
    for row in statistics.to_dict("records"):
        high = None if pd.isna(row["value_high"]) else row["value_high"]
        place = (texts[row["article_id"]], row["start"], row["end"])
        problem = disagreement(*place, row["value"], high, row["bound"], row["unit"])
        if problem:
            found.append(f"{row['claim_id']} {row['text']!r} {row['value']:g} {row['unit']}: {problem}")
    return len(statistics), found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("bench", type=Path)
    chosen = parser.parse_args()
    table = Table("corpus", "statistics", "read otherwise", box=None)
    wrong = 0
    for name, corpus in corpora(chosen.bench):
        out = Path(tempfile.mkdtemp())
        try:
            read, found = disagreements(corpus, out)
        finally:
            shutil.rmtree(out, ignore_errors=True)
        for line in found:
            print(line)
        wrong += len(found)
        table.add_row(name, f"{read:,}", str(len(found)))
    Console().print(table)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
