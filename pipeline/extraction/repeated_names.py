"""One label for all mentions of a name, and mentions of names found elsewhere in the article."""

import collections
import dataclasses
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from pipeline.extraction.actor_words import first_names, not_actors, organization_words
from pipeline.extraction.candidates import PATTERN, REPEATED, TITLED, Candidate, Words
from pipeline.extraction.jurisdiction_names import codes
from pipeline.extraction.known_names import Trie, by_spelling
from pipeline.extraction.people import PARTICLES, SUFFIXES
from pipeline.extraction.well_known import known_surnames

FIRM_WORDS = frozenset(
    {"Group", "Holdings", "Partners", "Management", "Airlines", "Airways", "Motors", "Industries", "Systems"}
    | {"Technologies", "Pharmaceuticals", "Energy", "Foods", "Brands", "Labs", "Entertainment", "Media"}
    | {"Communications", "Insurance", "Financial", "Bancorp", "Stores", "Solutions", "Electric", "Studios"}
)
"""Last words of firms' names, which are left out later: "Halstead Capital Management", then "Halstead"."""
WELL_KNOWN = 20
"""Votes for a person by a surname that alone means somebody: "Obama"."""
Votes: TypeAlias = dict[tuple[str, ...], collections.Counter[str]]


def agreed(words: Words, found: Sequence[Candidate]) -> list[Candidate]:
    """One label for one name: "Twitter" a person twice and an organization five times is an organization.

    A surname of a person named in full is a person, whatever the recognizer held it for.
    """
    votes = _votes(words, found)
    return [_relabelled(words, one, votes) for one in found]


def _relabelled(words: Words, one: Candidate, votes: Votes) -> Candidate:
    if one.rank < PATTERN or one.label == "NORP":
        return one
    label = _winner(votes[_parts(words, one)])
    return (
        one if label == one.label else dataclasses.replace(one, label=label, rule=f"{one.rule}+actor.agreed")
    )


def repeated(words: Words, sure: Sequence[Candidate]) -> Iterator[Candidate]:
    """Names of the article where the recognizer passed them over, and surnames of people named in full."""
    yield from _speakers_in_capitals(words, sure)
    for start, end, label in _names(words, sure).all(words.texts):
        if end - start == 1 and words.starts[start] and _is_common(words, start):
            continue
        if words.is_shouted(start) and end - start == 1:
            continue
        if (start > 0 and words.texts[start - 1] == "-") or (end < len(words) and words.texts[end] == "-"):
            continue
        yield Candidate(start=start, end=end, label=label, rank=REPEATED, rule="actor.repeated")


def _speakers_in_capitals(words: Words, sure: Sequence[Candidate]) -> Iterator[Candidate]:
    """Surnames before what is said in a transcript: "WALLACE: Let's start", for Chris Wallace."""
    surnames = {
        words.texts[one.end - 1].upper() for one in sure if one.label == "PERSON" and one.end - one.start > 1
    }
    for place in range(len(words) - 1):
        if words.texts[place + 1] == ":" and words.texts[place] in surnames and words.texts[place].isupper():
            yield Candidate(
                start=place, end=place + 1, label="PERSON", rank=REPEATED, rule="actor.transcript"
            )


def _is_common(words: Words, place: int) -> bool:
    """Whether the tagger holds a sentence's first word for an ordinary one."""
    return words.doc[place].pos_ not in {"PROPN", "NOUN", "X"}


def _parts(words: Words, one: Candidate) -> tuple[str, ...]:
    return tuple(text for text in words.texts[one.start : one.end] if text.strip())


