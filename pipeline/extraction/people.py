"""People that the recognizer missed: names after titles, surnames whose full name stands elsewhere."""

import collections
import dataclasses
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from pipeline.extraction.actor_words import actor_nouns, first_names, not_actors, organization_words
from pipeline.extraction.candidates import (
    OPENING_WORDS,
    PATTERN,
    RECOGNIZED,
    REPEATED,
    TITLED,
    Candidate,
    Words,
)
from pipeline.extraction.known_names import Trie
from pipeline.extraction.titles import ending_at, starting_at
from pipeline.extraction.well_known import known_surnames

PARTICLES = frozenset(
    {
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "van",
        "von",
        "der",
        "den",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "ten",
        "ter",
    }
)
SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})
LONGEST_PERSON = 5
WELL_KNOWN = 20
"""Votes for a person by a surname that alone means somebody: "Obama"."""
Votes: TypeAlias = dict[tuple[str, ...], collections.Counter[str]]


def titled(words: Words) -> Iterator[Candidate]:
    """Capitalised words right after a title: "Sen. Cruz", "Acting Director Todd Lyons"."""
    for place in range(1, len(words)):
        if not _may_begin(words, place) or (
            _may_begin(words, place - 1) and words.capital[place - 1] is False
        ):
            continue
        borne = ending_at(words, place)
        if borne is None or words.is_title_case(place) or _inside_title(words, borne.head, place):
            continue
        end = name_end(words, place)
        sure = borne.title.kind in {"honorific", "office", "title"} and words.capital[borne.head]
        if end > place and (sure or _is_full(words, place, end)) and _is_free(words, place, end, sure):
            yield Candidate(start=place, end=end, label="PERSON", rank=TITLED, rule="actor.titled")


def by_first_name(words: Words) -> Iterator[Candidate]:
    """A given name and a capitalised word that the recognizer passed over: "with Junius Ho defeating"."""
    for place in range(len(words) - 1):
        row = first_names().get(words.lowers[place]) if words.capital[place] else None
        if row is None or not row.gender or words.doc[place].pos_ != "PROPN" or words.texts[place].isupper():
            continue
        end = name_end(words, place)
        if words.is_title_case(place):
            end = min(end, place + 2)
        if not 2 <= end - place <= 4 or words.starts[place + 1] or words.is_shouted(place):
            continue
        if _is_free(words, place, end, False) and _opens(words, place):
            yield Candidate(start=place, end=end, label="PERSON", rank=RECOGNIZED, rule="actor.first_name")


def _opens(words: Words, place: int) -> bool:
    """Whether no capitalised word before belongs to the name, and all after the first are names."""
    if words.starts[place] or place == 0:
        return True
    return not words.capital[place - 1] or ending_at(words, place) is not None


AGE = range(5, 110)


def apposed(words: Words) -> Iterator[Candidate]:
    """Capitalised words explained by an age or a noun: "Ana Ruz, 45," "Ana Ruz, a former teacher"."""
    for comma in range(2, len(words) - 2):
        if (
            words.texts[comma] != ","
            or not words.capital[comma - 1]
            or not _explains_person(words, comma + 1)
        ):
            continue
        start = comma - 1
        while start > 0 and comma - start < 4 and words.capital[start - 1] and not words.starts[start]:
            if words.texts[start - 1][0].isalpha() is False or ending_at(words, start) is not None:
                break
            start -= 1
        if comma - start >= 2 and name_end(words, start) == comma and _is_free(words, start, comma, True):
            yield Candidate(start=start, end=comma, label="PERSON", rank=RECOGNIZED, rule="actor.apposed")


def _explains_person(words: Words, place: int) -> bool:
    text = words.texts[place]
    if text.isdigit():
        return int(text[:4]) in AGE and len(text) <= 3 and words.texts[place + 1] == ","
    if words.lowers[place] not in {"a", "an"}:
        return False
    for end in range(place + 1, min(place + 6, len(words))):
        noun = actor_nouns().get(words.lowers[end])
        if noun is not None:
            return noun.type == "person"
        if words.texts[end] in {",", "."} or words.doc[end].pos_ in {"VERB", "ADP", "PRON"}:
            return False
    return False


