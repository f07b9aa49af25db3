"""The story in figures: counts, verdicts, and a matrix of outlets by conflicts."""

import collections
import dataclasses
from collections.abc import Mapping, Sequence

from pipeline.report.page.run_rows import RunRows
from pipeline.report.verdicts import MEANING

SHOWN_OUTLETS = 16


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Conflicts between outlets: `cells[i][j]` of `names[i]` and `names[j]`, None on the diagonal."""

    names: Sequence[str]
    cells: Sequence[Sequence[int | None]]
    left_out: int
    """Outlets with fewer conflicts, for which there is no room."""


def counts(run: RunRows) -> Mapping[str, int]:
    """What the run holds, for the first line of the report."""
    kinds = collections.Counter(claim.claim_type for claim in run.claims.values())
    return {
        "articles": len(run.articles),
        "outlets": len({article.outlet for article in run.articles.values()} - {None}),
        "statistics": kinds["statistic"],
        "quotes": kinds["quote"],
        "pairs": len(run.comparisons),
        "rejects": run.rejects,
    }


def verdicts(run: RunRows) -> list[tuple[str, int, str]]:
    """Verdicts with their numbers of pairs and what they mean, the most telling first."""
    told = collections.Counter(pair.verdict for pair in run.comparisons)
    return [(name, told[name], meaning) for name, meaning in MEANING.items() if told[name]]


def matrix(run: RunRows) -> Matrix:
    """Conflicts and misattributions between outlets; those that have none are not in it."""
    found: collections.Counter[tuple[str, str]] = collections.Counter()
    total: collections.Counter[str] = collections.Counter()
    for pair in run.comparisons:
        if pair.verdict in ("conflict", "misattributed"):
            sides = [run.outlet_of(run.claims[claim_id]) for claim_id in (pair.claim_a, pair.claim_b)]
            found[min(sides), max(sides)] += 1
            total.update(sides)
    most = sorted(total.items(), key=lambda item: (-item[1], item[0]))[:SHOWN_OUTLETS]
    names = sorted(name for name, _ in most)
    cells = [[found[min(a, b), max(a, b)] if a != b else None for b in names] for a in names]
    return Matrix(names=names, cells=cells, left_out=len(total) - len(names))
