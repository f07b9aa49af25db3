"""Which statistics are worth comparing: blocks by what is measured, what it is called, and which story it is.

Nothing is compared with everything. Within two articles that may speak of one event (`neighbours`),
statistics of one dimension meet that share a word or their value, each with the few that fit it best. A
number with many digits meets its like in any article, given one shared word beside it: background figures
travel from story to story. What two articles have to compare comes at once, so that it can be judged and
forgotten.
"""

import collections
import dataclasses
import heapq
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.comparison.neighbours import related_stories
from pipeline.comparison.readings import Item, Lookup, item_of
from pipeline.comparison.slots import Slots
from pipeline.comparison.stories import Story, are_two_witnesses

CHOICES = 8
"""With how many numbers of another article, those whose words fit best, a number is compared at most."""
FAR = 1000 * (1 + 1e-9)
BLOCK = 200
"""Cap of a block of equal numbers with an equal word."""
NAMED = 3
"""How many of the blocks that were capped a note names."""

Pair = tuple[Slots, Slots]
Ids = tuple[str, str]
Figures = Mapping[Ids, Sequence[Ids]]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Pairs worth comparing, in order of their claim_ids, and notes on blocks that were capped."""

    pairs: tuple[Pair, ...]
    notes: tuple[str, ...]


def find_candidates(found: Sequence[Slots]) -> Candidates:
    """All pairs of a few statistics that are read already; see `meetings`."""
    held: dict[str, list[Item]] = collections.defaultdict(list)
    for side in sorted(found, key=lambda side: side.claim.claim_id):
        held[side.story.key].append(item_of(side.claim, side.story))
    stories = {side.story.key: side.story for side in found}
    notes: list[str] = []
    met = meetings(held, stories, {side.claim.claim_id: side for side in found}, notes)
    pairs = sorted(itertools.chain.from_iterable(met), key=lambda pair: tuple(s.claim.claim_id for s in pair))
    return Candidates(pairs=tuple(pairs), notes=tuple(sorted(notes)))


def meetings(
    held: Mapping[str, Sequence[Item]], stories: Mapping[str, Story], slots: Lookup, notes: list[str]
) -> Iterator[list[Pair]]:
    """The pairs of statistics of each two articles of different witnesses, in order of their claim_ids.

    Each pair comes once, the lesser claim_id first. `held` has the statistics by article; what was left out
    because a block was too large is added to `notes`.
    """
    figures = _same_figures(held, stories, notes)
    known = [stories[key] for key in sorted(held)]
    related = [_ordered(one.key, other.key) for one, other in related_stories(known, notes)]
    for one, other in related:
        met = _within(held[one], held[other], slots)
        found = {_ordered(*ids) for ids in (*met, *figures.get((one, other), ()))}
        if found:
            yield _pairs(found, slots)
    for both in sorted(figures.keys() - set(related)):
        yield _pairs(set(figures[both]), slots)


def _pairs(found: set[Ids], slots: Lookup) -> list[Pair]:
    read = {claim_id: slots[claim_id] for claim_id in sorted({name for ids in found for name in ids})}
    return [(read[one], read[other]) for one, other in sorted(found)]


def _ordered(one: str, other: str) -> Ids:
    return (one, other) if one <= other else (other, one)


def _within(one: Iterable[Item], other: Iterable[Item], slots: Lookup) -> Iterator[Ids]:
    """Statistics of two articles that share a dimension and a word or their value."""
    by_dimension: dict[str, list[Item]] = collections.defaultdict(list)
    for b in other:
        by_dimension[b.dimension].append(b)
    for a in one:
        keys = frozenset(a.keys)
        found = [
            b
            for b in by_dimension.get(a.dimension, ())
            if not _too_far(a, b) and (a.value == b.value or not keys.isdisjoint(b.keys))
        ]
        if len(found) > CHOICES:
            fit = {b.claim_id: _fit(slots[a.claim_id], slots[b.claim_id]) for b in found}
            found = heapq.nlargest(CHOICES, found, key=lambda b: (fit[b.claim_id], b.claim_id))
        for b in found:
            yield a.claim_id, b.claim_id


def _fit(a: Slots, b: Slots) -> float:
    """Weight of the words beside both numbers, and one more where these are equal."""
    shared = a.near.keys() & b.near.keys()
    return sum(sorted(min(a.near[word], b.near[word]) for word in shared)) + (
        a.reading.value == b.reading.value
    )


def _too_far(a: Item, b: Item) -> bool:
    """More than a thousand times as large: even a million for a billion is less."""
    least, most = sorted((a.scale, b.scale))
    return most > FAR * least > 0


def _same_figures(
    held: Mapping[str, Sequence[Item]], stories: Mapping[str, Story], notes: list[str]
) -> Figures:
    """Equal numbers of three digits and more that share a word beside them, by their two articles."""
    blocks: dict[tuple[str, float, str], list[tuple[str, str]]] = collections.defaultdict(list)
    for article_id in held:
        for item in held[article_id]:
            if item.is_long:
                for key in item.keys:
                    blocks[item.unit, item.value, key].append((item.claim_id, article_id))
    found: dict[Ids, set[Ids]] = collections.defaultdict(set)
    large = []
    for (_, value, key), block in blocks.items():
        if len(block) > BLOCK:
            large.append((-len(block), value, key))
        for (a, one), (b, other) in itertools.combinations(sorted(block)[:BLOCK], 2):
            if are_two_witnesses(stories[one], stories[other]):
                found[_ordered(one, other)].add((a, b))
    _note_blocks(sorted(large), notes)
    return {both: sorted(pairs) for both, pairs in found.items()}


def _note_blocks(large: Sequence[tuple[int, float, str]], notes: list[str]) -> None:
    for size, value, key in large[:NAMED]:
        notes.append(f"{-size} claims give {value:g} beside “{key}”; the first {BLOCK} were compared.")
    if len(large) > NAMED:
        notes.append(
            f"{len(large) - NAMED} more numbers stand beside one word in more than {BLOCK} claims; "
            f"of each the first {BLOCK} were compared."
        )
