"""Which statistics of two articles are worth comparing: those of one dimension that share a word or their
value, each with the few that fit it best."""

import collections
import heapq
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.comparison.accounts import Account, Item
from pipeline.comparison.slots import Slots

CHOICES = 8
"""With how many numbers of another article, those whose words fit best, a number is compared at most."""
ONE_TOPIC = 0.36
"""Affinity of two articles from which equal numbers are hardly equal by chance."""
FAR = 1000 * (1 + 1e-9)

Pair = tuple[Slots, Slots]
Places = tuple[int, int]
"""Which statistic of the one article and which of the other."""


class Side(NamedTuple):
    """A claim: an article, and which of its statistics or quotes it is."""

    account: Account
    place: int

    @property
    def slots(self) -> Slots:
        """The claim as the comparison sees it, if it is a statistic."""
        return self.account.slots(self.place)


Sides = tuple[Side, Side]


def met(one: Account, other: Account, figures: Iterable[Places], alike: float) -> list[Sides]:
    """The pairs of statistics of two articles, the lesser claim_id in front, in order of their claim_ids:
    the `figures`, and those that may meet in articles so alike, 0 for strangers.
    """

    def claim_id(side: Side) -> str:
        return side.account.items[side.place].claim_id

    if one.items and other.items and other.items[0].claim_id < one.items[0].claim_id:
        one, other, figures = other, one, [(b, a) for a, b in figures]
    pairs = [
        (Side(one, a), Side(other, b)) for a, b in {*(_within(one, other, alike) if alike else ()), *figures}
    ]
    ordered = [(a, b) if claim_id(a) < claim_id(b) else (b, a) for a, b in pairs]
    return sorted(ordered, key=lambda sides: (claim_id(sides[0]), claim_id(sides[1])))


def _within(one: Account, other: Account, alike: float) -> Iterator[Places]:
    """Statistics of two articles that share a dimension and may meet."""
    may_meet = _may_meet if alike >= ONE_TOPIC else _may_meet_by_chance
    by_dimension: dict[str, list[int]] = collections.defaultdict(list)
    for place, item in enumerate(other.items):
        by_dimension[item.dimension].append(place)
    for at, a in enumerate(one.items):
        found = [place for place in by_dimension.get(a.dimension, ()) if may_meet(a, other.items[place])]
        if len(found) > CHOICES:
            own = one.slots(at)
            fit = {place: (_fit(own, other.slots(place)), other.items[place].claim_id) for place in found}
            found = heapq.nlargest(CHOICES, found, key=fit.__getitem__)
        for place in found:
            yield at, place


def _may_meet(a: Item, b: Item) -> bool:
    """Two numbers of one dimension. Unequal ones that share a single word, and neither what is counted nor
    what happened, are of two things: "a federal judge" and "federal funds"."""
    if _too_far(a.scale, b.scale):
        return False
    if a.value == b.value:
        return True
    shared = len(a.keys & b.keys)
    return shared > 1 or (shared == 1 and not a.core.isdisjoint(b.core))


def _may_meet_by_chance(a: Item, b: Item) -> bool:
    """Two numbers of articles that are hardly alike: "two women" and "two states" are equal by chance, so
    equal ones share two words, unequal ones three, one of which matters."""
    if _too_far(a.scale, b.scale):
        return False
    shared = len(a.keys & b.keys)
    return shared > 1 if a.value == b.value else shared > 2 and not a.core.isdisjoint(b.core)


def _fit(a: Slots, b: Slots) -> float:
    """Weight of the words beside both numbers, and one more where these are equal."""
    shared = a.near.keys() & b.near.keys()
    return sum(sorted(min(a.near[word], b.near[word]) for word in shared)) + (
        a.reading.value == b.reading.value
    )


def _too_far(one: float, other: float) -> bool:
    """More than a thousand times as large: even a million for a billion is less."""
    least, most = sorted((one, other))
    return most > FAR * least > 0
