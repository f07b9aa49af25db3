"""Runs one corpus under several interpreters and compares what they wrote, table by table, byte by byte.

Usage: python bench/same_bytes.py CORPUS PYTHON PYTHON [...]

Each PYTHON is the interpreter of a virtual environment that has the project's requirements; the program is
that of this checkout. Ends with 1 where a table differs, and names the columns that do.
"""

import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIBRARIES = ("numpy", "pyarrow", "spacy")
"""What numbers and files depend on most."""
VERSIONS = f"""
import importlib.metadata, platform
print(platform.python_version(), *map(importlib.metadata.version, {LIBRARIES!r}))
"""


def versions(python: str) -> str:
    """What an interpreter is, and the libraries that it has."""
    asked = subprocess.run([python, "-c", VERSIONS], check=True, capture_output=True, text=True)
    return ", ".join(map(" ".join, zip(("Python", *LIBRARIES), asked.stdout.split(), strict=True)))


def digests(python: str, corpus: Path, out: Path) -> dict[str, str]:
    """Table -> SHA-256 of its file, after a run with this interpreter."""
    command = [python, "-m", "pipeline.cli", "extract", str(corpus), "--out", str(out), "--workers", "1"]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return {
        path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(out.glob("*.parquet"))
    }


def differing_columns(one: Path, other: Path) -> Sequence[str]:
    """Columns whose cells differ; none where only the files do."""
    import pyarrow.parquet as pq

    a, b = pq.read_table(one), pq.read_table(other)
    if a.num_rows != b.num_rows:
        return [f"{a.num_rows} rows, not {b.num_rows}"]
    return [name for name in a.column_names if not a[name].equals(b[name])]


def differences(first: Path, other: Path, wanted: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    """A sentence for each table that is not the same file in both folders."""
    said = []
    for table in sorted(wanted.keys() | found.keys()):
        if wanted.get(table) == found.get(table):
            continue
        if table not in wanted or table not in found:
            said.append(f"{table}: is not in both")
            continue
        columns = differing_columns(first / f"{table}.parquet", other / f"{table}.parquet")
        said.append(f"{table}: {', '.join(columns) or 'the same cells, written otherwise'}")
    return said


def main(corpus: Path, pythons: Sequence[str]) -> int:
    differ = False
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder, "0")
        wanted = digests(pythons[0], corpus, first)
        print(versions(pythons[0]))
        for table, digest in wanted.items():
            print(f"  {digest}  {table}.parquet")
        for number, python in enumerate(pythons[1:], 1):
            out = Path(folder, str(number))
            said = differences(first, out, wanted, digests(python, corpus, out))
            print(versions(python), "same bytes" if not said else "differs", sep=": ")
            for sentence in said:
                print(f"  {sentence}")
            differ = differ or bool(said)
    return int(differ)


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]).resolve(), sys.argv[2:]))
