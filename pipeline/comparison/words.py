"""Words as the comparison sees them: stems, how telling each is, and which name one thing.

Tables hold no spaCy objects, so the comparison reads words off the text itself. A word is reduced to a stem
("damaged", "damages" -> "damag"); stems that name one event or one kind of thing are one concept
("killed", "dead", "death toll" -> "@death"). How telling a stem is comes from a fixed table of English word
frequencies and never from the run: what an article shares with another must not depend on a third.
"""

import dataclasses
import functools
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pipeline import models

_WORD = re.compile(r"[^\W\d_]{1,40}(?:['’‘][^\W\d_]{1,10})?|\d[\d,.]{0,30}\d|\d")
_VOWEL = re.compile(r"[aeiouy]")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StemWeight:
    """How telling a stem is: 0 for words of every text, 1 for words that few texts have."""

    stem: str
    weight: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Irregular:
    """A form that no ending explains: "children" is "child"."""

    form: str
    lemma: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """Words that name one event or one kind of thing in news of figures."""

    id: str
    kind: str
    """`event` or `thing`."""
    words: tuple[str, ...]
    people: bool = False
    """Whether it is a kind of people, so that a count of it is not a count of another kind."""
    grows: bool = False
    """Whether a count of it grows as reports come in: the dead of a quake, people arrested so far."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StockWord:
    """A word that says how a story is told, not what it is about."""

    word: str
    kind: str
    """`telling` (said, Monday), `number` (two, dozen), or `link` between clauses (and, but)."""


class Word(NamedTuple):
    """A word of a text: half-open offsets, lower-case surface, concept or stem, weight 0 to 1."""

    start: int
    end: int
    lower: str
    stem: str
    weight: float


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """The words and numbers of `text[start:end]`, in order, with offsets in `text`."""
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        lower = match.group().lower().replace("’", "'").replace("‘", "'")
        stemmed, weight = _reading(lower)
        yield Word(match.start(), match.end(), lower, stemmed, weight)


def surfaces(text: str) -> list[str]:
    """The words and numbers of a text in lower case, in order."""
    return [surface.replace("’", "'").replace("‘", "'") for surface in _WORD.findall(text.lower())]


@functools.lru_cache(maxsize=200_000)
def _reading(lower: str) -> tuple[str, float]:
    if lower[0].isdigit():
        return lower.replace(",", "").rstrip("."), 1.0
    plain = lower[:-2] if lower.endswith("'s") else lower
    stemmed = stem(plain)
    if stemmed in _stock():
        return stemmed, 0.0
    named = concept(stemmed)
    return named, concept_weight(named) if len(stemmed) > 1 else 0.0


@functools.lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A lower-case word without its inflection; verb, noun and participle of one word fall together.

    The rules are those of Porter's first step (Porter, An algorithm for suffix stripping, 1980), with
    irregular forms looked up and a final `e` always dropped.
    """
    lemma = _irregular().get(word)
    return _without_ending(lemma or _without_inflection(word))


def _without_inflection(word: str) -> str:
    if len(word) <= 3:
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "ches", "shes", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        root = word[: -len(ending)]
        if word.endswith(ending) and len(root) >= 3 and _VOWEL.search(root):
            doubled = root[-1] == root[-2] and root[-1] not in "lsz"
            return root[:-1] if doubled else root
    return word


def _without_ending(word: str) -> str:
    if len(word) <= 3:
        return word
    return word[:-1] + "i" if word.endswith("y") and len(word) > 3 else word.rstrip("e") or word


@functools.cache
def _irregular() -> Mapping[str, str]:
    return {row.form: row.lemma for row in models.load("compare_irregular.csv", Irregular)}


@functools.cache
def _weights() -> Mapping[str, float]:
    return {row.stem: row.weight for row in models.load("compare_word_weights.csv", StemWeight)}


@functools.cache
def _stock() -> Mapping[str, str]:
    """Stem -> kind of stock word."""
    return {stem(row.word): row.kind for row in models.load("compare_stock_words.csv", StockWord)}


def is_number(word: Word) -> bool:
    """Whether a word is a number, in figures or in words."""
    return word.lower[0].isdigit() or _stock().get(word.stem) == "number"


def is_link(word: Word) -> bool:
    """Whether a word links two clauses or members of a list."""
    return _stock().get(word.stem) == "link"


@functools.cache
def _concepts() -> Mapping[str, Concept]:
    """Stem -> concept."""
    rows = models.load("compare_concepts.jsonl", Concept)
    return {stem(word): row for row in rows for word in row.words}


def concept(stemmed: str) -> str:
    """`@id` of the concept that a stem names, else the stem."""
    found = _concepts().get(stemmed)
    return f"@{found.id}" if found else stemmed


@functools.lru_cache(maxsize=200_000)
def concept_weight(named: str) -> float:
    """How telling a concept (the mean over its words) or a stem is."""
    stems = [stemmed for stemmed, row in _concepts().items() if named == f"@{row.id}"] or [named]
    return sum(_weights().get(stemmed, 1.0) for stemmed in stems) / len(stems)


@functools.cache
def growing() -> frozenset[str]:
    """The concepts whose counts grow as reports come in."""
    return frozenset(f"@{row.id}" for row in _concepts().values() if row.grows)


@functools.cache
def events() -> frozenset[str]:
    """The concepts that are events."""
    return frozenset(f"@{row.id}" for row in _concepts().values() if row.kind == "event")


@functools.cache
def people() -> frozenset[str]:
    """The concepts that are kinds of people."""
    return frozenset(f"@{row.id}" for row in _concepts().values() if row.people)
