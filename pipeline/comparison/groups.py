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
from collections.abc import Callable, Iterable, Mapping, Sequence

from pipeline.comparison.intervals import same_value
from pipeline.comparison.readings import Lookup
from pipeline.comparison.similarity import are_two_things
from pipeline.comparison.slots import Slots
from pipeline.comparison.unions import Unions
from pipeline.tables import ComparisonRow

SURE = 0.65
"""Similarity from which a row speaks for one group."""
APART = 4.0
"""What a row that finds another scope weighs against one group, in log-odds."""
FORBIDDEN = -math.inf

Pair = tuple[str, str]


def quote_groups(rows: Iterable[ComparisonRow]) -> dict[str, str]:
    """claim_id -> least claim_id of its group; parts of one utterance hang together through the whole."""
    unions = Unions()
    for row in rows:
        unions.join(row.claim_a, row.claim_b)
    return {member: group[0] for group in unions.groups() for member in group}


def statistic_groups(
    rows: Sequence[ComparisonRow],
    dropped: Iterable[Pair],
    held: Lookup,
    article_of: Callable[[str], str] | None = None,
) -> dict[str, str]:
    """claim_id -> least claim_id of its group, for every claim of `rows`.

    `dropped` are pairs that were compared and found too little alike; each speaks a little against one group.
    `article_of` gives the article_id of a claim where `held` is slow.
    """
    claims = sorted({claim for row in rows for claim in (row.claim_a, row.claim_b)})
    evidence = {(row.claim_a, row.claim_b): _evidence(row) for row in rows}
    known = set(claims)
    evidence |= {pair: -1.0 for pair in dropped if known.issuperset(pair)}
    home = article_of or (lambda claim: held[claim].story.key)
    return _Clusters({claim: home(claim) for claim in claims}, held, evidence).grown()


def group_id(one: str, other: str) -> str:
    """Id of a row whose claims stand in groups led by these claims.

    A row between two groups (another scope, or not sure enough) has an id of its own, made from both.
    """
    name = one if one == other else " ".join(sorted((one, other)))
    return "group:" + hashlib.sha256(name.encode("utf-8")).hexdigest()[:12]


def _evidence(row: ComparisonRow) -> float:
    """Log-odds above what is sure; below nought for other scopes."""
    if row.verdict == "scope_differs":
        return -APART
    alike = min(row.similarity, 0.9999)
    return math.log(alike / (1 - alike)) - math.log(SURE / (1 - SURE))


def _clash(one: Slots, other: Slots) -> bool:
    """Two claims of one article with different numbers, or "two boats" and "two former employees"."""
    return not same_value(one.reading, other.reading) or are_two_things(one, other)


class _Clusters:
    """Groups that grow; each is named after its least claim."""

    def __init__(self, claims: Mapping[str, str], held: Lookup, evidence: Mapping[Pair, float]) -> None:
        self._held = held
        self._members = {claim: [claim] for claim in claims}
        self._numbers = {claim: {article: claim} for claim, article in claims.items()}
        self._between: dict[str, dict[str, float]] = collections.defaultdict(dict)
        self._queue: list[tuple[float, str, str]] = []
        for (one, other), weight in sorted(evidence.items()):
            self._tie(one, other, weight)

    def _tie(self, one: str, other: str, weight: float) -> None:
        self._between[one][other] = self._between[other][one] = weight
        if weight > 0:
            heapq.heappush(self._queue, (-weight, min(one, other), max(one, other)))

    def grown(self) -> dict[str, str]:
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

    def _clash(self, one: str, other: str) -> bool:
        few, many = sorted((self._numbers[one], self._numbers[other]), key=len)
        return any(
            _clash(self._held[claim], self._held[many[article]])
            for article, claim in few.items()
            if article in many
        )

    def _join(self, lead: str, other: str) -> None:
        self._members[lead] += self._members.pop(other)
        self._numbers[lead] = self._numbers.pop(other) | self._numbers[lead]
        del self._between[lead][other]
        for third, weight in sorted(self._between.pop(other).items()):
            if third != lead:
                del self._between[third][other]
                self._tie(lead, third, self._between[lead].get(third, 0.0) + weight)
