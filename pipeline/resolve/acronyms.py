"""The bare name of an organization, and acronyms: which names they may stand for, and which the text says."""

import re
from collections.abc import Iterable

from pipeline.extraction.actor_words import organization_words
from pipeline.extraction.found import Mention

_DEFINED = re.compile(r"\s?,?\s?\((?:the |or )?[“\"‘']?(?P<short>[A-Z][A-Za-z0-9&.-]{1,11})[”\"’']?\)")
_NOT_INITIAL = frozenset({"of", "and", "the", "for", "in", "on", "&", "at", "to", "de"})


def core(name: str) -> str:
    """A name without article and designators: "The Boeing Company, Inc." is "Boeing"."""
    parts = name.replace(",", " ").split()
    while len(parts) > 1 and parts[0].lower() == "the":
        parts = parts[1:]
    while len(parts) > 1 and parts[-1] not in {"Group"} and _is_designator(parts[-1]):
        parts = parts[:-1]
    return " ".join(parts)


def _is_designator(word: str) -> bool:
    row = organization_words().get(word)
    return row is not None and row.designator


def is_acronym(name: str) -> bool:
    letters = name.replace(".", "").replace("&", "")
    return (
        2 <= len(letters) <= 8
        and letters.isalnum()
        and sum(c.isupper() for c in letters) >= len(letters) - 1 > 0
    )


def initials(name: str) -> str:
    """First letters of the words that count: "Immigration and Customs Enforcement" is ICE."""
    return "".join(
        part[0] for part in re.split(r"[\s-]+", name) if part and part.lower() not in _NOT_INITIAL
    ).upper()


def could_abbreviate(short: str, name: str) -> bool:
    """Whether the letters of an acronym stand in the name in order, from its first letter on."""
    letters = iter(name.lower())
    wanted = [letter.lower() for letter in short if letter.isalnum()]
    return name[:1].lower() == wanted[0] and all(letter in letters for letter in wanted)


def defined_acronyms(text: str, mentions: Iterable[Mention]) -> dict[str, str]:
    """Acronym -> name, as the article defines them right after the name."""
    found: dict[str, str] = {}
    for mention in mentions:
        match = _DEFINED.match(text, mention.span.end)
        if match and could_abbreviate(match["short"], core(mention.name)) and not is_acronym(mention.name):
            found.setdefault(match["short"], mention.name)
    return found
