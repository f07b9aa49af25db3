"""Learns the weights of models/compare_similarity.csv from a benchmark of annotated numbers.

Usage: python scripts/learn_similarity.py TABLES_DIR MENTIONS.jsonl [--write]

TABLES_DIR holds articles, mentions and claims as `claims extract` writes them. MENTIONS.jsonl lists numbers
with `cluster, article_id, start, end, thing`: two numbers of different outlets speak of the same thing when
they share `thing`. Logistic regression with a ridge penalty, by Newton's method; each cluster weighs the same
on either side, so that no large event rules. Prints precision, recall and F1 by cross-validation, each
cluster held out once, then the weights. Feature weights whose sign contradicts their meaning are held at 0.
"""

import argparse
import collections
import csv
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline import tables
from pipeline.compare import reprints, similarity, stories
from pipeline.compare.candidates import find_candidates
from pipeline.compare.slots import Slots, read_statistic
from pipeline.tables import ArticleRow, ClaimRow, MentionRow

MODEL = Path(__file__).resolve().parent.parent / "models" / "compare_similarity.csv"
RIDGE = 1.0
SAME = ("same_", "shared_", "long_", "close_", "near_", "sentence_", "measure_", "words_", "story", "best_")


def read_slots(folder: Path) -> list[Slots]:
    articles = tables.rows(ArticleRow, tables.read(folder / "articles.parquet"))
    mentions = stories.by_article(tables.rows(MentionRow, tables.read(folder / "mentions.parquet")))
    claims = tables.rows(ClaimRow, tables.read(folder / "claims.parquet"))
    groups = reprints.syndication(articles)
    read = {
        row.article_id: stories.story(row, mentions.get(row.article_id, []), groups.get(row.article_id))
        for row in articles
    }
    return [read_statistic(row, read[row.article_id]) for row in claims if row.claim_type == "statistic"]


def annotated(found: list[Slots], path: Path) -> dict[str, list[tuple[Slots, str]]]:
    """cluster -> statistics that meet an annotated number, with its thing."""
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


def examples(held: dict[str, list[tuple[Slots, str]]]) -> tuple[Any, Any, Any]:
    """Features, whether the same thing, and cluster, of all pairs that would be compared."""
    thing = {item.claim.claim_id: name for found in held.values() for item, name in found}
    home = {item.claim.claim_id: name for name, found in held.items() for item, _ in found}
    pairs = find_candidates([item for found in held.values() for item, _ in found]).pairs
    rows = [[feature(a, b) for feature in similarity.FEATURES.values()] for a, b in pairs]
    same = [float(thing[a.claim.claim_id] == thing[b.claim.claim_id]) for a, b in pairs]
    return np.array(rows), np.array(same), np.array([home[a.claim.claim_id] for a, _ in pairs])


def fit(rows: Any, same: Any, clusters: Any) -> Any:
    """Weights, the constant first. Features of the wrong sign are dropped one by one."""
    names = list(similarity.FEATURES)
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


def best_threshold(logits: Any, same: Any) -> tuple[float, float]:
    """The threshold of the best F1, and that F1."""
    order = np.argsort(-logits)
    hits = np.cumsum(same[order])
    scores = 2 * hits / (np.arange(1, len(order) + 1) + same.sum())
    best = int(np.argmax(scores))
    return float(logits[order][best]), float(scores[best])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", type=Path)
    parser.add_argument("mentions", type=Path)
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    rows, same, clusters = examples(annotated(read_slots(chosen.tables), chosen.mentions))
    logits = np.zeros(len(same))
    for cluster in sorted(set(clusters)):
        rest = clusters != cluster
        found = fit(rows[rest], same[rest], clusters[rest])
        logits[~rest] = found[0] + rows[~rest] @ found[1:]
    threshold, f1 = best_threshold(logits, same)
    print(f"{len(same)} pairs, {int(same.sum())} of the same thing; held out: F1 {f1:.3f} at {threshold:.2f}")
    for cluster in sorted(set(clusters)):
        own = clusters == cluster
        said = logits[own] >= threshold
        hits = float((said * same[own]).sum())
        print(f"  {cluster:28} P {hits / max(1, said.sum()):.3f} R {hits / max(1, same[own].sum()):.3f}")
    found = fit(rows, same, clusters)
    found[0] -= threshold
    for name, value in zip(["constant", *similarity.FEATURES], found, strict=True):
        print(f"  {name:16} {value:6.2f}")
    if chosen.write:
        write(found)


def write(found: Any) -> None:
    with MODEL.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["feature", "weight", "means"])
        means = {name: (feature.__doc__ or "").strip() for name, feature in similarity.FEATURES.items()}
        means["constant"] = "What the threshold of 0.5 asks for."
        for name, value in zip(["constant", *similarity.FEATURES], found, strict=True):
            out.writerow([name, round(float(value), 2), means[name]])


if __name__ == "__main__":
    main()
