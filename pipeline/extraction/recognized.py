"""What the entity recognizer found, cleaned: titles, articles and possessives cut, things left out."""

from collections.abc import Iterator

from spacy.tokens import Span

from pipeline.extraction.actor_words import first_names, not_actors, organization_words, takes_of
from pipeline.extraction.candidates import (
    MAX_NAME,
    OPENING_WORDS,
    RECOGNIZED,
    SURNAMES_TOO,
    TITLED,
    Candidate,
    Words,
)
from pipeline.extraction.jurisdiction_names import codes
from pipeline.extraction.people import AFTER_HYPHEN, is_band, name_end
from pipeline.extraction.titles import Borne, affiliations_end, before_name, ending_at, starting_at

LABELS = frozenset({"PERSON", "ORG", "NORP"})
CUT_BEFORE = frozenset(
    {"the", "a", "an", "this", "that", "'s", "’s", "'", "’", "and", "of", "for", "“", '"', "@"}
)
CUT_AFTER = frozenset({"'s", "’s", "'", "’", "and", "of", "for", "the", "in", "at"})
NOT_INSIDE = frozenset({"on", "in", "as", "by", "after", "with", "from", "over", "amid", "during", "since"})
"""Small words that end an organization's name: "Hofstra University | on Monday"."""


def recognized(words: Words) -> Iterator[Candidate]:
    """People, organizations and groups as the recognizer has them, each split where a title stands inside."""
    for entity in words.doc.ents:
        if entity.label_ in LABELS:
            yield from _parts(words, entity)


def _parts(words: Words, entity: Span) -> Iterator[Candidate]:
    """ "Apple CEO Steve Jobs" is an organization, a title and a person."""
    start, end = trimmed(words, entity.start, entity.end)
    for place in range(end - 1, start, -1):
        borne = ending_at(words, place)
        if borne is None or borne.title.kind == "modifier" or place >= end:
            continue
        if borne.head > start or place < end:
            yield from _checked(words, place, end, "PERSON" if words.capital[place] else entity.label_)
            yield from _employer(words, start, max(borne.start, start), borne)
            return
    tail = ending_at(words, end) if end > start else None
    if (
        tail is not None
        and tail.head > start
        and entity.label_ != "PERSON"
        and tail.title.kind != "honorific"
    ):
        end = max(tail.start, start)  # "NASA Administrator"
    yield from _checked(words, start, end, entity.label_)


def _employer(words: Words, start: int, end: int, borne: Borne) -> Iterator[Candidate]:
    """What stands before a title: an organization, unless it is an office's place: "Dayton Mayor Ann Lee"."""
    if not borne.title.of_jurisdiction or any(
        text in organization_words() for text in words.texts[start:end]
    ):
        yield from _checked(words, start, end, "ORG")


def _checked(words: Words, start: int, end: int, label: str) -> Iterator[Candidate]:
    start, end = trimmed(words, start, end)
    if start >= end or end - start > MAX_NAME or not any(words.capital[start:end]):
        return
    start, label = _without_affiliation(words, start, end, label)
    if _is_headline_part(words, start, end, label) or words.is_dateline(start, end):
        return
    if label in {"NORP", "ORG"} and _is_person(words, start, end):
        label = "PERSON"
    if is_no_actor(words, start, end, label) or (label == "NORP" and not _are_people(words, end)):
        return
    if label == "ORG":
        end = _without_phrase(words, start, end)
    if label == "PERSON":
        end = _without_owned(words, start, end)
        end = _hyphenated(words, start, end)
        if any(text in {"“", '"'} for text in words.texts[start:end]):
            end = name_end(words, start)
        if _is_facilitys(words, end):
            return
        label = "ORG" if _is_built(words, start, end) else label
    if label == "PERSON" and is_band(words, start, end):
        label = "ORG"
    if end - start == 1 and following(words, end) == "administration" and label == "ORG":
        label = "PERSON"  # "an order of the Trump administration"
    borne = before_name(words, start) if label != "NORP" else None
    if borne is not None and borne.title.kind != "role" and words.capital[borne.head] and end - start < 4:
        label = "PERSON"
    rank = TITLED if borne is not None and label == "PERSON" else RECOGNIZED
    yield Candidate(start=start, end=end, label=label, rank=rank, rule=f"actor.recognized.{label.lower()}")


def _without_affiliation(words: Words, start: int, end: int, label: str) -> tuple[int, str]:
    """Start and label of a person's name after what the person stands for: "Localist | Lam Cheuk-ting"."""
    first = affiliations_end(words, start, end)
    if first == start or end - first < 2:
        return start, label
    hyphened = words.texts[end - 2] == "-" and words.texts[end - 1].islower()
    if label == "PERSON" or hyphened or _is_person(words, first, end):
        return first, "PERSON"
    return start, label


def _is_headline_part(words: Words, start: int, end: int, label: str) -> bool:
    """Whether words of a headline were run together: "Obama Power Plant Rules Face Key Test"."""
    if end - start < 3 or label == "PERSON" or not words.is_title_case(start):
        return False
    parts = words.texts[start:end]
    return not any(part in organization_words() for part in parts) and not any(
        text in {"of", "for", "&"} for text in parts
    )


