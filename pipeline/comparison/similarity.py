"""How sure it is that two statistics speak of the same thing: a few named features and their weights.

Each feature is a number from 0 to 1 that a reader can check against the two sentences. The weights stand in
`models/compare_similarity.csv`; they were learned by logistic regression (scripts/learn_similarity.py) and
the constant is set so that 0.5 is the threshold. `shares` tells what each feature adds.
"""

import dataclasses
import functools
import math
from collections.abc import Callable, Mapping
from typing import TypeAlias

from pipeline import models
from pipeline.comparison.concepts import can_be_one, family, is_generic, is_kind_of
from pipeline.comparison.intervals import can_both_be_true, same_rounded, same_value, significant_digits
from pipeline.comparison.slots import Slots, once_a_side
from pipeline.comparison.stories import affinity, days_apart

APART, UNLIKE, LITTLE = 0.5, 0.8, 0.15
"""From where on two numbers count other things, are of other events, and share too few words beside them."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What a feature at its full 1 adds to the log-odds of being the same thing."""

    feature: str
    weight: float
    means: str


def of_the_pair_at_hand(feature: Callable[[Slots, Slots], float]) -> Callable[[Slots, Slots], float]:
    """A feature that others are made from, worked out once a pair."""
    return functools.lru_cache(maxsize=1)(feature)


