"""What the rules for jurisdictions ask of a parsed article: words, capitals, recognized entities, names."""

import collections
import dataclasses
import functools
import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from pipeline import models
from pipeline.extraction.actor_words import first_names
from pipeline.gazetteer import Gazetteer, gazetteer
from pipeline.toponym_key import toponym_key

LONGEST_NAME = 6
CITY = 50_000
"""People of a town whose name may stand for it even where somebody bears it as a first name."""
_INSIDE = frozenset({"of", "and", "the", "de", "del", "la", "le", "du", "on", "upon", "-", ".", "'", "al"})
_INITIAL = re.compile(r"[A-Z]\.")
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
TOWNS = frozenset({"city", "village"})
COMMAS = frozenset({",", ";"})


@dataclasses.dataclass(frozen=True, slots=True)
class PlaceWord:
    """A row of `place_words.csv`: a word that tells, beside a capitalized name, whether that is a place."""

    word: str
    kind: str


@functools.cache
def place_words(kind: str) -> frozenset[str]:
    return frozenset(row.word for row in models.load("place_words.csv", PlaceWord) if row.kind == kind)


token_key = functools.lru_cache(maxsize=100_000)(toponym_key)


@dataclasses.dataclass(slots=True)
class Candidate:
    """A name that may be a jurisdiction: tokens `[start, end)`, and how sure the rules are.

    `strength`: 2 sure, also for the same name elsewhere in the article; 1 only if sure elsewhere; 0 no.
    """

    start: int
    end: int
    key: str
    kind: str
    """`country`, `state`, `unit`, `county`, `city`, `village` (no number of people is known), `abbreviation`,
    `demonym`, `region` or `unknown`."""
    strength: int = 0
    rule: str = ""


class Reading:
    """One parsed article, prepared for the rules."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.gazetteer: Gazetteer = gazetteer()
        self.text = doc.text  # a Doc joins its text anew each time that it is asked
        self.words = [token.text for token in doc]
        self.entities: list[Span | None] = [None] * len(doc)
        for entity in doc.ents:
            for index in range(entity.start, entity.end):
                self.entities[index] = entity
        self.surnames = self._surnames()
        self._labels = collections.Counter(
            (toponym_key(entity.text), entity.label_) for entity in doc.ents if len(entity) <= 2
        )
        self.framed_ends: set[int] = set()
        """Tokens behind a name that `, State` follows."""
        self.framing_starts: set[int] = set()
        """Tokens where such a state starts."""

    def word(self, index: int) -> str:
        """The word at a place in the article, empty beyond its ends."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def is_capitalized(self, index: int) -> bool:
        return self.word(index)[:1].isupper()

    def is_a_person(self, key: str) -> bool:
        """Whether the recognizer takes a name for a person twice or more, and more often than for a place."""
        return self._labels[key, "PERSON"] > max(1, self._labels[key, "GPE"])

    def _surnames(self) -> frozenset[str]:
        """Last names of the people named in full, and what stands behind a title: "Mr. Paterson"."""
        found = set[str]()
        for entity in self.doc.ents:
            words = [token.text for token in entity if token.text not in POSSESSIVE]
            if len(words) < 2:
                continue
            is_given = words[0].lower() in first_names() and not self.is_city(token_key(words[0]))
            if not self._names_a_person(entity.label_, words, is_given):
                continue
            found.add(token_key(words[-1]))
            if is_given:
                found.add(token_key(words[0]))  # "Nadia Moayyad", then "Nadia said"
        titles = place_words("title")
        for index, word in enumerate(self.words[:-1]):
            if self.is_capitalized(index + 1) and (word in titles or self._is_given_name(index)):
                found.add(token_key(self.words[index + 1]))
        return frozenset(found)

    @staticmethod
    def _names_a_person(label: str, words: list[str], is_given: bool) -> bool:
        """Not "Historic Dublin"; also a first name and one word more that are taken for an organization."""
        if label == "ORG" and is_given and len(words) == 2:
            kinds = ("body", "business", "team", "school", "thoroughfare", "not_alone")
            return not any(words[1] in place_words(kind) for kind in kinds)
        return label == "PERSON" and words[0] not in place_words("direction")

    def is_city(self, key: str) -> bool:
        """Whether a city of some size has the name."""
        return any(place.population >= CITY and place.main for place in self.gazetteer.cities(key))

    def _is_given_name(self, index: int) -> bool:
        """Whether a first name or an initial stands before a surname: "Nadia Moayyad", "Tyrone M. Bell"."""
        word, after = self.words[index], self.words[index + 1]
        if self.doc[index].is_stop or not after.istitle() or kind_of(token_key(after)) not in TOWNS:
            return False
        if _INITIAL.fullmatch(word):
            return self.words[index - 1].istitle() and not self.words[index - 1].endswith(".")
        return word.istitle() and word.lower() in first_names() and not kind_of(token_key(word))

    def entity_at(self, candidate: Candidate) -> tuple[str, str]:
        """Label of the entity around a candidate, and where in it: `=` all, `^` first, `$` last, `.` inside.

        Articles and possessives of the entity do not count: "the United States'" is all of it.
        """
        entity = self.entities[candidate.start]
        if entity is None:
            entity = self.entities[candidate.end - 1]
            return ("", "") if entity is None else (entity.label_, "$")
        start, end = entity.start, entity.end
        if self.words[start].lower() == "the" and start < candidate.start:
            start += 1
        while end > candidate.end and self.words[end - 1] in POSSESSIVE | {"."}:
            end -= 1
        first, last = start >= candidate.start, end <= candidate.end
        return entity.label_, "=" if first and last else "^" if first else "$" if last else "."


