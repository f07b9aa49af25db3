"""Of several numbers of one article, which one answers to a number of another: the one that fits it best.

"Seven bullets hit him, three of them in the back" holds two numbers that look alike from "hit by seven
bullets" in another article. The seven is its match, so the three is not put against it as a conflict.
"""

import collections
from collections.abc import Iterable

from pipeline.compare.intervals import can_both_be_true, same_rounded, same_value
from pipeline.compare.slots import Slots

MARGIN = 0.0
"""How much better another number of the same article must fit."""


def winners(pairs: Iterable[tuple[Slots, Slots, float]]) -> list[tuple[Slots, Slots, float]]:
    """Pairs that are consistent, and those others whose numbers have no better match in the other article."""
    listed = list(pairs)
    best: dict[tuple[str, str], float] = collections.defaultdict(float)
    for a, b, alike in listed:
        if _consistent(a, b):
            for one, other in ((a, b), (b, a)):
                key = (one.claim.claim_id, other.story.key)
                best[key] = max(best[key], alike)
    return [
        (a, b, alike) for a, b, alike in listed if _consistent(a, b) or alike > _rival(best, a, b) + MARGIN
    ]


def _rival(best: dict[tuple[str, str], float], a: Slots, b: Slots) -> float:
    return max(best.get((a.claim.claim_id, b.story.key), 0.0), best.get((b.claim.claim_id, a.story.key), 0.0))


def _consistent(a: Slots, b: Slots) -> bool:
    one, other = a.reading, b.reading
    return same_value(one, other) or same_rounded(one, other) or can_both_be_true(one, other)
