"""Rejects: inputs that became no article."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow.compute as pc

from pipeline.checks.articles import Articles
from pipeline.checks.cells import cell_problems
from pipeline.checks.keys import find
from pipeline.checks.problem import Problem, told
from pipeline.checks.reading import slices
from pipeline.taken import TAKEN

MANY = r"(?i)\.jsonl(?:\.gz)?$"
"""Files that hold many inputs."""


def reject_problems(path: Path, articles: Articles) -> Iterator[Problem]:
    """Faults of rejects: cells, order, and inputs that are rows of `articles`, too."""
    last = ("", 0)
    for rows in slices(path):
        yield from cell_problems("rejects", rows)
        yield from told("rejects", rows, pc.less(rows.column("line"), 1), "line is below 1")
        read = find(articles.paths, rows.column("path")) >= 0
        whole = pc.invert(
            pc.or_(
                pc.match_substring_regex(rows.column("path"), MANY),
                pc.match_substring(rows.column("error"), TAKEN),
            )
        )
        both = read & whole.fill_null(False).to_numpy(zero_copy_only=False)
        yield from told("rejects", rows, both, "the same input is a row of articles")
        places = list(
            zip(
                rows.column("path").fill_null("").to_pylist(),
                rows.column("line").fill_null(0).to_pylist(),
                strict=True,
            )
        )
        unordered = [one > other for one, other in itertools.pairwise([last, *places])]
        yield from told("rejects", rows, np.array(unordered, np.bool_), "comes behind a later input")
        last = places[-1] if places else last
