"""Whether a sentence goes on about what the number before was about.

"It issued 2,825 permits in 2024. A total of 47 were revoked".
"""

from spacy.tokens import Token

from pipeline.extraction.anchors import Anchor
from pipeline.extraction.shares import Measure
from pipeline.extraction.syntax import governing_verb, subject
from pipeline.extraction.tense import tense

APART = 300
"""Code points between two numbers over which nothing is taken over."""
_AGAIN = frozenset({"also", "another", "additional", "more", "too"})
_THEY = frozenset({"he", "she", "it", "they", "we"})


def goes_on(told: Anchor, told_measure: Measure, anchor: Anchor, measure: Measure, text: str) -> bool:
    """Whether the later of two numbers is told as a part or a sequel of the earlier, in one paragraph."""
    between = text[told.quantity.span.end : anchor.quantity.span.start]
    if "\n" in between or len(between) > APART:
        return False
    if anchor.quantity.converts:
        return True
    verb = governing_verb(anchor.head)
    if tense(verb) in {"future", "present"} or tense(governing_verb(told.head)) != "past":
        return False
    if anchor.sentence.start == told.sentence.start:
        return _is_part(told_measure, measure, anchor)
    return _is_part(told_measure, measure, anchor) or _again(told, anchor, verb)


def _is_part(told: Measure, measure: Measure, anchor: Anchor) -> bool:
    """ "Nine of them died", "Of those, 200 were for theft": the measure was taken over from before."""
    if told.head is None or measure.head is None:
        return False
    if measure.carried or measure.head.i < anchor.sentence.start:
        return True
    return measure.head.lemma_.lower() == told.head.lemma_.lower() and measure.base is not None


def _again(told: Anchor, anchor: Anchor, verb: Token | None) -> bool:
    """ "They also took 22 bicycles": the same people did more of it."""
    if verb is None or not any(token.lower_ in _AGAIN for token in anchor.sentence):
        return False
    who, before = subject(verb), governing_verb(told.head)
    whose = subject(before) if before is not None else None
    if who is None or whose is None:
        return False
    return who.lower_ in _THEY or who.lemma_.lower() == whose.lemma_.lower()
