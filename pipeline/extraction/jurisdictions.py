"""Finds jurisdictions: countries, states, counties, cities and districts called by name, and demonyms.

Names come from the gazetteer (longest match over capitalized words) and from the entity recognizer; a ladder
of rules decides, lists are decided by their neighbours, then one name alike in the whole article.
"""

import itertools
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span

from pipeline.extraction.found import Mention
from pipeline.extraction.jurisdictions_frames import county_lists, frames
from pipeline.extraction.jurisdictions_reading import (
    TOWNS,
    Candidate,
    Reading,
    named,
    place_words,
    token_key,
)
from pipeline.extraction.jurisdictions_rules import PERHAPS, SURE, is_listed_with, judge
from pipeline.spans import TextSpan


def find_jurisdictions(doc: Doc) -> list[Mention]:
    """Mentions of places by name, sorted, not overlapping; `the`, possessives and titles are left out."""
    reading = Reading(doc)
    candidates = list(named(reading))
    unknown_framed = frames(reading, candidates)
    for candidate in candidates:
        judge(reading, candidate)
    candidates = merged(candidates, unknown_framed)
    candidates = merged(candidates, county_lists(reading, candidates))
    _by_neighbours(reading, candidates)
    candidates = merged(candidates, _unknown_entities(reading, candidates))
    _by_other_mentions(reading, candidates)
    return [_mention(reading, candidate) for candidate in candidates if candidate.strength == SURE]


def merged(known: list[Candidate], more: Iterable[Candidate]) -> list[Candidate]:
    """All candidates in order; one of `more` replaces those that it overlaps."""
    added = sorted(more, key=lambda candidate: candidate.start)
    covered = set(itertools.chain.from_iterable(range(new.start, new.end) for new in added))
    kept = [old for old in known if not covered.intersection(range(old.start, old.end))]
    return sorted([*kept, *added], key=lambda candidate: candidate.start)


def _by_neighbours(reading: Reading, candidates: list[Candidate]) -> None:
    """In "Sulphur Springs, Greenville and Dallas" a sure city makes its neighbours sure."""
    pairs = list(itertools.pairwise(candidates))
    for left, right in pairs + pairs[::-1]:
        if left.strength == right.strength or {left.strength, right.strength} != {PERHAPS, SURE}:
            continue
        weak, sure = (left, right) if left.strength == PERHAPS else (right, left)
        alike = sure.kind in TOWNS | {"county"} or reading.is_city(weak.key)
        alike = alike or bool(sure.kind == "unit" and reading.gazetteer.units(weak.key))
        if weak.kind in TOWNS | {"unit"} and alike and is_listed_with(reading, left, right):
            weak.strength, weak.rule = SURE, "list"


def _by_other_mentions(reading: Reading, candidates: list[Candidate]) -> None:
    """What is surely a place once is one wherever nothing speaks against it.

    So is a country where one of its cities is named: "Jordan said", where Amman is.
    """
    sure = {candidate.key for candidate in candidates if candidate.strength == SURE}
    countries = {cities[0].country for key in sure if (cities := reading.gazetteer.cities(key))}
    for candidate in candidates:
        if candidate.strength != PERHAPS:
            continue
        units = reading.gazetteer.units(candidate.key) if candidate.kind == "country" else ()
        if candidate.key in sure or any(place.country in countries for place in units):
            candidate.strength, candidate.rule = SURE, f"{candidate.rule}+elsewhere"


def _unknown_entities(reading: Reading, candidates: list[Candidate]) -> Iterator[Candidate]:
    """What the recognizer takes for a place and the gazetteer does not know: `Rostraver`, `South Ossetia`."""
    taken = {index for found in candidates if found.strength for index in range(found.start, found.end)}
    for entity in reading.doc.ents:
        if entity.label_ != "GPE" or not taken.isdisjoint(range(entity.start, entity.end)):
            continue
        found = _trimmed(entity)
        if found is not None and _may_be_unknown(reading, found):
            yield found


def _trimmed(entity: Span) -> Candidate | None:
    start, end = entity.start, entity.end
    words = [token.text for token in entity.doc[start:end]]
    while words and not words[0][:1].isupper():
        words.pop(0)
        start += 1
    while words and not words[-1][:1].isupper():
        words.pop()
        end -= 1
    key = " ".join(token_key(word) for word in words).strip()
    return Candidate(start, end, key, "unknown", SURE, "recognized-unknown") if key else None


def _may_be_unknown(reading: Reading, found: Candidate) -> bool:
    """Not a surname, a title, a person who speaks: "Freeland said"; not two lines run together."""
    words = reading.words[found.start : found.end]
    if any(word.isspace() for word in words) or len(words) > 6 or found.key.replace(" ", "").isdigit():
        return False
    if words[0] == "The" and all(word in place_words("not_alone") for word in words):
        return False  # "The City of Fresno"
    if len(words) == 1:
        if words[0] in place_words("not_alone") or found.key in reading.surnames:
            return False
        if words[0].isupper() or reading.word(found.end) in place_words("speech"):
            return False  # "the EU", "NATO"
        if reading.word(found.start - 1) not in place_words("before") | place_words("before_weak"):
            return False  # "Dropbox said it would", "daughters, Malia and Sasha"
    before = reading.word(found.start - 1)
    return before not in place_words("title") and reading.word(found.end) not in place_words("thoroughfare")


def _mention(reading: Reading, candidate: Candidate) -> Mention:
    doc = reading.doc
    last = doc[candidate.end - 1]
    start, end = doc[candidate.start].idx, last.idx + len(last)
    if reading.text[end : end + 1] == "." and _keeps_dot(reading, candidate):
        end += 1
    label = "NORP" if candidate.kind == "demonym" else "GPE"
    entity = reading.entities[candidate.start]
    if label == "GPE" and entity is not None and entity.label_ == "LOC":
        label = "LOC"
    text = reading.text[start:end]
    following = reading.word(candidate.end)
    rule = f"jurisdiction-{candidate.rule}"
    if candidate.kind == "state" and following in place_words("state_office"):
        rule += "+state-office"
    return Mention(
        span=TextSpan(start, end),
        kind="jurisdiction",
        label=label,
        name=resolving_name(text, rule),
        rule=rule,
    )


def resolving_name(surface: str, rule: str) -> str:
    """The name to resolve by, where the rules that found a mention say more than its surface."""
    rules = rule.split("+")
    if "jurisdiction-county-list" in rules:
        return f"{surface} County"  # "Butler and Warren counties"
    if "state-office" in rules:
        return f"{surface} state"  # "Washington state sued", "the New York attorney general"
    return surface


def _keeps_dot(reading: Reading, candidate: Candidate) -> bool:
    """`W.Va.` and `Gary, Ind.` keep their last dot, also where it closes the sentence."""
    surface = reading.words[candidate.end - 1]
    return "." in surface.rstrip(".") or (candidate.kind == "abbreviation" and not surface.isupper())
