"""People whom the press means by a bare surname, where an article never gives the name in full.

The recognizer holds "Trump" for an organization and "Palin" for a city.
"""

import functools
from collections.abc import Iterator

from pipeline.extraction.actor_words import not_actors, organization_words, well_known
from pipeline.extraction.candidates import REPEATED, Candidate, Words
from pipeline.extraction.known_names import Trie
from pipeline.extraction.name_words import name_words
from pipeline.extraction.titles import starting_at

NAMED_AFTER = frozenset({"FAC", "WORK_OF_ART", "LAW", "EVENT", "PRODUCT"})
"""What may bear a person's name: "the Reagan Library", "Trump Tower"."""


@functools.cache
def _short_names() -> Trie[str]:
    trie: Trie[str] = Trie()
    for row in dict.fromkeys(well_known().values()):
        for form in (row.name, *row.forms.split("|")):
            trie.add(name_words(form), row.name)
    return trie


@functools.cache
def known_surnames() -> frozenset[str]:
    """Single words by which alone a person is meant."""
    return frozenset(
        form for row in well_known().values() for form in row.forms.split("|") if form and " " not in form
    )


def meant_alone(words: Words) -> Iterator[Candidate]:
    """ "Obama", "De Blasio": not "Trump Tower", not "Sandra Romney", who is found with her first name."""
    for start, end, _ in _short_names().all(words.texts):
        if words.is_shouted(start) or _names_a_thing(words, start, end):
            continue
        yield Candidate(start=start, end=end, label="PERSON", rank=REPEATED, rule="actor.well_known")


def _names_a_thing(words: Words, start: int, end: int) -> bool:
    if words.entity_types[start] in NAMED_AFTER:
        return True
    if start > 0 and words.texts[start - 1] == "-":
        return True
    if end >= len(words) or words.starts[end]:
        return False
    after = words.texts[end]
    if after == "-" or after in organization_words():
        return True
    if after in not_actors("last") or after in not_actors("no_surname"):
        return True
    goes_on = words.capital[end] and words.entity_types[end] == words.entity_types[start] != ""
    return goes_on and not words.is_title_case(start) and starting_at(words, end) is None
