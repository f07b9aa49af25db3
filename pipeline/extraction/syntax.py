"""Questions to a dependency parse that several extractors ask (ClearNLP labels, as spaCy's English has)."""

from spacy.tokens import Span, Token

from pipeline.spans import TextSpan

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})


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


def is_negated(token: Token) -> bool:
    """Whether a `neg` hangs on the token: "was not arrested", "never said"."""
    return any(child.dep_ == "neg" for child in token.children)


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


def passive_agent(verb: Token) -> Token | None:
    """Head of the `by` phrase of a passive: "arrested by ICE"."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((grandchild for grandchild in child.children if grandchild.dep_ == "pobj"), None)
    return None


def is_passive(verb: Token) -> bool:
    return any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children)


def governing_verb(token: Token) -> Token | None:
    """The nearest verb above a token."""
    for ancestor in token.ancestors:
        if ancestor.pos_ in {"VERB", "AUX"}:
            return ancestor
    return None
