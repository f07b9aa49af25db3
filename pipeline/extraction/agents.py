"""Who does what a statistic counts: the subject of an active verb, the `by` phrase of a passive one.

"ICE's arrest of 38 roofers", "47 arrests by ICE", "told agents to detain 75 people", "a raid that killed 12".
"""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from pipeline.extraction.anchors import NOUNS, Anchor
from pipeline.extraction.clauses import person_before
from pipeline.extraction.event_words import event_words
from pipeline.extraction.jurisdiction_names import codes
from pipeline.extraction.syntax import closing, is_above, is_passive, opening, trimmed

_NO_DOERS = frozenset({"DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "QUANTITY", "ORDINAL"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_DASHES = frozenset({"—", "–", "--", "-"})
_DATELINE = 6
"""Tokens of a sentence within which a dateline names its place."""
_STEPS = 6


def agent_of_verb(verb: Token, anchor: Anchor, counted: Token | None) -> Span | None:
    """The doer of a verb's deed; never the counted itself."""
    doer = subject_or_by(verb)
    if doer is not None and doer.tag_ in {"WDT", "WP"}:
        relative = _relative(doer.head)
        doer = person_before(relative.head, doer) if relative is not None else None
    return _phrase(doer, verb, anchor, counted)


def subject_or_by(verb: Token) -> Token | None:
    """Head of the doer's phrase, as it stands."""
    return _by(verb) if in_passive(verb) else _doer(verb)


def phrase_of(noun: Token, verb: Token) -> Span | None:
    """The words of a noun beside a verb: "the sheriff's office", "agents from Homeland Security"."""
    start = noun.i
    while start > noun.left_edge.i and not _is_border(noun.doc[start - 1]):
        start -= 1
    return trimmed(noun.doc[start : _end(noun, verb)])


def agent_of_noun(deed: Token, anchor: Anchor, counted: Token | None) -> Span | None:
    """The doer of what a noun names: "ICE's arrest of", "the arrest of 400 people by ICE"."""
    if deed.lemma_.lower() in event_words("happening"):
        return None
    for child in deed.children:
        owns = child.dep_ == "poss" or (child.dep_ in {"compound", "nmod"} and child.ent_type_ == "ORG")
        if owns and child.tag_ != "WP$":
            return _phrase(child, deed, anchor, counted)
    noun = counted if counted is not None else deed
    for by in _by_words(deed, noun):
        doer = next((child for child in by.children if child.dep_ in {"pobj", "pcomp"}), None)
        if doer is not None and doer.ent_type_ not in _NO_DOERS:
            return _phrase(doer, deed, anchor, counted)
    return None


def _by_words(deed: Token, noun: Token) -> Iterator[Token]:
    """ "the arrest of 400 people by ICE": parsers hang the `by` on either noun or on the verb."""
    for token in (deed, noun):
        yield from (child for child in token.children if child.lower_ == "by" and child.i > token.i)
    if noun.i + 1 < closing(noun, 2) and noun.nbor(1).lower_ == "by":
        yield noun.nbor(1)


def in_passive(verb: Token) -> bool:
    """Whether the verb's subject is done to; also coordinated: "were arrested and deported by ICE"."""
    if is_passive(verb) or (verb.dep_ == "acl" and verb.tag_ == "VBN"):
        return True
    first = verb.head
    shared = verb.dep_ == "conj" and verb.tag_ == "VBN" and first.pos_ == "VERB"
    return shared and not any(c.dep_ in _SUBJECTS | {"aux"} for c in verb.children) and in_passive(first)


def _by(verb: Token) -> Token | None:
    """The noun after the `by` of a passive: "arrested by ICE", "taken into custody by ICE"."""
    for child in verb.children:
        for word in (child, *(child.children if child.dep_ == "prep" else ())):
            for by in (word, *(word.children if word.dep_ == "pobj" else ())):
                if by.lower_ == "by" and by.i > verb.i and (found := _named_by(by)) is not None:
                    return found
    return None


def _named_by(by: Token) -> Token | None:
    return next(
        (c for c in by.children if c.dep_ == "pobj" and c.ent_type_ not in _NO_DOERS and c.i > by.i), None
    )


def _doer(verb: Token) -> Token | None:
    """Subject of an active verb, through coordination and control."""
    for _ in range(_STEPS):
        found = _own_subject(verb)
        if found is not None:
            return found
        above, steered = _lender(verb)
        if steered is not None or above is None:
            return steered
        verb = above
    return None


def _lender(verb: Token) -> tuple[Token | None, Token | None]:
    """The verb whose subject a verb without one has ("plans to hire"), and the object that does the deed."""
    above = verb.head
    if above.i == verb.i or verb.dep_ not in {"conj", "pcomp", "xcomp", "ccomp", "advcl", "acl"}:
        return None, None
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        # "a truck carrying 44 passengers"; "Marlow PAC, a group spending $3 million" is the name
        return None, above.head if above.dep_ == "appos" else above
    over = above if above.pos_ in {"VERB", "AUX"} else _verb_over(above)
    if over is None or verb.dep_ == "conj":
        return (over if over is not None and over.i == above.i else None), None
    if verb.dep_ == "acl" and above.lemma_.lower() not in event_words("willed"):
        return None, None  # "a measure to give 300 families benefits"
    near = over.i == (above.head.i if verb.dep_ == "pcomp" else above.i)
    steered = _steered(over) if near and (verb.dep_ != "advcl" or _has_to(verb)) else None
    return (None if in_passive(over) and not _has_to(verb) else over), steered


def _own_subject(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ in _SUBJECTS:
            return child
    # "DHS helped rescue 56 hikers": parsers take `helped` for an auxiliary that has the subject
    for child in verb.children:
        found = (
            next((c for c in child.children if c.dep_ in _SUBJECTS), None) if child.dep_ == "aux" else None
        )
        if found is not None:
            return found
    return None


def _steered(above: Token) -> Token | None:
    """The object that does the deed: "told agents to detain", "stopped ICE from arresting"."""
    if _steers_none(above):
        return None
    found = [c for c in above.children if c.dep_ in {"dobj", "dative"} and c.pos_ in NOUNS | {"PRON"}]
    return found[0] if found and found[0].ent_type_ not in _NO_DOERS else None


def _steers_none(above: Token) -> bool:
    """Whether the object of a verb does not do what depends on it."""
    return above.pos_ != "VERB" or above.lemma_.lower() not in event_words("controlled") or in_passive(above)


def _verb_over(token: Token) -> Token | None:
    for _ in range(_STEPS):
        if token.head.i == token.i:
            return None
        token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            return token
    return None


def _has_to(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def _relative(verb: Token) -> Token | None:
    """The first verb of the relative clause that a verb stands in."""
    for _ in range(_STEPS):
        if verb.dep_ == "relcl":
            return verb
        if verb.head.i == verb.i:
            return None
        verb = verb.head
    return None


def _phrase(doer: Token | None, deed: Token, anchor: Anchor, counted: Token | None) -> Span | None:
    """The words of the doer, unless it is the counted or no doer at all."""
    if (
        doer is None
        or doer.i in anchor.taken
        or doer.pos_ not in NOUNS | {"PRON"}
        or (counted is not None and doer.i == counted.i)
        or _in_dateline(doer, deed)
        or _is_people(doer)
        or (doer.lower_ in {"there", "it"} and deed.pos_ == "AUX")
        or (is_above(doer, anchor.head) and not is_above(doer, deed))
    ):
        return None
    doer = _stood_for(doer, deed)
    span = phrase_of(doer, deed)
    if span is None or (span.start < anchor.last and anchor.first < span.end):
        return None
    return span


def _is_people(noun: Token) -> bool:
    """ "Americans in 300 households" are no doing of the United States."""
    return noun.ent_type_ == "NORP" and noun.tag_ == "NNPS" and noun.text.removesuffix("s") in codes()


def _stood_for(pronoun: Token, deed: Token) -> Token:
    """What `it` and `they` stand for where the syntax tells: the subject that says so, or that went before.

    "ICE said it had arrested 5,200 people", "ICE opened an office. It has since detained 340 people".
    """
    if pronoun.lower_ not in {"it", "they"} or pronoun.dep_ not in _SUBJECTS:
        return pronoun
    verb = deed
    for _ in range(_STEPS):
        if verb.head.i == verb.i:
            break
        verb = verb.head
        found = _own_subject(verb) if verb.pos_ in {"VERB", "AUX"} else None
        if found is not None and found.i < pronoun.i:
            return found if _is_body(found, pronoun) else pronoun
    at = opening(pronoun, len(pronoun.doc)) - 1
    if at < 0 or pronoun.doc[at].text.count("\n") > 1:
        return pronoun
    root = pronoun.doc[at].sent.root
    told = next((child for child in root.children if child.dep_ == "ccomp"), None)
    before = _own_subject(told or root)  # "The quake hit Aceh, the survey said. It destroyed 300 houses."
    return before if before is not None and _is_body(before, pronoun) else pronoun


def _is_body(noun: Token, pronoun: Token) -> bool:
    """Whether a name can be what acts as `it` or `they`."""
    named = noun.pos_ == "PROPN" or (
        noun.is_upper and len(noun) > 1
    )  # "ICE" is a common noun to small models
    return named and noun.ent_type_ != "PERSON" and noun.i < pronoun.i


def _end(doer: Token, deed: Token) -> int:
    """One past the noun phrase: "agents from Homeland Security", "Customs and Border Protection"."""
    end = doer.i + 1
    for child in doer.children:
        of = child.dep_ == "prep" and child.lower_ in {"of", "from", "at", "for", "in", "with"}
        name = child.dep_ == "conj" and child.pos_ in NOUNS
        if child.i < doer.i or not (of or name) or (child.i < deed.i < child.right_edge.i):
            continue
        if all(t.pos_ not in {"VERB", "AUX"} for t in doer.doc[end : child.right_edge.i + 1]):
            end = child.right_edge.i + 1
    return end


def _in_dateline(doer: Token, verb: Token) -> bool:
    """ "PELL CROSSING, Mich. — The river tore through": small models take the dateline for the subject."""
    start = opening(doer, _DATELINE)
    return doer.i - start < _DATELINE and any(
        t.text in _DASHES for t in doer.doc[doer.i + 1 : min(start + 10, verb.i)]
    )


def _is_border(token: Token) -> bool:
    """What no name goes across: "PELL CROSSING, Mich. — The river"."""
    return token.is_space or token.text in _DASHES | {"―", ":", ";", ")", "“", "”", '"'}
