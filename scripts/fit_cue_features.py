"""Fits the weights of the features of a proposal: logistic regression with a ridge, by Newton's method.

Called by `learn_cue_weights.py`. The counts that a feature is made of leave out the article of the proposal,
so that a cue seen once does not explain itself. Weights are rounded to two places, so that the last bits of a
machine's arithmetic do not show.
"""

import collections
import csv
import dataclasses
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipeline.extraction.cues import ANY, share, smoothed, smoothed_word
from pipeline.extraction.likelihood import COUNT, LEAST, WORD, log_odds

LEAST_SEEN = 30
"""Features that hold of fewer proposals get no weight."""
RIDGE = 3.0
STEPS = 25
Counts = collections.Counter[tuple[str, str]]
Matrix = npt.NDArray[np.float64]


@dataclasses.dataclass(frozen=True, slots=True)
class Sample:
    """One proposal of an annotated article."""

    article_id: str
    lemma: str
    frame: str
    features: Sequence[str]
    attributes: bool


class LeaveOneOut:
    """Counts over all articles but one."""

    def __init__(self, samples: Iterable[Sample]) -> None:
        self._all: Counts = collections.Counter()
        self._own: collections.Counter[tuple[str, str, str]] = collections.Counter()
        for sample in samples:
            for key in ((sample.lemma, sample.frame), (sample.lemma, ""), (ANY, sample.frame)):
                for kind in ("seen", "attributes") if sample.attributes else ("seen",):
                    self._all[kind, "|".join(key)] += 1
                    self._own[sample.article_id, kind, "|".join(key)] += 1

    def counted(self, sample: Sample, lemma: str, frame: str) -> tuple[int, int]:
        key = f"{lemma}|{frame}"
        attributes, seen = (
            self._all[kind, key] - self._own[sample.article_id, kind, key] for kind in ("attributes", "seen")
        )
        return attributes, seen

    def weights(self, sample: Sample) -> tuple[float, float]:
        """Of the cue in its frame, and of the cue."""
        typical = share(*self.counted(sample, ANY, sample.frame))
        in_frame = smoothed(
            sample.lemma, sample.frame, self.counted(sample, sample.lemma, sample.frame), typical
        )
        return in_frame, smoothed_word(self.counted(sample, sample.lemma, ""))


def fit(samples: Sequence[Sample]) -> list[tuple[str, float, int]]:
    """Name, weight and number of sightings of each feature, sorted by name."""
    counts = LeaveOneOut(samples)
    kept = [(sample, *counts.weights(sample)) for sample in samples]
    kept = [row for row in kept if row[1] >= LEAST]
    seen = collections.Counter(name for sample, _, _ in kept for name in sample.features)
    names = [COUNT, WORD, *sorted(name for name, number in seen.items() if number >= LEAST_SEEN)]
    place = {name: column for column, name in enumerate(names)}
    table = np.zeros((len(kept), len(names)))
    for row, (sample, in_frame, word) in enumerate(kept):
        table[row, :2] = log_odds(in_frame), log_odds(word)
        for name in sample.features:
            if name in place:
                table[row, place[name]] = 1.0
    truth = np.array([float(sample.attributes) for sample, _, _ in kept])
    weights = _newton(table, truth)
    rows = zip(names, weights, strict=True)
    return sorted((name, round(float(value), 2), seen.get(name, len(kept))) for name, value in rows)


def _newton(table: Matrix, truth: Matrix) -> Matrix:
    """Weights that maximize the likelihood less the ridge; `COUNT` starts from and shrinks to 1."""
    prior = np.zeros(table.shape[1])
    prior[0] = 1.0
    weights = prior.copy()
    for _ in range(STEPS):
        expected = 1 / (1 + np.exp(-table @ weights))
        curvature = (table.T * (expected * (1 - expected))) @ table + RIDGE * np.eye(len(prior))
        step = np.linalg.solve(curvature, table.T @ (truth - expected) - RIDGE * (weights - prior))
        weights = weights + step
        if float(np.abs(step).max()) < 1e-8:
            break
    return weights


def write(path: Path, rows: Iterable[tuple[str, float, int]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["feature", "weight", "seen"])
        writer.writerows(rows)
