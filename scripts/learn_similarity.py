"""Learns the weights of models/compare_similarity.csv from a benchmark of annotated numbers.

Usage: python scripts/learn_similarity.py TABLES_DIR MENTIONS.jsonl [--write]

TABLES_DIR holds articles, mentions and claims as `claims extract` writes them. MENTIONS.jsonl lists numbers
with `cluster, article_id, start, end, thing`: two numbers of different outlets speak of the same thing when
they share `thing`. Logistic regression with a ridge penalty, by Newton's method; a large cluster weighs less
a pair, so that no event rules. Prints precision, recall and F1 by cross-validation, each cluster held out
once, then the weights. Features whose sign contradicts their meaning are held at 0.
"""

import argparse
import collections
import csv
import dataclasses
import itertools
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline import tables
from pipeline.comparison import candidate_pairs, similarity
from pipeline.comparison.candidates import Pair
from pipeline.comparison.competition import leads
from pipeline.comparison.slots import Slots
from pipeline.comparison.statistics import judge
from pipeline.tables import ArticleRow, ClaimRow, MentionRow

MODEL = Path(__file__).resolve().parent.parent / "models" / "compare_similarity.csv"
RIDGE = 4.0
PAIRING_BETA = 0.8
FLAGGED_BETA = 0.5
TURNS = 3
FIRST = {"near_words": 2.0, "measure_words": 1.0, "same_event": 1.0}
"""Weights from which the first leads follow."""
SAME = ("same_", "shared_", "long_", "close_", "near_", "sentence_", "measure_", "words_", "story", "best_")


def read_pairs(folder: Path) -> list[Pair]:
    """The pairs of statistics that would be compared."""
    return candidate_pairs(
        tables.rows(ArticleRow, tables.read(folder / "articles.parquet")),
        tables.rows(MentionRow, tables.read(folder / "mentions.parquet")),
        tables.rows(ClaimRow, tables.read(folder / "claims.parquet")),
    )[0]


def annotated(pairs: list[Pair], path: Path) -> dict[str, list[tuple[Slots, str]]]:
    """cluster -> statistics of the pairs that meet an annotated number, with its thing."""
    found = {item.claim.claim_id: item for pair in pairs for item in pair}.values()
    marks = collections.defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        mark = json.loads(line)
        marks[mark["article_id"]].append(mark)
    held = collections.defaultdict(list)
    for item in found:
        claim = item.claim
        for mark in marks[claim.article_id]:
            narrow = claim.end - claim.start <= max(60, 3 * (mark["end"] - mark["start"]))
            if claim.start < mark["end"] and mark["start"] < claim.end and narrow:
                held[mark["cluster"]].append((item, mark["thing"]))
                break
    return held


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """All pairs that would be compared, with what is known of those of two annotated numbers."""

    pairs: list[Pair]
    own: Any
    """Features of each pair by itself."""
    known: Any
    """Whether both numbers are annotated."""
    same: Any
    cluster: Any
    verdict: Any


def examples(pairs: list[Pair], held: dict[str, list[tuple[Slots, str]]]) -> Pairs:
    thing = {item.claim.claim_id: name for marked in held.values() for item, name in marked}
    home = {item.claim.claim_id: name for name, marked in held.items() for item, _ in marked}
    names = [(thing.get(a.claim.claim_id), thing.get(b.claim.claim_id)) for a, b in pairs]
    return Pairs(
        pairs=pairs,
        own=np.array([[feature(a, b) for feature in similarity.FEATURES.values()] for a, b in pairs]),
        known=np.array([None not in both for both in names]),
        same=np.array([float(one is not None and one == other) for one, other in names]),
        cluster=np.array([home.get(a.claim.claim_id, "") for a, _ in pairs]),
        verdict=np.array([judge(a, b).verdict for a, b in pairs]),
    )


def with_leads(data: Pairs, learned: Any) -> Any:
    """Features of all pairs; the leads follow from the weights themselves."""
    own = data.own @ learned[1 : data.own.shape[1] + 1]
    lead = np.array(leads(data.pairs, own.tolist()))
    return np.hstack([data.own, np.maximum(0, lead)[:, None], np.maximum(0, -lead)[:, None]])


def learn(data: Pairs, chosen: Any) -> Any:
    """Weights from the chosen pairs. As leads depend on the weights, both are found in turn."""
    known = chosen & data.known
    learned = np.zeros(len(similarity.NAMES) + 1)
    for name, weight in FIRST.items():
        learned[similarity.NAMES.index(name) + 1] = weight
    for _ in range(TURNS):
        learned = fit(with_leads(data, learned)[known], data.same[known], data.cluster[known])
    return learned


def log_odds(data: Pairs, learned: Any) -> Any:
    return learned[0] + with_leads(data, learned) @ learned[1:]


