"""Which statistics are worth comparing: blocks by what is measured, what it is called, and which story it is.

Nothing is compared with everything. Two articles meet where they share telling words (an inverted index);
in a word that very many articles have, each meets those next to it in order of publication, and of very many
it keeps those most like it. Within two such articles, statistics of one dimension meet that share a word or
their value, each with the few that fit it best. So the work grows with the number of articles, not with its
square. A number with many digits meets its like in any article, given one shared word beside it: background
figures travel from story to story.
"""

import collections
import dataclasses
import datetime
import heapq
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.comparison.slots import Slots
from pipeline.comparison.stories import Story, affinity, are_two_witnesses

BLOCKING_TERMS = 16
NEIGHBOURS = 120
"""In a block of more articles than this, each meets only so many that follow it in order of publication."""
RELATED = 0.12
"""Least affinity of two articles whose numbers are compared."""
PARTNERS = 50
"""With how many other articles, those most like it, an article is compared at least where it has more."""
CHOICES = 8
"""With how many numbers of another article, those whose words fit best, a number is compared at most."""
FAR = 1000 * (1 + 1e-9)
BLOCK = 200
"""Cap of a block of equal numbers with an equal word."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Pairs worth comparing, in order of their claim_ids, and notes on blocks that were capped."""

    pairs: tuple[tuple[Slots, Slots], ...]
    notes: tuple[str, ...]


def find_candidates(found: Sequence[Slots]) -> Candidates:
    """Pairs of statistics of different witnesses, each once, the lesser claim_id first."""
    ordered = sorted(found, key=lambda item: item.claim.claim_id)
    notes: list[str] = []
    held: dict[str, list[Slots]] = collections.defaultdict(list)
    for item in ordered:
        held[item.story.key].append(item)
    stories = {item.story.key: item.story for item in ordered}
    pairs: dict[tuple[str, str], tuple[Slots, Slots]] = {}
    for one, other in related_stories(list(stories.values()), notes):
        for a, b in _within(held[one.key], held[other.key]):
            _put(pairs, a, b)
    for a, b in _same_figures(ordered, notes):
        _put(pairs, a, b)
    return Candidates(pairs=tuple(pairs[key] for key in sorted(pairs)), notes=tuple(sorted(set(notes))))


def _put(pairs: dict[tuple[str, str], tuple[Slots, Slots]], a: Slots, b: Slots) -> None:
    if a.claim.claim_id > b.claim.claim_id:
        a, b = b, a
    pairs[a.claim.claim_id, b.claim.claim_id] = (a, b)


def related_stories(stories: Sequence[Story], notes: list[str]) -> list[tuple[Story, Story]]:
    """Pairs of articles of different witnesses that may speak of one event, in order of their ids."""
    blocks: dict[str, list[Story]] = collections.defaultdict(list)
    for story in sorted(stories, key=_by_day):
        for term in itertools.islice(story.terms, BLOCKING_TERMS):
            blocks[term].append(story)
    met: set[tuple[str, str]] = set()
    for term, block in blocks.items():
        if len(block) > NEIGHBOURS:
            notes.append(
                f"{len(block)} articles speak of “{term}”; each met the {NEIGHBOURS} next to it by day."
            )
        for place, one in enumerate(block):
            for other in block[place + 1 : place + 1 + NEIGHBOURS]:
                met.add((min(one.key, other.key), max(one.key, other.key)))
    by_key = {story.key: story for story in stories}
    alike = {
        (one, other): likeness
        for one, other in sorted(met)
        if are_two_witnesses(by_key[one], by_key[other])
        and (likeness := affinity(by_key[one], by_key[other])) >= RELATED
    }
    return [(by_key[one], by_key[other]) for one, other in _most_alike(alike, notes)]


def _most_alike(alike: Mapping[tuple[str, str], float], notes: list[str]) -> list[tuple[str, str]]:
    """Pairs of articles of which one is among the PARTNERS most like the other, in order of their ids."""
    partners: dict[str, list[tuple[float, str]]] = collections.defaultdict(list)
    for (one, other), likeness in alike.items():
        partners[one].append((-likeness, other))
        partners[other].append((-likeness, one))
    kept: set[tuple[str, str]] = set()
    for one, found in partners.items():
        for _, other in heapq.nsmallest(PARTNERS, found):
            kept.add((min(one, other), max(one, other)))
    many = sum(len(found) > PARTNERS for found in partners.values())
    if len(kept) < len(alike):
        notes.append(f"{many} articles are like more than {PARTNERS} others; each met those most like it.")
    return sorted(kept)


def _by_day(story: Story) -> tuple[datetime.date, str]:
    return story.article.published or datetime.date.min, story.key


def _within(one: Iterable[Slots], other: Iterable[Slots]) -> list[tuple[Slots, Slots]]:
    """Statistics of two articles that share a dimension and a word or their value."""
    by_dimension: Mapping[str, list[Slots]] = collections.defaultdict(list)
    for b in other:
        by_dimension[b.dimension].append(b)
    pairs = []
    for a in one:
        found = [b for b in by_dimension[a.dimension] if not _too_far(a, b) and _meet(a, b)]
        if len(found) > CHOICES:
            found = heapq.nlargest(CHOICES, found, key=lambda b: (_fit(a, b), b.claim.claim_id))
        pairs += [(a, b) for b in found]
    return pairs


def _meet(a: Slots, b: Slots) -> bool:
    return a.reading.value == b.reading.value or not a.keys.isdisjoint(b.keys)


def _fit(a: Slots, b: Slots) -> float:
    """Weight of the words beside both numbers, and one more where these are equal."""
    shared = a.near.keys() & b.near.keys()
    return sum(sorted(min(a.near[word], b.near[word]) for word in shared)) + (
        a.reading.value == b.reading.value
    )


def _too_far(a: Slots, b: Slots) -> bool:
    """More than a thousand times as large: even a million for a billion is less."""
    least, most = sorted((a.reading.scale, b.reading.scale))
    return most > FAR * least > 0


def _same_figures(ordered: Iterable[Slots], notes: list[str]) -> Iterator[tuple[Slots, Slots]]:
    """Equal numbers of three digits and more that share a word beside them, in whatever articles."""
    blocks: dict[tuple[str, float, str], list[Slots]] = collections.defaultdict(list)
    for item in ordered:
        if len(f"{abs(item.claim.value or 0):.10g}".replace(".", "").strip("0")) >= 3:
            for key in item.keys:
                blocks[item.claim.unit or "", item.reading.value, key].append(item)
    for (_, value, key), block in sorted(blocks.items()):
        if len(block) > BLOCK:
            notes.append(
                f"{len(block)} claims give {value:g} beside “{key}”; the first {BLOCK} were compared."
            )
        for a, b in itertools.combinations(block[:BLOCK], 2):
            if are_two_witnesses(a.story, b.story):
                yield a, b
