"""Cues and how sure each is: data in `models/cues.jsonl` and `models/cue_weights.csv`."""

import dataclasses
import functools

from pipeline import models

PRIOR_STRENGTH = 2.0
"""How many sightings a listed or typical frame is worth against the counts."""
LISTED = 0.8
"""Share of sightings in which a frame listed for a cue attributes, before anything is counted."""
TYPICAL_WORD = 0.3
"""Share of sightings in which a word attributes, over all words and frames."""
ANY = "*"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A row of `models/cues.jsonl`: a word that attributes, the frames it does so in, an example."""

    id: str
    lemma: str
    pos: str
    frames: tuple[str, ...]
    """As in `pipeline.extraction.attributions`; `direct` for a verb that stands beside quotation marks."""
    examples: tuple[str, ...]
    """Each with the content in square brackets: "The mayor said [the bridge was closed]."."""
    deeds: tuple[str, ...] = ()
    """Kinds of nouns (`models/noun_kinds.csv`) that the cue does something else with: "recalled the eggs"."""
    counterexamples: tuple[str, ...] = ()
    """Sentences in which the cue attributes nothing."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CueCount:
    """A row of `models/cue_weights.csv`: how often a cue attributes where it stands in a frame."""

    lemma: str
    frame: str
    attributes: int
    seen: int


@functools.cache
def cues() -> tuple[Cue, ...]:
    return models.load("cues.jsonl", Cue)


@functools.cache
def speech_verbs() -> frozenset[str]:
    """Lemmas that can attribute what stands in quotation marks beside them."""
    return frozenset(cue.lemma for cue in cues() if "direct" in cue.frames)


@functools.cache
def _listed() -> frozenset[tuple[str, str]]:
    return frozenset((cue.lemma, frame) for cue in cues() for frame in cue.frames)


def is_listed(lemma: str, frame: str) -> bool:
    """Whether `models/cues.jsonl` has the cue in that frame."""
    return (lemma, frame) in _listed()


@functools.cache
def _deeds() -> dict[str, frozenset[str]]:
    return {cue.lemma: frozenset(cue.deeds) for cue in cues() if cue.deeds}


def deeds(lemma: str) -> frozenset[str]:
    """Kinds of objects with which a cue does a deed; empty for most."""
    return _deeds().get(lemma, frozenset())


@functools.cache
def _counts() -> dict[tuple[str, str], tuple[int, int]]:
    rows = models.load("cue_weights.csv", CueCount)
    return {(row.lemma, row.frame): (row.attributes, row.seen) for row in rows}


@functools.cache
def weight(lemma: str, frame: str) -> float:
    """How likely a cue in a frame attributes, 0 to 1: counts smoothed by what is listed or typical.

    Additive smoothing towards a prior (Lidstone), which is `LISTED` for a listed frame and otherwise the mean
    of the frame over all cues.
    """
    typical = share(*_counts().get((ANY, frame), (0, 0)))
    return smoothed(lemma, frame, _counts().get((lemma, frame), (0, 0)), typical)


def smoothed(lemma: str, frame: str, counted: tuple[int, int], typical: float) -> float:
    """`weight` from a count of (attributes, seen) and the mean of the frame."""
    attributes, seen = counted
    prior = LISTED if is_listed(lemma, frame) else typical
    return (attributes + PRIOR_STRENGTH * prior) / (seen + PRIOR_STRENGTH)


def share(attributes: int, seen: int) -> float:
    return attributes / seen if seen else 0.0


@functools.cache
def word_weight(lemma: str) -> float:
    """How likely a cue attributes, whatever its frame."""
    return smoothed_word(_by_word().get(lemma, (0, 0)))


def smoothed_word(counted: tuple[int, int]) -> float:
    attributes, seen = counted
    return (attributes + PRIOR_STRENGTH * TYPICAL_WORD) / (seen + PRIOR_STRENGTH)


@functools.cache
def _by_word() -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for (lemma, _), (attributes, seen) in _counts().items():
        known = found.get(lemma, (0, 0))
        found[lemma] = (known[0] + attributes, known[1] + seen)
    return found
