"""Rules that tell whether a known name is a jurisdiction where it stands.

`LADDER` is an ordered list: the first rule that answers wins. A rule answers with a strength (2 sure, 1 sure
only if the name is sure elsewhere in the article, 0 no place) or None. Its name is the id in `rule`.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from pipeline.extraction.jurisdictions_reading import (
    COMMAS,
    POSSESSIVE,
    TOWNS,
    Candidate,
    Reading,
    place_words,
)

Rule: TypeAlias = Callable[[Reading, Candidate], int | None]

SURE, PERHAPS, NO = 2, 1, 0
CLOSED = frozenset({"country", "state"})
DASHES = frozenset({"-", "--", "–", "—"})


def population(reading: Reading, candidate: Candidate) -> int:
    """People in the largest place that has the name as its main name."""
    places = reading.gazetteer.cities(candidate.key)
    # "Kiev" is an alternative name; most alternative names of smaller places are words of other languages
    return max(
        (place.population for place in places if place.main or place.population > 1_000_000), default=0
    )


def inner_of_a_person(reading: Reading, candidate: Candidate) -> int | None:
    """`Virginia Johnson`, `Paris Hilton` are people; "Paris, Texas" tagged as one is not."""
    label, part = reading.entity_at(candidate)
    if label == "PERSON" and part != "=" and not is_in_comma_frame(reading, candidate):
        return NO
    return None


def region(reading: Reading, candidate: Candidate) -> int | None:
    """`Middle East`, `West Coast`, `White House` are no jurisdictions, though hamlets are called so."""
    del reading
    return NO if candidate.kind == "region" else None


def demonym(reading: Reading, candidate: Candidate) -> int | None:
    """`Mexican nationals`, not `American Airlines` nor "she speaks Polish"."""
    if candidate.kind != "demonym":
        return None
    label, part = reading.entity_at(candidate)
    if label in {"LANGUAGE", "PERSON"} or (
        label in {"ORG", "PRODUCT", "WORK_OF_ART", "EVENT"} and part != "="
    ):
        return NO
    return NO if _is_language(reading, candidate) else SURE


def _is_language(reading: Reading, candidate: Candidate) -> bool:
    """Whether a demonym is the object of a verb of language: "learned Polish and Spanish"."""
    token = reading.doc[candidate.end - 1]
    while token.dep_ == "conj" and token.head.i < token.i:
        token = token.head
    return token.dep_ in {"dobj", "oprd"} and token.head.lemma_ in place_words("language_verb")


def thoroughfare(reading: Reading, candidate: Candidate) -> int | None:
    """`Missouri River`, `Pennsylvania Avenue` are no jurisdictions."""
    return NO if reading.word(candidate.end) in place_words("thoroughfare") else None


def business(reading: Reading, candidate: Candidate) -> int | None:
    """`Washington Post`, `Kansas City Royals`, `Columbia University`; but `Ohio University` is Ohio's."""
    following = reading.word(candidate.end)
    if following in place_words("business") or following in place_words("team"):
        return NO
    if following in place_words("school") and candidate.kind not in CLOSED | {"county"}:
        return NO
    return NO if reading.word(candidate.start - 1) == "Air" else None


def title(reading: Reading, candidate: Candidate) -> int | None:
    """`Mr. Sanford`, `Judge Lynn`."""
    if candidate.kind in CLOSED | {"county"}:
        return None
    before = reading.word(candidate.start - 1)
    return NO if before in place_words("title") and not is_in_comma_frame(reading, candidate) else None


def after_comma(reading: Reading, candidate: Candidate) -> int | None:
    """`Tulare, Calif.`: what is in a comma frame is a place, whatever the recognizer takes it for."""
    if candidate.kind == "unit" and candidate.start in reading.framing_starts:
        return SURE
    return SURE if is_in_comma_frame(reading, candidate) else None


def is_in_comma_frame(reading: Reading, candidate: Candidate) -> bool:
    """Whether `, State` follows: "Paris, Texas", "Gary, Ind."; not "in Texas, California and Ohio"."""
    return candidate.kind not in CLOSED and candidate.end in reading.framed_ends


