"""What a quantity is said of: its measure and, for a share, its base.

Ordered rules, from what stands closest ("a $2 million grant", "30 gigawatts of wind power") to what the
clause says ("revenue rose 5 percent") and at last the sentence before ("ICE issued 2,825 detainers. A total
of 47 were declined"). The first that answers wins, and its name goes into `rule`.
"""

import dataclasses
from collections.abc import Callable, Sequence

from spacy.tokens import Token

from pipeline.extraction import beside
from pipeline.extraction.anchors import NOUNS, Anchor, climbed, modified_noun, noun_after, of_phrase
from pipeline.extraction.antecedents import carried, last_subject, stands_for
from pipeline.extraction.clauses import (
    around_time,
    extent_of,
    has_state,
    is_level,
    object_of,
    of_clause,
    subject_noun,
    verb_above,
)
from pipeline.extraction.noun_phrases import noun_phrase
from pipeline.extraction.number_words import word_list
from pipeline.extraction.payments import paid_for, paid_to, spent_by
from pipeline.extraction.rivals import rival
from pipeline.extraction.shares import Measure, count_base, share_of, share_of_counted
from pipeline.extraction.syntax import SUBJECTS, closing, opening, subject

Rule = Callable[[Anchor], Token | None]


def find_measure(anchor: Anchor, before: Sequence[tuple[Anchor, Measure]]) -> Measure:
    """The measure of a quantity; `before` are those already found, in order."""
    previous = before[-1] if before else None
    if anchor.quantity.converts and previous:
        return dataclasses.replace(previous[1], rule="same-as-converted", carried=True)
    if anchor.quantity.dimension == "percent":
        share = share_of(anchor) or share_of_counted(anchor, before)
        if share is not None:
            return _level_of(anchor, share) or _pronoun_read(share, before)
    if anchor.quantity.dimension == "count" and has_state(anchor):
        return carried(anchor, before) or Measure(span=None, head=None)
    if previous is not None and beside.gapped(anchor, previous[0]) is not None:
        return dataclasses.replace(previous[1], base=None, rule="gapped", carried=True)
    for name, rule in _RULES:
        head = _unwrapped(rule(anchor))
        if head is not None and not _can_be_measured(head, anchor):
            continue
        if head is not None and head.lower_ not in word_list("bare-pronouns"):
            return Measure(span=noun_phrase(head, anchor), head=head, base=count_base(anchor), rule=name)
        if head is not None and head.lower_ in {"others", "other", "more"}:
            return carried(anchor, before) or Measure(span=noun_phrase(head, anchor), head=head, rule=name)
    found = carried(anchor, before)
    return _what_they_are(anchor, found) or found or _of_them(anchor) or _last_resort(anchor, previous)


def _pronoun_read(share: Measure, before: Sequence[tuple[Anchor, Measure]]) -> Measure:
    """ "about half of it": the base is what `it` stands for."""
    if share.base is None or " " in share.base or share.head is None:
        return share
    pronoun = share.head if share.rule == "share-of" else None
    if pronoun is None:
        pronoun = next((t for t in share.head.sent if t.lower_ == share.base.lower()), None)
    meant = stands_for(pronoun, before) if pronoun is not None else None
    return dataclasses.replace(share, base=meant) if meant is not None else share


def _level_of(anchor: Anchor, share: Measure) -> Measure | None:
    """ "The deficit widened to 5.5% of national income", "Women make up 40 percent of the force".

    The subject is measured, and the share's whole is what it is compared with.
    """
    verb = verb_above(anchor.head)
    if verb is None or share.rule != "share-of" or anchor.head.i < verb.i:
        return None
    head = climbed(anchor.head)
    to_level = head.dep_ == "pobj" and head.head.lower_ in {"to", "at", "from"}
    made_up = verb.lemma_.lower() in word_list("composing-verbs") and head.dep_ in {"attr", "dobj", "pobj"}
    found = subject_noun(verb) if to_level or made_up else None
    if found is None or found.pos_ not in NOUNS or found.i >= anchor.first or _is_empty(found):
        return None
    return Measure(span=noun_phrase(found, anchor), head=found, base=share.base, rule="share-level")


