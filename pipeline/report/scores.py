"""Scores against golden cases, for the terminal."""

from collections.abc import Mapping

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.evaluation import Score


def score_table(scores: Mapping[str, Score], errors: int) -> RenderableType:
    """One line a kind (figures x 100), then the first errors."""
    listed = Table(
        "kind", "expected", "found", "right", "precision", "recall", "F1", "gaps", box=None, pad_edge=False
    )
    for kind, score in scores.items():
        figures = (score.precision, score.recall, score.f1)
        counts = (score.expected, score.found, score.right)
        shown = (*(str(count) for count in counts), *(f"{100 * x:.1f}" for x in figures), str(score.gaps))
        listed.add_row(kind, *shown)
    faults = [fault for score in scores.values() for fault in score.errors]
    return Group(listed, *(Text(fault) for fault in faults[:errors]))