def _votes(words: Words, found: Sequence[Candidate]) -> Votes:
    votes: Votes = collections.defaultdict(collections.Counter)
    shortened: collections.Counter[tuple[str, ...]] = collections.Counter()
    surnames: set[tuple[str, ...]] = set()
    designated: set[tuple[str, ...]] = set()
    for one in found:
        if one.label == "NORP":
            continue
        parts = _parts(words, one)
        votes[parts][one.label] += 2 if one.rank <= TITLED else 1
        if one.label == "ORG" and len(parts) > 1 and _is_designator(parts[-1]):
            votes[parts[:-1]]["ORG"] += 1  # "Halden Corp." is "Halden" later
            designated.add(parts[:-1])
        elif one.label == "ORG" and 1 < len(parts) < 5 and parts[0].lower() not in first_names():
            shortened[parts[:1]] += 1  # "Cerberus Capital Management" is "Cerberus" later
            if parts[-1] in FIRM_WORDS and _is_own_word(parts[0]):
                votes[parts[:1]]["ORG"] += 1
        if one.label == "ORG" and len(parts) > 1 and _defines_acronym(words, one):
            votes[(words.texts[one.end + 1],)]["ORG"] += 2
        if one.label == "PERSON" and len(parts) > 1:
            for surname in _surnames(parts):
                votes[surname]["PERSON"] += 3
                surnames.add(surname)
    for parts, counted in votes.items():
        counted["ORG"] += shortened[parts]
        if parts in surnames and parts not in designated and " ".join(parts) not in by_spelling():
            counted["PERSON"] += WELL_KNOWN  # "Grimm" is no body after "Michael Grimm"
        if len(parts) == 1 and parts[0] in known_surnames():
            counted["PERSON"] += WELL_KNOWN
    return votes


def _is_own_word(text: str) -> bool:
    """Whether the first word of a firm's name may stand for it."""
    listed = text in organization_words() or text in codes() or text in not_actors("shared_first")
    return not listed and text[0].isupper() and len(text) > 3


def _defines_acronym(words: Words, one: Candidate) -> bool:
    """ "Ohio Department of Rehabilitation and Correction | (ODRC)"."""
    if one.end + 2 >= len(words) or words.texts[one.end] != "(" or words.texts[one.end + 2] != ")":
        return False
    short = words.texts[one.end + 1]
    if not 2 <= len(short) <= 8 or not short.isupper() or not short.isalpha():
        return False
    letters = iter(words.phrase(one.start, one.end).upper())
    return short[0] == words.texts[one.start][0] and all(letter in letters for letter in short)


def _winner(counted: collections.Counter[str]) -> str:
    return min(counted, key=lambda label: (-counted[label], label))


def _names(words: Words, sure: Sequence[Candidate]) -> Trie[str]:
    trie: Trie[str] = Trie()
    for parts, counted in sorted(_votes(words, sure).items()):
        if len(parts) > 1 or _stands_alone(parts[0]):
            trie.add(parts, _winner(counted))
    return trie


def _surnames(parts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The surname, with and without particles; "Lyon" before a possessive s stands for "Lyons"."""
    while len(parts) > 1 and parts[-1] in SUFFIXES:
        parts = parts[:-1]
    if len(parts) < 2:
        return
    if not parts[-1][0].isupper():
        if parts[-2] == "-":
            yield parts[:1]  # "Kim Dae-jin" is "Kim"
        return
    first = len(parts) - 1
    while first > 1 and (parts[first - 1] == "-" or parts[first - 1].lower() in PARTICLES):
        first -= 1 if parts[first - 1] != "-" else 2
    first = max(first, 1)
    if parts[-2] != "-":
        yield parts[-1:]
    if first < len(parts) - 1:
        yield parts[first:]
        yield (parts[first].capitalize(), *parts[first + 1 :])
    if parts[-1].endswith("s") and len(parts[-1]) > 3:
        yield (parts[-1][:-1], "’s")
        yield (parts[-1][:-1], "'s")


def _stands_alone(text: str) -> bool:
    return (
        len(text) > 2
        and text[0].isalpha()
        and text not in organization_words()
        and text.lower() not in {"the", "new", "may", "will"}
    )


def _is_designator(text: str) -> bool:
    row = organization_words().get(text)
    return row is not None and row.designator
