"""A statistic as the comparison sees it: number, what is counted, event, and the words around it."""

import bisect
import dataclasses
import functools
import heapq
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from pipeline.comparison import concepts, times, units
from pipeline.comparison.intervals import Reading, reading
from pipeline.comparison.stems import stem
from pipeline.comparison.stories import Story
from pipeline.comparison.words import Word, is_link, is_number, words
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
GOVERNS = 1.0
"""What the governing verb, and what is counted, weigh as an event beside the nearest word's 1."""
CLOSEST = 6
"""How many words near a number find its candidates."""
_ANCHOR = re.compile(
    r"(?:\s?\([^()]{1,30}\))?\s(?:to the\s)?(?:\w{0,6}\s?(?:north|south|east|west)\w{0,8}\s)?(?:of|from)\s"
    r"(?:the\s)?(?:\w{1,12}\sof\s)?(?P<name>[A-Z]\w{1,20}(?:\s[A-Z]\w{1,20}){0,2})"
)
SIDES = 4096
"""Of how many statistics what was read is kept."""
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
    events: Mapping[str, float]
    """What happened to those counted, or what of them is measured: concepts with shares that sum to 1."""
    known_events: float
    """Share of those that are in the table: a rare verb can be another word for anything."""
    anchor: str | None
    """The name that a distance is from: "34 miles west of the town of Bireun"."""
    reach: Mapping[str, float]
    """Words of the sentence with 0 to 1: how surely each says what the number counts."""
    near: Mapping[str, float]
    """Words of the sentence, the nearer to the number the heavier."""
    sentence: Mapping[str, float]
    roots: frozenset[str]
    """Stems of all words of the sentence."""
    numbers: frozenset[str]
    """Other numbers, in figures, of the sentence."""
    entities: frozenset[str]
    """Actors and jurisdictions named in the sentence."""
    places: tuple[MentionRow, ...]
    """Jurisdictions named in the sentence, those inside the name of an actor left out."""
    people: tuple[MentionRow, ...]
    """People named in the sentence."""
    setting: frozenset[str]
    """Years and months, other than those of publication, that the sentence is set in."""
    set_apart: float
    """0 to 1: how surely that setting is the number's own, for it stands near or opens the sentence."""


Answer = TypeVar("Answer")


def once_a_side(find: Callable[[Slots], Answer]) -> Callable[[Slots], Answer]:
    """What a rule reads off one statistic alone, read once for the many pairs that it stands in."""
    return functools.lru_cache(maxsize=SIDES)(find)


def read_statistic(claim: ClaimRow, story: Story) -> Slots:
    """Reads one statistic."""
    start, end = sentence_span(claim, story.text)
    rest = _beside(claim, story.text, start, end)
    reached = _reach(rest, claim, story.text)
    near = _near(reached)
    measure, head, action = _told(claim)
    setting = _setting(story, start, end)
    events = _events(reached, head, action)
    named = _named(story, start, end)
    return Slots(
        claim=claim,
        story=story,
        reading=reading(claim),
        dimension=units.dimension_of(claim),
        head=head,
        measure=measure,
        action=action,
        events=events,
        known_events=math.fsum(share for name, share in events.items() if concepts.is_event(name)),
        anchor=_anchor(story.text, claim.end),
        reach=_reached(reached),
        near=near,
        sentence=_weighted(rest),
        roots=frozenset(word.root for word in rest),
        numbers=frozenset(word.stem for word in rest if word.lower[0].isdigit()),
        entities=frozenset(row.entity_id for row in named if row.entity_id),
        places=tuple(row for row in named if row.kind == "jurisdiction" and not _is_inside(row, named)),
        people=tuple(row for row in named if (row.entity_id or "").startswith("person:")),
        setting=setting,
        set_apart=_set_apart(setting, reached, story, start) if setting else 0.0,
    )


class Clues(NamedTuple):
    """What candidates of a statistic are found by, each in order and once."""

    keys: tuple[str, ...]
    """Words of measure and action, and those near the number."""
    events: tuple[str, ...]
    """As in `Slots`."""


def clues(claim: ClaimRow, story: Story) -> Clues:
    """What of a statistic can be told at a glance; the same words as `read_statistic` reads."""
    start, end = sentence_span(claim, story.text)
    reached = _reach(_beside(claim, story.text, start, end), claim, story.text)
    near = _near(reached)
    closest = heapq.nsmallest(CLOSEST, near, key=lambda word: (-near[word], word))
    measure, head, action = _told(claim)
    keys = {*measure, *closest, *([action] if action else [])}
    return Clues(tuple(sorted(keys)), tuple(sorted(_events(reached, head, action))))


def _told(claim: ClaimRow) -> tuple[dict[str, float], str | None, str | None]:
    """The words of the measure and the base with their weights, the head of the measure, the action."""
    measure = _weighted(words(" ".join(filter(None, (claim.measure, claim.base)))))
    head = concepts.thing(stem(claim.measure_head.lower())) if claim.measure_head else None
    action = concepts.event(stem(claim.action.lower())) if claim.action else None
    return measure, head, action


def _beside(claim: ClaimRow, text: str, start: int, end: int) -> list[Word]:
    """The words of the sentence that are not of the claim's own span."""
    return [word for word in _words(text, start, end) if word.end <= claim.start or word.start >= claim.end]


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


def _reached(reached: list[tuple[Word, float]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for word, factor in reached:
        found[word.stem] = max(found.get(word.stem, 0.0), factor)
    return found


def _near(reached: list[tuple[Word, float]]) -> dict[str, float]:
    near: dict[str, float] = {}
    for word, factor in reached:
        if word.weight > 0:
            near[word.stem] = max(near.get(word.stem, 0.0), word.weight * factor)
    return near


def _events(reached: list[tuple[Word, float]], head: str | None, action: str | None) -> dict[str, float]:
    """Events and aspects near the number, and those of what is counted and of the governing verb.

    "killed at least five people and injured dozens": the five are of the dead, hardly of the injured.
    """
    found: dict[str, float] = {}
    for word, factor in reached:
        name = concepts.event(word.root)
        if factor >= CLOSE and concepts.is_event(name) and not concepts.is_generic(name):
            found[name] = max(found.get(name, 0.0), factor)
    if head is not None and concepts.is_event(head):
        found[head] = found.get(head, 0.0) + GOVERNS
    if action is not None and not concepts.is_generic(action):
        found[action] = found.get(action, 0.0) + GOVERNS
    total = sum(sorted(share * share for share in found.values()))
    return {name: share * share / total for name, share in found.items()}


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


def _is_inside(place: MentionRow, named: Iterable[MentionRow]) -> bool:
    """ "NBC New York estimated the crowd at 70" is not about New York."""
    return any(
        row.kind == "actor" and row.start <= place.start and place.end <= row.end and row.label != "NORP"
        for row in named
    )


def _named(story: Story, start: int, end: int) -> Sequence[MentionRow]:
    first = bisect.bisect_left(story.entities, start, key=lambda row: row.start)
    last = bisect.bisect_left(story.entities, end, key=lambda row: row.start)
    return story.entities[first:last]


def unlike(a: Slots, one: MentionRow | None, b: Slots, other: MentionRow | None) -> tuple[str, str] | None:
    """The words of the two entities that numbers are of, where neither sentence names the other's."""
    if one is None or other is None or one.entity_id == other.entity_id:
        return None
    if one.entity_id in b.entities or other.entity_id in a.entities:
        return None
    return one.text, other.text
