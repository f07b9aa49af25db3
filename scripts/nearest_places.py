"""Distances, means and nearest neighbours of points on the globe, for building the gazetteer."""

import collections
import math
from collections.abc import Iterable


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance, by the haversine formula."""
    p, q = math.radians(a[0]), math.radians(b[0])
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


def centre(points: Iterable[tuple[float, float]]) -> tuple[float, float] | None:
    """The mean direction of points on the globe: right also across the date line."""
    x = y = z = 0.0
    for lat, lon in points:
        p, q = math.radians(lat), math.radians(lon)
        x, y, z = x + math.cos(p) * math.cos(q), y + math.cos(p) * math.sin(q), z + math.sin(p)
    if x == y == z == 0.0:
        return None
    return round(math.degrees(math.atan2(z, math.hypot(x, y))), 4), round(math.degrees(math.atan2(y, x)), 4)


class Neighbours:
    """Named places on a grid of whole degrees, to look up the nearest."""

    def __init__(self, rows: Iterable[tuple[float, float, str, str]]) -> None:
        self.cells: dict[tuple[int, int], list[tuple[float, float, str, str]]] = collections.defaultdict(list)
        for row in rows:
            self.cells[math.floor(row[0]), math.floor(row[1])].append(row)

    def nearest(self, lat: float, lon: float, name: str) -> str | None:
        """The unit of the place of the same name within 15 km, else of the nearest within 100 km."""
        here = math.floor(lat), math.floor(lon)
        around = [
            (kilometres((lat, lon), (row[0], row[1])), row)
            for i in (-1, 0, 1)
            for j in (-1, 0, 1)
            for row in self.cells.get((here[0] + i, here[1] + j), ())
        ]
        same = [pair for pair in around if pair[1][2] == name and pair[0] < 15]
        best = min(same or around, default=None)
        return best[1][3] if best and best[0] < 100 else None
