"""What the verdicts mean, and how much each one tells."""

from collections.abc import Mapping

MEANING: Mapping[str, str] = {
    "conflict": "both cannot be true",
    "misattributed": "the same words, given to another speaker",
    "variant": "some words of the quote differ",
    "period_differs": "another time",
    "scope_differs": "another place, population, base or part",
    "compatible": "different words, and both can be true",
    "agree": "the same figure",
    "same": "the same words, perhaps cut",
}
"""The most telling first."""

WEIGHTS: Mapping[str, float] = {
    "conflict": 3.0,
    "misattributed": 3.0,
    "variant": 2.0,
    "period_differs": 1.0,
    "scope_differs": 0.8,
    "compatible": 0.5,
    "agree": 0.2,
    "same": 0.2,
}
"""How much a verdict tells: what may be an error of somebody's comes first."""

BENT = 1.6
"""The weight of one number that is said of two things: "400,000 criminals" in one paper is "400,000 migrants"
in the next."""
APART = 0.5
"""What a second number adds that is twice the first or more."""


def telling(verdict: str, similarity: float, ratio: float | None) -> float:
    """How much a comparison asks for a look: its verdict, how sure it is, how far apart the values are.

    `similarity` counts thrice: a doubtful conflict waits behind a sure change of words.
    """
    bent = verdict == "scope_differs" and ratio == 1.0
    apart = min(ratio - 1, 1.0) if ratio is not None else 0.0
    return ((BENT if bent else WEIGHTS[verdict]) + APART * apart) * similarity**3
