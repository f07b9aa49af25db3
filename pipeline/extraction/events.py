"""The event that a statistic counts: its verb as a lemma, who did it, whether it is denied.

Light verbs are seen through ("made 47 arrests" is `arrest`), words of state too ("24 people dead" is `die`).
"""

import dataclasses
import functools
from collections.abc import Mapping

from spacy.tokens import Span, Token

from pipeline import models
from pipeline.extraction.anchors import NOUNS, Anchor, climbed
from pipeline.extraction.clauses import person_before
from pipeline.extraction.shares import Measure
from pipeline.extraction.syntax import is_negated, is_passive, passive_agent, subject, subtree, trimmed

_CLAUSAL = frozenset({"advcl", "conj", "ccomp", "xcomp", "parataxis"})
_SAYING = frozenset({"say", "report", "admit", "tell", "recall"})
_INTO_STATES = frozenset({"be", "become", "fall", "find", "get", "go", "leave", "lie", "remain"})


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EventWord:
    """A row of `models/event_words.csv`: a noun or adjective that names an event, or a light verb."""

    word: str
    kind: str
    action: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The governing event; all None where there is none."""

    action: str | None = None
    agent: Span | None = None
    negated: bool = False


@functools.cache
def _words(kind: str) -> Mapping[str, str]:
    return {row.word: row.action for row in models.load("event_words.csv", EventWord) if row.kind == kind}


def find_event(anchor: Anchor, measure: Measure) -> Event:
    """The event of a statistic with its agent."""
    noun = measure.head if measure.head is not None and not measure.carried else None
    verb = _own_verb(noun) or _verb(climbed(anchor.head)) or (_verb(noun) if noun is not None else None)
    if verb is not None and anchor.quantity.dimension == "percent":
        verb = _said_of_themselves(verb)
    denied = verb is not None and is_negated(verb)
    nominal = _nominal(noun)
    if nominal is not None:
        return Event(action=nominal, negated=denied)
    state = _state(verb) if verb is not None else None
    named = state or _named(noun, anchor)
    if verb is None or state or (named and verb.lemma_.lower() in _words("light")):
        return Event(action=named, agent=_agent(verb, anchor, noun) if verb else None, negated=denied)
    if verb.lemma_.lower() in {"be", "have"} or verb.tag_ == "MD":
        return Event(negated=denied)
    return Event(action=_lemma(verb, anchor), agent=_agent(verb, anchor, noun), negated=denied)


def _said_of_themselves(verb: Token) -> Token:
    """ "81 percent said they had eaten eggs": what they did, not that they said so."""
    if verb.lemma_.lower() not in _SAYING:
        return verb
    return next((c for c in verb.children if c.dep_ == "ccomp" and c.pos_ == "VERB" and c.i > verb.i), verb)


def _state(verb: Token) -> str | None:
    """ "Three people are dead", "have fallen ill", "was found guilty"."""
    if verb.lemma_.lower() not in _INTO_STATES:
        return None
    states = _words("adjective")
    found = next(
        (c for c in verb.children if c.i > verb.i and c.lower_ in states and c.dep_ not in _CLAUSAL), None
    )
    return states[found.lower_] if found is not None else None


def _own_verb(noun: Token | None) -> Token | None:
    """A participle or relative clause on the counted: "70% of migrants it has arrested"."""
    if noun is None:
        return None
    for child in noun.children:
        if child.i <= noun.i or child.pos_ != "VERB":
            continue
        passive = child.dep_ == "acl" and child.tag_ == "VBN"
        gap = child.dep_ == "relcl" and subject(child) is not None and not _has_object(child)
        if passive or (gap and not is_passive(child)):
            return child
    return None


def _nominal(noun: Token | None) -> str | None:
    """ "the release of 400 prisoners" -> release."""
    if noun is None or noun.dep_ != "pobj" or noun.head.lower_ != "of":
        return None
    return _words("noun").get(noun.head.head.lemma_.lower())


def _has_object(verb: Token) -> bool:
    return any(child.dep_ == "dobj" and child.tag_ not in {"WDT", "WP"} for child in verb.children)


def _verb(token: Token) -> Token | None:
    """The verb above, through the prepositions and nouns that the quantity hangs on."""
    steps = 0
    while token.head.i != token.i and steps < 8:
        token, steps = token.head, steps + 1
        if token.pos_ == "VERB" and token.dep_ not in {"amod", "compound", "prep"}:
            return token
        if token.pos_ == "AUX" and token.dep_ not in {"aux", "auxpass"}:
            return token
    return None


def _named(noun: Token | None, anchor: Anchor) -> str | None:
    """ "47 arrests" -> arrest, "24 people dead" -> die, "50 injured" -> injure."""
    after = anchor.after()
    states = _words("adjective")
    if after is not None and after.lower_ in states:
        return states[after.lower_]
    if noun is None:
        return None
    following = noun.nbor(1) if noun.i + 1 < len(noun.doc) else None
    if following is not None and following.lower_ in states:
        return states[following.lower_]
    return _words("noun").get(noun.lemma_.lower())


def _lemma(verb: Token, anchor: Anchor) -> str:
    """The lemma with its particle: `turn down`."""
    particle = next((child for child in verb.children if child.dep_ == "prt"), None)
    if particle is None and anchor.after_particle() and verb.i == anchor.first - 2:
        particle = verb.nbor(1)
    lemma = verb.lemma_.lower()
    return f"{lemma} {particle.lower_}" if particle is not None else lemma


def _agent(verb: Token, anchor: Anchor, noun: Token | None) -> Span | None:
    """Subject of an active verb, `by` phrase of a passive one; never the counted itself."""
    doer = passive_agent(verb) if is_passive(verb) or verb.dep_ == "acl" else subject(verb)
    if doer is None and verb.dep_ in {"advcl", "xcomp", "pcomp"} and not is_passive(verb):
        above = _verb(verb)
        doer = subject(above) if above is not None and not is_passive(above) else None
    if doer is not None and doer.tag_ in {"WDT", "WP"}:
        doer = person_before(verb.head, doer) if verb.dep_ == "relcl" else None
    if (
        doer is None
        or doer.i in anchor.taken
        or doer.pos_ not in NOUNS | {"PRON"}
        or doer == noun
        or _in_dateline(doer, verb)
        or (doer.lower_ in {"there", "it"} and verb.pos_ == "AUX")
    ):
        return None
    start = doer.i
    while start > subtree(doer).start and not _is_border(doer.doc[start - 1]):
        start -= 1
    span = doer.doc[start : doer.i + 1]
    if span.start < anchor.last and anchor.first < span.end:
        return None
    return trimmed(span)


def _in_dateline(doer: Token, verb: Token) -> bool:
    """ "PELL CROSSING, Mich. — The river tore through": small models take the dateline for the subject."""
    start = doer.sent.start
    return doer.i - start < 6 and any(
        t.text in {"—", "–", "--", "-"} for t in doer.doc[doer.i + 1 : min(start + 10, verb.i)]
    )


def _is_border(token: Token) -> bool:
    """What no name goes across: "PELL CROSSING, Mich. — The river"."""
    return token.is_space or token.text in {"—", "–", "--", "-", "―", ":", ";", ")", "“", "”", '"'}
