"""What an article is about: its telling words, its entities, its day; and how alike two articles are.

A number of one event is not compared with that of another, unless both articles speak of both. So before the
numbers come the articles.
"""

import array
import collections
import dataclasses
import datetime
import functools
import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from pipeline.comparison.words import surface_counts, telling_stem
from pipeline.tables import ArticleRow, ClaimRow, MentionRow

Row = TypeVar("Row", ClaimRow, MentionRow)

TERMS = 40
"""How many telling words stand for an article."""
LEAD = 400
"""Code points of the opening, where a news story says what it is about; its words count twice."""
RARE = 0.35
"""Words less telling than this do not tell stories apart."""


class Named(NamedTuple):
    """A resolved mention: half-open offsets, and the rest as in `tables.MentionRow`."""

    start: int
    end: int
    kind: str
    label: str
    text: str
    entity_id: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Story:
    """An article as the comparison sees it."""

    key: str
    """The article_id."""
    text: str
    published: datetime.date | None
    stems: tuple[str, ...]
    """Telling stems, the most telling first."""
    weights: Sequence[float]
    """Their weights in the article; sums of squares are 1."""
    entities: Sequence[Named]
    """In order of their place."""


def story(article: ArticleRow, mentions: Iterable[MentionRow]) -> Story:
    """Reads one article; `mentions` are those of this article, in any order."""
    stems, weights = telling_terms(article.text)
    return Story(
        key=article.article_id,
        text=article.text,
        published=article.published,
        stems=stems,
        weights=weights,
        entities=named(mentions),
    )


def witness(article: ArticleRow) -> str:
    """Who speaks: the outlet, or the article itself where the outlet is not known."""
    return f"outlet:{article.outlet}" if article.outlet else f"article:{article.article_id}"


def named(mentions: Iterable[MentionRow]) -> tuple[Named, ...]:
    """The resolved mentions of an article in order of their place, pronouns left out."""
    resolved = (
        Named(row.start, row.end, row.kind, row.label, row.text, row.entity_id)
        for row in mentions
        if row.entity_id is not None and row.label != "PRONOUN"
    )
    return tuple(sorted(resolved))


def telling_terms(text: str) -> tuple[tuple[str, ...], Sequence[float]]:
    """The telling stems of a text, the most telling first, and their weights; sums of squares are 1."""
    counts: collections.Counter[str] = collections.Counter()
    weight: dict[str, float] = {}
    for lower, count in surface_counts(text, LEAD).items():
        stemmed, telling = telling_stem(lower)
        if telling >= RARE and not lower[0].isdigit():
            counts[stemmed] += count
            weight[stemmed] = telling
    ordered = sorted((-weight[stem] * (1 + math.log(count)), stem) for stem, count in counts.items())
    top = ordered[:TERMS]
    norm = math.sqrt(sum(score**2 for score, _ in top)) or 1.0
    return tuple(sys.intern(stem) for _, stem in top), array.array("d", (-score / norm for score, _ in top))


@functools.lru_cache(maxsize=1024)
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
    if one.published is None or other.published is None:
        return None
    return abs((one.published - other.published).days)


def by_article(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """article_id -> its mentions or claims."""
    held: dict[str, list[Row]] = collections.defaultdict(list)
    for row in rows:
        held[row.article_id].append(row)
    return held
