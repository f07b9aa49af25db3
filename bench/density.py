"""How dense news is: claims and mentions in a thousand words, articles alike, comparisons an article.

Usage: python bench/density.py OUT [OUT ...]     finished runs of real articles, taken together
       python bench/density.py made ARTICLES     made articles, each of another story of a year
       python bench/density.py archive ARTICLES  made articles of a day, many of them of one story

The numbers of two articles are compared from an affinity of 0.25 on; from 0.4 on each keeps more partners
(pipeline.comparison.neighbours).
"""

import collections
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import events
import newsroom
import numpy as np
import pyarrow as pa
import stories

from pipeline import tables
from pipeline.comparison import candidate_pairs, compare, putting, serial
from pipeline.comparison.catalogue import Catalogue
from pipeline.comparison.planning import find_pairs
from pipeline.comparison.stories import telling_terms
from pipeline.tables import ArticleRow, ClaimRow, MentionRow

READ = ("articles", "mentions", "claims")
SIZES = (60, 120, 240, 480)
LIKENESS = (0.25, 0.4)
A_YEAR = 570_000
"""Stories of a million articles."""


def made(count: int) -> dict[str, pa.Table]:
    """One article of each of so many stories drawn by chance: what a sample of a year's news holds."""
    numbers = random.Random(1).sample(range(A_YEAR), count)
    return newsroom.tables_of(next(stories.tell(events.event(number))) for number in numbers)


def read(folders: Sequence[Path]) -> dict[str, pa.Table]:
    return {
        name: pa.concat_tables([tables.read(out / f"{name}.parquet") for out in folders]) for name in READ
    }


def rates(found: dict[str, pa.Table]) -> dict[str, float]:
    """Of an article, and of a thousand words."""
    count = len(found["articles"])
    words = sum(found["articles"]["words"].to_pylist())
    kinds = collections.Counter(found["claims"]["claim_type"].to_pylist())
    per = 1000 / words
    unnamed = found["mentions"]["entity_id"].null_count / len(found["mentions"])
    return {
        "articles": count,
        "words an article": words / count,
        "statistics in 1,000 words": kinds["statistic"] * per,
        "quotes in 1,000 words": kinds["quote"] * per,
        "mentions in 1,000 words": len(found["mentions"]) * per,
        "mentions of nobody known, %": 100 * unnamed,
    }


def likeness(texts: Sequence[str]) -> dict[str, float]:
    """Of all pairs of articles, how many are alike; with how many others an article is."""
    read_terms = [telling_terms(text) for text in texts]
    place: dict[str, int] = {}
    for stems, _ in read_terms:
        for stem in stems:
            place.setdefault(stem, len(place))
    weights = np.zeros((len(texts), len(place)), dtype=np.float32)
    for row, (stems, values) in enumerate(read_terms):
        weights[row, [place[stem] for stem in stems]] = values
    alike = weights @ weights.T
    np.fill_diagonal(alike, 0)
    degree = (alike >= LIKENESS[0]).sum(axis=1)
    return {
        **{
            f"pairs alike ({least}), %": 100 * (alike >= least).sum() / len(texts) / (len(texts) - 1)
            for least in LIKENESS
        },
        "others alike, mean": float(degree.mean()),
        "others alike, median": float(np.median(degree)),
        "telling words in all": len(place),
    }


Rows = dict[str, list[Any]]


def rows_of(found: dict[str, pa.Table]) -> Rows:
    return {
        "articles": tables.rows(ArticleRow, found["articles"]),
        "mentions": tables.rows(MentionRow, found["mentions"]),
        "claims": tables.rows(ClaimRow, found["claims"]),
    }


def looked_at(rows: Rows) -> dict[str, float]:
    """What is compared, an article: how much work its comparison is."""
    with tempfile.TemporaryDirectory() as folder:
        putting.put(0, SimpleNamespace(**rows), Path(folder))
        pairs = find_pairs(Catalogue(Path(folder), 1), serial, [])
    count = len(rows["articles"])
    return {
        "articles that each is compared with": 2 * len(pairs.articles) / count,
        "pairs of statistics an article": len(candidate_pairs(**rows)[0]) / count,
        "pairs of quotes an article": len(pairs.quotes) / count,
    }


def comparisons(rows: Rows) -> dict[str, float]:
    """Comparisons an article among so many articles drawn by chance."""
    counts = {}
    for size in (*(size for size in SIZES if size < len(rows["articles"])), len(rows["articles"])):
        chosen = {row.article_id for row in random.Random(size).sample(rows["articles"], size)}
        kept = {name: [row for row in listed if row.article_id in chosen] for name, listed in rows.items()}
        pairs = compare(kept["articles"], kept["mentions"], kept["claims"], min_similarity=0.5).rows
        counts[f"comparisons an article among {size}"] = len(pairs) / size
    return counts


def main() -> None:
    if sys.argv[1] == "made":
        found = made(int(sys.argv[2]))
    elif sys.argv[1] == "archive":
        found = newsroom.tables_of(stories.stories(int(sys.argv[2]), first=A_YEAR // 2))
    else:
        found = read([Path(name) for name in sys.argv[1:]])
    texts = found["articles"]["text"].to_pylist()
    rows = rows_of(found)
    figures = {**rates(found), **likeness(texts), **looked_at(rows), **comparisons(rows)}
    for name, value in figures.items():
        print(f"{name:42} {value:>10,.2f}" if value < 100 else f"{name:42} {value:>10,.0f}")


if __name__ == "__main__":
    main()
