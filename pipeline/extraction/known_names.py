"""Names of known agencies, bodies and parties in a text, matched word by word.

The recognizer splits them: "U.S. Immigration | and | Customs Enforcement". Names are cut into words by the
tokenizer that cuts the text; white space is passed over, so a name is found across a line break too.
"""

import dataclasses
import functools
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from pipeline.extraction.actor_words import KnownBody, known_bodies, spellings
from pipeline.extraction.name_words import name_words

V = TypeVar("V")


class Trie(Generic[V]):
    """Sequences of words, each with a value; finds the longest that begins at a place."""

    __slots__ = ("children", "value")

    def __init__(self) -> None:
        self.children: dict[str, Trie[V]] = {}
        self.value: V | None = None

    def add(self, words: Sequence[str], value: V) -> None:
        """A sequence that is there already keeps its first value."""
        node = self
        for word in words:
            node = node.children.setdefault(word, Trie())
        if node.value is None:
            node.value = value

    def longest(self, words: Sequence[str], start: int) -> tuple[int, V] | None:
        """End and value of the longest sequence that begins at `start`; white space is passed over."""
        node, place, best = self, start, None
        while place < len(words):
            following = node.children.get(words[place])
            if following is None:
                if place > start and words[place].isspace():
                    place += 1
                    continue
                break
            node = following
            place += 1
            if node.value is not None:
                best = (place, node.value)
        return best

    def all(self, words: Sequence[str]) -> Iterator[tuple[int, int, V]]:
        """Start, end and value of each longest match, left to right, not overlapping."""
        place = 0
        while place < len(words):
            found = self.longest(words, place) if words[place] in self.children else None
            if found is None:
                place += 1
                continue
            yield place, found[0], found[1]
            place = found[0]


@dataclasses.dataclass(frozen=True, slots=True)
class KnownName:
    """What a spelling in the reference tables stands for."""

    id: str
    form: str
    """`name`, `acronym`, `guarded` (an acronym that means other things too), `common` (a name that does) or
    `members`."""


def _forms(row: KnownBody) -> Iterator[tuple[str, str]]:
    """Every spelling of a row, with its form."""
    for text in spellings(row):
        yield ("common" if row.common and text == row.name else "name"), text
    for form, texts in (("acronym", row.acronyms), ("guarded", row.guarded), ("members", row.members)):
        for text in texts:
            yield form, text


@functools.cache
def known_names() -> Trie[KnownName]:
    """The spellings that a text is searched for, cut into words as the text is."""
    trie: Trie[KnownName] = Trie()
    for row in known_bodies().values():
        for form, text in _forms(row):
            if form != "common":
                trie.add(name_words(text), KnownName(row.id, form))
    return trie


@functools.cache
def by_spelling() -> dict[str, KnownName]:
    """Spelling -> what it stands for, for whole names."""
    found: dict[str, KnownName] = {}
    for row in known_bodies().values():
        for form, text in _forms(row):
            found.setdefault(text, KnownName(row.id, form))
    return found
