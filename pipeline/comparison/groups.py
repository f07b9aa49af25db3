"""Claims about one thing as groups.

Joining whatever any row joins would chain half a run together through claims that hold a little of two
things. So groups grow from the surest pair on (greedy additive edge contraction: Keuper and others,
Efficient decomposition of image and mesh graphs by lifted multicuts, 2015): two groups become one while the
evidence for it, summed over all pairs between them, outweighs the evidence against, and never when one
article would stand in the group with two different numbers, or with one number of two things.
"""

import collections
import hashlib
import heapq
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol, TypeAlias

import numpy as np

from pipeline.comparison.arrays import Floats, Ints
from pipeline.comparison.intervals import same_value
from pipeline.comparison.similarity import are_two_things
from pipeline.comparison.slots import Slots

SURE = 0.65
"""Similarity from which a row speaks for one group."""
APART = 4.0
"""What a row that finds another scope weighs against one group, in log-odds."""
UNLIKE = -1.0
"""What a pair weighs that was compared and found too little alike: a little against one group."""
FORBIDDEN = -math.inf

BUNDLE = 5_000
"""Pairs with evidence that are sent to a worker at a time, about."""

Pair: TypeAlias = tuple[int, int]


class Piece(NamedTuple):
    """Claims that may be one group, or several."""

    homes: Mapping[int, int]
    """The article of each claim."""
    evidence: Mapping[Pair, float]
    """For or against one group, by pairs, the lesser claim in front."""


Bundle: TypeAlias = Sequence[Piece]
Leads: TypeAlias = dict[int, int]
"""Claim -> least claim of its group."""


class Lookup(Protocol):
    """Claim -> slots."""

    def __getitem__(self, claim: int, /) -> Slots: ...


def weights(similarity: Floats, is_other_scope: np.ndarray) -> Floats:
    """What rows weigh for one group: log-odds above what is sure; below nought for other scopes."""
    alike = np.minimum(similarity, 0.9999)
    found = np.log(alike / (1 - alike)) - math.log(SURE / (1 - SURE))
    return np.where(is_other_scope, -APART, found)


def quote_groups(one: Ints, other: Ints, claims: int) -> Ints:
    """The least claim of the group of each of so many claims; parts of one utterance hang together through
    the whole. `one` and `other`: the claims of each row."""
    lead = np.arange(claims)
    known, labels = _components(one, other, np.ones(len(one), dtype=bool))
    lead[known] = known[labels]
    return lead


def statistic_groups(
    rows: tuple[Ints, Ints, Floats],
    dropped: tuple[Ints, Ints],
    homes: Ints,
    grow: Callable[[Iterable[Bundle]], Iterable[Leads]],
) -> Ints:
    """The least claim of the group of each claim. `rows`: the claims of each row, and what it weighs.

    `dropped` are pairs that were compared and found too little alike. `homes` has the article of each claim.
    Groups grow within what rows for one group hold together, piece by piece: `grow` is `grown` for some
    pieces after the other, or for many at once.
    """
    lead = np.arange(len(homes))
    claims, labels = _components(rows[0], rows[1], rows[2] > 0)
    for found in grow(_bundles(_pieces(claims, labels, rows, dropped), homes)):
        for claim, least in found.items():
            lead[claim] = least
    return lead


def grown(bundle: Bundle, held: Lookup) -> Leads:
    """The groups of the claims of some pieces."""
    leads: Leads = {}
    for homes, evidence in bundle:
        if len(evidence) == 1 and len(set(homes.values())) == 2 and max(evidence.values()) > 0:
            leads |= dict.fromkeys(homes, min(homes))
        else:
            leads |= _Clusters(homes, held, evidence).grown()
    return leads


def _bundles(pieces: Iterable[Mapping[Pair, float]], homes: Ints) -> Iterator[Bundle]:
    """Pieces with the articles of their claims, so many together that a bundle is worth sending."""
    bundle: list[Piece] = []
    size = 0
    for evidence in pieces:
        bundle.append(Piece({claim: int(homes[claim]) for pair in evidence for claim in pair}, evidence))
        size += len(evidence)
        if size >= BUNDLE:
            yield bundle
            bundle, size = [], 0
    if bundle:
        yield bundle


