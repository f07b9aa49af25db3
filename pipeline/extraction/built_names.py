"""Names of organizations by the words that they are built with: "Tulare County Sheriff's Office"."""

from collections.abc import Iterator

from pipeline.extraction.actor_words import not_actors, organization_words, takes_and, takes_of
from pipeline.extraction.candidates import MAX_NAME, PATTERN, Candidate, Words, looks_like_person
from pipeline.extraction.jurisdiction_names import codes
from pipeline.extraction.titles import starting_at

OF_ONLY = frozenset({"Center", "Centre", "Centers"})
"""Buildings for the most part, and bodies before "for": "Center for Immigration Studies"."""
PAIRS = frozenset(
    {
        ("School", "District"),
        ("Water", "District"),
        ("Fire", "District"),
        ("Park", "District"),
        ("Transit", "District"),
        ("Utility", "District"),
        ("Library", "District"),
        ("Air", "Force"),
        ("Task", "Force"),
        ("Medical", "Center"),
        ("Capital", "Management"),
        ("Asset", "Management"),
        ("Investment", "Management"),
    }
)
"""Words that make a name an organization's only together."""
PURPOSEFUL = frozenset({"Coalition", "Alliance", "Campaign", "Committee", "Citizens"})
"""Bodies whose names say what they are for: "Coalition to Protect Wells"."""
OPPOSING = frozenset({"pro", "anti", "non"})
PLACED_ONLY = frozenset({"Senate", "Congress"})
"""Bodies that take a place before them and nothing else: "Texas Senate", not "GOP Senate"."""


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
    if text in PURPOSEFUL:
        return place + 1 < len(words) and words.texts[place + 1] == "to"
    if text in OF_ONLY:
        return place + 1 < len(words) and words.texts[place + 1] in {"of", "for", "on"}
    return place > 0 and (words.texts[place - 1], text) in PAIRS


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
    if parts[-1] in not_actors("last") or looks_like_person(parts):
        return False
    return starting_at(words, start) is None or len(capitals) > 2


def _left(words: Words, place: int) -> int:
    start = place
    while start > 0 and place - start < MAX_NAME and _continues_left(words, start):
        start -= 1
    if words.texts[place] in PLACED_ONLY and words.phrase(start, place) not in codes():
        return place
    if place - start > 2 and words.texts[start + 1] == "-" and words.lowers[start] in OPPOSING:
        start += 3  # "Pro-Beijing | New People Party"
    elif start > 1 and words.texts[start - 1] == "-" and words.lowers[start - 2] in OPPOSING:
        start += 1  # "pro-Beijing | New People Party"
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
    while end < len(words) and end - place < MAX_NAME and _extends(words, end):
        end += 1
    if words.texts[place] in PURPOSEFUL and end + 1 < len(words) and words.texts[end] == "to":
        return max(end, _capitals(words, end + 1))
    if (
        words.texts[place] not in takes_of() | OF_ONLY
        or end >= len(words)
        or words.texts[end] not in {"of", "for", "on"}
    ):
        return end
    start = end + 1
    if start < len(words) and words.texts[start] == "the":
        start += 1
    after = _capitals(words, start)
    if after == start or words.entity_types[start] in {"DATE", "TIME"}:
        return end  # "Hofstra University | on Monday"
    if words.texts[place] in takes_and() and after + 1 < len(words) and words.texts[after] in {"and", "&"}:
        return max(after, _joined(words, after))
    return after


def _extends(words: Words, end: int) -> bool:
    return words.texts[end] in organization_words() or (words.texts[end - 1], words.texts[end]) in PAIRS


def _joined(words: Words, place: int) -> int:
    """End of the part after "and", when it is no name of its own: "and Human Services"."""
    end = _capitals(words, place + 1)
    own = words.entity_types[place + 1] in {"PERSON", "GPE"} or words.texts[place + 1] in takes_of()
    return end if end > place + 1 and not own else place


def _capitals(words: Words, start: int) -> int:
    end = start
    while end < len(words) and end - start < 5 and words.capital[end] and words.texts[end][0].isalpha():
        if words.starts[end] or words.begins_person(end):
            break
        end += 1
        if end + 1 < len(words) and words.texts[end] == "-" and words.capital[end + 1]:
            end += 1  # "Council on American-Islamic Relations"
    return end
