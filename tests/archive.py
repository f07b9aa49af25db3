"""A small archive to run over, and what is compared of its runs: the bytes of all tables."""

import hashlib
import json
from pathlib import Path

from pipeline import tables

STORY = (
    "The river rose by {rise} feet on Monday, Sheriff Dana Holt said. “We moved {moved} families,” she said. "
    "The Marlow Fire Department counted more than {homes} flooded homes in Ohio."
)
OUTLETS = ("The Harbor Ledger", "The Tamarack Courier", "Marlow Daily News")


def write_archive(folder: Path, articles: int) -> Path:
    """Three files of JSON lines and a text; one line in ten cannot be read."""
    folder.mkdir(parents=True)
    for file in range(3):
        lines = [_line(number) for number in range(file, articles, 3)]
        (folder / f"wire-{file}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "late.txt").write_text(STORY.format(rise=3, moved=14, homes=102), "utf-8")
    return folder


def _line(number: int) -> str:
    if number % 10 == 7:
        return '{"id": "broken'
    text = STORY.format(rise=number % 3 + 2, moved=number % 4 + 12, homes=100 + number % 5)
    outlet = OUTLETS[number % 3]
    return json.dumps({"id": f"a{number:03}", "text": text, "outlet": outlet, "published": "2025-09-18"})


def inputs(articles: int) -> int:
    return articles + 1


def sums(out: Path) -> dict[str, str]:
    """SHA-256 of each table."""
    return {
        name: hashlib.sha256((out / f"{name}.parquet").read_bytes()).hexdigest() for name in tables.TABLES
    }
