"""People named beside what tells that they are people: an age, a description, a relative.

"Ana Ruz, 45,"; "his wife, Marta,"; and names that neither recognizer nor list of first names knows.
"""

from collections.abc import Iterator

from pipeline.extraction.actor_words import (
    actor_nouns,
    not_actors,
    organization_words,
    title_modifiers,
    titles,
)
from pipeline.extraction.candidates import RECOGNIZED, TITLED, Candidate, Words
from pipeline.extraction.jurisdiction_names import codes
from pipeline.extraction.people import is_free, name_end
from pipeline.extraction.titles import ending_at, starting_at

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
        if comma - start >= 2 and name_end(words, start) == comma and is_free(words, start, comma, True):
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


def related(words: Words) -> Iterator[Candidate]:
    """A name after a word for a relative: "his wife, | Marta |, moved to Spain", "her son | Eli"."""
    for place in range(2, len(words)):
        if not words.capital[place] or not words.texts[place][0].isalpha():
            continue
        noun = place - 2 if words.texts[place - 1] == "," else place - 1
        row = actor_nouns().get(words.lowers[noun])
        if row is None or not row.relation or not _is_owned(words, noun) or starting_at(words, place):
            continue
        end = name_end(words, place)
        closed = noun == place - 1 or (end < len(words) and words.texts[end] in {",", "."})
        is_place = words.phrase(place, end) in codes()
        if closed and end > place and not is_place and is_free(words, place, end, True):
            yield Candidate(start=place, end=end, label="PERSON", rank=TITLED, rule="actor.relative")


def _is_owned(words: Words, noun: int) -> bool:
    """ "his wife", "Smith's late wife"."""
    before = words.lowers[max(noun - 2, 0) : noun]
    return any(word in {"his", "her", "their", "my", "our", "'s", "’s"} for word in before)


SPEAKS = frozenset(
    {
        "say",
        "tell",
        "ask",
        "add",
        "testify",
        "write",
        "recall",
        "think",
        "believe",
        "conclude",
        "explain",
        "argue",
    }
)
"""What people do, and bodies less often under a name of two unknown words."""


def unlisted(words: Words) -> Iterator[Candidate]:
    """Two capitalised words that nothing knows and that do what people do: "said Reince Halvard"."""
    for place in range(len(words) - 1):
        if words.capital[place] and words.capital[place + 1] and _is_unknown_pair(words, place):
            yield Candidate(
                start=place, end=place + 2, label="PERSON", rank=RECOGNIZED, rule="actor.unlisted_name"
            )


def _is_unknown_pair(words: Words, place: int) -> bool:
    first, last = words.token(place), words.token(place + 1)
    if first.dep_ != "compound" or first.head.i != place + 1 or not first.tag_ == last.tag_ == "NNP":
        return False
    kinds = {words.entity_types[place], words.entity_types[place + 1]}
    if not kinds <= {"", "WORK_OF_ART", "PRODUCT"} or words.is_title_case(place):
        return False
    parts = words.texts[place : place + 2]
    if not all(part.isalpha() and len(part) > 2 and not part.isupper() for part in parts):
        return False
    if not _stands_free(words, place) or not _does_what_people_do(words, place + 1):
        return False
    return not any(_is_listed(part) for part in parts) and " ".join(parts) not in codes()


def _does_what_people_do(words: Words, place: int) -> bool:
    """ "Trent Polkin concluded", "Reince Halvard, who", "Joyce Weaver and Olga Rhynd"."""
    last = words.token(place)
    if last.dep_ == "nsubj" and last.head.lemma_ in SPEAKS:
        return True
    if last.dep_ == "nsubj" and last.head.lemma_ == "be" and _is_a_person(words, last.head.i + 1):
        return True  # "Aner Halvard is an Israeli mathematician"
    noun = actor_nouns().get(words.lowers[place - 2]) if place > 1 else None
    if noun is not None and noun.type == "person" and words.texts[place - 2].islower():
        return True  # "fashion designer Aner Halvard"
    if last.dep_ == "conj" and words.entity_types[last.head.i] == "PERSON":
        return True
    return words.lowers[place + 1 : place + 3] == [",", "who"]


def _is_a_person(words: Words, place: int) -> bool:
    """Whether "a", a few words and a noun for a person follow."""
    return words.lowers[place : place + 1] in (["a"], ["an"]) and _explains_person(words, place)


def _stands_free(words: Words, place: int) -> bool:
    """Whether no capitalised word, article, hyphen or number touches the pair."""
    if words.starts[place + 1]:
        return False
    if place + 2 < len(words):
        after = words.texts[place + 2]
        if (words.capital[place + 2] and not words.starts[place + 2]) or after[0].isdigit():
            return False
    if words.starts[place] or place == 0:
        return True
    before = words.lowers[place - 1]
    return before not in {"the", "a", "an", "this"} and not words.capital[place - 1] and before[-1] != "-"


def _is_listed(part: str) -> bool:
    tables = (organization_words(), codes(), titles(), title_modifiers())
    kinds = ("last", "no_surname", "shared_first", "edge")
    return (
        any(part in table or part.lower() in table for table in tables)
        or any(part in not_actors(kind) for kind in kinds)
        or part.lower() in actor_nouns()
    )
