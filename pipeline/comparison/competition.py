"""Of several numbers of one article, which answers to a number of another: the one that fits it best.

"Seven bullets hit him, three of them in the back" holds two numbers that look alike from "hit by seven
bullets" in another article. The seven is its match, so the three is not put against it.
"""

import collections
from collections.abc import Sequence

from pipeline.comparison.intervals import same_value
from pipeline.comparison.similarity import are_two_things
from pipeline.comparison.slots import Slots

Pair = tuple[Slots, Slots]
FAR_AHEAD = 4.0
"""Log-odds from which a lead counts in full."""


def leads(pairs: Sequence[Pair], own: Sequence[float]) -> list[float]:
    """For each pair, -1 to 1: how much better it fits than its nearest rival, 1 where it has none.

    `own` is the log-odds of each pair by itself. Rivals are the pairs of either claim with another number of
    the other article. The order of the pairs does not matter.
    """
    met: dict[tuple[str, str], list[tuple[float, Slots]]] = collections.defaultdict(list)
    for (a, b), odds in zip(pairs, own, strict=True):
        met[a.claim.claim_id, b.story.key].append((odds, b))
        met[b.claim.claim_id, a.story.key].append((odds, a))
    found = []
    for (a, b), odds in zip(pairs, own, strict=True):
        rivals = [
            other
            for chosen, key in ((b, (a.claim.claim_id, b.story.key)), (a, (b.claim.claim_id, a.story.key)))
            for other, rival in met[key]
            if rival is not chosen and not _same_number(rival, chosen)
        ]
        lead = odds - max(rivals) if rivals else FAR_AHEAD
        found.append(max(-1.0, min(1.0, lead / FAR_AHEAD)))
    return found


def _same_number(one: Slots, other: Slots) -> bool:
    """The number of the headline and of the body is no rival of itself; that of another thing is."""
    return same_value(one.reading, other.reading) and not are_two_things(one, other)
