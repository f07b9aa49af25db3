"""What an article is about: its telling words, its entities, its day; and how alike two articles are.

A number of one event is not compared with that of another, unless both articles speak of both. So before the
numbers come the articles.
"""

import array
import collections
import dataclasses
import functools
import math
import sys
from collections.abc import Collection, Mapping, Sequence

from pipeline.comparison.words import surface_counts, telling_stem
from pipeline.tables import ArticleRow, MentionRow

TERMS = 40
"""How many telling words stand for an article."""
LEAD = 400
"""Code points of the opening, where a news story says what it is about; its words count twice."""
RARE = 0.35
"""Words less telling than this do not tell stories apart."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Story:
    """An article as the comparison sees it."""

    article: ArticleRow
    witness: str
    """Who speaks: the outlet, or the article itself where the outlet is not known."""
    reprint: str
    """The group of reprints that it belongs to, or the article itself."""
    stems: tuple[str, ...]
    """Telling stems, the most telling first."""
    weights: Sequence[float]
    """Their weights in the article; sums of squares are 1."""
    entities: tuple[MentionRow, ...]
    """Resolved mentions in order of their place."""

    @property
    def key(self) -> str:
        return self.article.article_id


def story(article: ArticleRow, mentions: Sequence[MentionRow], reprint: str | None) -> Story:
    """Reads one article; `mentions` are those of this article, in any order."""
    counts: collections.Counter[str] = collections.Counter()
    weight: dict[str, float] = {}
    for lower, count in surface_counts(article.text, LEAD).items():
        named, telling = telling_stem(lower)
        if telling >= RARE and not lower[0].isdigit():
            counts[named] += count
            weight[named] = telling
    scores = {stem: weight[stem] * (1 + math.log(count)) for stem, count in counts.items()}
    top = sorted(scores, key=lambda stem: (-scores[stem], stem))[:TERMS]
    norm = math.sqrt(sum(scores[stem] ** 2 for stem in top)) or 1.0
    resolved = [row for row in mentions if row.entity_id is not None and row.label != "PRONOUN"]
    return Story(
        article=article,
        witness=f"outlet:{article.outlet}" if article.outlet else f"article:{article.article_id}",
        reprint=reprint or f"article:{article.article_id}",
        stems=tuple(sys.intern(stem) for stem in top),
        weights=array.array("d", (scores[stem] / norm for stem in top)),
        entities=tuple(sorted(resolved, key=lambda row: (row.start, row.end, row.kind))),
    )


def are_two_witnesses(one: Story, other: Story) -> bool:
    """Whether two articles are of different outlets and no reprints of each other."""
    return one.witness != other.witness and one.reprint != other.reprint


@functools.lru_cache(maxsize=4096)
def affinity(one: Story, other: Story) -> float:
    """0 to 1: how much the telling words of two articles are the same (cosine of their terms)."""
    terms = _terms(other)
    return sum(
        weight * terms[stem] for stem, weight in zip(one.stems, one.weights, strict=True) if stem in terms
    )


@functools.lru_cache(maxsize=1024)
def _terms(one: Story) -> Mapping[str, float]:
    return dict(zip(one.stems, one.weights, strict=True))


def days_apart(one: Story, other: Story) -> int | None:
    """Days between the two days of publication, None where one is not known."""
    if one.article.published is None or other.article.published is None:
        return None
    return abs((one.article.published - other.article.published).days)


def by_article(mentions: Collection[MentionRow]) -> dict[str, list[MentionRow]]:
    """article_id -> its mentions."""
    held: dict[str, list[MentionRow]] = collections.defaultdict(list)
    for row in mentions:
        held[row.article_id].append(row)
    return held
