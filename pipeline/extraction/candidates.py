"""Stretches of tokens that may name an actor, and how those that overlap are settled."""

import dataclasses
import itertools
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from pipeline.extraction.actor_words import first_names, organization_words

KNOWN, TITLED, PATTERN, RECOGNIZED, REPEATED = range(5)
CONNECTORS = frozenset({"of", "for", "the", "and", "&", "on"})
MAX_NAME = 14
"""Longest name in tokens: a text in capitals is no name of 500 words."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Tokens `[start, end)` that may be a name; the lower `rank`, the surer."""

    start: int
    end: int
    label: str
    rank: int
    rule: str
    role: str | None = None


class Words:
    """The words of a parsed article, read from it once, since a token costs more than a string."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.texts = [token.text for token in doc]
        self.lowers = [text.lower() for text in self.texts]
        self.capital = [text[0].isupper() or _camel(text) for text in self.texts]
        self.starts = [bool(token.is_sent_start) for token in doc]
        self.entity_types = [token.ent_type_ for token in doc]
        self._title_case = _title_case(self.texts, self.starts)

    def __len__(self) -> int:
        return len(self.texts)

    def phrase(self, start: int, end: int) -> str:
        """The words between two places as one line."""
        return " ".join(self.doc[start:end].text.split())

    def begins_person(self, place: int) -> bool:
        """Whether the recognizer begins a person here."""
        return self.entity_types[place] == "PERSON" and self.doc[place].ent_iob_ == "B"

    def is_title_case(self, place: int) -> bool:
        """Whether the sentence is a headline whose words all begin with capitals."""
        return self._title_case[place]

    def is_shouted(self, place: int) -> bool:
        """Whether the words around stand in capitals, so that capitals say nothing."""
        around = self.texts[max(place - 5, 0) : place] + self.texts[place + 1 : place + 6]
        letters = [text for text in around if text.isalpha()]
        return bool(letters) and all(text.isupper() for text in letters)

    def token(self, place: int) -> Token:
        return self.doc[place]


def _title_case(texts: Sequence[str], starts: Sequence[bool]) -> list[bool]:
    """For each word, whether nearly all longer words of its sentence begin with a capital."""
    flags: list[bool] = []
    borders = [place for place, begins in enumerate(starts) if begins and place > 0]
    for start, end in itertools.pairwise([0, *borders, len(texts)]):
        longer = [text for text in texts[start:end] if len(text) > 3 and text.isalpha()]
        capitals = sum(text[0].isupper() for text in longer)
        flags += [len(longer) >= 4 and capitals >= 0.85 * len(longer)] * (end - start)
    return flags


def _camel(text: str) -> bool:
    """ "wikiHow", "eBay", "iRobot": a small letter, then a capital."""
    return text.isalpha() and text[0].islower() and any(letter.isupper() for letter in text[1:])


def settle(candidates: Iterable[Candidate], size: int) -> list[Candidate]:
    """Those that remain when surer and longer ones take their tokens first, in order."""
    taken = bytearray(size)
    kept = []
    for one in sorted(candidates, key=lambda c: (c.rank, c.start - c.end, c.start, c.label)):
        if one.start < one.end and not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\x01" * (one.end - one.start)
            kept.append(one)
    return sorted(kept, key=lambda c: c.start)


def looks_like_person(words: Sequence[str]) -> bool:
    """Two or more words of which the first is a given name and the last no organization's word."""
    return (
        len(words) >= 2
        and words[0].lower() in first_names()
        and (words[-1] not in organization_words() or len(words) == 2)
    )
