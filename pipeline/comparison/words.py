"""Words as the comparison sees them: stems, how telling each is, and which name one thing.

Tables hold no spaCy objects, so the comparison reads words off the text itself. A word is reduced to a stem
("damaged", "damages" -> "damag"); stems that name one event or one kind of thing are one concept
("killed", "dead", "death toll" -> "@death"). How telling a stem is comes from a fixed table of English word
frequencies and never from the run: what an article shares with another must not depend on a third.
"""

import collections
import dataclasses
import functools
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline import models
from pipeline.comparison.concepts import concept, members
from pipeline.comparison.stems import stem

_WORD = re.compile(r"[^\W\d_]{1,40}(?:['’‘][^\W\d_]{1,10})?|\d[\d,.]{0,30}\d|\d")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StemWeight:
    """How telling a stem is: 0 for words of every text, 1 for words that few texts have."""

    stem: str
    weight: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StockWord:
    """A word that says how a story is told, not what it is about."""

    word: str
    kind: str
    """`telling` (said, Monday), `number` (two, dozen), or `link` between clauses (and, but)."""


class Term(NamedTuple):
    """A word by itself: lower-case surface, stem, its concept or itself, weight 0 to 1, and what it does."""

    lower: str
    root: str
    stem: str
    weight: float
    kind: str
    """`number`, in figures or in words; `link`: it links two clauses or members of a list; else empty."""


class Word(NamedTuple):
    """A word of a text: half-open offsets, and the rest as in `Term`."""

    start: int
    end: int
    lower: str
    root: str
    stem: str
    weight: float
    kind: str


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """The words and numbers of `text[start:end]`, in order, with offsets in `text`."""
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        start, end = match.span()
        yield Word(start, end, *term(match.group()))


def terms(text: str) -> list[Term]:
    """The words and numbers of a text, in order."""
    return [term(surface) for surface in _WORD.findall(text)]


@functools.lru_cache(maxsize=200_000)
def term(surface: str) -> Term:
    """A word as it is written."""
    lower = _plain(surface.lower())
    return Term(lower, *_reading(lower))


@functools.lru_cache(maxsize=1)
def surfaces(text: str) -> Sequence[str]:
    """The words and numbers of a text in lower case, in order."""
    return _WORD.findall(_plain(text.lower()))


def surface_counts(text: str, lead: int) -> collections.Counter[str]:
    """Lower-case word -> how often it stands in the text, those that start in the first `lead` code points
    counted twice."""
    found = surfaces(text)
    opening = sum(1 for _ in itertools.takewhile(lambda match: match.start() < lead, _WORD.finditer(text)))
    counts = collections.Counter(found)
    counts.update(found[:opening])
    return counts


def _plain(surface: str) -> str:
    return surface.replace("’", "'").replace("‘", "'")


def telling_stem(lower: str) -> tuple[str, float]:
    """Stem or concept of a lower-case word, and how telling it is."""
    _, named, weight, _ = _reading(lower)
    return named, weight


@functools.lru_cache(maxsize=200_000)
def _reading(lower: str) -> tuple[str, str, float, str]:
    """Stem, concept or stem, weight, kind."""
    if lower[0].isdigit():
        digits = lower.replace(",", "").rstrip(".")
        return digits, digits, 1.0, "number"
    plain = lower[:-2] if lower.endswith("'s") else lower
    stemmed = stem(plain)
    if stemmed in _stock():
        kind = _stock()[stemmed]
        return stemmed, stemmed, 0.0, kind if kind in {"number", "link"} else ""
    named = concept(stemmed)
    return stemmed, named, concept_weight(named) if len(stemmed) > 1 else 0.0, ""


@functools.cache
def _weights() -> Mapping[str, float]:
    return {row.stem: row.weight for row in models.load("compare_word_weights.csv", StemWeight)}


@functools.cache
def _stock() -> Mapping[str, str]:
    """Stem -> kind of stock word."""
    return {stem(row.word): row.kind for row in models.load("compare_stock_words.csv", StockWord)}


@functools.lru_cache(maxsize=200_000)
def concept_weight(named: str) -> float:
    """How telling a concept (the mean over its words) or a stem is."""
    stems = members(named) or (named,)
    return sum(_weights().get(stemmed, 1.0) for stemmed in stems) / len(stems)
