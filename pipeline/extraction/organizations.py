"""Names of organizations from the reference tables, and of those that people are said to work for."""

from collections.abc import Iterable, Iterator

from pipeline.extraction.actor_words import (
    first_names,
    known_bodies,
    not_actors,
    organization_words,
    takes_of,
    titles,
)
from pipeline.extraction.candidates import KNOWN, PATTERN, RECOGNIZED, Candidate, Words
from pipeline.extraction.jurisdiction_names import codes
from pipeline.extraction.known_names import KnownName, by_spelling, known_names
from pipeline.extraction.titles import before_name

FEDERAL = frozenset({"U.S.", "US", "United", "States", "Federal", "federal", "American"})


def known(words: Words) -> Iterator[Candidate]:
    """Names in the reference tables: "Immigration and Customs Enforcement", "ICE", "Democrats"."""
    full: set[str] = set()
    held: list[tuple[int, int, KnownName]] = []
    for start, end, name in known_names().all(words.texts):
        if name.form == "name" and _is_whole(words, start, end):
            full.add(name.id)
        held.append((start, end, name))
    for start, end, name in held:
        if _is_meant(words, start, end, name, full):
            start += words.lowers[start] == "the"  # the article of "The Onion" is part of its spelling
            label = "NORP" if name.form == "members" else "ORG"
            end = _with_region(words, end) if label == "ORG" else end
            yield Candidate(start=start, end=end, label=label, rank=KNOWN, rule=f"actor.known.{name.form}")


def _is_meant(words: Words, start: int, end: int, name: KnownName, full: set[str]) -> bool:
    if name.form == "guarded":
        return name.id in full and not words.is_shouted(start) and not _is_surname(words, start)
    if name.form == "acronym":
        leads = words.texts[end : end + 1] in (["Senate"], ["House"])  # "the GOP Senate majority"
        return not words.is_shouted(start) and (leads or not _goes_on(words, end))
    if name.form == "members":
        return not _goes_on(words, end) and not _begins_before(words, start)
    if known_bodies()[name.id].building and _is_location(words, start):
        return False
    return _is_whole(words, start, end)


def _with_region(words: Words, end: int) -> int:
    """End of the name of a firm's branch: "GM | Europe", "EADS | North America"."""
    for length in (2, 1):
        region = " ".join(words.texts[end : end + length])
        if region in REGIONS and set(words.entity_types[end : end + length]) == {"ORG"}:
            return end + length
    return end


REGIONS = frozenset(
    {"Europe", "North America", "America", "Asia", "Africa", "Canada", "UK", "USA", "Japan", "China"}
)
"""Parts of the world after which firms' branches are named."""


def _is_surname(words: Words, start: int) -> bool:
    """Whether a person's name ends here: "William Clay | Ford"."""
    if start == 0 or words.starts[start] or not words.capital[start - 1]:
        return False
    return words.entity_types[start - 1] == "PERSON" or words.lowers[start - 1] in first_names()


def _is_location(words: Words, start: int) -> bool:
    """ "He arrived at the White House": a building, not who acts."""
    before = start - 2 if start > 1 and words.lowers[start - 1] == "the" else start - 1
    return before >= 0 and words.lowers[before] in {
        "at",
        "in",
        "to",
        "outside",
        "near",
        "inside",
        "into",
        "around",
    }


def _goes_on(words: Words, end: int) -> bool:
    """Whether an organization's word follows: "NATO Parliamentary Assembly", "Republican Party"."""
    return end < len(words) and words.texts[end] in organization_words()


def _leads_to_body(words: Words, end: int) -> bool:
    """Whether capitalised words up to an organization's word follow."""
    for place in range(end, min(end + 3, len(words))):
        if words.texts[place] in organization_words():
            return place > end
        if not words.capital[place] or words.starts[place] or words.lowers[place] in titles():
            return False
    return False


def _begins_before(words: Words, start: int) -> bool:
    """Whether a capitalised word before belongs to the name: "Neo Democrats", "Texas Republican"."""
    if start == 0 or words.starts[start] or words.starts[start - 1]:
        return False
    return words.capital[start - 1] and words.entity_types[start - 1] in {"ORG", "NORP", "PERSON"}


def _is_whole(words: Words, start: int, end: int) -> bool:
    """Whether the match is a whole name: not "Indian National | Congress", "State Department | of Health"."""
    if end + 1 < len(words) and words.texts[end - 1] == "Department" and words.lowers[end] == "of":
        return False
    if end - start == 1 and _leads_to_body(words, end):
        return False  # "Harvard | Law School"
    if _goes_on(words, end) and words.texts[end] not in {"Police", "Office", "Board"}:
        return False
    if start == 0 or words.texts[start] in FEDERAL:
        return True
    before = words.texts[start - 1]
    if before in FEDERAL:
        return True
    placed = words.entity_types[start - 1] == "GPE" or any(
        " ".join(words.texts[start - length : start]) in codes() for length in (1, 2) if length <= start
    )
    if placed and (words.texts[start] in takes_of() or words.texts[start] in {"House", "National", "Senate"}):
        return False  # "the Texas Department of Transportation", "Philippine National Guard"
    joined = (
        words.entity_types[start - 1] == "ORG" == words.entity_types[start] and before not in by_spelling()
    )
    return not (joined and words.capital[start - 1] and end - start == 1)


def employers(words: Words, people: Iterable[Candidate]) -> Iterator[Candidate]:
    """Capitalised words before the title of a person: "Corvex | CEO | Steve Halloran"."""
    for person in people:
        borne = before_name(words, person.start) if person.label == "PERSON" else None
        if borne is None or borne.title.kind not in {"role", "title"} or borne.title.title not in BUSINESS:
            continue
        start = borne.start
        while start > 0 and borne.start - start < 4 and _is_proper(words, start - 1):
            start -= 1
            if words.starts[start]:
                break
        if start < borne.start and words.phrase(start, borne.start) not in codes():
            yield Candidate(start=start, end=borne.start, label="ORG", rank=PATTERN, rule="actor.employer")


def acting_acronyms(words: Words) -> Iterator[Candidate]:
    """Words in capitals that do what bodies do, and that nothing knows: "SNY has broadcast the games"."""
    for place, text in enumerate(words.texts):
        if not (3 <= len(text) <= 6 and text.isalpha() and text.isupper()) or words.entity_types[place]:
            continue
        token = words.token(place)
        if token.dep_ != "nsubj" or token.tag_ != "NNP" or token.head.lemma_ not in ACTS:
            continue
        if text in not_actors("whole") or text in codes() or words.is_shouted(place):
            continue
        yield Candidate(start=place, end=place + 1, label="ORG", rank=RECOGNIZED, rule="actor.acting_acronym")


ACTS = frozenset(
    {"say", "announce", "report", "tell", "warn", "release", "issue", "publish", "broadcast", "deny"}
    | {"confirm", "launch", "sue", "hire", "propose", "reject", "endorse", "oppose", "demand", "urge"}
    | {"plan", "estimate"}
)
"""What bodies do and things do not."""


def _is_proper(words: Words, place: int) -> bool:
    token = words.token(place)
    kept = words.entity_types[place] in {"", "ORG", "PRODUCT", "PERSON"}
    return words.capital[place] and token.pos_ == "PROPN" and kept and words.texts[place][0].isalpha()


BUSINESS = frozenset(
    {
        "ceo",
        "cfo",
        "coo",
        "cto",
        "chief executive",
        "chief executive officer",
        "founder",
        "co-founder",
        "chairman",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "president",
        "vice president",
    }
)
