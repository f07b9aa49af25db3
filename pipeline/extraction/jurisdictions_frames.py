"""Frames that make places of the names in them: `City, State` and lists of counties."""

from collections.abc import Iterator

from pipeline.extraction.jurisdictions_reading import Candidate, Reading, place_words, token_key
from pipeline.extraction.jurisdictions_rules import SURE

_NO_PLACE = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"})

_REGIONS = frozenset({"country", "state", "abbreviation", "unit"})
_CLOSES_FRAME = frozenset({",", ".", ")", "(", ";", "--", "-", "—", "–", "and", "for", "where", ""})


def frames(reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
    """Mark `X, State` frames in the reading; return the X that the gazetteer does not know.

    `reading.framed_ends` gets the tokens where an X ends, `framing_starts` those where its state starts.
    """
    ends = {candidate.end: candidate for candidate in candidates}
    unknown = []
    for state in candidates:
        end = _framed_end(reading, state) if state.kind in _REGIONS else None
        if end is None:
            continue
        inner = ends.get(end) or _unknown_before(reading, end, state)
        if inner is None or not _is_framed(reading, inner, state):
            continue
        if inner.kind == "unknown":
            unknown.append(inner)
        reading.framed_ends.add(end)
        reading.framing_starts.add(state.start)
    return unknown


def _is_framed(reading: Reading, inner: Candidate, state: Candidate) -> bool:
    """Not "Freeland, U.S. Trade Representative" nor, without a comma, "Anthony Orchard QC"."""
    if inner.kind in {"country", "abbreviation", "demonym"}:
        return False
    if state.kind == "unit":  # "Shimla, Himachal Pradesh"
        regions = {place.subdivision for place in reading.gazetteer.units(state.key)}
        return any(place.subdivision in regions for place in reading.gazetteer.cities(inner.key))
    if inner.end == state.start:
        regions = {place.subdivision for place in reading.gazetteer.after_place(state.key)}
        return any(place.subdivision in regions for place in reading.gazetteer.cities(inner.key))
    entity = reading.entities[inner.start]
    recognized = entity is not None and entity.label_ in {"GPE", "LOC"}
    return recognized or state.kind == "abbreviation" or not reading.is_capitalized(state.end)


def _framed_end(reading: Reading, state: Candidate) -> int | None:
    """Where the framed name ends: before a comma, or right before a postal code ("Waco TX")."""
    before = reading.word(state.start - 1)
    if before == ",":
        return state.start - 1 if reading.is_capitalized(state.start - 2) else None
    if before == "(" and reading.word(state.end) == ")":
        return state.start - 1
    is_code = state.kind == "abbreviation" and reading.words[state.start].isupper()
    return state.start if is_code and before[:1].isupper() and state.end - state.start == 1 else None


def _unknown_before(reading: Reading, end: int, state: Candidate) -> Candidate | None:
    """The capitalized words before `, State`, where what follows closes the frame: "in Ajo, Ariz., said"."""
    if state.kind == "unit":
        return None
    if state.kind != "abbreviation" and reading.word(state.end) not in _CLOSES_FRAME:
        return None
    entity = reading.entities[end - 1]
    label = "" if entity is None else entity.label_
    if label in _NO_PLACE | {"PERSON"} or (state.kind == "country" and label != "GPE"):
        return None  # "enemies like ISIS, Iran and others"
    start = end
    while start > 0 and end - start < 4 and reading.is_capitalized(start - 1):
        if start < end and reading.doc[start].is_sent_start:
            break
        start -= 1
    if start == end or reading.words[end - 1] in place_words("title") or reading.words[end - 1].endswith("."):
        return None
    words = reading.words[start:end]
    if any(word in place_words("business") or word in place_words("body") for word in words):
        return None
    key = " ".join(token_key(word) for word in words)
    return Candidate(start, end, key, "unknown", SURE, "after-comma")


def county_lists(reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
    """ "Butler, Warren and Clermont counties": each is a county; returns those that were no candidates."""
    ends = {candidate.end: candidate for candidate in candidates}
    more = []
    for index, word in enumerate(reading.words):
        if word not in {"counties", "Counties"}:
            continue
        listed = list(_listed_before(reading, ends, index))
        if len(listed) == 1 and listed[0].kind in {"country", "state"}:
            continue  # "most of the Indiana counties"
        for found in listed:
            found.strength, found.rule, found.kind = SURE, "county-list", "county"
            if found.end not in ends:
                more.append(found)
    return more


def _listed_before(reading: Reading, ends: dict[int, Candidate], index: int) -> Iterator[Candidate]:
    """Names of counties that end before a token, through commas and `and`, from right to left."""
    while (found := _county_before(reading, ends, index)) is not None:
        yield found
        index = found.start
        while reading.word(index - 1) in {",", "and", "or", "&"}:
            index -= 1


def _county_before(reading: Reading, ends: dict[int, Candidate], index: int) -> Candidate | None:
    known = reading.gazetteer
    if (found := ends.get(index)) is not None and known.counties(f"{found.key} county"):
        return found
    for start in range(max(0, index - 3), index):
        if all(reading.is_capitalized(place) for place in range(start, index)):
            key = " ".join(token_key(word) for word in reading.words[start:index])
            if known.counties(f"{key} county"):
                return Candidate(start, index, key, "county")
    return None
