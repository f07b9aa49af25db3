"""What made the pairs of a run alike, feature by feature."""

from typing import TypeVar

import pandas as pd
import pyarrow.compute as pc

from pipeline import tables
from pipeline.comparison import stories
from pipeline.comparison.evidence import evidence
from pipeline.comparison.slots import Slots, read_statistic
from pipeline.output import Tables
from pipeline.tables import ArticleRow, ClaimRow, MentionRow

Row = TypeVar("Row", ArticleRow, ClaimRow, MentionRow)
Pair = tuple[str, str]


def shares_of_pairs(found: Tables, pairs: pd.DataFrame) -> dict[Pair, dict[str, float]]:
    """Pair -> feature -> what it adds to the similarity, in log-odds; pairs of statistics only."""
    chosen = pairs[pairs["claim_type"] == "statistic"]
    if chosen.empty:
        return {}
    read = _read(found, chosen)
    return {
        (one, other): evidence(read[one], read[other], similarity)
        for one, other, similarity in chosen[["claim_a", "claim_b", "similarity"]].itertuples(index=False)
    }


def _read(found: Tables, pairs: pd.DataFrame) -> dict[str, Slots]:
    """claim_id -> the claim as the comparison sees it."""
    claims = _rows(found, "claims", ClaimRow, "claim_id", {*pairs["claim_a"], *pairs["claim_b"]})
    ids = {row.article_id for row in claims}
    named = stories.by_article(_rows(found, "mentions", MentionRow, "article_id", ids))
    articles = {
        row.article_id: stories.story(row, named.get(row.article_id, []))
        for row in _rows(found, "articles", ArticleRow, "article_id", ids)
    }
    return {row.claim_id: read_statistic(row, articles[row.article_id]) for row in claims}


def _rows(found: Tables, name: str, kind: type[Row], key: str, wanted: set[str]) -> list[Row]:
    """The rows of a table whose key is wanted."""
    data = tables.read(found.out / f"{name}.parquet")
    return tables.rows(kind, data.filter(pc.field(key).isin(sorted(wanted))))
