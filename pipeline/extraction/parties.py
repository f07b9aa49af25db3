"""Parties of the world: "Labour", "the SPD" and "Liberal Party" mean a party of the country spoken of."""

import dataclasses
import functools
from collections.abc import Iterable, Iterator, Mapping

from pipeline import models
from pipeline.extraction import spoken_of
from pipeline.extraction.actor_words import organization_words
from pipeline.extraction.candidates import KNOWN, Candidate, Words
from pipeline.extraction.jurisdiction_names import codes
from pipeline.extraction.known_names import Trie
from pipeline.extraction.name_words import name_words
from pipeline.toponym_key import toponym_key


@dataclasses.dataclass(frozen=True, slots=True)
class Party:
    """A row of `models/parties_world.csv`; several spellings stand with `|` between them."""

    country: str
    name: str
    short: str = ""
    """Acronyms and words that mean the party wherever its country is spoken of: `Labour`, `SPD`."""
    guarded: str = ""
    """What means other things there too: it counts where the article names a party of the country surely."""
    members: str = ""
    aliases: str = ""
    common: bool = False
    """The name is made of common words (`Citizens`): it counts as guarded ones do."""

    @property
    def id(self) -> str:
        prefix = ID_PREFIXES.get(self.country, self.country.lower())
        return f"org:{prefix}-{toponym_key(self.name).replace(' ', '-')}"


ID_PREFIXES = {"GB": "uk"}
"""Where the tables of bodies write a country otherwise than ISO 3166 does."""
COMMON_BEFORE = frozenset({"of", "for", "and", "&", "-"})


@dataclasses.dataclass(frozen=True, slots=True)
class Sense:
    """What a spelling may stand for in a country."""

    party: Party
    form: str
    """`name`, `short`, `guarded` or `members`."""


@functools.cache
def parties() -> Mapping[str, Party]:
    """Id -> row."""
    return {row.id: row for row in models.load("parties_world.csv", Party)}


@functools.cache
def _senses() -> Mapping[str, tuple[Sense, ...]]:
    """Spelling, with straight apostrophes -> senses, one for each country that has it."""
    found: dict[str, dict[str, Sense]] = {}
    for party in parties().values():
        for form, text in _forms(party):
            found.setdefault(text, {}).setdefault(party.country, Sense(party, form))
    return {text: tuple(senses.values()) for text, senses in found.items()}


def _forms(party: Party) -> Iterator[tuple[str, str]]:
    yield ("guarded" if party.common else "name"), party.name
    columns = (
        ("name", party.aliases),
        ("short", party.short),
        ("members", party.members),
        ("guarded", party.guarded),
    )
    for form, texts in columns:
        for text in filter(None, texts.split("|")):
            yield form, text


@functools.cache
def _spellings() -> Trie[str]:
    trie: Trie[str] = Trie()
    for text in _senses():
        for written in dict.fromkeys((text, text.replace("'", "’"))):
            trie.add(name_words(written), text)
    return trie


class Meanings:
    """What names of parties mean in one article.

    `spoken` counts the countries that it speaks of, `names` are the names of bodies in it.
    """

    def __init__(self, spoken: Mapping[str, int], names: Iterable[str]) -> None:
        self._spoken = spoken
        self._sure: frozenset[str] = frozenset()
        found = [sense for name in names if (sense := self.of(name)) is not None and sense.form != "members"]
        self._sure = frozenset(sense.party.country for sense in found)

    def of(self, name: str) -> Sense | None:
        """The sense of the country most spoken of; None where two are spoken of alike, or none."""
        senses = [
            (self._spoken[sense.party.country], sense)
            for sense in _senses().get(name.replace("’", "'"), ())
            if self._spoken.get(sense.party.country)
            and (sense.form != "guarded" or sense.party.country in self._sure)
        ]
        most = max((count for count, _ in senses), default=0)
        best = [sense for count, sense in senses if count == most]
        return best[0] if len(best) == 1 else None


def national(words: Words) -> Iterator[Candidate]:
    """Parties by names, acronyms and bare words, where their country is spoken of."""
    held = [one for one in _spellings().all(words.texts) if _is_free(words, one[0], one[1])]
    if not held:
        return
    meanings = Meanings(spoken_of.countries(words.doc, words.texts), dict.fromkeys(text for *_, text in held))
    for start, end, text in held:
        sense = meanings.of(text)
        if sense is None:
            continue
        start += end - start > 1 and words.lowers[start] == "the"
        label = "NORP" if sense.form == "members" else "ORG"
        yield Candidate(start=start, end=end, label=label, rank=KNOWN, rule=f"actor.party.{sense.form}")


def _is_free(words: Words, start: int, end: int) -> bool:
    """Whether a spelling is no part of a longer name: not "Department of | Labour", "Labour | Court"."""
    if words.is_shouted(start) or (
        words.is_title_case(start) and end - start == 1 and not _is_acronym(words, start)
    ):
        return False
    if end < len(words) and words.texts[end] in organization_words() and not words.starts[end]:
        return False
    if end - start == 1 and not _is_acronym(words, start) and not _is_noun(words, start):
        return False
    if start == 0 or words.starts[start]:
        return True
    before = words.texts[start - 1]
    spelled = end - start == 1 and not _is_acronym(words, start)
    if spelled and before in COMMON_BEFORE and words.capital[start - 2]:
        return False
    return (
        not words.capital[start - 1]
        or words.starts[start - 1]
        or before in codes()
        or not _joins(words, start)
    )


def _joins(words: Words, start: int) -> bool:
    """Whether the recognizer has the word before in one name with this one: "Kenyan | Liberal Party"."""
    return words.entity_types[start] == words.entity_types[start - 1] != ""


def _is_acronym(words: Words, place: int) -> bool:
    return sum(letter.isupper() for letter in words.texts[place]) > 1


def _is_noun(words: Words, place: int) -> bool:
    """Whether a bare word is a name here: "Labour has a plan", not "Labour costs rose", "Labor Day"."""
    token = words.token(place)
    if token.dep_ in {"compound", "amod"} and words.starts[place]:
        return False
    goes_on = place + 1 < len(words) and words.capital[place + 1] and not words.starts[place + 1]
    if goes_on and words.entity_types[place] == words.entity_types[place + 1] != "":
        return False
    return token.pos_ in {"PROPN", "NOUN", "ADJ"}
