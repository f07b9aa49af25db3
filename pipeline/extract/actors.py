"""Finds actors: people, agencies, organizations, offices and groups; named, described, by pronoun.

Names come from reference tables, from titles, from the words that organizations' names are built with, from
the entity recognizer, and from names found elsewhere in the article; where they overlap, the surer and then
the longer one stands.
"""

from spacy.tokens import Doc

from pipeline.extract import described, organizations, people
from pipeline.extract.candidates import Candidate, Words, settle
from pipeline.extract.found import Mention
from pipeline.extract.recognized import recognized
from pipeline.extract.titles import after_name, before_name, role_of
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
    first = settle(
        [
            *organizations.known(words),
            *people.titled(words),
            *people.apposed(words),
            *people.by_first_name(words),
            *organizations.built(words),
            *recognized(words),
        ],
        len(words),
    )
    first = people.agreed(words, first)
    return settle([*first, *people.repeated(words, first)], len(words))


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
