"""Names of organizations: from the reference tables, by the words that they are built with, recognized."""

from collections.abc import Iterable, Iterator

from pipeline.extract.actor_words import known_bodies, not_actors, organization_words
from pipeline.extract.candidates import KNOWN, MAX_NAME, PATTERN, Candidate, Words, looks_like_person
from pipeline.extract.jurisdiction_names import codes
from pipeline.extract.known_names import KnownName, known_names
from pipeline.extract.titles import before_name, starting_at

HEADS_WITH_OF = frozenset(
    {
        "Department",
        "Departments",
        "Bureau",
        "Ministry",
        "Office",
        "University",
        "Board",
        "Commission",
        "Committee",
        "Council",
        "Court",
        "Church",
        "Bank",
        "Institute",
        "Institution",
        "Society",
        "Federation",
        "Union",
        "Association",
        "Authority",
        "Academy",
        "College",
        "School",
        "Chamber",
        "Foundation",
        "Agency",
        "League",
        "Directorate",
        "Secretariat",
        "Organization",
        "Organisation",
        "Coalition",
        "Alliance",
        "Campaign",
        "Movement",
        "Municipality",
    }
)
JOINS_WITH_AND = frozenset(
    {"Department", "Ministry", "Bureau", "Office", "Committee", "Commission", "Agency"}
)
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
            label = "NORP" if name.form == "members" else "ORG"
            yield Candidate(start=start, end=end, label=label, rank=KNOWN, rule=f"actor.known.{name.form}")


def _is_meant(words: Words, start: int, end: int, name: KnownName, full: set[str]) -> bool:
    if name.form == "guarded":
        return name.id in full and not words.is_shouted(start)
    if name.form == "acronym":
        return not words.is_shouted(start) and not _goes_on(words, end)
    if name.form == "members":
        return not _goes_on(words, end) and not _begins_before(words, start)
    if known_bodies()[name.id].building and _is_location(words, start):
        return False
    return _is_whole(words, start, end)


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


def _begins_before(words: Words, start: int) -> bool:
    """Whether a capitalised word before belongs to the name: "Neo Democrats", "Texas Republican"."""
    if start == 0 or words.starts[start] or words.starts[start - 1]:
        return False
    return words.capital[start - 1] and words.entity_types[start - 1] in {"ORG", "NORP", "PERSON"}


def _is_whole(words: Words, start: int, end: int) -> bool:
    """Whether the match is a whole name: not "Indian National | Congress", "State Department | of Health"."""
    if end + 1 < len(words) and words.texts[end - 1] == "Department" and words.lowers[end] == "of":
        return False
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
    if placed and words.texts[start] in HEADS_WITH_OF | {"House", "National", "Senate"}:
        return False  # "the Texas Department of Transportation", "Philippine National Guard"
    joined = words.entity_types[start - 1] == "ORG" == words.entity_types[start]
    return not (joined and words.capital[start - 1] and end - start == 1)


def built(words: Words) -> Iterator[Candidate]:
    """Capitalised words around an organization's word: "Tulare County Sheriff's Office"."""
    place = 0
    while place < len(words):
        if _is_head(words, place):
            start, end = _left(words, place), _right(words, place)
            if _is_name(words, start, end):
                yield Candidate(start=start, end=end, label="ORG", rank=PATTERN, rule="actor.built")
                place = max(end, place + 1)
                continue
        place += 1


def _is_head(words: Words, place: int) -> bool:
    text = words.texts[place]
    if text == "AG" and place > 0 and words.texts[place - 1] in codes():
        return False  # "the Illinois AG", not a German company
    borne = starting_at(words, place)
    if borne is not None and borne.end > place + 1:
        return False  # "Dayton | Police Chief"
    if text in organization_words():
        return True
    return text in HEADS_WITH_OF and place + 1 < len(words) and words.texts[place + 1] in {"of", "for"}


def _is_name(words: Words, start: int, end: int) -> bool:
    """Whether the words make a name: not "Soviet Union", which the recognizer holds for a place."""
    if all(kind == "GPE" for kind in words.entity_types[start:end]):
        return False
    parts = [text for text in words.texts[start:end] if text[0].isalnum()]
    capitals = [text for text in parts if text[0].isupper()]
    if not 2 <= len(parts) <= MAX_NAME or len(capitals) < 2 or words.is_shouted(start):
        return False
    if end < len(words) and words.texts[end] in not_actors("last"):
        return False
    if parts[-1] in not_actors("last") or (looks_like_person(parts) and len(parts) == 2):
        return False
    return starting_at(words, start) is None or len(capitals) > 2


def _left(words: Words, place: int) -> int:
    start = place
    while start > 0 and place - start < MAX_NAME and _continues_left(words, start):
        start -= 1
    while start < place and (words.lowers[start] in {"the", "&", "-"} or words.texts[start] in {"'s", "’s"}):
        start += 1
    if words.starts[start] and words.doc[start].pos_ not in {"PROPN", "ADJ", "NOUN"} and start < place:
        start += 1
    return start


def _continues_left(words: Words, start: int) -> bool:
    """Whether the word before `start` belongs to the name."""
    if words.starts[start] or not words.texts[start - 1].strip():
        return False
    before = words.texts[start - 1]
    if before in {"'s", "’s"}:
        return words.texts[start] in {
            "Office",
            "Department",
            "Association",
            "Union",
            "Court",
            "Party",
            "Hospital",
        }
    if before in {"&", "-"}:
        return start > 1 and words.capital[start - 2]
    if (
        words.doc[start - 1].pos_ in {"DET", "ADP", "PRON", "SCONJ", "CCONJ", "AUX", "ADV"}
        or not before[0].isalpha()
    ):
        return False
    if words.entity_types[start - 1] == "PERSON" and words.entity_types[start] != "PERSON":
        return False  # "by Steven Udvar | Center"
    return words.capital[start - 1] and _is_no_title(words, start)


def _is_no_title(words: Words, end: int) -> bool:
    lower = words.lowers[end - 1]
    return lower not in {
        "president",
        "mayor",
        "sen.",
        "rep.",
        "gov.",
        "mr.",
        "ms.",
        "mrs.",
        "dr.",
        "chairman",
        "ceo",
    }


def _right(words: Words, place: int) -> int:
    """End of the name: past "of Health and Human Services" after a department, past "Inc." after a firm."""
    end = place + 1
    while end < len(words) and end - place < MAX_NAME and words.texts[end] in organization_words():
        end += 1
    if (
        words.texts[place] not in HEADS_WITH_OF
        or end >= len(words)
        or words.texts[end] not in {"of", "for", "on"}
    ):
        return end
    start = end + 1
    if start < len(words) and words.texts[start] == "the":
        start += 1
    after = _capitals(words, start)
    if after == start:
        return end
    if words.texts[place] in JOINS_WITH_AND and after + 1 < len(words) and words.texts[after] in {"and", "&"}:
        return max(after, _joined(words, after))
    return after


def _joined(words: Words, place: int) -> int:
    """End of the part after "and", when it is no name of its own: "and Human Services"."""
    end = _capitals(words, place + 1)
    own = words.entity_types[place + 1] in {"PERSON", "GPE"} or words.texts[place + 1] in HEADS_WITH_OF
    return end if end > place + 1 and not own else place


def _capitals(words: Words, start: int) -> int:
    end = start
    while end < len(words) and end - start < 5 and words.capital[end] and words.texts[end][0].isalpha():
        if words.starts[end] or words.begins_person(end):
            break
        end += 1
    return end


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