def dateline(reading: Reading, candidate: Candidate) -> int | None:
    """`XENIA — The girlfriend`, `WASHINGTON (Reuters) -`, `LONDON, Ky. (WKYT) -`."""
    if candidate.kind in CLOSED or candidate.kind == "abbreviation":
        return None
    first = reading.word(candidate.start)
    following = reading.word(candidate.end)
    if first.isupper() and len(first) > 2 and following in DASHES | {"("}:
        return SURE
    starts = candidate.start == 0 or reading.doc[candidate.start].is_sent_start
    return SURE if starts and following in {"—", "--"} else None


def abbreviation(reading: Reading, candidate: Candidate) -> int | None:
    """`Ind.`, `TX`, `Me.` are states only behind a place: "Gary, Ind."."""
    if candidate.kind != "abbreviation":
        return None
    return SURE if candidate.start in reading.framing_starts else NO


def closed(reading: Reading, candidate: Candidate) -> int | None:
    """Countries and states of federations are places, unless the recognizer sees a person: "Jordan said"."""
    if candidate.kind not in CLOSED:
        return None
    label, _ = reading.entity_at(candidate)
    if label == "PERSON" and reading.doc[candidate.start : candidate.end].text.istitle():
        before = reading.word(candidate.start - 1)
        return SURE if before in place_words("before") | {"of", "from"} else PERHAPS
    return SURE


def county(reading: Reading, candidate: Candidate) -> int | None:
    """`Cook County`, also in `Cook County Jail`."""
    del reading
    return SURE if candidate.kind == "county" else None


def surname(reading: Reading, candidate: Candidate) -> int | None:
    """`McKinney said` where a `Mayor Ann McKinney` is named in full."""
    if candidate.end - candidate.start > 1:
        return None
    before = reading.word(candidate.start - 1)
    if candidate.key in reading.surnames and before not in place_words("before"):
        return NO
    label, part = reading.entity_at(candidate)
    speaks = reading.word(candidate.end) in place_words("speech")
    return NO if speaks and (label, part) != ("GPE", "=") else None


def acronym(reading: Reading, candidate: Candidate) -> int | None:
    """`NATO`, `OPEC` are hamlets somewhere, too."""
    word = reading.word(candidate.start)
    short = candidate.end - candidate.start == 1 and word.isupper() and len(word) <= 5
    return NO if short and candidate.kind in TOWNS and population(reading, candidate) < 100_000 else None


def recognized(reading: Reading, candidate: Candidate) -> int | None:
    """The recognizer takes it, and nothing more, for a place; and elsewhere mostly not for a person."""
    label, part = reading.entity_at(candidate)
    if label not in {"GPE", "LOC"} or part != "=":
        return None
    return None if reading.is_a_person(candidate.key) else SURE


def place_of(reading: Reading, candidate: Candidate) -> int | None:
    """`City of Waco`, `University of Toronto`, `mayor of Laconia`."""
    before = reading.word(candidate.start - 1)
    if before != "of" or reading.word(candidate.start - 2) not in place_words("place_of"):
        return None
    return SURE


def body(reading: Reading, candidate: Candidate) -> int | None:
    """`Dublin City Council`, `Laconia Police Department`: the body is that of a place."""
    following = reading.word(candidate.end)
    if following not in place_words("body"):
        return None
    label, part = reading.entity_at(candidate)
    if (
        part in {"$", "."}
        and label in {"ORG", "FAC"}
        and reading.word(candidate.start - 1) not in {"of", "the"}
    ):
        return PERHAPS
    return PERHAPS if candidate.kind == "village" else SURE  # "Interior Minister": Interior, S.D.


