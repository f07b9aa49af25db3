"""Whether an event is denied: by `not`, by `none`, by a verb that says that it failed to happen.

Denials add up: "did not fail to deliver 40 ambulances" denies nothing.
"""

from spacy.tokens import Token

from pipeline.extraction.anchors import Anchor
from pipeline.extraction.event_words import event_words

_NOBODY = frozenset({"none", "neither", "nobody", "nothing"})
_NOT_DENYING = frozenset({"only", "just", "merely", "simply", "until", "least", "surprisingly"})
"""After `not` these deny nothing: "not only were 90 houses flooded"."""
_STEPS = 6
_MOST_CHILDREN = 50
"""In a list of thousands of numbers the parser hangs all of them on one word, and spaCy gathers those on its
right before it gives the first. A "no" stands on the left."""
_ABOVE = frozenset({"xcomp", "ccomp", "acomp", "pcomp", "acl", "advcl"})


def is_denied(verb: Token | None, anchor: Anchor) -> bool:
    """Whether the event is said not to be; `verb` governs the quantity."""
    denied = _is_nought(anchor)
    if verb is None:
        return denied or _is_negated_number(anchor)
    denied = denied != _is_denied_here(verb, anchor)
    if not _negation(verb) and _is_negated_number(anchor):
        denied = not denied
    return denied != _is_denied_above(verb, anchor)


def _negation(verb: Token) -> Token | None:
    """ "was not", "never", "no longer"; not "not only"."""
    for child in verb.children:
        if child.dep_ != "neg" and child.lower_ not in {"never", "n't"}:
            if child.lower_ == "longer" and child.i and child.nbor(-1).lower_ == "no":
                return child
            continue
        after = child.nbor(1) if child.i + 1 < len(child.doc) else None
        if after is None or after.lower_ not in _NOT_DENYING:
            return child
    return None


def _is_denied_here(verb: Token, anchor: Anchor) -> bool:
    """By a word of the verb's own clause: "has not arrested", "no bank closed 30 branches"."""
    negation = _negation(verb)
    if negation is not None:
        # "has not arrested 47 people but 12": the 12 were
        between = anchor.doc[negation.i : anchor.first] if negation.i < anchor.first else ()
        return not any(token.lower_ == "but" for token in between)
    return any(
        child.dep_ in {"nsubj", "nsubjpass", "dobj"} and _is_none(child) and not _holds(child, anchor)
        for child in verb.children
    )


def _is_none(noun: Token) -> bool:
    """ "no officer", "no one", "none of them"."""
    if noun.lower_ in _NOBODY:
        return True
    children = noun.children if noun.n_rights <= _MOST_CHILDREN else noun.lefts
    return any(child.lower_ == "no" and child.dep_ in {"det", "neg"} for child in children)


def _holds(noun: Token, anchor: Anchor) -> bool:
    return noun.left_edge.i <= anchor.head.i <= noun.right_edge.i


def _is_nought(anchor: Anchor) -> bool:
    """ "none of the 12 passengers", "no damage to 80 houses": above the quantity stands a word for none."""
    token = anchor.head
    for _ in range(_STEPS):
        if token.head.i == token.i or token.pos_ in {"VERB", "AUX"}:
            return False
        token = token.head
        if token.i < anchor.first and _is_none(token) and token.pos_ not in {"VERB", "AUX"}:
            return True
    return False


def _is_negated_number(anchor: Anchor) -> bool:
    """ "not 40 but 60"."""
    return anchor.before() == "not"


def _is_denied_above(verb: Token, anchor: Anchor) -> bool:
    """By what the verb depends on: "failed to deliver", "does not plan to hire", "without firing"."""
    denied, token = False, verb
    for _ in range(_STEPS):
        if token.head.i == token.i:
            break
        above = token.head
        if token.dep_ == "conj" and above.pos_ in {"VERB", "AUX"}:
            if not _shares(token, above):
                break
            denied = denied != (_joins_by_or(above) and _negation(above) is not None)
        elif token.dep_ not in _ABOVE or not _depends(token, above):
            break
        elif token.dep_ == "ccomp" and not _is_about_happening(above):
            break  # "refuses to do what all have done in nine elections": those were held
        else:
            denied = denied != _denies(above, anchor)
        token = above
    return denied


def _shares(verb: Token, first: Token) -> bool:
    """Whether coordinated verbs depend on the same: "failed to deliver 40 buses or repair 12"."""
    return verb.tag_ == first.tag_ and not any(
        child.dep_ in {"nsubj", "nsubjpass"} for child in verb.children
    )


def _joins_by_or(first: Token) -> bool:
    return any(child.dep_ == "cc" and child.lower_ in {"or", "nor"} for child in first.children)


def _depends(token: Token, above: Token) -> bool:
    """Whether the clause is a complement, not an aside."""
    if token.dep_ in {"acl", "advcl"}:
        return any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children) and (
            above.lemma_.lower() in event_words("denying")
        )
    return True


def _is_about_happening(above: Token) -> bool:
    """Whether a verb takes a clause that it denies, or denies when it is denied itself."""
    lemma = above.lemma_.lower()
    return lemma in event_words("doubting") or lemma in event_words("denying")


def _denies(above: Token, anchor: Anchor) -> bool:
    lemma = above.lemma_.lower()
    if above.pos_ == "ADP":
        stops = event_words("denying").get(above.head.lemma_.lower()) == "from"
        return lemma == "without" or (lemma == "from" and stops)
    denied = event_words("denying").get(lemma) == ""
    negated = _negation(above) is not None or _is_denied_here(above, anchor)
    return denied != negated