def _may_begin(words: Words, place: int) -> bool:
    text = words.texts[place]
    if words.starts[place] or not words.capital[place] or not text[0].isalpha():
        return False
    return text not in organization_words() and starting_at(words, place) is None


def _inside_title(words: Words, head: int, place: int) -> bool:
    """Whether a longer title goes on here: "Chief | Operating Officer"."""
    longer = starting_at(words, head)
    return longer is not None and longer.end > place


def _is_full(words: Words, start: int, end: int) -> bool:
    return end - start >= 2 and words.lowers[start] in first_names()


def _is_free(words: Words, start: int, end: int, sure: bool) -> bool:
    """Whether the recognizer does not hold the words for something else."""
    if words.texts[start] in not_actors("whole") or words.is_shouted(start):
        return False
    allowed = (
        {"", "PERSON"}
        if not sure
        else {"", "PERSON", "GPE", "ORG", "NORP", "FAC", "LOC", "WORK_OF_ART", "PRODUCT"}
    )
    if any(words.entity_types[place] not in allowed for place in range(start, end)):
        return False
    last = words.texts[end - 1]
    tables = (organization_words(), not_actors("last"), not_actors("no_surname"))
    return not any(last in table for table in tables)


def name_end(words: Words, start: int) -> int:
    """End of a person's name that begins at `start`: capitals, particles, initials and suffixes."""
    end = start
    while end < len(words) and end - start < LONGEST_PERSON:
        text = words.texts[end]
        if end > start and (words.starts[end] or text in OPENING_WORDS):
            break
        particle = text in PARTICLES and end + 1 < len(words) and words.capital[end + 1]
        hyphen = text == "-" and end > start and end + 1 < len(words) and words.doc[end].whitespace_ == ""
        if not ((words.capital[end] and text[0].isalpha()) or particle or hyphen):
            break
        if end > start and starting_at(words, end) is not None and text not in SUFFIXES:
            break
        end += 1
    return end


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
    for start, end, label in _names(words, sure).all(words.texts):
        if end - start == 1 and words.starts[start] and _is_common(words, start):
            continue
        if words.is_shouted(start) and end - start == 1:
            continue
        if (start > 0 and words.texts[start - 1] == "-") or (end < len(words) and words.texts[end] == "-"):
            continue
        yield Candidate(start=start, end=end, label=label, rank=REPEATED, rule="actor.repeated")


def _is_common(words: Words, place: int) -> bool:
    """Whether the tagger holds a sentence's first word for an ordinary one."""
    return words.doc[place].pos_ not in {"PROPN", "NOUN", "X"}


def _parts(words: Words, one: Candidate) -> tuple[str, ...]:
    return tuple(text for text in words.texts[one.start : one.end] if text.strip())


def _votes(words: Words, found: Sequence[Candidate]) -> Votes:
    votes: Votes = collections.defaultdict(collections.Counter)
    shortened: collections.Counter[tuple[str, ...]] = collections.Counter()
    for one in found:
        if one.label == "NORP":
            continue
        parts = _parts(words, one)
        votes[parts][one.label] += 2 if one.rank <= TITLED else 1
        if one.label == "ORG" and len(parts) > 1 and _is_designator(parts[-1]):
            votes[parts[:-1]]["ORG"] += 1  # "Halden Corp." is "Halden" later
        elif one.label == "ORG" and 1 < len(parts) < 5 and parts[0].lower() not in first_names():
            shortened[parts[:1]] += 1  # "Cerberus Capital Management" is "Cerberus" later
        if one.label == "PERSON" and len(parts) > 1:
            for surname in _surnames(parts):
                votes[surname]["PERSON"] += 3
    for parts, counted in votes.items():
        counted["ORG"] += shortened[parts]
        if len(parts) == 1 and parts[0] in known_surnames():
            counted["PERSON"] += WELL_KNOWN
    return votes


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
    if len(parts) < 2 or not parts[-1][0].isupper():
        return
    yield parts[-1:]
    first = len(parts) - 1
    while first > 1 and parts[first - 1].lower() in PARTICLES:
        first -= 1
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
