"""The blocks of a page in order: paragraphs, and the lines of its header."""

import dataclasses
import re

from pipeline.spans import TextSpan, lines, paragraphs

NEAR_EDGE = 10
"""Blocks from the top or end of a page in which dates, bylines and copyright lines are looked for."""
_STORY_WORDS = 12
_LONG = 40
_SPACE = re.compile(r"[\r\n\u2028\u2029\u00a0\u2009\u202f]")
_SENTENCE_END = re.compile(r"[.!?:;,…][\"'”’)\]]*$")


@dataclasses.dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or one line of a header that is set without blank lines."""

    span: TextSpan
    text: str
    """As in the article, but with a plain space for each line break and no-break space."""
    paragraph: TextSpan
    """What it is a line of, or is."""
    is_head: bool
    """Whether it stands before the first paragraph of the story."""
    is_top: bool
    is_end: bool
    is_near_top: bool
    """Whether a dateline can begin here: the story has hardly begun."""


def is_story(text: str) -> bool:
    """Whether a block reads like a paragraph of a story: a sentence of some length, or very long."""
    words = text.count(" ") + text.count("\n") + 1
    return words >= _LONG or (words >= _STORY_WORDS and _SENTENCE_END.search(text) is not None)


def blocks(text: str) -> list[Block]:
    """Blocks in order, not overlapping: paragraphs, and above the story the lines of each."""
    spans = paragraphs(text)
    first = next((place for place, span in enumerate(spans) if is_story(span.of(text))), len(spans))
    header = [(line, span) for span in spans[:first] for line in _lines_of(text, span)]
    first, pairs = len(header), header + [(span, span) for span in spans[first:]]
    return [
        Block(
            span=span,
            text=_SPACE.sub(" ", span.of(text)),
            paragraph=paragraph,
            is_head=place < first,
            is_top=place < NEAR_EDGE,
            is_end=place >= len(pairs) - NEAR_EDGE,
            is_near_top=place <= first + 2,
        )
        for place, (span, paragraph) in enumerate(pairs)
    ]


def _lines_of(text: str, span: TextSpan) -> list[TextSpan]:
    return [TextSpan(span.start + line.start, span.start + line.end) for line in lines(span.of(text))]
