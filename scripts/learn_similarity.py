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
import itertools
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline import tables
from pipeline.comparison import reprints, similarity, stories
from pipeline.comparison.candidates import find_candidates
from pipeline.comparison.competition import leads
from pipeline.comparison.slots import Slots, read_statistic
from pipeline.comparison.statistics import judge
from pipeline.tables import ArticleRow, ClaimRow, MentionRow

MODEL = Path(__file__).resolve().parent.parent / "models" / "compare_similarity.csv"
RIDGE = 1.0
FLAGGED_BETA = 0.5
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


def examples(found: list[Slots], held: dict[str, list[tuple[Slots, str]]]) -> tuple[Any, Any, Any, Any]:
    """Features, whether the same thing, cluster, whether a conflict, of all pairs that would be compared."""
    thing = {item.claim.claim_id: name for marked in held.values() for item, name in marked}
    home = {item.claim.claim_id: name for name, marked in held.items() for item, _ in marked}
    pairs = find_candidates(found).pairs
    known = [
        (a, b, lead)
        for (a, b), lead in zip(pairs, leads(pairs), strict=True)
        if a.claim.claim_id in thing and b.claim.claim_id in thing
    ]
    rows = [list(similarity.features(a, b, lead).values()) for a, b, lead in known]
    same = [float(thing[a.claim.claim_id] == thing[b.claim.claim_id]) for a, b, _ in known]
    clusters = np.array([home[a.claim.claim_id] for a, _, _ in known])
    conflicts = np.array([judge(a, b).verdict == "conflict" for a, b, _ in known])
    return np.array(rows), np.array(same), clusters, conflicts


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


def best_threshold(logits: Any, same: Any, conflicts: Any) -> tuple[float, float, float]:
    """Threshold, and how much surer a conflict must be: those of the best sum of two scores.

    One is the F1 of all pairs, the other the F0.5 of the pairs that would be flagged as a conflict, since
    there a false alarm costs more than a miss.
    """
    best = (-1.0, 0.0, 0.0)
    for threshold, more in itertools.product(np.arange(-2, 1.01, 0.1), np.arange(0, 2.01, 0.1)):
        kept = logits - more * conflicts >= threshold
        flagged = f_score(kept & conflicts, same, conflicts * same, FLAGGED_BETA)
        best = max(best, (f_score(kept, same, same) + flagged, threshold, more))
    return best


def f_score(kept: Any, same: Any, wanted: Any, beta: float = 1.0) -> float:
    """F of the pairs kept; a beta under 1 asks for precision."""
    hits = (kept * same).sum()
    return float((1 + beta**2) * hits / max(1, kept.sum() + beta**2 * wanted.sum()))


def held_out(rows: Any, same: Any, clusters: Any) -> Any:
    """Log-odds of each pair by weights learned from the other clusters."""
    logits = np.zeros(len(same))
    for cluster in sorted(set(clusters)):
        rest = clusters != cluster
        found = fit(rows[rest], same[rest], clusters[rest])
        logits[~rest] = found[0] + rows[~rest] @ found[1:]
    return logits


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", type=Path)
    parser.add_argument("mentions", type=Path)
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    found = read_slots(chosen.tables)
    rows, same, clusters, conflicts = examples(found, annotated(found, chosen.mentions))
    logits = held_out(rows, same, clusters)
    _, threshold, more = best_threshold(logits, same, conflicts)
    report(logits - more * conflicts - threshold, same, clusters, conflicts)
    learned = fit(rows, same, clusters)
    learned[0] -= threshold
    named = dict(zip(("constant", *similarity.NAMES), (round(float(v), 2) for v in learned), strict=True))
    named["flagged"] = round(-float(more), 2)
    for name, value in named.items():
        print(f"  {name:16} {value:6.2f}")
    if chosen.write:
        write(named)


def report(logits: Any, same: Any, clusters: Any, conflicts: Any) -> None:
    kept = logits >= 0
    print(f"{len(same)} pairs, {int(same.sum())} of the same thing; each cluster held out once:")
    flagged = f_score(kept & conflicts, same, conflicts * same)
    print(f"  F1 {f_score(kept, same, same):.3f}; of flagged conflicts {flagged:.3f}")
    for cluster in sorted(set(clusters)):
        own = clusters == cluster
        hits = float((kept & own & (same > 0)).sum())
        precision, recall = hits / max(1, (kept & own).sum()), hits / max(1, same[own].sum())
        print(f"  {cluster:28} P {precision:.3f} R {recall:.3f}")


def write(named: dict[str, float]) -> None:
    with MODEL.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["feature", "weight", "means"])
        out.writerows([name, value, similarity.MEANS[name]] for name, value in named.items())


if __name__ == "__main__":
    main()
