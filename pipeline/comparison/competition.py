"""Of several numbers of one article, which answers to a number of another: the one whose words fit it best.

"Seven bullets hit him, three of them in the back" holds two numbers that look alike from "hit by seven
bullets" in another article. The seven is its match, so the three is not put against it.
"""

import collections
from collections.abc import Sequence

from pipeline.comparison.intervals import same_value
from pipeline.comparison.similarity import word_fit
from pipeline.comparison.slots import Slots

Pair = tuple[Slots, Slots]


def leads(pairs: Sequence[Pair]) -> list[float]:
    """For each pair, -1 to 1: how much better its words fit than those of the nearest rival.

    Rivals are the pairs of either claim with another number of the other article. A pair without rivals
    leads by its own fit. The order of the pairs does not matter.
    """
    fits = [word_fit(a, b) for a, b in pairs]
    met: dict[tuple[str, str], list[tuple[float, Slots]]] = collections.defaultdict(list)
    for (a, b), fit in zip(pairs, fits, strict=True):
        met[a.claim.claim_id, b.story.key].append((fit, b))
        met[b.claim.claim_id, a.story.key].append((fit, a))
    found = []
    for (a, b), fit in zip(pairs, fits, strict=True):
        rivals = [
            other
            for chosen, key in ((b, (a.claim.claim_id, b.story.key)), (a, (b.claim.claim_id, a.story.key)))
            for other, rival in met[key]
            if rival is not chosen and not _same_number(rival, chosen)
        ]
        found.append(max(-1.0, min(1.0, fit - max(rivals, default=0.0))))
    return found


def _same_number(one: Slots, other: Slots) -> bool:
    """The number of the headline and of the body is no rival of itself."""
    return same_value(one.reading, other.reading)
