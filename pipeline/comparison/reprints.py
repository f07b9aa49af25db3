"""Near-identical reprints: a wire story printed by ten outlets is one witness.

Two articles are reprints when they share at least 60 percent of the five-word shingles of the shorter, and
neither is a short item of another kind. Candidates come from an inverted index of a few shingles an article,
those with the smallest hash (bottom-k sketch: Broder, On the resemblance and containment of documents,
1997), so no article is compared with all others.
"""

import collections
import hashlib
import itertools
from collections.abc import Mapping, Sequence

from pipeline.comparison.unions import Unions
from pipeline.comparison.words import surfaces
from pipeline.tables import ArticleRow

SHINGLE = 5
SHARED = 0.6
SKETCH = 32
MIN_SHINGLES = 20
MAX_LENGTH_RATIO = 3.0
NEIGHBOURS = 8
"""How many articles of one shingle, in order of their ids, each article is compared with."""


def syndication(articles: Sequence[ArticleRow]) -> dict[str, str]:
    """article_id -> group, for articles that have a reprint; the group is named after its least id."""
    held = {row.article_id: shingles(row.text) for row in articles}
    unions = Unions()
    for one, other in sorted(_candidates(held)):
        if are_reprints(held[one], held[other]):
            unions.join(one, other)
    return {member: f"reprint:{group[0]}" for group in unions.groups() for member in group if len(group) > 1}


def fellows(articles: Sequence[ArticleRow], groups: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """article_id -> who else prints the story, in order: outlets, and articles whose outlet is not known."""
    held: dict[str, list[ArticleRow]] = collections.defaultdict(list)
    for row in articles:
        if row.article_id in groups:
            held[groups[row.article_id]].append(row)
    return {
        row.article_id: tuple(
            sorted(
                {other.outlet or other.article_id for other in group if other.article_id != row.article_id}
            )
        )
        for group in held.values()
        for row in group
    }


def are_reprints(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether two sets of shingles are those of one story."""
    shorter, longer = sorted((len(one), len(other)))
    if shorter < MIN_SHINGLES or longer > MAX_LENGTH_RATIO * shorter:
        return False
    return len(one & other) >= SHARED * shorter


def shingles(text: str) -> frozenset[int]:
    """The runs of five words of a text, as 64-bit hashes."""
    surface = surfaces(text)
    return frozenset(
        int.from_bytes(hashlib.blake2b(" ".join(run).encode(), digest_size=8).digest(), "big")
        for run in zip(*(itertools.islice(surface, skip, None) for skip in range(SHINGLE)), strict=False)
    )


def _candidates(held: Mapping[str, frozenset[int]]) -> set[tuple[str, str]]:
    holders: dict[int, list[str]] = collections.defaultdict(list)
    for article_id in sorted(held):
        for shingle in sorted(held[article_id])[:SKETCH]:
            holders[shingle].append(article_id)
    pairs: set[tuple[str, str]] = set()
    for block in holders.values():
        for place, one in enumerate(block):
            pairs.update((one, other) for other in block[place + 1 : place + 1 + NEIGHBOURS])
    return pairs
