"""Near-identical reprints: a wire story printed by ten outlets is one witness.

Two articles are reprints when they share at least 60 percent of the five-word shingles of the shorter, and
neither is a short item of another kind. Candidates come from an inverted index of a few shingles an article,
those with the smallest hash (bottom-k sketch: Broder, On the resemblance and containment of documents,
1997), so no article is compared with all others.
"""

import collections
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from pipeline.comparison.arrays import Ints
from pipeline.comparison.blocks import meetings
from pipeline.comparison.hashes import Hashes, runs
from pipeline.comparison.unions import Unions
from pipeline.comparison.words import surfaces

SHINGLE = 5
SHARED = 0.6
SKETCH = 32
SEEN = 2
"""How many of its SKETCH shingles an article shares with another that it is compared with; of reprints of
most unequal length one in five is shared."""
MIN_SHINGLES = 20
MAX_LENGTH_RATIO = 3.0
NEIGHBOURS = 8
"""How many articles of one shingle, in order of their ids, each article is compared with."""


def shingles(text: str) -> Hashes:
    """The runs of five words of a text as sorted hashes, each once; the first SKETCH are its sketch."""
    return np.unique(runs(surfaces(text), SHINGLE))


def syndication(
    ids: Sequence[str], keys: Hashes, holders: Ints, read: Callable[[int], Hashes]
) -> dict[str, str]:
    """article_id -> group, for articles that have a reprint; the group is named after its least id.

    `ids` are sorted; `keys` and `holders` are the sketches and the places of their articles in `ids`; `read`
    gives the shingles of an article by its place.
    """
    met = meetings(keys, holders, NEIGHBOURS + 1, NEIGHBOURS)
    unions = Unions()
    often = met.shared >= SEEN
    for one, other in zip(met.one[often].tolist(), met.other[often].tolist(), strict=True):
        if are_reprints(read(one), read(other)):
            unions.join(ids[one], ids[other])
    return {member: f"reprint:{group[0]}" for group in unions.groups() for member in group if len(group) > 1}


def fellows(outlets: Mapping[str, str | None], groups: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """article_id -> who else prints the story, in order: outlets, and articles whose outlet is not known.

    `outlets` of the articles that stand in `groups`.
    """
    held: dict[str, list[str]] = collections.defaultdict(list)
    for article_id, group in groups.items():
        held[group].append(article_id)
    return {
        own: tuple(sorted({outlets[other] or other for other in group if other != own}))
        for group in held.values()
        for own in group
    }


def are_reprints(one: Hashes, other: Hashes) -> bool:
    """Whether the shingles of two texts are those of one story."""
    shorter, longer = sorted((len(one), len(other)))
    if shorter < MIN_SHINGLES or longer > MAX_LENGTH_RATIO * shorter:
        return False
    return len(np.intersect1d(one, other, assume_unique=True)) >= SHARED * shorter