def _components(one: Ints, other: Ints, joins: np.ndarray) -> tuple[Ints, Ints]:
    """All claims in order, and for each the place of the least claim that rows which join lead to.

    Labels sink along the rows and are followed down until they rest (Shiloach and Vishkin, An O(log n)
    parallel connectivity algorithm, 1982).
    """
    claims, places = np.unique(np.concatenate([one, other]), return_inverse=True)
    a, b = places[: len(one)][joins], places[len(one) :][joins]
    labels = np.arange(len(claims))
    while True:
        least = np.minimum(labels[a], labels[b])
        sunk = labels.copy()
        np.minimum.at(sunk, labels[a], least)
        np.minimum.at(sunk, labels[b], least)
        while not np.array_equal(lower := sunk[sunk], sunk):
            sunk = lower
        if np.array_equal(sunk, labels):
            return claims, labels
        labels = sunk


def _pieces(
    claims: Ints, labels: Ints, rows: tuple[Ints, Ints, Floats], dropped: tuple[Ints, Ints]
) -> Iterator[dict[Pair, float]]:
    """The evidence within each component of more than one claim."""
    one, other = (np.concatenate([row, pair]) for row, pair in zip(rows[:2], dropped, strict=True))
    weight = np.concatenate([rows[2], np.full(len(dropped[0]), UNLIKE)])
    place_one, place_other = np.searchsorted(claims, one), np.searchsorted(claims, other)
    known = (place_one < len(claims)) & (place_other < len(claims))
    known[known] = (claims[place_one[known]] == one[known]) & (claims[place_other[known]] == other[known])
    one, other, weight = one[known], other[known], weight[known]
    label = labels[place_one[known]]
    inside = label == labels[place_other[known]]
    least, most = np.minimum(one, other)[inside], np.maximum(one, other)[inside]
    label, weight = label[inside], weight[inside]
    order = np.lexsort((most, least, label))
    cuts = np.flatnonzero(np.diff(label[order])) + 1
    for piece in np.split(order, cuts) if len(order) else ():
        pairs = zip(least[piece].tolist(), most[piece].tolist(), strict=True)
        yield dict(zip(pairs, weight[piece].tolist(), strict=True))


def group_id(one: str, other: str) -> str:
    """Id of a row whose claims stand in groups led by these claims.

    A row between two groups (another scope, or not sure enough) has an id of its own, made from both.
    """
    name = one if one == other else " ".join(sorted((one, other)))
    return "group:" + hashlib.sha256(name.encode("utf-8")).hexdigest()[:12]


def _clash(one: Slots, other: Slots) -> bool:
    """Two claims of one article with different numbers, or "two boats" and "two former employees"."""
    return not same_value(one.reading, other.reading) or are_two_things(one, other)


class _Clusters:
    """Groups that grow; each is named after its least claim."""

    def __init__(self, claims: Mapping[int, int], held: Lookup, evidence: Mapping[Pair, float]) -> None:
        self._held = held
        self._members = {claim: [claim] for claim in claims}
        self._numbers = {claim: {article: claim} for claim, article in claims.items()}
        self._between: dict[int, dict[int, float]] = collections.defaultdict(dict)
        self._queue: list[tuple[float, int, int]] = []
        for (one, other), weight in sorted(evidence.items()):
            self._tie(one, other, weight)

    def _tie(self, one: int, other: int, weight: float) -> None:
        self._between[one][other] = self._between[other][one] = weight
        if weight > 0:
            heapq.heappush(self._queue, (-weight, min(one, other), max(one, other)))

    def grown(self) -> dict[int, int]:
        """Joins what can be joined, the surest first; claim -> least claim of its group."""
        while self._queue:
            weight, one, other = heapq.heappop(self._queue)
            if self._between[one].get(other) != -weight:
                continue
            if self._clash(one, other):
                self._tie(one, other, FORBIDDEN)
            else:
                self._join(one, other)
        return {claim: lead for lead, members in self._members.items() for claim in members}

    def _clash(self, one: int, other: int) -> bool:
        few, many = sorted((self._numbers[one], self._numbers[other]), key=len)
        return any(
            _clash(self._held[claim], self._held[many[article]])
            for article, claim in few.items()
            if article in many
        )

    def _join(self, lead: int, other: int) -> None:
        self._members[lead] += self._members.pop(other)
        self._numbers[lead] = self._numbers.pop(other) | self._numbers[lead]
        del self._between[lead][other]
        for third, weight in sorted(self._between.pop(other).items()):
            if third != lead:
                del self._between[third][other]
                self._tie(lead, third, self._between[lead].get(third, 0.0) + weight)
