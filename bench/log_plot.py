"""Plots with two logarithmic axes, as SVG text: lines with points, a legend, a grid of powers of ten."""

import math
from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 360, 300
LEFT, TOP, RIGHT, BOTTOM = 56, 34, 16, 44
COLOURS = ("#1f5fa8", "#c2541b", "#3b7d3b", "#7a4a9e")
Points = Sequence[tuple[float, float]]


class Line(NamedTuple):
    name: str
    points: Points


class Panel(NamedTuple):
    title: str
    lines: Sequence[Line]


class _Axis(NamedTuple):
    """Powers of ten from `low` to `high`, drawn from `start` to `stop`."""

    low: int
    high: int
    start: float
    stop: float

    def at(self, value: float) -> float:
        part = (math.log10(value) - self.low) / (self.high - self.low)
        return self.start + part * (self.stop - self.start)


def svg(panels: Sequence[Panel], along: str) -> str:
    """The panels side by side; `along` is the name of their horizontal axis."""
    width = WIDTH * len(panels)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" width="{width}" '
        f'height="{HEIGHT}" font-family="sans-serif" font-size="11" role="img">',
        f"<title>{escape('; '.join(panel.title for panel in panels))} by {escape(along)}</title>",
        f'<rect width="{width}" height="{HEIGHT}" fill="white"/>',
    ]
    for place, panel in enumerate(panels):
        parts += [f'<g transform="translate({place * WIDTH} 0)">', *_panel(panel, along), "</g>"]
    return "\n".join([*parts, "</svg>", ""])


def _panel(panel: Panel, along: str) -> list[str]:
    points = [point for line in panel.lines for point in line.points]
    parts = [f'<text x="{LEFT}" y="18" font-size="13" font-weight="bold">{escape(panel.title)}</text>']
    if not points:
        return parts
    x = _axis([point[0] for point in points], LEFT, WIDTH - RIGHT)
    y = _axis([point[1] for point in points], HEIGHT - BOTTOM, TOP)
    for power in range(x.low, x.high + 1):
        at = f"{x.at(10**power):.1f}"
        parts.append(f'<line x1="{at}" x2="{at}" y1="{y.start}" y2="{y.stop}" stroke="#ddd"/>')
        parts.append(f'<text x="{at}" y="{HEIGHT - 28}" text-anchor="middle">{_number(power)}</text>')
    for power in range(y.low, y.high + 1):
        at = f"{y.at(10**power):.1f}"
        parts.append(f'<line x1="{x.start}" x2="{x.stop}" y1="{at}" y2="{at}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{at}" dy="4" text-anchor="end">{_number(power)}</text>')
    middle = (x.start + x.stop) / 2
    parts.append(f'<text x="{middle}" y="{HEIGHT - 10}" text-anchor="middle">{escape(along)}</text>')
    for place, line in enumerate(panel.lines):
        parts += _line(line, x, y, place)
    return parts


def _line(line: Line, x: _Axis, y: _Axis, place: int) -> list[str]:
    colour = COLOURS[place % len(COLOURS)]
    spots = [(x.at(along), y.at(max(up, 10**y.low))) for along, up in sorted(line.points)]
    path = " ".join(f"{left:.1f},{top:.1f}" for left, top in spots)
    row = TOP + 14 + 15 * place
    return [
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>',
        *(f'<circle cx="{left:.1f}" cy="{top:.1f}" r="3.5" fill="{colour}"/>' for left, top in spots),
        f'<text x="{LEFT + 10}" y="{row}" fill="{colour}">{escape(line.name)}</text>',
    ]


def _axis(values: Sequence[float], start: float, stop: float) -> _Axis:
    low = math.floor(math.log10(max(min(values), 0.1)))
    return _Axis(low, max(low + 1, math.ceil(math.log10(max(max(values), 1)))), start, stop)


def _number(power: int) -> str:
    return f"{10**power:,}" if 0 <= power < 5 else f"10<tspan dy='-4' font-size='8'>{power}</tspan>"
