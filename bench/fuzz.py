"""Coverage-guided fuzzing of what takes bytes and text from strangers: `make fuzz TARGET=html SECONDS=60`.

Usage: python bench/fuzz.py TARGET SECONDS [FOLDER]. Needs `pip install atheris` (Apache 2.0; Linux, macOS),
which is no part of the locked set-up. What it learns to reach is kept in FOLDER (build/fuzz/TARGET by
default); an input that breaks something is written beside it, and becomes a case of `tests/hostile`.

`python bench/fuzz.py growth 0` needs no atheris: it prints the CPU time of reading and of the parts that work
on bare text for each trap of `tests/hostile/traps.py`, at one size and at twice that.
"""

import importlib
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
SECONDS_AN_INPUT = 10
LONGEST = 4096
SIZE = 20_000
SEEDS = 360
TARGETS = ("txt", "html", "jsonl", "numbers", "quotes", "dates")


def targets() -> Mapping[str, Callable[[bytes], object]]:
    """What can be fuzzed, by name. A target raises only where the program is wrong."""
    from hostile import checked

    from pipeline.read.folder import Record

    def reader(suffix: str) -> Callable[[bytes], object]:
        return lambda data: checked.read(Record(path="a" + suffix, line=1, data=data, suffix=suffix))

    def text(job: Callable[[str], object]) -> Callable[[bytes], object]:
        return lambda data: job(data.decode("utf-8", "replace").replace("\0", " "))

    return {
        "txt": reader(".txt"),
        "html": reader(".html"),
        "jsonl": reader(".jsonl"),
        "numbers": text(checked.numbers),
        "quotes": text(checked.quotations),
        "dates": text(checked.dates),
    }


def fuzz(name: str, seconds: int, folder: Path) -> None:
    atheris: Any = importlib.import_module("atheris")  # not locked: checked by nobody
    with atheris.instrument_imports(include=["pipeline"]):
        job = targets()[name]
    sow(name, folder)
    options = [f"-max_total_time={seconds}", f"-timeout={SECONDS_AN_INPUT}", f"-max_len={LONGEST}"]
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={folder.parent}/", str(folder)], job)
    atheris.Fuzz()


def sow(name: str, folder: Path) -> None:
    """Inputs to begin with: those of the test of thousands of bad inputs."""
    from hostile.generator import STORY, records
    from hostile.traps import TRAPS

    folder.mkdir(parents=True, exist_ok=True)
    seeds = [record.data for record in records(SEEDS) if record.suffix == "." + name]
    for number, data in enumerate(seeds or [trap(60).encode() for trap in TRAPS.values()] + [STORY.encode()]):
        (folder / f"seed-{number}").write_bytes(data)


def growth() -> None:
    from hostile import checked
    from hostile.traps import TRAPS

    from pipeline.read.folder import Record

    def reading(text: str) -> object:
        return checked.read(Record(path="a.txt", data=text.encode(), suffix=".txt"))

    parts = (reading, checked.numbers, checked.quotations, checked.dates)
    for job in parts:
        job("The mayor said that 5 people came on Monday.")
    print(f"{'trap':28}" + "".join(f"{job.__name__:>24}" for job in parts))
    for name, trap in sorted(TRAPS.items()):
        took = [(seconds(job, trap(SIZE)), seconds(job, trap(2 * SIZE))) for job in parts]
        print(f"{name:28}" + "".join(f"{one:14.3f} {two:8.3f} " for one, two in took), flush=True)


def seconds(job: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    job(text)
    return time.process_time() - start


def main() -> None:
    name, limit = sys.argv[1], int(sys.argv[2])
    if name == "growth":
        growth()
    elif name not in TARGETS:
        raise SystemExit(f"There is no target {name}: choose of {', '.join(TARGETS)} and growth.")
    else:
        fuzz(name, limit, Path(sys.argv[3] if len(sys.argv) > 3 else ROOT / "build" / "fuzz" / name))


if __name__ == "__main__":
    main()
