"""What pronouns and bare numbers stand for: "15 of them", "a total of 47", "half of it"."""

import dataclasses
from collections.abc import Sequence

from spacy.tokens import Span, Token

from pipeline.extraction.anchors import NOUNS, Anchor, climbed
from pipeline.extraction.clauses import is_put_at
from pipeline.extraction.noun_phrases import noun_phrase
from pipeline.extraction.shares import Measure
from pipeline.extraction.syntax import opening

Before = Sequence[tuple[Anchor, Measure]]

_PEOPLE_OR_THINGS = frozenset({"them", "those", "these", "it"})
_WHERE = frozenset({"in", "at", "across", "around", "near", "from", "on", "over", "within"})
_LOOKED_BACK = 4


def carried(anchor: Anchor, before: Before) -> Measure | None:
    """The measure of a count before, in this sentence or the last one: "A total of 47 were declined".

    What the sentence is about goes before where it happened: "87 people in 11 states have fallen ill.
    Fifteen of them have been hospitalized."
    """
    if anchor.quantity.dimension != "count":
        return None
    found = _latest(anchor, before)
    if found is None:
        return None
    earlier, measure = found
    whole = earlier.quantity.value > anchor.quantity.value and not earlier.quantity.bounded
    part = climbed(anchor.head).dep_ in {"nsubjpass", "nsubj", "pobj", "dobj"} or anchor.after_particle()
    part = part and not is_put_at(anchor)
    base = f"{earlier.digits} {measure.span.text}" if measure.span else None
    return dataclasses.replace(measure, base=base if whole and part else None, rule="carried", carried=True)


def _latest(anchor: Anchor, before: Before) -> tuple[Anchor, Measure] | None:
    """The count before that this one takes its measure from."""
    second: tuple[Anchor, Measure] | None = None
    for earlier, measure in reversed(before[-_LOOKED_BACK:]):
        if earlier.quantity.dimension != "count" or measure.head is None:
            continue
        if second is not None and second[0].sentence.start != earlier.sentence.start:
            break
        gap = anchor.sentence.start - earlier.sentence.end
        if earlier.sentence.start != anchor.sentence.start and gap > 1:
            break
        if not _is_where(measure.head):
            return earlier, measure
        second = second or (earlier, measure)
    return second


def _is_where(noun: Token) -> bool:
    """Whether the noun only says where: "in 11 states"."""
    return noun.dep_ == "pobj" and noun.head.lower_ in _WHERE


def stands_for(pronoun: Token, before: Before) -> str | None:
    """The words of the last measure that a bare pronoun can stand for, within one sentence.

    "14 kilograms of methamphetamine, about half of it": it is methamphetamine.
    """
    if pronoun.lower_ not in _PEOPLE_OR_THINGS or any(True for _ in pronoun.children):
        return None
    many = pronoun.lower_ != "it"
    for earlier, measure in reversed(before[-_LOOKED_BACK:]):
        if measure.head is None or measure.span is None or _is_where(measure.head):
            continue
        end = earlier.sentence.end
        if opening(pronoun, pronoun.i - end + 1) - end > 1:
            return None
        if many == (measure.head.tag_ in {"NNS", "NNPS"} or measure.head.lower_ in {"people", "police"}):
            return measure.span.text
    return None


def last_subject(anchor: Anchor) -> Span | None:
    """The plural subject of the sentence before: "Investors lost $5 million. There were 1,140 of them."""
    at = anchor.sentence.start - 1
    if at < 0 or anchor.doc[at].text.count("\n") > 1:
        return None
    for token in anchor.doc[at].sent:
        if token.dep_ in {"nsubj", "nsubjpass"} and token.tag_ in {"NNS", "NNPS"} and token.pos_ in NOUNS:
            return noun_phrase(token)
    return None
