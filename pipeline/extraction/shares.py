"""What a share is a share of, and what a count is a part of."""

import dataclasses
from collections.abc import Sequence

from spacy.tokens import Span, Token

from pipeline.extraction.anchors import NOUNS, Anchor, modified_noun, noun_after, of_phrase
from pipeline.extraction.noun_phrases import noun_phrase
from pipeline.extraction.syntax import opening

_NO_WHOLES = frozenset({"GPE", "LOC", "FAC", "DATE", "TIME", "MONEY", "PERCENT"})
_LOOKED_BACK = 4
_FARTHEST = 60
"""Tokens between `whom` and the noun that it stands for."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """The words of a measure, its head, the base of a share, and the rule that found it."""

    span: Span | None
    head: Token | None
    base: str | None = None
    rule: str = ""
    carried: bool = False
    """Whether it was taken over from a statistic before."""


def share_of(anchor: Anchor) -> Measure | None:
    """ "70% of migrants have convictions": measure convictions, base migrants; "1% of earnings": both.

    "400,000 nationals, 70% of whom have convictions": the base is what `whom` stands for.
    """
    whole = of_phrase(anchor, ("of",))
    if whole is None and anchor.quantity.form in {"fraction", "ratio"}:
        whole = modified_noun(anchor) or noun_after(anchor)
    if whole is None:
        return _share_of_fronted(anchor)
    verb = anchor.head.head if anchor.head.dep_ in {"nsubj", "nsubjpass"} else None
    base_head = _antecedent(whole, verb)
    if base_head is None:
        return None
    base = _told_apart(noun_phrase(base_head, anchor if base_head.i >= anchor.last else None))
    had = _possessed(verb) if verb is not None else None
    if had is not None:
        return Measure(span=_with_conjuncts(had), head=had, base=base.text, rule="share-have")
    return Measure(span=base, head=base_head, base=base.text, rule="share-of")


def _told_apart(base: Span) -> Span:
    """ "70 percent of those arrested": without its participle `those` says nothing."""
    last = base[-1]
    if last.lower_ != "those":
        return base
    participle = next((c for c in last.children if c.dep_ in {"acl", "relcl"} and c.i > last.i), None)
    if participle is None:
        return base
    end = last.i + 1
    while end <= participle.right_edge.i and end < last.i + 8 and not base.doc[end].is_punct:
        end += 1
    return base.doc[base.start : end]


def fronted_whole(anchor: Anchor) -> Span | None:
    """The whole that opens the sentence: "Of those arrested on warrants, 70 percent had a conviction"."""
    doc, start = anchor.doc, anchor.sentence.start
    while start < anchor.first and (doc[start].is_punct or doc[start].is_space):
        start += 1
    comma = anchor.first - 1
    while comma > start and doc[comma].text != ",":
        if doc[comma].pos_ not in {"ADV", "ADP", "DET", "ADJ"}:
            return None
        comma -= 1
    if start + 1 >= comma or doc[start].lower_ not in {"of", "among"} or doc[comma].text != ",":
        return None
    start += 1
    while start < comma and doc[start].tag_ in {"DT", "PDT", "PRP$"} and doc[start].lower_ != "those":
        start += 1
    return doc[start:comma] if start < comma else None


def _share_of_fronted(anchor: Anchor) -> Measure | None:
    """Measure and base of a share whose whole opens the sentence."""
    base = fronted_whole(anchor)
    if base is None:
        return None
    head = next((t for t in base if t.dep_ == "pobj" and t.pos_ in NOUNS | {"PRON"}), None)
    if head is None:
        return None
    verb = anchor.head.head if anchor.head.dep_ in {"nsubj", "nsubjpass"} else None
    had = _possessed(verb) if verb is not None else None
    if had is not None:
        return Measure(span=_with_conjuncts(had), head=had, base=base.text, rule="share-have")
    return Measure(span=noun_phrase(head), head=head, base=base.text, rule="share-of")


def _antecedent(whole: Token, verb: Token | None) -> Token | None:
    """The noun itself, or what a relative pronoun stands for."""
    if whole.tag_ not in {"WP", "WDT"}:
        return whole if whole.pos_ in NOUNS | {"NUM", "PRON", "ADJ"} else None
    if verb is not None and verb.dep_ == "relcl" and verb.head.pos_ in NOUNS:
        return verb.head
    nouns = [
        token
        for token in whole.doc[opening(whole, _FARTHEST) : whole.i - 2]
        if token.tag_ in {"NNS", "NN", "NNP", "NNPS"} and token.ent_type_ not in _NO_WHOLES
    ]
    many = [token for token in nouns if token.tag_ in {"NNS", "NNPS"}] or nouns
    # "arrested 5,200 people at 12 sites, 64% of whom": the counted, not where they were
    acting = [token for token in many if token.dep_ != "pobj" or token.head.lower_ == "of"]
    found = acting or many
    return found[-1] if found else None


def _possessed(verb: Token) -> Token | None:
    """What the share has, or is said to be: "40 percent of whom are women"."""
    place = {"have": "dobj", "be": "attr"}.get(verb.lemma_)
    found = next((child for child in verb.children if child.dep_ == place and child.pos_ in NOUNS), None)
    return found if found is None or place == "dobj" or found.tag_ == "NNS" else None


def _with_conjuncts(head: Token) -> Span:
    """ "multiple criminal charges or convictions": the noun and what is coordinated with it."""
    last = head
    for child in head.conjuncts:
        if child.pos_ in NOUNS and child.i > last.i:
            last = child
    phrase = noun_phrase(head)
    return head.doc[phrase.start : last.i + 1]


def share_of_counted(anchor: Anchor, before: Sequence[tuple[Anchor, Measure]]) -> Measure | None:
    """A share alone is one of those counted before, in this sentence or the last.

    "The force has 3,100 officers. About 22 percent are women": measure women, base officers.
    """
    verb = anchor.head.head
    alone = anchor.head.dep_ in {"nsubj", "nsubjpass"} and anchor.last - 1 == anchor.head.i
    if not alone or verb.pos_ not in {"VERB", "AUX"}:
        return None
    for earlier, measure in reversed(before[-_LOOKED_BACK:]):
        if anchor.sentence.start - earlier.sentence.end > 1:
            return None
        many = measure.head is not None and measure.head.tag_ in {"NNS", "NNPS"}
        if earlier.quantity.dimension == "count" and many and measure.span is not None:
            base = measure.span.text
            had = _possessed(verb) or _equalled(verb)
            if had is not None:
                return Measure(span=_with_conjuncts(had), head=had, base=base, rule="share-have")
            return dataclasses.replace(measure, base=base, rule="share-of", carried=True)
    return None


def _equalled(verb: Token) -> Token | None:
    """ "22 percent are women"."""
    if verb.lemma_ != "be":
        return None
    return next((child for child in verb.children if child.dep_ == "attr" and child.pos_ == "NOUN"), None)


def count_base(anchor: Anchor) -> str | None:
    """ "47 of the 2,825 detainers", "two of nine branches": counts that are parts have the whole as base."""
    if anchor.quantity.dimension != "count" or anchor.quantity.form == "vague":
        return None
    start = anchor.last
    if start >= anchor.sentence.end or anchor.doc[start].lower_ != "of":
        return None
    whole = of_phrase(anchor, ("of",))
    start += 1
    while start < anchor.sentence.end and anchor.doc[start].tag_ in {"DT", "PRP$"}:
        start += 1
    if whole is None or whole.pos_ not in NOUNS or whole.i < start:
        whole = _counted_whole(anchor, start)
    return str(anchor.doc[start : whole.i + 1].text) if whole is not None else None


def _counted_whole(anchor: Anchor, at: int) -> Token | None:
    """The noun of "nine library branches" where the parse ties it to the part."""
    found = None
    if at < anchor.sentence.end and at in anchor.taken:
        for token in anchor.doc[at + 1 : min(at + 6, anchor.sentence.end)]:
            if token.pos_ not in NOUNS | {"ADJ"}:
                break
            found = token if token.pos_ in NOUNS else found
    return found
