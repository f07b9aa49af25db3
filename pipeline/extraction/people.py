"""People that the recognizer missed: names after titles, surnames whose full name stands elsewhere."""

import collections
import dataclasses
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from pipeline.extraction.actor_words import first_names, not_actors, organization_words
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
AFTER_HYPHEN = frozenset(
    {"era", "led", "backed", "like", "style", "appointed", "run", "owned", "born", "based", "inspired"}
)
"""Words that a hyphen ties to a name that they are no part of: "Obama-era"."""
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
        if end > place and (sure or _is_full(words, place, end)) and is_free(words, place, end, sure):
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
        if is_free(words, place, end, False) and _opens(words, place):
            yield Candidate(start=place, end=end, label="PERSON", rank=RECOGNIZED, rule="actor.first_name")


def _opens(words: Words, place: int) -> bool:
    """Whether no capitalised word before belongs to the name, and all after the first are names."""
    if words.starts[place] or place == 0:
        return True
    return not words.capital[place - 1] or ending_at(words, place) is not None


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


def is_free(words: Words, start: int, end: int, sure: bool) -> bool:
    """Whether the recognizer does not hold the words for something else."""
    if words.texts[start] in not_actors("whole") or words.is_shouted(start):
        return False
    allowed = (
        {"", "PERSON", "NORP", "WORK_OF_ART", "PRODUCT"}
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
        if end > start and text in {"“", '"', "‘"}:
            closing = _closing(words, end)
            if closing is None:
                break
            end = closing
            continue
        particle = text in PARTICLES and end + 1 < len(words) and words.capital[end + 1]
        if text == "-" and end > start and end + 1 < len(words) and words.doc[end].whitespace_ == "":
            if not words.texts[end + 1].isalpha() or words.texts[end + 1] in AFTER_HYPHEN:
                break
            end += 2  # "Yun-hee", "Oyelowo-Hart"
            continue
        if not ((words.capital[end] and text[0].isalpha()) or particle):
            break
        if end > start and starting_at(words, end) is not None and text not in SUFFIXES:
            break
        end += 1
    return end


def _closing(words: Words, place: int) -> int | None:
    """Where a name goes on after a nickname in quotation marks: "Walter “Skip” | Brandvold"."""
    for end in range(place + 2, min(place + 4, len(words) - 1)):
        if words.texts[end] in {"”", '"', "’"}:
            return end + 1 if words.capital[place + 1] and words.capital[end + 1] else None
    return None


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