def _overlap(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Weight of the shared words over the mean weight of all; 0 where a side has none."""
    if not one or not other:
        return 0.0
    shared = sum(min(weight, other[word]) for word, weight in one.items() if word in other)
    total = (sum(one.values()) + sum(other.values())) / 2
    return shared / total if total else 0.0


def _covered(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Weight of the shared words over the lighter side: 1 where one side says no more than the other."""
    if not one or not other:
        return 0.0
    shared = sum(min(weight, other[word]) for word, weight in one.items() if word in other)
    total = min(sum(one.values()), sum(other.values()))
    return shared / total if total else 0.0


def _same_head(a: Slots, b: Slots) -> float:
    """Both count the same thing, or one a kind of the other."""
    if a.head is None or b.head is None or (is_generic(a.head) and is_generic(b.head)):
        return 0.0
    if a.head == b.head:
        return 1.0
    return 0.5 * float(is_kind_of(a.head, b.head) or is_kind_of(b.head, a.head))


@of_the_pair_at_hand
def _other_head(a: Slots, b: Slots) -> float:
    """Both say what they count, and neither's word stands near the other's number."""
    if a.head is None or b.head is None or can_be_one(a.head, b.head):
        return 0.0
    one, other = family(a.head), family(b.head)
    if one == other:
        return 0.5
    return max(0.0, 1.0 - max(a.reach.get(other, 0.0), b.reach.get(one, 0.0)))


def _measure(a: Slots, b: Slots) -> float:
    """How far the words of the one measure stand in the other."""
    return _covered(a.measure, b.measure)


@of_the_pair_at_hand
def _same_event(a: Slots, b: Slots) -> float:
    """The same happened to those counted: killed, arrested, stolen."""
    if a.events.keys().isdisjoint(b.events):
        return 0.0
    return math.fsum(min(share, b.events[name]) for name, share in a.events.items() if name in b.events)


def _other_event(a: Slots, b: Slots) -> float:
    """Something else happened to those counted: killed against injured."""
    return (1.0 - _same_event(a, b)) * a.known_events * b.known_events


def _other_verb(a: Slots, b: Slots) -> float:
    """The verbs differ, and one of them is none of the known events."""
    if not a.events or not b.events:
        return 0.0
    return (1.0 - _same_event(a, b)) * (1.0 - a.known_events * b.known_events)


def _same_frame(a: Slots, b: Slots) -> float:
    """The same happened to the same: nothing is counted but what the other counts, too."""
    return _same_event(a, b) * (1.0 - _other_head(a, b))


def _other_frame(a: Slots, b: Slots) -> float:
    """Something else happened to something else."""
    return _other_event(a, b) * _other_head(a, b)


def _other_agent(a: Slots, b: Slots) -> float:
    """Both say who did it, and neither sentence names the other's."""
    one, other = a.claim.agent_id, b.claim.agent_id
    if one is None or other is None or one == other:
        return 0.0
    return float(one not in b.entities and other not in a.entities)


def _other_anchor(a: Slots, b: Slots) -> float:
    """Distances from two places, or a distance against what is none."""
    if a.dimension != "length" or a.anchor == b.anchor:
        return 0.0
    return 1.0


def _same_anchor(a: Slots, b: Slots) -> float:
    """Distances from the same place."""
    return float(a.dimension == "length" and a.anchor is not None and a.anchor == b.anchor)


def _near(a: Slots, b: Slots) -> float:
    """Shared words beside the numbers, the nearer the heavier."""
    return _overlap(a.near, b.near)


def _sentence(a: Slots, b: Slots) -> float:
    """Shared words of the two sentences."""
    return _overlap(a.sentence, b.sentence)


def _numbers(a: Slots, b: Slots) -> float:
    """Other figures that stand in both sentences; two are enough."""
    return min(1.0, len(a.numbers & b.numbers) / 2)


def _entities(a: Slots, b: Slots) -> float:
    """Shared actors and places of the two sentences."""
    least = min(len(a.entities), len(b.entities))
    return len(a.entities & b.entities) / least if least else 0.0


def _other_entities(a: Slots, b: Slots) -> float:
    """Both sentences name actors or places, and none of them in common."""
    return float(bool(a.entities) and bool(b.entities) and a.entities.isdisjoint(b.entities))


def _other_setting(a: Slots, b: Slots) -> float:
    """One speaks of a past year or month of which the other does not."""
    if not a.setting.isdisjoint(b.setting):
        return 0.0
    return max(a.set_apart, b.set_apart)


def _broken_and_whole(a: Slots, b: Slots) -> float:
    """One count has a fraction, the other none: the magnitude of a quake is no number of quakes."""
    broken = [side.reading.value != round(side.reading.value) for side in (a, b)]
    return float(a.dimension == "count" and broken[0] != broken[1])


def _same_value(a: Slots, b: Slots) -> float:
    """The same value."""
    return float(same_value(a.reading, b.reading))


def _long_value(a: Slots, b: Slots) -> float:
    """The same value, and one with many digits: 43,885,310 is no chance, 5 is."""
    if not same_value(a.reading, b.reading):
        return 0.0
    return min(1.0, max(0, min(_digits(a), _digits(b)) - 1) / 3)


@once_a_side
def _digits(side: Slots) -> int:
    return significant_digits(side.claim)


def _close_value(a: Slots, b: Slots) -> float:
    """Not the same value, but one within half of the other, and both can be true as read."""
    one, other = a.reading, b.reading
    if same_value(one, other) or max(one.scale, other.scale) > 1.5 * min(one.scale, other.scale):
        return 0.0
    return float(same_rounded(one, other) or can_both_be_true(one, other))


def _far_value(a: Slots, b: Slots) -> float:
    """0 for values less than twice as large, 1 for a hundred times and more."""
    least, most = sorted((a.reading.scale, b.reading.scale))
    if most == 0:
        return 0.0
    return 1.0 if least == 0 else min(1.0, max(0.0, math.log10(most / least) - 0.3) / 1.7)


def _story(a: Slots, b: Slots) -> float:
    """How alike the two articles are in their telling words."""
    return affinity(a.story, b.story)


def _days(a: Slots, b: Slots) -> float:
    """Days between the two publications beyond the first three, up to a month."""
    days = days_apart(a.story, b.story)
    return 0.0 if days is None else min(1.0, max(0, days - 3) / 27)


Feature: TypeAlias = Callable[[Slots, Slots], float]
FEATURES: Mapping[str, Feature] = {
    "same_head": _same_head,
    "other_head": _other_head,
    "measure_words": _measure,
    "same_event": _same_event,
    "other_event": _other_event,
    "other_verb": _other_verb,
    "same_frame": _same_frame,
    "other_frame": _other_frame,
    "other_agent": _other_agent,
    "same_anchor": _same_anchor,
    "other_anchor": _other_anchor,
    "near_words": _near,
    "sentence_words": _sentence,
    "shared_numbers": _numbers,
    "shared_entities": _entities,
    "other_entities": _other_entities,
    "other_setting": _other_setting,
    "broken_and_whole": _broken_and_whole,
    "same_value": _same_value,
    "long_value": _long_value,
    "close_value": _close_value,
    "far_value": _far_value,
    "story": _story,
    "days_apart": _days,
}


@functools.cache
def weights() -> Mapping[str, float]:
    """Feature -> weight, and `constant`."""
    return {row.feature: row.weight for row in models.load("compare_similarity.csv", Weight)}


@functools.cache
def _counting() -> tuple[tuple[str, float, Feature], ...]:
    """Features of a pair by itself that have a weight, with it."""
    return tuple((name, weights()[name], FEATURES[name]) for name in FEATURES if weights().get(name))


def are_two_things(one: Slots, other: Slots) -> bool:
    """Whether two equal numbers of one article are plainly of two things: five operations and five boats."""
    if _other_head(one, other) > APART:
        return True
    return _other_event(one, other) > UNLIKE and _near(one, other) < LITTLE


def own_log_odds(a: Slots, b: Slots) -> float:
    """What the features of a pair add, whatever other numbers the two articles hold; symmetric."""
    return math.fsum(weight * feature(a, b) for _, weight, feature in _counting())


def log_odds(own: float, lead: float) -> float:
    """Log-odds of speaking of the same thing, 0 at the threshold, of a pair with its lead over its rivals."""
    known = weights()
    return known["constant"] + own + known["best_fit"] * max(0.0, lead) + known["rival_fit"] * max(0.0, -lead)


NAMES = (*FEATURES, "best_fit", "rival_fit")
MEANS = {
    **{name: " ".join((feature.__doc__ or "").split()) for name, feature in FEATURES.items()},
    "best_fit": "How much better the pair fits than either number fits any other of the other article.",
    "rival_fit": "How much better another number of the two articles fits.",
    "constant": "What the threshold of 0.5 asks for.",
    "flagged": "How much surer a conflict must be, since readers act on it.",
}


def shares(a: Slots, b: Slots, lead: float) -> dict[str, float]:
    """What each feature adds to the log-odds, those that add nothing left out."""
    found = {name: weight * feature(a, b) for name, weight, feature in _counting()}
    found["best_fit"] = weights()["best_fit"] * max(0.0, lead)
    found["rival_fit"] = weights()["rival_fit"] * max(0.0, -lead)
    return {name: share for name, share in found.items() if share}


def chance(odds: float, verdict: str | None = None) -> float:
    """0 to 1, 0.5 at the threshold. A pair that would be flagged as a conflict has to be surer."""
    odds += weights()["flagged"] if verdict == "conflict" else 0.0
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
