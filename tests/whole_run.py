"""All rows of a run in memory: for the small runs of tests."""

import dataclasses
from pathlib import Path

from pipeline import tables
from pipeline.tables import ArticleRow, ClaimRow, EntityRow, MentionRow, RejectRow


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RunTables:
    """All rows of a run but for the comparisons."""

    articles: list[ArticleRow]
    mentions: list[MentionRow]
    claims: list[ClaimRow]
    entities: list[EntityRow]
    rejects: list[RejectRow]


def load(folder: Path) -> RunTables:
    return RunTables(
        articles=tables.rows(ArticleRow, tables.read(folder / "articles.parquet")),
        mentions=tables.rows(MentionRow, tables.read(folder / "mentions.parquet")),
        claims=tables.rows(ClaimRow, tables.read(folder / "claims.parquet")),
        entities=tables.rows(EntityRow, tables.read(folder / "entities.parquet")),
        rejects=tables.rows(RejectRow, tables.read(folder / "rejects.parquet")),
    )