def _what_they_are(anchor: Anchor, found: Measure | None) -> Measure | None:
    """ "Of the 75 people arrested, 20 were minors": minors are counted, out of the people."""
    verb = anchor.head.head
    if anchor.head.dep_ != "nsubj" or verb.lemma_ != "be" or verb.i != anchor.last:
        return None
    noun = next((child for child in verb.children if child.dep_ == "attr"), None)
    if noun is None or noun.tag_ != "NNS" or noun.i in anchor.taken:
        return None
    base = found.base if found is not None else None
    return Measure(span=noun_phrase(noun, anchor), head=noun, base=base, rule="predicate")


def _of_them(anchor: Anchor) -> Measure | None:
    """ "Investors lost $5 million. There were 1,140 of them." """
    after, whom = anchor.after(), anchor.after(1)
    if after is None or whom is None or after.lower_ != "of" or whom.lower_ not in {"them", "those"}:
        return None
    found = last_subject(anchor)
    return Measure(span=found, head=found[-1], rule="of-them", carried=True) if found is not None else None


def _unwrapped(head: Token | None) -> Token | None:
    """ "The number of deaths has risen to five": deaths; "an average of 12 percent" has nothing inside."""
    if head is None or not _is_empty(head):
        return _misread_verb(head)
    inside = next((object_of(c) for c in head.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    return inside if inside is not None and inside.pos_ in NOUNS else head


def _is_empty(head: Token) -> bool:
    """`average`, `total`: not in names, as the Dow Jones Industrial Average."""
    return head.lemma_.lower() in word_list("empty-heads") and head.tag_ not in {"NNP", "NNPS"}


def _misread_verb(head: Token | None) -> Token | None:
    """ "The robots measure between 15 and 24 cm": small models take the verb for a noun."""
    if head is None or head.lower_ not in word_list("measuring-verbs") or opening(head, 1) == head.i:
        return head
    before = head.nbor(-1)
    return before if before.tag_ == "NNS" else head


def _can_be_measured(head: Token, anchor: Anchor) -> bool:
    """No other number, time, unit or direction.

    "Rose 0.7 percent to 6,327" does not measure percent, "12 miles north-northeast of Ely" no northeast.
    """
    inside = head.i in anchor.taken and not (
        anchor.first <= head.i < anchor.last and anchor.quantity.hyphened
    )
    way = anchor.quantity.dimension == "length" and head.lower_ in word_list("directions")
    points = head.lower_ in {"point", "points"} and (head.i == anchor.last or head.i - 1 in anchor.taken)
    return not (inside or way or points or head.like_num or head.tag_ == "CD" or _is_empty(head))


def _last_resort(anchor: Anchor, previous: tuple[Anchor, Measure] | None) -> Measure:
    """The measure of a like quantity before ("24 hours, 39 minutes"), else the noun before."""
    quantity = anchor.quantity
    if previous is not None and previous[0].sentence.start == anchor.sentence.start:
        earlier = previous[0].quantity
        if (
            earlier.dimension == quantity.dimension
            and previous[1].rule != "rival"
            and previous[1].head is not None
            and anchor.first - previous[0].last < 12
        ):
            return dataclasses.replace(previous[1], rule="same-as-before", carried=True)
    if quantity.dimension == "time" or (quantity.dimension == "count" and not is_level(anchor)):
        return Measure(span=None, head=None)
    for at in range(anchor.first - 1, max(anchor.sentence.start, anchor.first - 15) - 1, -1):
        token = anchor.doc[at]
        if _closes_off(token):
            break
        if (
            token.pos_ in NOUNS
            and token.ent_type_ not in {"DATE", "TIME"}
            and _can_be_measured(token, anchor)
        ):
            return Measure(span=noun_phrase(token, anchor), head=token, rule="noun-before")
    return Measure(span=None, head=None)


def _closes_off(token: Token) -> bool:
    """Whether what stands before a word is no measure of a number after it.

    "Upon conviction he must forfeit $750,000": conviction is not forfeited. "According to the foundation, the
    top 10 percent paid 69 percent": the foundation paid nothing.
    """
    who = token.dep_ in SUBJECTS and token.tag_ in {"PRP", "WP"} and token.lower_ != "it"
    source = token.dep_ == "pobj" and token.head.lower_ == "to" and token.head.head.lower_ == "according"
    return who or source


def _modified(anchor: Anchor) -> Token | None:
    """ "400,000 foreign nationals", "a 25% tax", "the 47-page indictment"."""
    if anchor.quantity.dimension == "count" and not anchor.quantity.hyphened:
        near = noun_after(anchor)
        if near is not None and near.dep_ != "npadvmod":
            return _worth_of(near)
    noun = modified_noun(anchor)
    if noun is not None and noun.i < anchor.first and noun.lemma_.lower() in word_list("empty-heads"):
        return None
    if noun is None and (
        anchor.quantity.hyphened or anchor.head.dep_ in {"nummod", "compound", "nmod", "amod"}
    ):
        return noun_after(anchor)
    return _worth_of(noun) if noun is not None and noun.lower_ == "worth" else noun


def _worth_of(noun: Token) -> Token:
    """ "50 years worth of programming", "$3 billion worth of steel": what the time or the sum fills."""
    for word in noun.doc[noun.i : closing(noun, 3)]:
        if word.lower_ == "worth":
            of = next((child for child in word.children if child.lower_ == "of"), None)
            return (object_of(of) if of is not None else None) or noun
        if word.i > noun.i and word.tag_ != "POS" and word.text not in {"'", "’"}:
            break
    return noun


def _of(anchor: Anchor) -> Token | None:
    """ "thousands of requests", "450 Nm of torque", "$12.4 million of claims"."""
    noun = of_phrase(anchor, ("of",))
    if noun is None and anchor.quantity.dimension == "money":
        worth = anchor.after()
        if worth is not None and worth.lower_ in {"worth", "in"}:
            noun = next((n for n in (object_of(c) for c in worth.subtree if c.dep_ == "prep") if n), None)
    if noun is not None and anchor.quantity.dimension == "money" and _is_time(noun):
        return None  # "spent more than $1 million in April and May"
    return noun if noun is not None and noun.pos_ in NOUNS | {"PRON", "NUM"} else None


def _confinement(anchor: Anchor) -> Token | None:
    """ "20 years in prison", "sent to prison for 20 years"."""
    if anchor.quantity.dimension != "time":
        return None
    verb = verb_above(anchor.head)
    near = anchor.after()
    hangs = list(verb.children) if verb is not None else []
    for preposition in [near, *hangs] if near is not None else hangs:
        if preposition.lower_ in {"in", "to", "behind"}:
            noun = object_of(preposition)
            if noun is not None and noun.lemma_.lower() in word_list("confinements"):
                return noun
    return None


def _noun_of_quantity(anchor: Anchor) -> Token | None:
    """ "a profit of $3 billion", "winds of 74 mph", "a depth of 10 km", "a grant worth $8 million"."""
    token = climbed(anchor.head)
    above = token.head
    if token.dep_ not in {"pobj", "npadvmod", "appos", "dep", "nmod", "prep", "attr", "dobj", "advmod"}:
        return None
    while above.lower_ in {
        "worth",
        "up",
        "down",
        "under",
        "over",
        "than",
        "more",
        "less",
        "least",
        "most",
        "about",
    }:
        if above.head.i == above.i or above.pos_ in NOUNS:
            break
        above = above.head
    if above.dep_ in {"prep", "agent"} or above.pos_ == "ADP":
        above = above.head
    if above.pos_ in NOUNS and above.i < anchor.first and not _is_time(above):
        if above.lemma_.lower() in word_list("empty-heads"):
            return _noun_of_empty(above)
        return above
    return None


def _is_time(noun: Token) -> bool:
    return noun.ent_type_ in {"DATE", "TIME"}


def _noun_of_empty(noun: Token) -> Token | None:
    """ "car prices will go up by an average of 1500": what the clause is about."""
    verb = verb_above(noun)
    found = subject(verb) if verb is not None else None
    return found if found is not None and found.i != noun.i and found.pos_ in NOUNS else None


_RULES: tuple[tuple[str, Rule], ...] = (
    ("rival", rival),
    ("counted-part", beside.counted_part),
    ("named-before", beside.named_before),
    ("moved-after-name", beside.moved_after_name),
    ("listed", beside.listed),
    ("beyond-bracket", beside.beyond_bracket),
    ("bracketed", beside.bracketed),
    ("modified", _modified),
    ("of", _of),
    ("extent", extent_of),
    ("worth", beside.worth),
    ("time-around", around_time),
    ("money-in", paid_for),
    ("confined", _confinement),
    ("noun-of-quantity", _noun_of_quantity),
    ("paid-to", paid_to),
    ("clause", of_clause),
    ("spent-by", spent_by),
)
