"""Whether the words beside a time tell of what was, is or will be: "will vote Tuesday", "voted Tuesday"."""

import dataclasses
import functools

from spacy.tokens import Token

from pipeline import models

_VERBS = frozenset({"VERB", "AUX"})
_AHEAD = frozenset(
    {"will", "'ll", "’ll", "wo", "shall", "would", "'d", "’d", "must", "may", "might", "should"}
)
_STEPS = 6
"""Verbs looked at on the way up."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TenseWord:
    """A lemma and its kind.

    `planning` makes an infinitive the future ("is expected to rise"), `scheduled` the present ("the fair
    opens Friday"); what stands beside `saying` is the time of the telling.
    """

    word: str
    kind: str


@functools.cache
def lemmas(kind: str) -> frozenset[str]:
    return frozenset(row.word for row in models.load("tense_words.csv", TenseWord) if row.kind == kind)


def tense(verb: Token | None) -> str | None:
    """`past`, `future` or `present` of a verb with its auxiliaries; None where there is no telling."""
    for _ in range(_STEPS):
        if verb is None:
            return None
        found = _of_forms(verb)
        if found is not None:
            return found
        if verb.dep_ == "ROOT":
            return None
        if _is_infinitive(verb) and verb.head.lemma_.lower() in lemmas("planning"):
            return "future"
        above = verb.head
        while above.pos_ not in _VERBS and above.dep_ != "ROOT":
            if _is_infinitive(verb) and above.lemma_.lower() in lemmas("planning"):
                return "future"  # "is due to open", "a plan to hire 400"
            above = above.head
        verb = above if above.pos_ in _VERBS else None
    return None


def _of_forms(verb: Token) -> str | None:
    """What the verb's own form and its auxiliaries tell; None for infinitives and participles alone."""
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    words = {helper.lower_ for helper in helpers}
    if words & _AHEAD:
        return "future"
    if verb.tag_ == "VBD" or any(helper.tag_ == "VBD" for helper in helpers):
        return "past"
    if any(helper.lemma_.lower() == "have" and helper.tag_ in {"VBZ", "VBP"} for helper in helpers):
        return "past"  # "has arrested 400"
    if verb.tag_ == "VBG" and any(helper.lower_ in {"is", "are", "am", "'s", "'re"} for helper in helpers):
        return "future" if verb.lemma_.lower() in lemmas("scheduled") else "present"
    if verb.tag_ in {"VBZ", "VBP"} or any(helper.tag_ in {"VBZ", "VBP"} for helper in helpers):
        passive_plan = verb.tag_ == "VBN" and verb.lemma_.lower() in lemmas("planning")
        ahead = verb.lemma_.lower() in lemmas("scheduled") or passive_plan
        return "future" if ahead else "present"
    if verb.tag_ == "VBN" and not helpers and verb.dep_ != "conj":
        return "past"  # "people arrested in May"
    return None


def _is_infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(child.lower_ == "to" for child in verb.children)


def is_planned(verb: Token) -> bool:
    """ "vowed to deport millions": an infinitive under a verb of planning has not happened."""
    return _is_infinitive(verb) and (
        tense(verb) == "future" or verb.head.lemma_.lower() in lemmas("planning")
    )
