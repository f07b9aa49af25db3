"""A statistic as the comparison sees it: number, what is counted, event, and the words around it."""

import bisect
import dataclasses
import re
from collections.abc import Iterable, Mapping

from pipeline.comparison import times, units
from pipeline.comparison.intervals import Reading, reading
from pipeline.comparison.stories import Story
from pipeline.comparison.words import Word, concept, concept_weight, events, is_link, is_number, stem, words
from pipeline.tables import ClaimRow, MentionRow

DECAY = 0.85
"""How much less each further word from the number says what it counts."""
BREAK = 0.6
"""How much less beyond a comma, a bracket or a link such as "and"."""
NUMBER = 0.4
"""How much less beyond another number."""
CLOSE = 0.2
"""An event less near than this is not what the number counts."""
_BREAK = re.compile(r"[,;:()\[\]–—]| - ")
MARGIN = 240
"""Code points before the sentence that still tell which event it is about."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Slots:
    """A statistic, its number as read, and its words as concepts or stems with weights 0 to 1."""

    claim: ClaimRow
    story: Story
    reading: Reading
    dimension: str
    head: str | None
    """What is counted: the head of the measure."""
    measure: Mapping[str, float]
    """Words of measure and base, head included."""
    action: str | None
    event: str | None
    """What happened to those counted, as a concept of events."""
    near: Mapping[str, float]
    """Words of the sentence, the nearer to the number the heavier."""
    sentence: Mapping[str, float]
    numbers: frozenset[str]
    """Other numbers, in figures, of the sentence."""
    entities: frozenset[str]
    """Actors and jurisdictions named in the sentence."""
    places: tuple[MentionRow, ...]
    """Jurisdictions named in the sentence."""
    setting: frozenset[str]
    """Years and months, other than those of publication, that the sentence is set in."""
    keys: frozenset[str]
    """Words by which candidates are found: those of measure and action, and those near the number."""


def read_statistic(claim: ClaimRow, story: Story) -> Slots:
    """Reads one statistic."""
    start, end = sentence_span(claim, story.article.text)
    around = list(words(story.article.text, start, end))
    own = [word for word in around if word.end > claim.start and word.start < claim.end]
    rest = [word for word in around if word not in own]
    reached = _reach(rest, claim, story.article.text)
    near = _near(reached)
    measure = _weighted(words(" ".join(filter(None, (claim.measure, claim.base)))))
    head = concept(stem(claim.measure_head.lower())) if claim.measure_head else None
    action = concept(stem(claim.action.lower())) if claim.action else None
    if head is not None:
        measure[head] = concept_weight(head)
    named = _named(story, start, end)
    closest = sorted(near, key=lambda word: (-near[word], word))[:6]
    return Slots(
        claim=claim,
        story=story,
        reading=reading(claim),
        dimension=units.dimension(claim.unit or ""),
        head=head,
        measure=measure,
        action=action,
        event=_event(reached, action),
        near=near,
        sentence=_weighted(rest),
        numbers=frozenset(word.stem for word in rest if word.lower[0].isdigit()),
        entities=frozenset(row.entity_id for row in named if row.entity_id),
        places=tuple(row for row in named if row.kind == "jurisdiction"),
        setting=_setting(story, start, end),
        keys=frozenset([*measure, *closest, *([action] if action else [])]),
    )


def sentence_span(claim: ClaimRow, text: str) -> tuple[int, int]:
    """Offsets of the claim's sentence; a window about the claim where it is not found as written."""
    found = text.find(
        claim.sentence, max(0, claim.end - len(claim.sentence)), claim.start + len(claim.sentence)
    )
    if claim.sentence and found >= 0 and found <= claim.start:
        return found, found + len(claim.sentence)
    return max(0, claim.start - MARGIN), min(len(text), claim.end + MARGIN)


def _weighted(found: Iterable[Word]) -> dict[str, float]:
    return {word.stem: word.weight for word in found if word.weight > 0}


def _reach(rest: list[Word], claim: ClaimRow, text: str) -> list[tuple[Word, float]]:
    """Each word with 0 to 1: how surely it says what the number counts.

    Each word between costs a little, a comma or "and" more, another number most: in "24 people were killed
    and 200 injured" the killed are not 200.
    """
    split = sum(word.start < claim.start for word in rest)
    before = _outward(rest[:split][::-1], text, claim.start)
    return before + _outward(rest[split:], text, claim.end)


def _outward(found: list[Word], text: str, edge: int) -> list[tuple[Word, float]]:
    reached, factor = [], 1.0
    for word in found:
        gap = text[edge : word.start] if word.start >= edge else text[word.end : edge]
        if _BREAK.search(gap):
            factor *= BREAK
        if is_number(word):
            factor *= NUMBER
        elif is_link(word):
            factor *= BREAK
        reached.append((word, factor))
        factor *= DECAY
        edge = word.end if word.start >= edge else word.start
    return reached


def _near(reached: list[tuple[Word, float]]) -> dict[str, float]:
    near: dict[str, float] = {}
    for word, factor in reached:
        if word.weight > 0:
            near[word.stem] = max(near.get(word.stem, 0.0), word.weight * factor)
    return near


def _event(reached: list[tuple[Word, float]], action: str | None) -> str | None:
    """The event nearest to the number, else the governing one if it is among those that are named alike."""
    found = [(factor, word.stem) for word, factor in reached if word.stem in events() and factor >= CLOSE]
    if found:
        return max(found)[1]
    return action if action in events() else None


def _setting(story: Story, start: int, end: int) -> frozenset[str]:
    text, day = story.article.text, story.article.published
    return times.setting(text[start:end], day) or times.opening(text[max(0, start - MARGIN) : start], day)


def _named(story: Story, start: int, end: int) -> tuple[MentionRow, ...]:
    first = bisect.bisect_left(story.entities, start, key=lambda row: row.start)
    last = bisect.bisect_left(story.entities, end, key=lambda row: row.start)
    return story.entities[first:last]
