"""What a share is a share of, and the noun phrases that measures are made of."""

import dataclasses

from spacy.tokens import Span, Token

from pipeline.extraction.anchors import NOUNS, Anchor, modified_noun, noun_after, of_phrase


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """The words of a measure, its head, the base of a share, and the rule that found it."""

    span: Span | None
    head: Token | None
    base: str | None = None
    rule: str = ""
    carried: bool = False
    """Whether it was taken over from a statistic before."""


def noun_phrase(head: Token, anchor: Anchor | None = None) -> Span:
    """The noun with what qualifies it to the left, without articles, possessives and the quantity."""
    doc, start = head.doc, head.left_edge.i
    start = max(start, head.sent.start, head.i - 8)
    if anchor is not None and start < anchor.last <= head.i:
        start = anchor.last
    for at in range(head.i - 1, start - 1, -1):
        token = doc[at]
        if token.text in '()[],;:—–“”"' or token.is_space or (token.like_num and token.dep_ == "nummod"):
            start = at + 1
            break
    while start < head.i and (
        doc[start].tag_ in {"DT", "PRP$", "WP$", "POS", "HYPH", "IN", "CC", "PDT"} or doc[start].is_punct
    ):
        start += 1
    return doc[start : head.i + 1]


def share_of(anchor: Anchor) -> Measure | None:
    """ "70% of migrants have convictions": measure convictions, base migrants; "1% of earnings": both.

    "400,000 nationals, 70% of whom have convictions": the base is what `whom` stands for.
    """
    whole = of_phrase(anchor, ("of",))
    if whole is None and anchor.quantity.form in {"fraction", "ratio"}:
        whole = modified_noun(anchor) or noun_after(anchor)
    if whole is None:
        return None
    verb = anchor.head.head if anchor.head.dep_ in {"nsubj", "nsubjpass"} else None
    base_head = _antecedent(whole, verb)
    if base_head is None:
        return None
    base = noun_phrase(base_head, anchor if base_head.i >= anchor.last else None)
    had = _possessed(verb) if verb is not None else None
    if had is not None:
        return Measure(span=_with_conjuncts(had), head=had, base=base.text, rule="share-have")
    return Measure(span=base, head=base_head, base=base.text, rule="share-of")


def _antecedent(whole: Token, verb: Token | None) -> Token | None:
    """The noun itself, or what a relative pronoun stands for."""
    if whole.tag_ not in {"WP", "WDT"}:
        return whole if whole.pos_ in NOUNS | {"NUM", "PRON", "ADJ"} else None
    if verb is not None and verb.dep_ == "relcl" and verb.head.pos_ in NOUNS:
        return verb.head
    return next(
        (
            t
            for t in reversed(whole.doc[whole.sent.start : whole.i])
            if t.tag_ in {"NNS", "NN", "NNP"} and t.i < whole.i - 2
        ),
        None,
    )


def _possessed(verb: Token) -> Token | None:
    if verb.lemma_ != "have":
        return None
    return next((child for child in verb.children if child.dep_ == "dobj" and child.pos_ in NOUNS), None)


def _with_conjuncts(head: Token) -> Span:
    """ "multiple criminal charges or convictions": the noun and what is coordinated with it."""
    last = head
    for child in head.conjuncts:
        if child.pos_ in NOUNS and child.i > last.i:
            last = child
    phrase = noun_phrase(head)
    return head.doc[phrase.start : last.i + 1]


def count_base(anchor: Anchor) -> str | None:
    """ "47 of the 2,825 detainers": counts that are parts have the whole as base."""
    if anchor.quantity.dimension != "count" or anchor.quantity.form == "vague":
        return None
    whole = of_phrase(anchor, ("of",))
    if whole is None or whole.pos_ not in NOUNS:
        return None
    start = whole.left_edge.i
    while start < whole.i and whole.doc[start].tag_ in {"DT", "PRP$"}:
        start += 1
    return str(whole.doc[start : whole.i + 1].text)
