"""Counts that grow, drawn: value against day of publication, a dot an outlet, bounds as bars.

Plain SVG, so that the page needs no library; all text goes through the template's escaping.
"""

import dataclasses
import datetime
import itertools
from collections.abc import Iterable, Mapping, Sequence

from pipeline.comparison.intervals import tolerances
from pipeline.report.page.run_rows import Row

WIDTH, HEIGHT = 340, 150
LEFT, RIGHT, TOP, BOTTOM = 66, 22, 18, 26
"""Margins of the dots; the axes stand 12 pixels outside them."""
HEADROOM = 1.1
MOST, LEAST_DOTS = 6, 3


@dataclasses.dataclass(frozen=True, slots=True)
class Dot:
    """A claim on the drawing, in pixels; `low` and `high` are the ends of its bar."""

    x: float
    y: float
    low: float
    high: float
    label: str


@dataclasses.dataclass(frozen=True, slots=True)
class Timeline:
    """One drawing: the group that it is of, its dots, and the ends of both axes as text."""

    group: str
    title: str
    dots: Sequence[Dot]
    days: tuple[str, str]
    values: tuple[str, str]


def timelines(groups: Sequence[Row], claims: Mapping[str, Row]) -> list[Timeline]:
    """Drawings of the groups whose numbers grew from day to day, those with most to see first."""
    drawn: list[tuple[int, Timeline]] = []
    for group in groups:
        if group["type"] == "statistic" and "period_differs" in group["verdicts"]:
            told = [claims[witness[0]] for witness in group["witnesses"]]
            dated = [claim for claim in told if "published" in claim and "change" not in claim]
            points = {(claim["published"], claim["value"]) for claim in dated}
            if len(dated) >= LEAST_DOTS and _grows(points):
                drawn.append((len(points), _timeline(group, dated)))
    return [line for _, line in sorted(drawn, key=lambda item: -item[0])[:MOST]]


def _grows(points: Iterable[tuple[str, float]]) -> bool:
    """Whether later numbers are mostly the larger ones: a rank correlation of a half (Kendall 1938)."""
    steps = [
        (other > value) - (other < value)
        for (day, value), (other_day, other) in itertools.combinations(sorted(points), 2)
        if day != other_day
    ]
    return 2 * sum(steps) >= len(steps) > 0


def _timeline(group: Row, claims: Sequence[Row]) -> Timeline:
    days = [datetime.date.fromisoformat(claim["published"]) for claim in claims]
    low = min(0.0, *(claim["value"] for claim in claims))
    high = max(claim["value"] for claim in claims)
    first, last = min(days), max(days)
    dots = [
        _dot(claim, (day - first) / (last - first), low, high * HEADROOM)
        for claim, day in zip(claims, days, strict=True)
    ]
    ends = (f"{low:,.10g}", f"{high:,.10g}")
    return Timeline(group["id"], group["title"], dots, (first.isoformat(), last.isoformat()), ends)


def _dot(claim: Row, across: float, low: float, high: float) -> Dot:
    def up(value: float) -> float:
        share = (min(max(value, low), high) - low) / (high - low or 1)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

    value: float = claim["value"]
    reach = tolerances()[claim["bound"]]  # an open end is drawn to the edge
    bottom = 0.0 if reach.low is None else value * reach.low
    top = high if reach.high is None else value * reach.high
    label = f"{claim['outlet']}, {claim['published']}: {claim['figure']}"
    return Dot(round(LEFT + across * (WIDTH - LEFT - RIGHT), 1), up(value), up(bottom), up(top), label)
