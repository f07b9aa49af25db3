"""A statistic as the comparison sees it: number, what is counted, event, and the words around it."""

import dataclasses
import functools
import heapq
import math
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeVar

from pipeline.comparison import concepts, units
from pipeline.comparison.beside import Beside, read_beside
from pipeline.comparison.intervals import Reading, reading
from pipeline.comparison.stems import stem
from pipeline.comparison.stories import Named, Story
from pipeline.comparison.words import Term, term, terms
from pipeline.tables import ClaimRow

CLOSE = 0.2
"""An event less near than this is not what the number counts."""
GOVERNS = 1.0
"""What the governing verb, and what is counted, weigh as an event beside the nearest word's 1."""
CLOSEST = 6
"""How many words near a number find its candidates."""
SIDES = 1024
"""Of how many statistics what was read is kept."""


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
    places: tuple[Named, ...]
    """Jurisdictions named in the sentence, those inside the name of an actor left out."""
    people: tuple[Named, ...]
    """People named in the sentence."""
    setting: frozenset[str]
    """Years and months, other than those of publication, that the sentence is set in."""
    set_apart: float
    """0 to 1: how surely that setting is the number's own, for it stands near or opens the sentence."""


Answer = TypeVar("Answer")


def once_a_side(find: Callable[[Slots], Answer]) -> Callable[[Slots], Answer]:
    """What a rule reads off one statistic alone, read once for the many pairs that it stands in."""
    return functools.lru_cache(maxsize=SIDES)(find)


def read_statistic(claim: ClaimRow, story: Story, beside: Beside | None = None) -> Slots:
    """Reads one statistic; what stands beside it is read off the text where it is not given."""
    beside = beside or read_beside(claim, story)
    reached = _reached(beside)
    measure, head, action = _told(claim)
    events = _events(reached, head, action)
    named = story.entities[beside.first : beside.last]
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
        anchor=beside.anchor,
        reach=_strongest((term.stem, factor) for term, factor in reached),
        near=_near(reached),
        sentence=_weighted(term for term, _ in reached),
        roots=frozenset(term.root for term, _ in reached),
        numbers=frozenset(term.stem for term, _ in reached if term.lower[0].isdigit()),
        entities=frozenset(row.entity_id for row in named),
        places=tuple(row for row in named if row.kind == "jurisdiction" and not _is_inside(row, named)),
        people=tuple(row for row in named if row.entity_id.startswith("person:")),
        setting=frozenset(beside.setting),
        set_apart=beside.set_apart,
    )


class Clues(NamedTuple):
    """What candidates of a statistic are found by, each in order and once."""

    keys: tuple[str, ...]
    """Words of measure and action, and those near the number."""
    core: tuple[str, ...]
    """What is counted, and what happened."""


def clues(claim: ClaimRow, beside: Beside) -> Clues:
    """What of a statistic can be told at a glance."""
    reached = _reached(beside)
    near = _near(reached)
    closest = heapq.nsmallest(CLOSEST, near, key=lambda word: (-near[word], word))
    measure, head, action = _told(claim)
    keys = {*measure, *closest, *([action] if action else [])}
    core = {*_events(reached, head, action), *([head] if head else [])}
    return Clues(tuple(sorted(keys)), tuple(sorted(core)))


def _told(claim: ClaimRow) -> tuple[dict[str, float], str | None, str | None]:
    """The words of the measure and the base with their weights, the head of the measure, the action."""
    measure = _weighted(terms(" ".join(filter(None, (claim.measure, claim.base)))))
    head = concepts.thing(stem(claim.measure_head.lower())) if claim.measure_head else None
    action = concepts.event(stem(claim.action.lower())) if claim.action else None
    return measure, head, action


def _reached(beside: Beside) -> list[tuple[Term, float]]:
    return [(term(lower), factor) for lower, factor in zip(beside.words, beside.reach, strict=True)]


def _weighted(found: Iterable[Term]) -> dict[str, float]:
    return {word.stem: word.weight for word in found if word.weight > 0}


def _near(reached: Iterable[tuple[Term, float]]) -> dict[str, float]:
    return _strongest((term.stem, term.weight * factor) for term, factor in reached if term.weight > 0)


def _strongest(found: Iterable[tuple[str, float]]) -> dict[str, float]:
    most: dict[str, float] = {}
    for name, weight in found:
        if weight > most.get(name, -1.0):
            most[name] = weight
    return most


def _events(reached: Iterable[tuple[Term, float]], head: str | None, action: str | None) -> dict[str, float]:
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


def _is_inside(place: Named, named: Iterable[Named]) -> bool:
    """ "NBC New York estimated the crowd at 70" is not about New York."""
    return any(
        row.kind == "actor" and row.start <= place.start and place.end <= row.end and row.label != "NORP"
        for row in named
    )


def unlike(a: Slots, one: Named | None, b: Slots, other: Named | None) -> tuple[str, str] | None:
    """The words of the two entities that numbers are of, where neither sentence names the other's."""
    if one is None or other is None or one.entity_id == other.entity_id:
        return None
    if one.entity_id in b.entities or other.entity_id in a.entities:
        return None
    return one.text, other.text
