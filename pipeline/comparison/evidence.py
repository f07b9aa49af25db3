"""What made two numbers alike: each feature's share in the similarity of a pair, read off its row again."""

import math

from pipeline.comparison.similarity import own_log_odds, shares, weights
from pipeline.comparison.slots import Slots
from pipeline.comparison.statistics import judge

CONSTANT = ("constant", "flagged")


def evidence(a: Slots, b: Slots, similarity: float) -> dict[str, float]:
    """Name -> log-odds that it adds, the weightiest first; features that add nothing are left out.

    `similarity` is that of the pair's row. By it the lead over rival numbers is known, which the two claims
    alone do not tell. All shares, with the constant, add up to the log-odds of the similarity.
    """
    known = weights()
    answer = judge(a, b)
    is_flagged = answer.verdict == "conflict" or answer.rule == "whole_and_part"
    base = {"constant": known["constant"]} | ({"flagged": known["flagged"]} if is_flagged else {})
    alike = min(max(similarity, 1e-9), 1 - 1e-9)
    rest = math.log(alike / (1 - alike)) - own_log_odds(a, b) - math.fsum(base.values())
    found = base | shares(a, b, _lead(rest))
    return dict(sorted(found.items(), key=lambda share: (-abs(share[1]), share[0])))


def _lead(rest: float) -> float:
    """The lead over rivals, -1 to 1, that explains what the pair by itself does not."""
    weight = weights()["best_fit" if rest > 0 else "rival_fit"]
    if not weight or rest / weight < 0:
        return 0.0
    return math.copysign(min(1.0, rest / weight), rest)
