"""Writes what bench/scale.py measured into docs/scale.md: tables between markers, and the plot beside it."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import log_plot

DOCS = Path(__file__).resolve().parent.parent / "docs"
STAGES = ("merge", "compare")
"""Stages whose cost is plotted; the check is part of `compare`."""
LEAST = 10_000
"""Articles from which on growth is fitted."""
PROJECTED = (7, 8, 9)
Points = Sequence[tuple[float, float]]
Figures = Mapping[str, Any]


def main(figures: Path) -> None:
    measured = latest(json.loads(line) for line in figures.read_text("utf-8").splitlines())
    text = (DOCS / "scale.md").read_text("utf-8")
    made = {
        "rows": rows_table(measured),
        "full": full_table(measured),
        "projection": projection_table(measured),
    }
    for name, table in made.items():
        text = put(text, name, table)
    (DOCS / "scale.md").write_text(text, "utf-8")
    (DOCS / "scale.svg").write_text(plot(measured), "utf-8")


def latest(figures: Iterable[Figures]) -> list[Figures]:
    """What was measured last of each stage at each size, smallest first."""
    kept = {(row["kind"], row["articles"], row.get("stage", "")): row for row in figures}
    return sorted(kept.values(), key=lambda row: (row["kind"], row["articles"]))


def put(text: str, name: str, table: str) -> str:
    """The text with a table between its markers `<!-- name -->` and `<!-- /name -->`."""
    before, _, rest = text.partition(f"<!-- {name} -->\n")
    _, _, after = rest.partition(f"<!-- /{name} -->")
    if not after:
        raise ValueError(f"docs/scale.md has no markers <!-- {name} --> and <!-- /{name} -->")
    return f"{before}<!-- {name} -->\n{table}<!-- /{name} -->{after}"


def rows_table(measured: Sequence[Figures]) -> str:
    """A row for each stage and size."""
    head = ("articles", "stage", "CPU s", "ms an article", "wall s", "main MB", "largest worker MB", "rows")
    lines = [
        (
            f"{row['articles']:,}",
            row["stage"],
            f"{row['cpu_s']:,.0f}",
            f"{1000 * row['cpu_s'] / row['articles']:.2f}",
            f"{row['wall_s']:,.0f}",
            f"{row['main_mb']:,}",
            f"{row['worker_mb']:,}" if row["worker_mb"] else "",
            _counts(row),
        )
        for row in measured
        if row["kind"] == "rows"
    ]
    return _markdown(head, lines)


def _counts(row: Figures) -> str:
    wanted = {"merge": ("mentions", "entities", "claims"), "compare": ("comparisons",)}.get(row["stage"], ())
    return ", ".join(f"{row['rows'][name]:,} {name}" for name in wanted)


def full_table(measured: Sequence[Figures]) -> str:
    """What each tenth of a run held, and how fast it was."""
    head = (
        "articles",
        "workers",
        "CPU s",
        "wall s",
        "articles + rejects",
        "largest worker MB by tenths of the run",
    )
    lines = [
        (
            f"{row['articles']:,}",
            str(row["workers"]),
            f"{row['cpu_s']:,}",
            f"{row['wall_s']:,}",
            f"{row['rows']['articles'] + row['rows']['rejects']:,}",
            " ".join(f"{held}" for held in row["worker_mb_by_tenth"]),
        )
        for row in measured
        if row["kind"] == "full"
    ]
    return _markdown(head, lines)


def _markdown(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    rows = [head, ["---"] * len(head), *lines]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def projection_table(measured: Sequence[Figures]) -> str:
    """What each stage would cost if it grew on as it was measured to."""
    head = ("articles", *(f"{stage}: {what}" for stage in STAGES for what in ("CPU hours", "main GB")))
    fits = [fit(points) for stage in STAGES for points in (_cpu(measured, stage), _memory(measured, stage))]
    scales = (1 / 3600, 1 / 1000)
    lines = [
        (f"10^{power}", *(_projected(found, power, scales[at % 2]) for at, found in enumerate(fits)))
        for power in PROJECTED
    ]
    return _markdown(head, lines)


def _projected(found: tuple[float, float], power: int, scale: float) -> str:
    factor, grown = found
    return "not measured" if math.isnan(grown) else f"{scale * factor * 10 ** (power * grown):,.1f}"


def _cpu(measured: Sequence[Figures], stage: str) -> Points:
    return [(row["articles"], row["cpu_s"]) for row in _of(measured, stage)]


def _memory(measured: Sequence[Figures], stage: str) -> Points:
    return [(row["articles"], float(row["main_mb"])) for row in _of(measured, stage)]


def _of(measured: Sequence[Figures], stage: str) -> list[Figures]:
    return [row for row in measured if row["kind"] == "rows" and row["stage"] == stage]


def plot(measured: Sequence[Figures]) -> str:
    """CPU and memory against the number of articles, with how each grows."""
    cpu = [_line(stage, _cpu(measured, stage)) for stage in STAGES]
    memory = [_line(stage, _memory(measured, stage)) for stage in STAGES]
    panels = [log_plot.Panel("CPU seconds", cpu), log_plot.Panel("Main process at its largest, MB", memory)]
    return log_plot.svg(panels, "articles")


def _line(stage: str, points: Points) -> log_plot.Line:
    grown = fit(points)[1]
    return log_plot.Line(stage if math.isnan(grown) else f"{stage}: n^{grown:.2f}", points)


def fit(points: Points) -> tuple[float, float]:
    """Factor and exponent of a power of n, by least squares in the logarithms.

    Only sizes from LEAST on count: below, what starting costs would be taken for growth, and the caps of the
    comparison are not reached. nan for both where fewer than two such sizes were measured.
    """
    logs = [(math.log(n), math.log(max(cost, 0.1))) for n, cost in points if n >= LEAST]
    if len(logs) < 2:
        return math.nan, math.nan
    mean_n = sum(n for n, _ in logs) / len(logs)
    mean_cost = sum(cost for _, cost in logs) / len(logs)
    spread = sum((n - mean_n) ** 2 for n, _ in logs)
    grown = sum((n - mean_n) * (cost - mean_cost) for n, cost in logs) / spread
    return math.exp(mean_cost - grown * mean_n), grown
