"""The rows of a run that the report is made of, each table read once."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline import tables
from pipeline.output import Tables
from pipeline.tables import ArticleRow, ClaimRow, ComparisonRow, EntityRow, MentionRow

Row = dict[str, Any]
"""A row of the page's JSON."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RunRows:
    """Articles and claims by id; the rest in the order of the tables."""

    name: str
    articles: Mapping[str, ArticleRow]
    claims: Mapping[str, ClaimRow]
    mentions: Sequence[MentionRow]
    comparisons: Sequence[ComparisonRow]
    names: Mapping[str, str]
    """Name of each entity."""
    rejects: int

    def name_of(self, entity_id: str | None) -> str | None:
        return self.names.get(entity_id or "")

    def outlet_of(self, claim: ClaimRow) -> str:
        """The outlet, or the article itself where nobody knows who published it."""
        return claim.outlet or f"the article {claim.article_id}"


def read_run(found: Tables) -> RunRows:
    """All rows of an output folder."""
    data = {name: tables.read(found.out / f"{name}.parquet") for name in tables.TABLES}
    return RunRows(
        name=found.out.resolve().name,
        articles={row.article_id: row for row in tables.rows(ArticleRow, data["articles"])},
        claims={row.claim_id: row for row in tables.rows(ClaimRow, data["claims"])},
        mentions=tables.rows(MentionRow, data["mentions"]),
        comparisons=tables.rows(ComparisonRow, data["comparisons"]),
        names={row.entity_id: row.name for row in tables.rows(EntityRow, data["entities"])},
        rejects=data["rejects"].num_rows,
    )
