"""How sure it is that two statistics speak of the same thing: a few named features and their weights.

Each feature is a number from 0 to 1 that a reader can check against the two sentences. The weights stand in
`models/compare_similarity.csv`; they were learned by logistic regression (scripts/learn_similarity.py) and
the constant is set so that 0.5 is the threshold. `shares` tells what each feature adds.
"""

import dataclasses
import functools
import math
from collections.abc import Callable, Mapping

from pipeline import models
from pipeline.comparison.intervals import can_both_be_true, same_rounded, same_value
from pipeline.comparison.slots import Slots
from pipeline.comparison.stories import affinity, days_apart


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What a feature at its full 1 adds to the log-odds of being the same thing."""

    feature: str
    weight: float
    means: str


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
    """Both count the same thing."""
    return float(a.head is not None and a.head == b.head)


def _other_head(a: Slots, b: Slots) -> float:
    """Both say what they count, and neither's word stands near the other's number."""
    if a.head is None or b.head is None or a.head == b.head:
        return 0.0
    met = b.near.get(a.head, 0) + a.near.get(b.head, 0) + b.measure.get(a.head, 0) + a.measure.get(b.head, 0)
    return float(met == 0)


def _measure(a: Slots, b: Slots) -> float:
    """How far the words of the one measure stand in the other."""
    return _covered(a.measure, b.measure)


def _same_action(a: Slots, b: Slots) -> float:
    """Both name the same event."""
    return float(a.action is not None and a.action == b.action)


def _other_action(a: Slots, b: Slots) -> float:
    """Both name an event, and neither event stands in the other sentence."""
    if a.action is None or b.action is None or a.action == b.action:
        return 0.0
    return float(a.action not in b.sentence and b.action not in a.sentence)


def _same_event(a: Slots, b: Slots) -> float:
    """The same happened to those counted: killed, arrested, stolen."""
    return float(a.event is not None and a.event == b.event)


def _other_event(a: Slots, b: Slots) -> float:
    """Something else happened to those counted: killed against injured."""
    return float(a.event is not None and b.event is not None and a.event != b.event)


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
    return float(bool(a.setting or b.setting) and a.setting.isdisjoint(b.setting))


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
    digits = min(len(f"{abs(side.claim.value or 0):.10g}".replace(".", "").strip("0")) for side in (a, b))
    return min(1.0, max(0, digits - 1) / 3)


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
    """Days between the two publications, up to two weeks."""
    days = days_apart(a.story, b.story)
    return 0.0 if days is None else min(1.0, days / 14)


FEATURES: Mapping[str, Callable[[Slots, Slots], float]] = {
    "same_head": _same_head,
    "other_head": _other_head,
    "measure_words": _measure,
    "same_action": _same_action,
    "other_action": _other_action,
    "other_event": _other_event,
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
def _counting() -> tuple[tuple[str, float], ...]:
    """Features that have a weight, with it."""
    return tuple((name, weights()[name]) for name in NAMES if weights().get(name))


def word_fit(a: Slots, b: Slots) -> float:
    """0 to 1: how well the words beside two numbers fit, whatever the numbers."""
    return 0.6 * _near(a, b) + 0.2 * _measure(a, b) + 0.2 * _same_event(a, b)


def features(a: Slots, b: Slots, lead: float) -> dict[str, float]:
    """All features of a pair; `lead` is how much better it fits than its nearest rival."""
    found = {name: feature(a, b) for name, feature in FEATURES.items()}
    return {**found, "best_fit": max(0.0, lead), "rival_fit": max(0.0, -lead)}


NAMES = (*FEATURES, "best_fit", "rival_fit")
MEANS = {
    **{name: " ".join((feature.__doc__ or "").split()) for name, feature in FEATURES.items()},
    "best_fit": "How much better the words fit than those of any other number of the two articles.",
    "rival_fit": "How much better the words of another number of the two articles fit.",
    "constant": "What the threshold of 0.5 asks for.",
    "flagged": "How much surer a conflict must be, since readers act on it.",
}


def shares(a: Slots, b: Slots, lead: float) -> dict[str, float]:
    """What each feature adds to the log-odds, those that add nothing left out."""
    fits = {"best_fit": max(0.0, lead), "rival_fit": max(0.0, -lead)}
    found = {
        name: weight * (fits[name] if name in fits else FEATURES[name](a, b)) for name, weight in _counting()
    }
    return {name: share for name, share in found.items() if share}


def log_odds(a: Slots, b: Slots, lead: float) -> float:
    """Log-odds of speaking of the same thing, 0 at the threshold; symmetric."""
    return weights()["constant"] + math.fsum(shares(a, b, lead).values())


QUICK = ("near_words", "same_value", "long_value", "close_value", "far_value", "days_apart")
"""Features that are read off at once and settle most pairs."""


@functools.cache
def _rest() -> float:
    """What all other features can add at most."""
    fits = (*QUICK, "best_fit", "rival_fit")
    return math.fsum(max(0.0, weight) for name, weight in _counting() if name not in fits)


def most_log_odds(a: Slots, b: Slots, lead: float) -> float:
    """A bound that `log_odds` does not exceed, for a small part of its cost."""
    known = weights()
    fits = known["best_fit"] * max(0.0, lead) + known["rival_fit"] * max(0.0, -lead)
    quick = math.fsum(known[name] * FEATURES[name](a, b) for name in QUICK)
    return known["constant"] + fits + quick + _rest()


def chance(odds: float, verdict: str | None = None) -> float:
    """0 to 1, 0.5 at the threshold. A pair that would be flagged as a conflict has to be surer."""
    odds += weights()["flagged"] if verdict == "conflict" else 0.0
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
