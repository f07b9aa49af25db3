"""Near-identical reprints: a wire story printed by ten outlets is one witness.

Two articles are reprints when they share at least 60 percent of the five-word shingles of the shorter, and
neither is a short item of another kind. Candidates come from an inverted index of a few shingles an article,
those with the smallest hash (bottom-k sketch: Broder, On the resemblance and containment of documents,
1997), so no article is compared with all others.
"""

import collections
import functools
import hashlib
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from pipeline.comparison.unions import Unions
from pipeline.comparison.words import surfaces
from pipeline.tables import ArticleRow

SHINGLE = 5
SHARED = 0.6
SKETCH = 32
SEEN = 2
"""How many of its SKETCH shingles an article shares with another that it is compared with; of reprints of
most unequal length one in five is shared."""
MIN_SHINGLES = 20
MAX_LENGTH_RATIO = 3.0
HELD = 1_000
"""How many articles are held as shingles; the others are read again where they may be reprints."""
_ODD, _SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(29)
NEIGHBOURS = 8
"""How many articles of one shingle, in order of their ids, each article is compared with."""


def syndication(articles: Sequence[ArticleRow]) -> dict[str, str]:
    """article_id -> group, for articles that have a reprint; the group is named after its least id."""
    ordered = sorted(articles, key=lambda row: row.article_id)
    read = functools.lru_cache(maxsize=HELD)(lambda at: shingles(ordered[at].text))
    sketches = [np.sort(np.fromiter(read(at), dtype=np.uint64))[:SKETCH] for at in range(len(ordered))]
    unions = Unions()
    for one, other in sorted(_candidates(sketches)):
        if are_reprints(read(one), read(other)):
            unions.join(ordered[one].article_id, ordered[other].article_id)
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
    hashed = np.array([_hash(word) for word in surfaces(text)], dtype=np.uint64)
    count = len(hashed) - SHINGLE + 1
    if count < 1:
        return frozenset()
    mixed = np.zeros(count, dtype=np.uint64)
    for skip in range(SHINGLE):
        mixed = (mixed ^ hashed[skip : skip + count]) * _ODD
        mixed ^= mixed >> _SHIFT
    return frozenset(mixed.tolist())


@functools.lru_cache(maxsize=200_000)
def _hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")


def _candidates(sketches: Sequence[npt.NDArray[np.uint64]]) -> set[tuple[int, int]]:
    """Places of articles that share SEEN shingles of their sketches; one can be a phrase of all news."""
    if not sketches:
        return set()
    shingle = np.concatenate(sketches)
    holder = np.repeat(np.arange(len(sketches)), [len(sketch) for sketch in sketches])
    order = np.lexsort((holder, shingle))
    shingle, holder = shingle[order], holder[order]
    pairs: collections.Counter[tuple[int, int]] = collections.Counter()
    for apart in range(1, NEIGHBOURS + 1):
        same = shingle[apart:] == shingle[:-apart]
        pairs.update(zip(holder[:-apart][same].tolist(), holder[apart:][same].tolist(), strict=True))
    return {pair for pair, shared in pairs.items() if shared >= SEEN}