def named(reading: Reading) -> Iterator[Candidate]:
    """Names that the gazetteer knows, longest first, from left to right."""
    index = 0
    while index < len(reading.words):
        found = _longest(reading, index) if reading.is_capitalized(index) else None
        if found is None:
            index += 1
        else:
            yield found
            index = found.end


def _longest(reading: Reading, start: int) -> Candidate | None:
    key = ""
    best: Candidate | None = None
    for index in range(start, min(start + LONGEST_NAME, len(reading.words))):
        word = reading.words[index]
        if word in {"'s", "’s"} and index > start:
            key += "s"  # "Prince George's County", "St. John's"
            if reading.is_city(key):
                best = Candidate(start, index + 1, key, kind_of(key))
            continue
        if not word[:1].isupper():
            if word not in _INSIDE:
                break
            key = f"{key} {token_key(word)}".strip()
            continue
        key = f"{key} {token_key(word)}".strip()
        kind = kind_of(key)
        if kind and _may_be_a_name(reading.doc[index], kind, index - start):
            best = Candidate(start, index + 1, key, kind)
    return best


def _may_be_a_name(last: Token, kind: str, length: int) -> bool:
    """Not the words that are towns somewhere: "Most of the children" (Most is a Czech town)."""
    if length > 0:
        return True
    if last.text == "Us":
        return False
    if last.text in place_words("not_alone") or last.text in place_words("body"):
        return kind in {"country", "state"}
    if last.is_stop and kind not in {"country", "abbreviation", "state"}:
        return False
    if last.text.isupper() and len(last.text) <= 3 and kind in TOWNS:
        return False  # "PA officials": the Palestinian Authority
    return not (kind == "abbreviation" and last.is_stop and last.text.istitle())  # "In", "Me"


@functools.cache
def _regions() -> frozenset[str]:
    return frozenset(toponym_key(word) for word in place_words("region"))


@functools.lru_cache(maxsize=100_000)
def kind_of(key: str) -> str:
    if key in _regions():
        return "region"
    places = gazetteer()
    units = places.units(key)
    if key in places.demonyms:
        return "demonym"
    if any(place.type == "country" for place in units):
        return "country"
    if any(place.country in {"US", "CA", "AU"} or place.place_id in _NATIONS for place in units):
        return "state"
    if places.counties(key):
        return "county"
    if places.after_place(key):
        return "abbreviation"
    if cities := places.cities(key):
        return "city" if any(place.geonames_id for place in cities) else "village"
    return "unit" if units else ""


_NATIONS = frozenset({"place:GB-ENG", "place:GB-SCT", "place:GB-WLS", "place:GB-NIR"})
