"""Writes the rows of a made archive as the parts of a run, to measure what comes behind extraction.

Usage: python bench/parts.py ARTICLES FOLDER

A part has as many articles as one of extraction, 24 in the mean, and the same five files.
"""

import concurrent.futures
import functools
import itertools
import multiprocessing
import random
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import events
import newsroom
import pyarrow.parquet as pq
import stories

SMALLEST, LARGEST = 8, 64
BORDER = 1 / 16
"""Chance that a part ends behind an article, once it is large enough (pipeline.shards)."""
CHUNK = 10_000
"""Articles that one process makes before it asks for more."""
QUICK: Mapping[str, Any] = {"compression": "lz4", "use_dictionary": False, "write_statistics": False}
"""How parts are written here: in a third of the time of extraction's own, and not synced to the disk."""


class Chunk(NamedTuple):
    """Some stories of the archive, one after the other, the last perhaps cut short."""

    number: int
    first: int
    articles: int


def write(count: int, folder: Path, workers: int = 1, chunk: int = CHUNK) -> list[Path]:
    """The folders of the parts, in order, the same for any number of workers. Nothing is held but a part."""
    job = functools.partial(write_chunk, folder)
    if workers == 1:
        made = [job(item) for item in chunks(count, chunk)]
    else:
        with concurrent.futures.ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
            made = list(pool.map(job, chunks(count, chunk)))
    return list(itertools.chain.from_iterable(made))


def chunks(count: int, least: int) -> Iterator[Chunk]:
    """The archive cut between stories, at least so many articles each but for the last."""
    number = first = size = 0
    for story in itertools.count():
        size += events.size_of(story)
        if size >= min(count, least):
            yield Chunk(number, first, min(size, count))
            count, number, first, size = count - min(size, count), number + 1, story + 1, 0
        if not count:
            return


def write_chunk(folder: Path, chunk: Chunk) -> list[Path]:
    told = stories.stories(chunk.articles, first=chunk.first)
    chance = random.Random(chunk.first)
    made: list[Path] = []
    while part := list(itertools.islice(told, _size(chance))):
        into = folder / f"{chunk.number:016x}{len(made):016x}"
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
