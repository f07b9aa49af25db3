"""Verifies every invariant of an output folder: files, columns, keys, enumerations, offsets, counts.

Tables are read a slice at a time. What is held of the whole run are hashes of keys and a few numbers a claim:
half a million articles with nine mentions, four claims and four pairs each take 560 MB.
"""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from pipeline import tables
from pipeline.checks.articles import Articles, article_problems
from pipeline.checks.cells import extra_columns, schema_problems, unreadable
from pipeline.checks.claims import Claims, claim_problems
from pipeline.checks.comparisons import comparison_problems
from pipeline.checks.entities import Entities, entity_problems
from pipeline.checks.files import file_problems
from pipeline.checks.mentions import mention_problems
from pipeline.checks.problem import Problem
from pipeline.checks.rejects import reject_problems

__all__ = ["MOST", "Problem", "check", "schema_problems"]

MOST = 10_000
"""How many problems are listed; a folder that has more is beyond reading."""


def check(out: Path) -> list[Problem]:
    """The rows of an output folder that break the data contract, at most `MOST`; empty when it is sound.

    A missing or damaged table is a problem like any other, and so is a file that the run did not write.
    """
    found = list(itertools.islice(_problems(out), MOST + 1))
    if len(found) > MOST:
        found[MOST] = Problem("run", "check", f"has more than {MOST:,} problems: the others are not listed")
    return found


def _problems(out: Path) -> Iterator[Problem]:
    yield from file_problems(out)
    paths = {name: out / f"{name}.parquet" for name in tables.TABLES}
    broken = [problem for name, path in paths.items() for problem in unreadable(name, path)]
    if broken:
        yield from broken
        return
    reading = ""
    try:
        for name, problems in _tables(out, paths):
            reading = name
            yield from problems
    except (OSError, pa.ArrowException, UnicodeDecodeError) as error:
        yield Problem(reading, "table", f"cannot be read: {error}")


def _tables(out: Path, paths: dict[str, Path]) -> Iterator[tuple[str, Iterator[Problem]]]:
    """The checks of each table, in the order in which they need each other."""
    articles, entities, claims = Articles(), Entities(), Claims()
    for name, path in paths.items():
        yield name, extra_columns(name, path)
    yield "articles", article_problems(paths["articles"], articles)
    yield "entities", entity_problems(paths["entities"], entities)
    yield "mentions", mention_problems(out, articles, entities)
    yield "claims", claim_problems(out, articles, entities, claims)
    yield "comparisons", comparison_problems(paths["comparisons"], articles, claims)
    yield "rejects", reject_problems(paths["rejects"], articles)
