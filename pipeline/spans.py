"""Stretches of an article's text, as half-open offsets in code points."""

import bisect
import dataclasses
import itertools
import re
from collections.abc import Iterable, Iterator


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class TextSpan:
    """Half-open `[start, end)` in code points of the article's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a stretch of text: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def overlaps(self, other: "TextSpan") -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: "TextSpan") -> bool:
        return self.start <= other.start and other.end <= self.end


class Cover:
    """Answers in logarithmic time whether a span overlaps any of many spans."""

    def __init__(self, spans: Iterable[TextSpan]) -> None:
        merged: list[TextSpan] = []
        for span in sorted(spans):
            if merged and span.start <= merged[-1].end:
                merged[-1] = TextSpan(merged[-1].start, max(merged[-1].end, span.end))
            else:
                merged.append(span)
        self._starts = [span.start for span in merged]
        self._ends = [span.end for span in merged]

    def overlaps(self, span: TextSpan) -> bool:
        place = bisect.bisect_right(self._ends, span.start)
        return place < len(self._starts) and self._starts[place] < span.end


_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_BLANK = re.compile(r"(?:\r\n|[\r\n\u2028\u2029])[ \t\u00a0]*(?:\r\n|[\r\n\u2028\u2029])")
_SENTENCE_END = re.compile(r"[.!?:;][\"'”’)\]]*\s*$")
WRAP_WIDTH = 100


def lines(text: str) -> Iterator[TextSpan]:
    """Lines that hold more than white space, without their surrounding white space."""
    for match in _LINE.finditer(text):
        line = match.group()
        stripped = line.strip()
        if stripped:
            start = match.start() + len(line) - len(line.lstrip())
            yield TextSpan(start, start + len(stripped))


def paragraphs(text: str) -> list[TextSpan]:
    """Paragraphs in order: blocks between blank lines in hard-wrapped text, else each line.

    In other text, too, a long line that ends in mid-sentence is joined to one that goes on in lower case:
    "to descend on Toronto Saturday\\n    night, the service warns."
    """
    found = list(lines(text))
    is_wrapped = _is_hard_wrapped(text, found)
    joined = found[:1]
    for before, line in itertools.pairwise(found):
        is_one = is_wrapped or _goes_on(text, before, line)
        if is_one and not _BLANK.search(text, before.end, line.start):
            joined[-1] = TextSpan(joined[-1].start, line.end)
        else:
            joined.append(line)
    return joined


def _goes_on(text: str, line: TextSpan, after: TextSpan) -> bool:
    if line.end - line.start < WRAP_WIDTH // 2 or not text[after.start].islower():
        return False
    return _SENTENCE_END.search(text, line.end - 5, line.end) is None


def _is_hard_wrapped(text: str, found: list[TextSpan]) -> bool:
    """Whether lines break inside sentences: most lines that another follows end in mid-sentence, and many
    of those after them go on in lower case (a headline, a byline and a date one below the other do not).

    "The mayor said on Monday that the bridge\\nwould stay closed until" is; a list of one-line
    paragraphs, each closed by a full stop, is not.
    """
    pairs = [
        (line, after)
        for line, after in itertools.pairwise(found)
        if not _BLANK.search(text, line.end, after.start)
    ]
    followed = [line for line, _ in pairs]
    if len(followed) < 3 or max(line.end - line.start for line in found) > WRAP_WIDTH:
        return False
    broken = sum(not _SENTENCE_END.search(line.of(text)) for line in followed)
    continued = sum(text[after.start].islower() for _, after in pairs)
    return broken > 0.6 * len(followed) and continued > 0.4 * len(followed)
