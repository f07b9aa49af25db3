"""One stage of a run of made news in a process of its own; what it cost goes to standard output as JSON.

Usage: python bench/scale_stages.py parts|merge|compare|check ARTICLES FOLDER WORKERS

FOLDER has the parts in `parts`, the joined tables in `merged` and the finished run in `out`.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import memory
import pyarrow.parquet as pq

Counts = dict[str, Any]


def make_parts(count: int, folder: Path, workers: int) -> Counts:
    import parts

    return {"parts": len(parts.write(count, folder / "parts", workers))}


def merge_parts(_: int, folder: Path, __: int) -> Counts:
    from pipeline import merge

    merge.merge(sorted((folder / "parts").iterdir()), (), folder / "merged")
    return _rows(folder / "merged", "articles", "mentions", "entities", "claims", "rejects")


def compare_claims(_: int, folder: Path, workers: int) -> Counts:
    """The comparison and the writing of the run, its check included as in every run."""
    from pipeline import run
    from pipeline.settings import Settings

    report = run.finish(
        folder / "merged", folder / "out", Settings(workers=workers), {"rows": "made", "digest": "made"}
    )
    counts = _rows(folder / "out", "articles", "comparisons")
    return {**counts, "problems": len(report.problems), "notes": list(report.notes[:6])}


def check_run(_: int, folder: Path, __: int) -> Counts:
    from pipeline.checks import check

    return {"problems": len(check(folder / "out"))}


STAGES: dict[str, Callable[[int, Path, int], Counts]] = {
    "parts": make_parts,
    "merge": merge_parts,
    "compare": compare_claims,
    "check": check_run,
}


def _rows(folder: Path, *names: str) -> Counts:
    counts = {name: pq.ParquetFile(folder / f"{name}.parquet").metadata.num_rows for name in names}
    return {"rows": counts}


def main(stage: str, count: int, folder: Path, workers: int) -> None:
    wall = time.monotonic()
    with memory.Peak() as peak:
        found = STAGES[stage](count, folder, workers)
    cost = {
        "stage": stage,
        "cpu_s": round(memory.cpu_seconds(), 1),
        "wall_s": round(time.monotonic() - wall, 1),
        "main_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // memory.KIB,
        "worker_mb": peak.one,
        "workers_mb": peak.all,
    }
    print(json.dumps({**cost, **found}, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
