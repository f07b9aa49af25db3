"""From a noun phrase beside a cue or an event to the entity that it names."""

import bisect
import dataclasses
import functools
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from pipeline import models
from pipeline.resolve.entity import Resolved
from pipeline.spans import TextSpan

_AROUND = 2000
"""Code points of a sentence kept on either side of a claim: no sentence of news is longer, and a text without
full stops would stand whole in the row of each of its numbers."""
NAMED_MODIFIERS = frozenset({"compound", "poss", "nmod", "amod", "nn"})


@dataclasses.dataclass(frozen=True, slots=True)
class SpokenFor:
    """A row of `models/spoken_for.csv`: a noun whose bearer speaks for the body that it names.

    "ICE officials said", "a spokeswoman for the Justice Department": the body is the source.
    """

    noun: str


@functools.cache
def _spoken_for() -> frozenset[str]:
    return frozenset(row.noun for row in models.load("spoken_for.csv", SpokenFor))


class EntityFinder:
    """Entities and sentences of one parsed article, by offset."""

    def __init__(self, doc: Doc, resolved: Sequence[Resolved]) -> None:
        self._doc = doc
        self._text = doc.text  # spaCy joins it anew at each call
        self._resolved = sorted(
            (item for item in resolved if item.entity is not None), key=lambda item: item.mention.span
        )
        self._starts = [item.mention.span.start for item in self._resolved]
        self._longest = max((item.mention.span.end - item.mention.span.start for item in resolved), default=0)
        self._sentences = [
            TextSpan(sentence[0].idx, sentence[-1].idx + len(sentence[-1])) for sentence in doc.sents
        ]
        self._sentence_starts = [sentence.start for sentence in self._sentences]

    def of(self, phrase: TextSpan) -> str | None:
        """Id of the entity that a noun phrase stands for, by its syntactic head; None where none does."""
        span = self._doc.char_span(phrase.start, phrase.end, alignment_mode="expand")
        if span is None:
            return None
        for root in _roots(span):
            for token in _heads(root):
                if phrase.start <= token.idx < phrase.end and (found := self._at(token)) is not None:
                    return found
        return None

    def _at(self, token: Token) -> str | None:
        """Entity of the smallest mention that covers a token, an actor before a jurisdiction."""
        covering = [
            item
            for item in self._near(token.idx, token.idx + len(token))
            if item.mention.span.start <= token.idx and token.idx + len(token) <= item.mention.span.end
        ]
        if not covering:
            return None
        best = min(
            covering,
            key=lambda item: (item.mention.kind, item.mention.span.end - item.mention.span.start),
        )
        return best.entity.entity_id if best.entity else None

    def _near(self, start: int, end: int) -> Iterator[Resolved]:
        first = bisect.bisect_left(self._starts, start - self._longest)
        last = bisect.bisect_left(self._starts, end)
        return (item for item in self._resolved[first:last] if item.mention.span.end > start)

    def sentence_of(self, span: TextSpan) -> TextSpan:
        """The sentence that a span stands in; for a longer span, all sentences that it touches."""
        first = max(bisect.bisect_right(self._sentence_starts, span.start) - 1, 0)
        last = max(bisect.bisect_left(self._sentence_starts, span.end) - 1, first)
        start = max(self._sentences[first].start, span.start - _AROUND)
        end = min(self._sentences[last].end, span.end + _AROUND)
        text = self._text[start:end]
        return TextSpan(
            start + len(text) - len(text.lstrip()), max(end - len(text) + len(text.rstrip()), span.end)
        )

    def jurisdictions_in(self, span: TextSpan) -> tuple[str, ...]:
        """Ids of the jurisdictions called by name in a stretch of text, each once, in order."""
        found = dict.fromkeys(
            item.entity.entity_id
            for item in self._near(span.start, span.end)
            if item.entity and item.mention.kind == "jurisdiction" and item.mention.label != "NORP"
        )
        return tuple(found)


def _roots(span: Span) -> list[Token]:
    """Heads of a phrase: one, but where the parse is broken the last, which in English holds the name.

    In "quoting ICE’s Acting Director Matthew Albence" both "ICE" and "Albence" may hang on the verb.
    """
    roots = [token for token in span if token.head.i == token.i or not span.start <= token.head.i < span.end]
    outer = [token for token in roots if token.dep_ not in {"punct", "case", "det", "prep"}]
    return list(reversed(outer)) or [span.root]


def _heads(root: Token) -> Iterator[Token]:
    """Tokens that can stand for a phrase, best first: its head, an apposition, the body spoken for."""
    yield root
    for child in root.children:
        if child.dep_ == "appos":
            yield child
    if root.lemma_.lower() not in _spoken_for():
        return
    for child in root.children:
        if child.dep_ in NAMED_MODIFIERS:
            yield child
        if child.dep_ == "prep" and child.lower_ in {"for", "of", "from", "at", "with"}:
            yield from (grandchild for grandchild in child.children if grandchild.dep_ == "pobj")
