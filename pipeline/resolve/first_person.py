"""Who says "I": the speaker of the quotation it stands in, or the one interviewed."""

import bisect
import functools
import re
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from pipeline.extraction.found import Mention
from pipeline.extraction.syntax import SUBJECTS
from pipeline.resolve.entity import Entity
from pipeline.spans import TextSpan, paragraphs

FIRST_PERSON = frozenset({"i", "me", "my", "myself"})
SPEECH = frozenset(
    {
        "say",
        "tell",
        "add",
        "ask",
        "write",
        "recall",
        "explain",
        "note",
        "warn",
        "argue",
        "respond",
        "reply",
        "state",
        "continue",
        "claim",
        "testify",
        "tweet",
        "post",
    }
)
_QUOTED = re.compile(r"[“\"][^“”\"\n]{1,2000}(?:[”\"]|$|(?=\n))")
_INTERVIEW = re.compile(r"\binterview(?:s|ed)?\b", re.IGNORECASE)
OPENING = 1200
"""Code points at the head of an article in which an interview says that it is one."""
BESIDE = 60
"""Code points after the word in which its object is named."""


class FirstPerson:
    """The persons of an article who speak in it, by place."""

    def __init__(
        self, doc: Doc, text: str, mentions: Sequence[Mention], entities: Mapping[int, Entity]
    ) -> None:
        self._doc = doc
        self._text = text
        self._mentions = mentions
        self._entities = entities

    @functools.cached_property
    def _quotes(self) -> list[TextSpan]:
        return [TextSpan(*match.span()) for match in _QUOTED.finditer(self._text)]

    @functools.cached_property
    def _paragraphs(self) -> list[TextSpan]:
        return paragraphs(self._text)

    @functools.cached_property
    def _speakers(self) -> list[tuple[int, Entity]]:
        """Place and person of the subjects of verbs of speech outside quotation marks."""
        found = []
        for index, mention in enumerate(self._mentions):
            entity = self._entities.get(index)
            if entity is None or entity.type != "person" or self.is_quoted(mention.span.start):
                continue
            span = self._doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
            head = span.root if span is not None else None
            if head is not None and head.dep_ in SUBJECTS and head.head.lemma_ in SPEECH:
                found.append((mention.span.start, entity))
        return found

    @functools.cached_property
    def _interviewed(self) -> Entity | None:
        """The person most named at the head of an article that calls itself an interview."""
        said = _INTERVIEW.search(self._text, 0, OPENING)
        if said is None:
            return None
        counts: dict[str, list[Entity]] = {}
        for index, mention in enumerate(self._mentions):
            entity = self._entities.get(index)
            if mention.span.start < OPENING and entity is not None and entity.type == "person":
                if said.end() <= mention.span.start < said.end() + BESIDE and mention.label == "PERSON":
                    return entity  # "Interview with Ana Holm", "interviews mathematician Ana Holm"
                counts.setdefault(entity.entity_id, []).append(entity)
        return max(counts.values(), key=len)[0] if counts else None

    def who(self, place: int) -> Entity | None:
        """The person who says "I" at a place of the text; None where that is not told."""
        if not self.is_quoted(place):
            return self._interviewed
        paragraph = _covering(self._paragraphs, place)
        if paragraph is None:
            return None
        near = [(abs(start - place), start, entity) for start, entity in self._between(paragraph)]
        return min(near, key=lambda item: item[:2])[2] if near else None

    def _between(self, span: TextSpan) -> list[tuple[int, Entity]]:
        first = bisect.bisect_left(self._speakers, span.start, key=lambda pair: pair[0])
        last = bisect.bisect_left(self._speakers, span.end, key=lambda pair: pair[0])
        return self._speakers[first:last]

    def is_quoted(self, place: int) -> bool:
        """Whether a place of the text stands between quotation marks."""
        return _covering(self._quotes, place) is not None


def _covering(spans: Sequence[TextSpan], place: int) -> TextSpan | None:
    """The one of some ordered spans that covers a place."""
    index = bisect.bisect_right(spans, place, key=lambda span: span.start) - 1
    return spans[index] if index >= 0 and place < spans[index].end else None
