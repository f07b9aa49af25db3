"""People that the recognizer missed: names after titles, surnames whose full name stands elsewhere."""

from collections.abc import Iterator

from pipeline.extraction.actor_words import first_names, not_actors, organization_words
from pipeline.extraction.candidates import (
    OPENING_WORDS,
    RECOGNIZED,
    TITLED,
    Candidate,
    Words,
)
from pipeline.extraction.titles import ending_at, starting_at

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
            label = "ORG" if is_band(words, place, end) else "PERSON"
            yield Candidate(start=place, end=end, label=label, rank=RECOGNIZED, rule="actor.first_name")


def is_band(words: Words, start: int, end: int) -> bool:
    """Several words with an article and a plural name no single person: "the Velvet Hammers"."""
    plural = words.token(end - 1).tag_ == "NNPS"
    return end - start > 1 and plural and start > 0 and words.lowers[start - 1] == "the"


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
    if "-" in words.texts[start:end]:
        return True  # "Yun-hee Park" is no park
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
