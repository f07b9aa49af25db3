"""Stretches of tokens that may name an actor, and how those that overlap are settled."""

import dataclasses
import itertools
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from pipeline.extraction.actor_words import first_names, organization_words

KNOWN, TITLED, PATTERN, RECOGNIZED, REPEATED = range(5)
DASHES = frozenset({"-", "--", "–", "—"})
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

    def opens_line(self, place: int) -> bool:
        """Whether a line of the text begins here."""
        return place == 0 or "\n" in self.texts[place - 1]

    def is_dateline(self, start: int, end: int) -> bool:
        """Whether words in capitals open a line before a dash: "MIDWAY ATOLL - Seventy-four years ago"."""
        if not self.opens_line(start) or not all(text.isupper() for text in self.texts[start:end]):
            return False
        return any(text in DASHES for text in self.texts[end : end + 6])

    def is_shouted(self, place: int) -> bool:
        """Whether the words around stand in capitals, so that capitals say nothing."""
        around = self.texts[max(place - 5, 0) : place] + self.texts[place + 1 : place + 6]
        letters = [text for text in around if text.isalpha()]
        return bool(letters) and all(text.isupper() for text in letters)

    def token(self, place: int) -> Token:
        return self.doc[place]


def _title_case(texts: Sequence[str], starts: Sequence[bool]) -> list[bool]:
    """For each word, whether nearly all longer words of its line or sentence begin with a capital."""
    flags: list[bool] = []
    borders = [
        place
        for place, begins in enumerate(starts)
        if place > 0 and (begins or "\n" in texts[place - 1])  # a headline ends without a full stop
    ]
    for start, end in itertools.pairwise([0, *borders, len(texts)]):
        longer = [text for text in texts[start:end] if len(text) > 3 and text.isalpha()]
        capitals = sum(text[0].isupper() for text in longer)
        fewest = 4 if texts[end - 1 : end] in (["."], ["!"], ["?"]) else 3  # headlines have no full stop
        flags += [len(longer) >= fewest and capitals >= 0.85 * len(longer)] * (end - start)
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


OPENING_WORDS = frozenset(
    {
        "In",
        "On",
        "At",
        "As",
        "By",
        "For",
        "From",
        "After",
        "Before",
        "But",
        "And",
        "If",
        "When",
        "While",
        "With",
        "The",
        "A",
        "An",
        "He",
        "She",
        "It",
        "They",
        "We",
        "You",
    }
)
"""Words that open the next sentence where the parse has missed its border: "Regina Ip | In"."""
SURNAMES_TOO = frozenset({"Church", "Post", "Bank", "Court", "Guard", "Press", "Kings", "Young", "Service"})
"""Words of organizations that are people's names too: "Frank Church"."""


def looks_like_person(words: Sequence[str]) -> bool:
    """A given name and a word that may be a surname: "Frank Church", not "Duke University"."""
    return (
        len(words) == 2
        and words[0].lower() in first_names()
        and (words[1] not in organization_words() or words[1] in SURNAMES_TOO)
    )
