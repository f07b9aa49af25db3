"""Questions to a dependency parse that several extractors ask (ClearNLP labels, as spaCy's English has)."""

import bisect
import itertools

from spacy.attrs import SENT_START
from spacy.tokens import Doc, Span, Token

from pipeline.spans import TextSpan

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
DEEPEST = 40
"""Heads looked at on the way up: in a list of a thousand items each may hang on the one before."""


class Sentences:
    """The sentences of a parsed text, found once: `Token.sent` walks over its whole sentence at each call."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        marks = enumerate(doc.to_array(SENT_START).tolist())
        self._starts = [0, *(at for at, mark in marks if mark == 1 and at)]

    def at(self, place: int) -> Span:
        """The sentence that holds the token at a place."""
        number = bisect.bisect_right(self._starts, place)
        end = self._starts[number] if number < len(self._starts) else len(self._doc)
        return self._doc[self._starts[number - 1] : end]

    def offsets(self) -> list[int]:
        """Where the sentences start in the text, in code points."""
        return [self._doc[at].idx for at in self._starts if at < len(self._doc)]


def opening(token: Token, steps: int) -> int:
    """The place of the token so many steps before, or of the first of the sentence if that is nearer."""
    at = token.i
    while at > max(0, token.i - steps) and not token.doc[at].is_sent_start:
        at -= 1
    return at


def closing(token: Token, steps: int) -> int:
    """One past the token so many steps behind or the last of the sentence, whichever is nearer."""
    doc, at = token.doc, token.i + 1
    while at < min(len(doc), token.i + steps) and not doc[at].is_sent_start:
        at += 1
    return at


def text_span(span: Span | Token) -> TextSpan:
    """Offsets of a token or span in the text."""
    if isinstance(span, Token):
        return TextSpan(span.idx, span.idx + len(span))
    return TextSpan(span.start_char, span.end_char)


def subtree(token: Token) -> Span:
    """The whole stretch under a token."""
    return token.doc[token.left_edge.i : token.right_edge.i + 1]


def trimmed(span: Span) -> Span | None:
    """The span without white space and punctuation at its ends; None when nothing is left."""
    start, end = span.start, span.end
    while start < end and (span.doc[start].is_space or span.doc[start].is_punct):
        start += 1
    while end > start and (span.doc[end - 1].is_space or span.doc[end - 1].is_punct):
        end -= 1
    return span.doc[start:end] if start < end else None


def subject(verb: Token) -> Token | None:
    """Head of the verb's subject, also through coordination and control ("plans to sue")."""
    seen = verb
    while True:
        for child in seen.children:
            if child.dep_ in {"nsubj", "nsubjpass", "csubj", "csubjpass"}:
                return child
        if seen.dep_ in {"conj", "xcomp"} and seen.head.pos_ in {"VERB", "AUX"} and seen.head.i != seen.i:
            seen = seen.head
            continue
        return None


def is_passive(verb: Token) -> bool:
    return any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children)


def governing_verb(token: Token) -> Token | None:
    """The nearest verb above a token."""
    for ancestor in itertools.islice(token.ancestors, DEEPEST):
        if ancestor.pos_ in {"VERB", "AUX"}:
            return ancestor
    return None


def is_above(upper: Token, lower: Token) -> bool:
    """Whether one token stands above another in the parse."""
    return any(ancestor.i == upper.i for ancestor in itertools.islice(lower.ancestors, DEEPEST))
