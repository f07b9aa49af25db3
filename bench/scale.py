"""What a run of many made articles costs: CPU, time, memory, rows, by stage and by size.

Usage:
    python bench/scale.py rows 10000 100000 1000000   the rows of so many articles: merge, compare, check
    python bench/scale.py full 20000                  an archive of so many articles through all of extract
    python bench/scale.py report                      writes what was measured into docs/scale.md

`rows` and `full` add their figures to bench/scale.jsonl (or to the file of --into). The articles are those of
bench/stories.py; each stage is measured in a process of its own. Needs Linux.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import memory

HERE = Path(__file__).resolve().parent
FIGURES = HERE / "scale.jsonl"
STAGES = ("parts", "merge", "compare", "check")
EVERY = 1.0
"""Seconds between two looks at the memory of a run."""
TENTHS = 10
CLAIMS = (sys.executable, "-c", "from pipeline.cli import app; app()")
Figures = dict[str, Any]


def rows(sizes: Sequence[int], folder: Path, workers: int, keep: bool) -> Iterator[Figures]:
    """What each stage costs at each size; a folder of parts that is there already is used again."""
    for size in sizes:
        place = folder / f"rows-{size}"
        for stage in STAGES:
            if stage == "parts" and (place / "parts").is_dir():
                continue
            command = [
                sys.executable,
                str(HERE / "scale_stages.py"),
                stage,
                str(size),
                str(place),
                str(workers),
            ]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
            yield {
                "kind": "rows",
                "articles": size,
                "workers": workers,
                **json.loads(done.stdout.splitlines()[-1]),
            }
        if not keep:
            shutil.rmtree(place)


def full(size: int, folder: Path, workers: int, words: int) -> Figures:
    """An archive through `claims extract`: throughput, and what the workers hold while it runs."""
    folder.mkdir(parents=True, exist_ok=True)
    archive, out = folder / "archive.jsonl.gz", folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    with archive.open("wb") as file:
        make = [sys.executable, str(HERE / "archive.py"), str(size), "--words", str(words)]
        subprocess.run(make, check=True, stdout=file)
    begin = time.monotonic()
    used = memory.cpu_seconds()
    command = [*CLAIMS, "extract", str(archive), "--out", str(out), "--workers", str(workers)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    seen = memory.watch(process, lambda: _parts_there(out), EVERY)
    wall = time.monotonic() - begin
    return {
        "kind": "full",
        "articles": size,
        "workers": workers,
        "archive_mb": archive.stat().st_size // memory.KIB**2,
        "wall_s": round(wall),
        "cpu_s": round(memory.cpu_seconds() - used),
        "exit": process.returncode,
        **_extracting(seen),
        "main_mb": max(look.main for look in seen),
        **_kept(out),
    }


def _parts_there(out: Path) -> int:
    parts = out / ".parts"
    return sum(len(path.name) == 32 for path in parts.iterdir()) if parts.is_dir() else 0


def _extracting(seen: Sequence[memory.Seen]) -> Figures:
    """The looks while the parts were made, by tenths of the parts: what the largest worker held at most.

    A run with one worker has no worker processes: the main process does the work.
    """
    most = max(look.done for look in seen)
    busy = [look for look in seen if 0 < look.done < most]
    by_tenth: dict[int, int] = {}
    for look in busy:
        tenth = int(TENTHS * look.done / most)
        by_tenth[tenth] = max(by_tenth.get(tenth, 0), *(look.workers or (0, look.main)), 0)
    return {
        "parts": int(most),
        "extract_wall_s": round(len(busy) * EVERY),
        "worker_mb_by_tenth": [by_tenth[tenth] for tenth in sorted(by_tenth)],
    }


def _kept(out: Path) -> Figures:
    import pyarrow.parquet as pq

    names = ("articles", "mentions", "entities", "claims", "comparisons", "rejects")
    return {"rows": {name: pq.ParquetFile(out / f"{name}.parquet").metadata.num_rows for name in names}}


def main() -> None:
    given = _arguments()
    if given.what == "report":
        import scale_report

        scale_report.main(given.into)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.work or Path(temporary)
        if given.what == "full":
            _note(
                full(given.sizes[0], folder / f"full-{given.sizes[0]}", given.workers, given.words),
                given.into,
            )
            return
        for figures in rows(given.sizes, folder, given.workers, given.work is not None):
            _note(figures, given.into)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What a run of many made articles costs.")
    parser.add_argument("what", choices=("rows", "full", "report"))
    parser.add_argument("sizes", type=int, nargs="*", help="numbers of articles")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--words", type=int, default=330, help="mean words of an article (full)")
    parser.add_argument("--work", type=Path, help="keep parts and tables here, and use the parts again")
    parser.add_argument("--into", type=Path, default=FIGURES, help="file that figures are added to")
    given = parser.parse_args()
    if given.what != "report" and not given.sizes:
        parser.error("say how many articles")
    return given


def _note(figures: Figures, into: Path) -> None:
    line = json.dumps(figures, ensure_ascii=False)
    print(line, flush=True)
    with into.open("a", encoding="utf-8") as file:
        file.write(line + "\n")


if __name__ == "__main__":
    main()
