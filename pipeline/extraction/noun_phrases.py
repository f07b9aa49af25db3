"""The words of a noun phrase that a measure is made of: its head with what qualifies it."""

from spacy.tokens import Span, Token

from pipeline.extraction.anchors import Anchor
from pipeline.extraction.syntax import closing, opening

_LONGEST = 8
_BREAKS = '()[],;:—–“”"'
_GLUE = frozenset({"-", "‐", "‑", "/", "&"})
_NO_START = frozenset({"DT", "PRP$", "WP$", "POS", "HYPH", "IN", "CC", "PDT"})
_DETERMINERS = frozenset({"DT", "PRP", "PDT", "WDT"})


def noun_phrase(head: Token, anchor: Anchor | None = None) -> Span:
    """The noun with what qualifies it to the left, without articles, possessives and the quantity.

    Words glued by a hyphen or slash stay whole ("S&P 500 e-minis"), as do names that end in a number ("the
    S&P 500 fell") or go on after the word that the parse takes for their head.
    """
    doc = head.doc
    start, end = max(head.left_edge.i, opening(head, _LONGEST)), _end(head, anchor)
    if anchor is not None and start < anchor.last <= head.i:
        start = anchor.last
    for at in range(head.i - 1, start - 1, -1):
        if _is_border(doc[at], anchor):
            start = at + 1
            break
    while start < head.i and (doc[start].tag_ in _NO_START or doc[start].is_punct):
        start += 1
    return doc[_glued_start(head, start, anchor) : end]


def _is_border(token: Token, anchor: Anchor | None) -> bool:
    return bool(
        token.text in _BREAKS
        or token.is_space
        or (anchor is not None and token.i in anchor.taken)
        or token.tag_ in _DETERMINERS
        or (token.like_num and token.dep_ == "nummod")
    )


def _glued_start(head: Token, start: int, anchor: Anchor | None) -> int:
    """Where the word begins that the tokenizer cut at hyphens: "e-minis", "M-Sport"."""
    doc, first = head.doc, opening(head, _LONGEST)
    while start - 2 >= first and _is_glue(doc[start - 1]) and not doc[start - 2].whitespace_:
        if not doc[start - 2].is_alpha or (anchor is not None and start - 2 in anchor.taken):
            break
        start -= 2
    return start


def _is_glue(token: Token) -> bool:
    return token.text in _GLUE and not token.whitespace_


def _end(head: Token, anchor: Anchor | None) -> int:
    """One past the last token: the rest of a name may follow what the parse takes for its head."""
    doc, last, stop = head.doc, head.i, closing(head, _LONGEST)
    named = head.tag_ in {"NNP", "NNPS"} or head.text.isupper()
    while last + 1 < stop and not (anchor is not None and last + 1 in anchor.taken):
        token = doc[last + 1]
        glued = _is_glue(token) and not doc[last].whitespace_ and last + 2 < stop
        if glued and doc[last + 2].text[0].isalnum():
            last += 2
        elif named and token.tag_ == "CD" and token.is_digit and token.head.i <= last:
            last += 1
        else:
            break
    return last + 1
