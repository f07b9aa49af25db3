"""What the text tells of a statistic: the words beside it, and how surely each says what the number counts.

It is read off the text once, and kept as it is: the words as written, for what they mean is looked up fast.
"""

import bisect
import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.comparison import times
from pipeline.comparison.stories import Story
from pipeline.comparison.words import Word, words
from pipeline.tables import ClaimRow

DECAY = 0.85
"""How much less each further word from the number says what it counts."""
BREAK = 0.6
"""How much less beyond a comma, a bracket or a link such as "and"."""
NUMBER = 0.4
"""How much less beyond another number."""
_BREAK = re.compile(r"[,;:()\[\]–—]| - ")
_ANCHOR = re.compile(
    r"(?:\s?\([^()]{1,30}\))?\s(?:to the\s)?(?:\w{0,6}\s?(?:north|south|east|west)\w{0,8}\s)?(?:of|from)\s"
    r"(?:the\s)?(?:\w{1,12}\sof\s)?(?P<name>[A-Z]\w{1,20}(?:\s[A-Z]\w{1,20}){0,2})"
)
DIGITS = 6
"""Of what is kept of the reach of a word."""
MARGIN = 240
"""Code points before the sentence that still tell which event it is about."""


class Beside(NamedTuple):
    """What stands beside a statistic, as JSON can keep it."""

    words: Sequence[str]
    """Words of the sentence that are not of the claim's own span, in lower case: those before the number from
    the nearest on, then those behind it."""
    reach: Sequence[float]
    """Of each, 0 to 1: how surely it says what the number counts."""
    anchor: str | None
    """As in `slots.Slots`, as are the next two."""
    setting: Sequence[str]
    set_apart: float
    first: int
    """The first of the article's mentions in the sentence, and the first behind it."""
    last: int


def read_beside(claim: ClaimRow, story: Story) -> Beside:
    """Reads what stands beside a statistic in the text of its article."""
    start, end = sentence_span(claim, story.text)
    rest = [
        word for word in _words(story.text, start, end) if word.end <= claim.start or word.start >= claim.end
    ]
    reached = _reach(rest, claim, story.text)
    setting = _setting(story, start, end)
    return Beside(
        words=[word.lower for word, _ in reached],
        reach=[round(factor, DIGITS) for _, factor in reached],
        anchor=_anchor(story.text, claim.end),
        setting=sorted(setting),
        set_apart=_set_apart(setting, reached, story, start) if setting else 0.0,
        first=bisect.bisect_left(story.entities, start, key=lambda row: row.start),
        last=bisect.bisect_left(story.entities, end, key=lambda row: row.start),
    )


@functools.lru_cache(maxsize=64)
def _words(text: str, start: int, end: int) -> Sequence[Word]:
    """The words of a sentence, which often has several numbers."""
    return tuple(words(text, start, end))


def sentence_span(claim: ClaimRow, text: str) -> tuple[int, int]:
    """Offsets of the claim's sentence; a window about the claim where it is not found as written."""
    found = text.find(
        claim.sentence, max(0, claim.end - len(claim.sentence)), claim.start + len(claim.sentence)
    )
    if claim.sentence and found >= 0 and found <= claim.start:
        return found, found + len(claim.sentence)
    return max(0, claim.start - MARGIN), min(len(text), claim.end + MARGIN)


def _reach(rest: Sequence[Word], claim: ClaimRow, text: str) -> list[tuple[Word, float]]:
    """Each word with 0 to 1: how surely it says what the number counts.

    Each word between costs a little, a comma or "and" more, another number most: in "24 people were killed
    and 200 injured" the killed are not 200.
    """
    split = sum(word.start < claim.start for word in rest)
    before = _outward(rest[:split][::-1], text, claim.start)
    return before + _outward(rest[split:], text, claim.end)


def _outward(found: Sequence[Word], text: str, edge: int) -> list[tuple[Word, float]]:
    reached, factor = [], 1.0
    for word in found:
        gap = text[edge : word.start] if word.start >= edge else text[word.end : edge]
        if gap != " " and _BREAK.search(gap):
            factor *= BREAK
        if word.kind == "number":
            factor *= NUMBER
        elif word.kind == "link":
            factor *= BREAK
        reached.append((word, factor))
        factor *= DECAY
        edge = word.end if word.start >= edge else word.start
    return reached


def _anchor(text: str, end: int) -> str | None:
    found = _ANCHOR.match(text, end)
    return found.group("name").lower() if found else None


def _set_apart(setting: frozenset[str], reached: list[tuple[Word, float]], story: Story, start: int) -> float:
    """1 where the sentence opens with the past time or takes it from the sentence before."""
    text, day = story.text, story.published
    if not setting.isdisjoint(times.setting(text[start : start + times.OPENING], day)):
        return 1.0
    near = [factor for word, factor in reached if word.lower in setting or word.lower[:3] in times.MONTHS]
    return max(near, default=1.0)


def _setting(story: Story, start: int, end: int) -> frozenset[str]:
    text, day = story.text, story.published
    return times.setting(text[start:end], day) or times.opening(text[max(0, start - MARGIN) : start], day)