def preposition(reading: Reading, candidate: Candidate) -> int | None:
    """`in Pahrump was`, `near Moorhead`; not `in Lincoln Park`."""
    if reading.is_capitalized(candidate.end):
        return None
    if reading.doc[candidate.start].ent_type_ in {"DATE", "CARDINAL", "TIME", "WORK_OF_ART", "EVENT"}:
        return None
    before = reading.word(candidate.start - 1)
    if before in place_words("before"):
        return SURE
    if before in place_words("before_weak"):
        return SURE if population(reading, candidate) > 200_000 else PERHAPS
    return None


def of_a_party(reading: Reading, candidate: Candidate) -> int | None:
    """`D-Beachwood`, `(R-Moorpark)`."""
    party = reading.word(candidate.start - 2)
    return SURE if reading.word(candidate.start - 1) == "-" and party in {"D", "R", "I"} else None


def home_town(reading: Reading, candidate: Candidate) -> int | None:
    """`Ann Mahler of Bellmore`, `Paul Block, 49, of Waterloo`; not `Bank of Valletta`."""
    if reading.word(candidate.start - 1) != "of" or reading.is_capitalized(candidate.end):
        return None
    at = candidate.start - 2
    if reading.word(at) == "," and reading.word(at - 1).isdigit():
        return SURE
    person = reading.entities[at] if at >= 0 else None
    return SURE if person is not None and person.label_ == "PERSON" and len(person) > 1 else None


def hyphenated(reading: Reading, candidate: Candidate) -> int | None:
    """`Wal-Mart`, `Miami-Dade` are names of their own."""
    if candidate.kind not in TOWNS or reading.word(candidate.start - 1) != "-":
        return None
    return NO if reading.is_capitalized(candidate.start - 2) else None


def people_after(reading: Reading, candidate: Candidate) -> int | None:
    """`a Glen Allen woman`, `Laconia police`, `their Grovetown home`, `the Gori-based brigade`."""
    following = reading.word(candidate.end)
    if following == "-" and reading.word(candidate.end + 1) in {"based", "area", "born", "native"}:
        return SURE
    return SURE if following in place_words("after") else None


def large(reading: Reading, candidate: Candidate) -> int | None:
    """A city of a million, alone or first in a name: `Los Angeles Unified`, `Chicago-style`."""
    label, part = reading.entity_at(candidate)
    if label in {"PERSON", "DATE", "WORK_OF_ART"} or candidate.kind == "demonym":
        return None
    if population(reading, candidate) < 500_000:
        return None
    if reading.is_capitalized(candidate.end) and label not in {"FAC", "GPE", "LOC"}:
        return PERHAPS  # "Paris Hilton", "Dallas Mavericks"
    return SURE if part != "." else PERHAPS


def otherwise(reading: Reading, candidate: Candidate) -> int | None:
    """Any other name is a place only if it is one elsewhere in the article."""
    label, part = reading.entity_at(candidate)
    if reading.doc[candidate.end - 1].tag_ not in {"NNP", "NNPS"}:
        return NO
    return PERHAPS if part in {"", "=", "^"} and label not in {"DATE", "TIME", "WORK_OF_ART"} else NO


LADDER: Sequence[Rule] = (
    region,
    demonym,
    abbreviation,
    thoroughfare,
    business,
    title,
    inner_of_a_person,
    after_comma,
    dateline,
    closed,
    county,
    surname,
    acronym,
    recognized,
    place_of,
    body,
    of_a_party,
    home_town,
    hyphenated,
    people_after,
    preposition,
    large,
    otherwise,
)


def judge(reading: Reading, candidate: Candidate) -> None:
    """Set the candidate's strength and rule from the first rule that answers."""
    for rule in LADDER:
        answer = rule(reading, candidate)
        if answer is not None:
            candidate.strength = answer
            candidate.rule = rule.__name__.replace("_", "-")
            return


def is_listed_with(reading: Reading, left: Candidate, right: Candidate) -> bool:
    """Whether two names stand side by side in a list: "Butler, Warren and Clermont"."""
    between = reading.words[left.end : right.start]
    if not 1 <= len(between) <= 2 or any(word in POSSESSIVE for word in between):
        return False
    return all(word in COMMAS or word in {"and", "or", "&"} for word in between)