def fit(rows: Any, same: Any, clusters: Any) -> Any:
    """Weights, the constant first. Features of the wrong sign are dropped one by one."""
    names = list(similarity.NAMES)
    size = collections.Counter(clusters.tolist())
    weight = np.array([1 / np.sqrt(size[cluster]) for cluster in clusters])
    weight *= len(weight) / weight.sum()
    kept = list(range(len(names)))
    while True:
        found = newton(rows[:, kept], same, weight)
        wrong = [
            (abs(value), place)
            for place, value in zip(kept, found[1:], strict=True)
            if (value < 0) == names[place].startswith(SAME)
        ]
        if not wrong:
            break
        kept.remove(max(wrong)[1])
    full = np.zeros(len(names) + 1)
    full[0] = found[0]
    full[[place + 1 for place in kept]] = found[1:]
    return full


def newton(rows: Any, same: Any, weight: Any) -> Any:
    """Penalized maximum likelihood (iteratively reweighted least squares)."""
    design = np.hstack([np.ones((len(rows), 1)), rows])
    penalty = np.diag([0.0] + [RIDGE] * rows.shape[1])
    found = np.zeros(design.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ found))
        slope = design.T @ (weight * (same - chance)) - penalty @ found
        bend = (design * (weight * chance * (1 - chance))[:, None]).T @ design + penalty
        step = np.linalg.solve(bend, slope)
        found += step
        if np.abs(step).max() < 1e-8:
            break
    return found


def best_threshold(logits: Any, data: Pairs) -> tuple[float, float]:
    """Threshold, and how much surer a conflict must be: those of the best sum of two scores.

    One is the F of all pairs, the other that of the pairs that would be flagged as a conflict, since there a
    false alarm costs more than a miss.
    """
    best = (-1.0, 0.0, 0.0)
    for threshold, more in itertools.product(np.arange(-2, 2.01, 0.1), np.arange(0, 2.51, 0.1)):
        pairing, flagged = scores(logits - threshold, more, data, data.known)
        found = f_score(pairing, PAIRING_BETA) + f_score(flagged, FLAGGED_BETA)
        best = max(best, (found, float(threshold), float(more)))
    return best[1], best[2]


def scores(logits: Any, more: float, data: Pairs, among: Any) -> tuple[Any, Any]:
    """(right, kept, wanted) of all pairs and of flagged conflicts; other scopes and times harm nobody."""
    conflicts = data.verdict == "conflict"
    kept = among & (logits - more * conflicts >= 0)
    same = among & (data.same > 0)
    harmless = np.isin(data.verdict, ["scope_differs", "period_differs"]) & ~same
    right, flagged = kept & same, kept & conflicts
    return (
        (right.sum(), (kept & ~harmless).sum(), same.sum()),
        ((flagged & same).sum(), flagged.sum(), (conflicts & same).sum()),
    )


def f_score(found: tuple[float, float, float], beta: float = 1.0) -> float:
    """F of (right, kept, wanted); a beta under 1 asks for precision."""
    right, kept, wanted = found
    return float((1 + beta**2) * right / max(1.0, kept + beta**2 * wanted))


def held_out(data: Pairs) -> Any:
    """Log-odds of each pair by weights learned from the other clusters."""
    logits = np.zeros(len(data.pairs))
    for cluster in sorted(set(data.cluster[data.known])):
        own = data.cluster == cluster
        logits[own] = log_odds(data, learn(data, ~own))[own]
    return logits


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", type=Path)
    parser.add_argument("mentions", type=Path)
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    pairs = read_pairs(chosen.tables)
    data = examples(pairs, annotated(pairs, chosen.mentions))
    learned = learn(data, data.known)
    logits = log_odds(data, learned)
    threshold, more = best_threshold(logits, data)
    report("all", logits - threshold, more, data, data.known)
    apart = held_out(data) - threshold
    report("held out", apart, more, data, data.known)
    for cluster in sorted(set(data.cluster[data.known])):
        report(cluster, apart, more, data, data.known & (data.cluster == cluster))
    learned[0] -= threshold
    named = dict(zip(("constant", *similarity.NAMES), (round(float(v), 2) for v in learned), strict=True))
    named["flagged"] = round(-float(more), 2)
    for name, value in named.items():
        print(f"  {name:16} {value:6.2f}")
    if chosen.write:
        write(named)


def report(name: str, logits: Any, more: float, data: Pairs, among: Any) -> None:
    told = []
    for found in scores(logits, more, data, among):
        right, kept, wanted = found
        precision, recall = right / max(1, kept), right / max(1, wanted)
        told.append(f"P {precision:.3f} R {recall:.3f} F1 {f_score(found):.3f}")
    print(f"  {name:24} pairs {told[0]}; flagged conflicts {told[1]}")


def write(named: dict[str, float]) -> None:
    with MODEL.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["feature", "weight", "means"])
        out.writerows([name, value, similarity.MEANS[name]] for name, value in named.items())


if __name__ == "__main__":
    main()
