"""Finds actors: people, agencies, organizations, offices and groups; named, described, by pronoun.

Names come from reference tables, from titles, from the words that organizations' names are built with, from
the entity recognizer, and from names found elsewhere in the article; where they overlap, the surer and then
the longer one stands.
"""

from spacy.tokens import Doc

from pipeline.extraction import described, organizations, parties, people, person_contexts
from pipeline.extraction.actor_words import organization_words
from pipeline.extraction.built_names import built
from pipeline.extraction.candidates import PATTERN, Candidate, Words, settle
from pipeline.extraction.found import Mention
from pipeline.extraction.known_names import by_spelling
from pipeline.extraction.recognized import recognized
from pipeline.extraction.repeated_names import agreed, repeated
from pipeline.extraction.titles import after_name, before_name, role_of
from pipeline.extraction.well_known import meant_alone
from pipeline.spans import TextSpan


def find_actors(doc: Doc) -> list[Mention]:
    """Mentions of actors in order; named ones do not overlap each other.

    The span of a named mention is the name without title, article and possessive; `role` is the title
    beside it. Countries and cities that act are jurisdictions, not actors.
    """
    words = Words(doc)
    names = _names(words)
    named = bytearray(len(words))
    for one in names:
        named[one.start : one.end] = b"\x01" * (one.end - one.start)
    found = [
        *(_mention(words, one) for one in names),
        *described.nominals(words, named),
        *described.pronouns(words),
    ]
    return sorted(found, key=lambda mention: (mention.span, mention.label))


def _names(words: Words) -> list[Candidate]:
    found = [
        *organizations.known(words),
        *parties.national(words),
        *people.titled(words),
        *person_contexts.apposed(words),
        *person_contexts.related(words),
        *person_contexts.unlisted(words),
        *people.by_first_name(words),
        *built(words),
        *recognized(words),
        *organizations.acting_acronyms(words),
    ]
    first = settle(found, len(words))
    first = settle([*first, *organizations.employers(words, first)], len(words))
    first = agreed(words, without_titles(words, first))
    return settle([*first, *repeated(words, first), *meant_alone(words)], len(words))


def without_titles(words: Words, found: list[Candidate]) -> list[Candidate]:
    """Without names that are part of a title, and words for bodies that no name of the article has.

    "Secretary of State Maria Boone" names no "State"; "Hospital spokeswoman Dana Whit" no "Hospital".
    """
    title = bytearray(len(words))
    for one in found:
        borne = before_name(words, one.start) if one.label == "PERSON" else None
        if borne is not None:
            title[borne.head : borne.end] = b"\x01" * (borne.end - borne.head)
    longer = {text for one in found if one.end - one.start > 1 for text in words.texts[one.start : one.end]}
    return [
        one
        for one in found
        if one.rank < PATTERN
        or not (
            any(title[one.start : one.end])
            or (one.end - one.start == 1 and _is_bare(words.texts[one.start], longer))
        )
    ]


def _is_bare(text: str, longer: set[str]) -> bool:
    return text in organization_words() and text not in longer and text not in by_spelling()


def _mention(words: Words, one: Candidate) -> Mention:
    start, end = one.start, one.end
    last = words.token(end - 1)
    return Mention(
        span=TextSpan(words.token(start).idx, last.idx + len(last)),
        kind="actor",
        label=one.label,
        name=words.phrase(start, end),
        role=_role(words, one) if one.label == "PERSON" else None,
        rule=one.rule,
    )


def _role(words: Words, one: Candidate) -> str | None:
    borne = before_name(words, one.start) or after_name(words, one.end)
    return role_of(words, borne) if borne is not None else None
