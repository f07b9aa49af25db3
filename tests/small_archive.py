"""A small archive to run over, and what is compared of its runs: the bytes of all tables."""

import hashlib
import json
from pathlib import Path

from pipeline import tables

STORIES = {
    "The Harbor Ledger": (
        "The river rose by {rise} feet on Monday in Marlow, Sheriff Dana Holt said. “We moved {moved} "
        "families,” she said. The Marlow Fire Department counted more than {homes} flooded homes in Ohio."
    ),
    "The Tamarack Courier": (
        "Water stood in {homes} flooded homes of Marlow, Ohio, after the river had risen by {rise} feet. "
        "Crews brought {moved} families to safety, according to Sheriff Dana Holt."
    ),
    "Marlow Daily News": (
        "Governor Ann Reyes flew to Marlow. She said that {moved} families had left their houses and that "
        "the flood had cost $4 million. Schools in Ohio stay closed until Friday."
    ),
}
"""By outlet, so that what they have in common is compared, and is no reprint."""


def write_archive(folder: Path, articles: int) -> Path:
    """Three files of JSON lines and a text; one line in ten cannot be read."""
    folder.mkdir(parents=True)
    for file in range(3):
        lines = [_line(number) for number in range(file, articles, 3)]
        (folder / f"wire-{file}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "late.txt").write_text(
        STORIES["The Harbor Ledger"].format(rise=3, moved=14, homes=102), "utf-8"
    )
    return folder


def _line(number: int) -> str:
    if number % 10 == 7:
        return '{"id": "broken'
    outlet = list(STORIES)[number % 3]
    text = STORIES[outlet].format(rise=number % 3 + 2, moved=number % 4 + 12, homes=100 + number % 5)
    return json.dumps({"id": f"a{number:03}", "text": text, "outlet": outlet, "published": "2025-09-18"})


def inputs(articles: int) -> int:
    return articles + 1


def sums(out: Path) -> dict[str, str]:
    """SHA-256 of each table."""
    return {
        name: hashlib.sha256((out / f"{name}.parquet").read_bytes()).hexdigest() for name in tables.TABLES
    }