def trimmed(words: Words, start: int, end: int) -> tuple[int, int]:
    """Without articles, possessives, punctuation and white space at the ends; cut at a blank line."""
    while start < end and (words.lowers[start] in CUT_BEFORE or not words.texts[start][0].isalnum()):
        start += 1
    for place in range(start, end):
        if "\n" in words.texts[place]:
            end = place
    while start < end and words.texts[end - 1] in not_actors("edge"):
        end -= 1
    while start < end and words.texts[start] in not_actors("edge"):
        start += 1
    while end - start > 1 and words.texts[end - 1] in OPENING_WORDS:
        end -= 1
    while start < end and (words.lowers[end - 1] in CUT_AFTER or not words.texts[end - 1][-1].isalnum()):
        if words.texts[end - 1][-1] == "." and words.texts[end - 1][0].isalpha():
            break
        end -= 1
    return start, end


def is_no_actor(words: Words, start: int, end: int, label: str) -> bool:
    """Whether a name is a law's, a product's, an illness's: "the Laken Riley Act", "COVID-19"."""
    name = words.phrase(start, end)
    if name in not_actors("whole") or any(name.startswith(word + " ") for word in not_actors("first")):
        return True
    if name in codes():
        return True  # "Illinois" and "Mexican" are jurisdictions, whatever the recognizer says
    if words.texts[end - 1] not in organization_words() and _is_model(words, end):
        return True
    if words.lowers[start] in {"pro", "anti", "non"}:
        return True  # "pro-Beijing"
    if end - start == 1 and (_is_designator(words.texts[start]) or _is_place(words, start, label)):
        return True
    if label != "PERSON" and following(words, end) in not_actors("last"):
        return True
    named = label == "PERSON" and words.lowers[start] in first_names() and end - start == 2
    return words.texts[end - 1] in not_actors("last") and not named


def _is_model(words: Words, end: int) -> bool:
    """Whether a number belongs to the name: "Internet Explorer 6", "the Boeing 747"."""
    if end >= len(words) or not words.texts[end][0].isdigit():
        return False
    number = words.token(end)
    return number.head.i == end - 1 and number.dep_ == "nummod"


def _are_people(words: Words, end: int) -> bool:
    """Whether a group is meant ("Muslims said"), not a quality ("Islamic law", "Democratic officials")."""
    head = words.token(end - 1)
    return head.tag_ in {"NNS", "NNPS"} or (head.tag_ == "NNP" and head.dep_ not in {"amod", "compound"})


def _without_owned(words: Words, start: int, end: int) -> int:
    """End of a person's name before what is owned, and of at most two words in a title-case headline.

    "Mitt Romney | 's Medicare"; "Donald Trump | Featured in Recruiting Video".
    """
    for place in range(start + 1, end):
        if words.texts[place] in {"'s", "’s"}:
            return place
    if end - start > 2 and words.is_title_case(start) and words.lowers[start] in first_names():
        return start + 2
    return end


def _without_phrase(words: Words, start: int, end: int) -> int:
    """End of an organization's name before what is said of it.

    "Hofstra University | on Monday", "Trump | 's 1995 tax filings"; not "Committee on Natural Resources".
    """
    for place in range(start + 1, end):
        if words.texts[place] in NOT_INSIDE and words.texts[place - 1] not in takes_of():
            return place
        if words.texts[place] in {"'s", "’s"} and words.texts[place + 1][0].isdigit():
            return place
    return end


def _is_built(words: Words, start: int, end: int) -> bool:
    """Whether a person for the recognizer is an organization by its last word: not "Frank Church"."""
    last = words.texts[end - 1]
    if end - start > 1 and last in not_actors("no_surname"):
        return True
    named = words.lowers[start] in first_names() and end - start == 2
    return last in organization_words() and not (named and last in SURNAMES_TOO)


def _is_facilitys(words: Words, end: int) -> bool:
    """Whether a person's name is part of a building's: "the Reagan | Library"."""
    if end >= len(words) or words.starts[end] or not words.capital[end]:
        return False
    return words.texts[end] in not_actors("no_surname") or words.texts[end] in not_actors("last")


def _hyphenated(words: Words, start: int, end: int) -> int:
    """End of a name that goes on after a hyphen: "Wong Yeung | - | tat"."""
    if end - start < 2 or end + 1 >= len(words) or words.texts[end] != "-":
        return end
    closed = words.token(end - 1).whitespace_ == "" == words.token(end).whitespace_
    after = words.texts[end + 1]
    return end + 2 if closed and after.isalpha() and after not in AFTER_HYPHEN else end


def following(words: Words, end: int) -> str:
    """The word at a place, empty at the end of the text."""
    return words.texts[end] if end < len(words) else ""


def _is_designator(text: str) -> bool:
    row = organization_words().get(text)
    return row is not None and row.designator


def _is_person(words: Words, start: int, end: int) -> bool:
    """Whether what the recognizer holds for a body is a person: "Martin Holt"; not "Virginia Tech"."""
    parts = words.texts[start:end]
    row = first_names().get(words.lowers[start])
    parts = [part for part in parts if part != "-"]
    if not 2 <= len(parts) <= 3 or row is None or not row.gender or parts[0] in codes():
        return False
    return all(part.isalpha() and not part.isupper() for part in parts) and not any(
        part in organization_words() or part in not_actors("last") or part in not_actors("no_surname")
        for part in parts
    )


def _is_place(words: Words, start: int, label: str) -> bool:
    """Whether one capitalised word after "in" is rather a place: "an office in Dayton"."""
    if label != "ORG" or words.texts[start].isupper():
        return False
    office = starting_at(words, start + 1)
    if office is not None and office.title.of_jurisdiction:
        return True  # "Dayton Police Chief"
    if start == 0 or words.lowers[start - 1] != "in":
        return False
    return following(words, start + 1) not in {"'s", "’s"}
