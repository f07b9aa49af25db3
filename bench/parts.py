"""Writes the rows of a made archive as the parts of a run, to measure what comes behind extraction.

Usage: python bench/parts.py ARTICLES FOLDER

A part has as many articles as one of extraction, 24 in the mean, and the same five files.
"""

import itertools
import random
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import newsroom
import pyarrow.parquet as pq
import stories

SMALLEST, LARGEST = 8, 64
BORDER = 1 / 16
"""Chance that a part ends behind an article, once it is large enough (pipeline.shards)."""

QUICK: Mapping[str, Any] = {"compression": "lz4", "use_dictionary": False, "write_statistics": False}
"""How parts are written here: in a third of the time of extraction's own, and not synced to the disk."""


def write(count: int, folder: Path) -> list[Path]:
    """The folders of the parts, in order. Nothing is held but a part."""
    told = stories.stories(count)
    chance = random.Random(count)
    made: list[Path] = []
    while part := list(itertools.islice(told, _size(chance))):
        into = folder / f"{len(made):032x}"
        into.mkdir(parents=True)
        for name, data in newsroom.tables_of(part).items():
            pq.write_table(data, into / f"{name}.parquet", **QUICK)
        made.append(into)
    return made


def _size(chance: random.Random) -> int:
    size = SMALLEST
    while size < LARGEST and chance.random() >= BORDER:
        size += 1
    return size


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
