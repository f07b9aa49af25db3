"""The run-wide steps: parts joined, places settled by their outlets' homes, entities linked across articles,
claims compared, tables written."""

import contextlib
import dataclasses
import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline import durable, publish, tables
from pipeline.datapackage import datapackage
from pipeline.resolve.counts import entity_rows
from pipeline.resolve.entity import Entity
from pipeline.resolve.places_of_run import settle_places
from pipeline.resolve.run_wide import link_across_articles
from pipeline.shards import duplicate_error
from pipeline.slices import SLICED, Piece, Slice, cut, slices
from pipeline.tables import ArticleRow, ClaimRow, ComparisonRow, EntityRow, MentionRow, RejectRow

__all__ = ["RunTables", "Slice", "finish", "load", "merge", "slices"]

KEPT = ("mentions", "claims", "entities", "rejects")
"""Tables that finishing a run leaves as they are."""


@dataclasses.dataclass(slots=True, kw_only=True)
class RunTables:
    """All rows of a run but for the comparisons."""

    articles: list[ArticleRow] = dataclasses.field(default_factory=list)
    mentions: list[MentionRow] = dataclasses.field(default_factory=list)
    claims: list[ClaimRow] = dataclasses.field(default_factory=list)
    entities: list[EntityRow] = dataclasses.field(default_factory=list)
    rejects: list[RejectRow] = dataclasses.field(default_factory=list)


def join_parts(folders: Iterable[Path], rejects: Iterable[RejectRow]) -> RunTables:
    """Rows of all parts, in order; an article whose id is taken becomes a row of `rejects`."""
    run = RunTables(rejects=list(rejects))
    taken: dict[str, str] = {}
    entities: dict[str, Entity] = {}
    for folder in folders:
        articles = tables.rows(ArticleRow, tables.read(folder / "articles.parquet"))
        kept = [article for article in articles if article.article_id not in taken]
        run.rejects += [
            RejectRow(path=row.path, error=duplicate_error(row.article_id, taken[row.article_id]))
            for row in articles
            if row.article_id in taken
        ]
        taken |= {article.article_id: article.path for article in kept}
        names = {article.article_id for article in kept}
        run.articles += kept
        mentions = tables.rows(MentionRow, tables.read(folder / "mentions.parquet"))
        claims = tables.rows(ClaimRow, tables.read(folder / "claims.parquet"))
        run.mentions += [row for row in mentions if row.article_id in names]
        run.claims += [row for row in claims if row.article_id in names]
        run.rejects += tables.rows(RejectRow, tables.read(folder / "rejects.parquet"))
        for row in tables.rows(EntityRow, tables.read(folder / "entities.parquet")):
            entities.setdefault(row.entity_id, as_entity(row))
    run.rejects.sort(key=lambda row: (row.path, row.line or 0))
    settled = settle_places(run.articles, run.mentions, run.claims, entities.values())
    run.mentions, run.claims = settled.mentions, settled.claims
    entities |= {entity.entity_id: entity for entity in settled.entities}
    _link(run, list(entities.values()))
    return run


def as_entity(row: EntityRow) -> Entity:
    return Entity(**{field.name: getattr(row, field.name) for field in dataclasses.fields(Entity)})


def _link(run: RunTables, entities: Sequence[Entity]) -> None:
    """Give one id to what is one entity across articles, and count."""
    renamed = link_across_articles(run.mentions, entities)

    def new_id(old: str | None) -> str | None:
        return None if old is None else renamed.get(old, old)

    run.mentions = [dataclasses.replace(row, entity_id=new_id(row.entity_id)) for row in run.mentions]
    run.claims = [
        dataclasses.replace(row, speaker_id=new_id(row.speaker_id), agent_id=new_id(row.agent_id))
        for row in run.claims
    ]
    outlets = {article.article_id: article.outlet for article in run.articles}
    run.entities = entity_rows(entities, run.mentions, outlets)


def merge(folders: Sequence[Path], rejects: Iterable[RejectRow], into: Path) -> None:
    """Join parts, or finished runs, into the tables of a run but for the comparisons, in the folder `into`.

    The tables have aligned row groups, as `slices` reads them. An article whose id is taken becomes a row of
    `rejects`. Raises OSError when `into` cannot be written.
    """
    into.mkdir(parents=True, exist_ok=True)
    run = join_parts(folders, rejects)
    whole = Piece(*(tables.table(name, getattr(run, name)) for name in SLICED))
    with contextlib.ExitStack() as opened:
        writers = [opened.enter_context(tables.Writer(into / f"{name}.parquet", name)) for name in SLICED]
        for piece in cut(whole):
            for writer, data in zip(writers, piece, strict=True):
                writer.write(data)
    for name in ("entities", "rejects"):
        tables.write(into / f"{name}.parquet", tables.table(name, getattr(run, name)))


def load(folder: Path) -> RunTables:
    """All rows in memory: for runs of some thousand articles."""
    return RunTables(
        articles=tables.rows(ArticleRow, tables.read(folder / "articles.parquet")),
        mentions=tables.rows(MentionRow, tables.read(folder / "mentions.parquet")),
        claims=tables.rows(ClaimRow, tables.read(folder / "claims.parquet")),
        entities=tables.rows(EntityRow, tables.read(folder / "entities.parquet")),
        rejects=tables.rows(RejectRow, tables.read(folder / "rejects.parquet")),
    )


def finish(
    merged: Path,
    out: Path,
    syndication: Mapping[str, str],
    comparisons: Iterable[Sequence[ComparisonRow]],
    marker: Mapping[str, Any],
) -> None:
    """Make a finished run out of merged tables: articles get their syndication groups, comparisons are added.

    `merged` is a folder that `merge` wrote, whose files may become those of `out`, or a finished run, which
    is left as it is, or `out` itself. `comparisons` are written batch by batch, and may read `merged`
    meanwhile. The tables of `out` are replaced when all new ones are whole on the disk; the marker comes
    last. Raises OSError, and then leaves the former tables as they are.
    """
    with publish.staging(out) as staged:
        with tables.Writer(staged / "comparisons.parquet", "comparisons") as writer:
            for batch in comparisons:
                writer.write(tables.table("comparisons", batch))
        _add_groups(merged / "articles.parquet", staged / "articles.parquet", syndication)
        for name in KEPT:
            _take(merged / f"{name}.parquet", staged / f"{name}.parquet")
        described = json.dumps(datapackage(), indent=2, ensure_ascii=False)
        (staged / "datapackage.json").write_text(described + "\n", "utf-8")
        publish.publish(staged, out, marker)


def _add_groups(articles: Path, to: Path, syndication: Mapping[str, str]) -> None:
    place = tables.schema("articles").get_field_index("syndication_group")
    with tables.Writer(to, "articles") as writer:
        for data in tables.row_groups(articles):
            groups = pa.array([syndication.get(key) for key in data["article_id"].to_pylist()], pa.string())
            writer.write(data.set_column(place, data.schema.field(place), groups))


def _take(table: Path, to: Path) -> None:
    """The same file under another name; a copy where it is part of a finished run."""
    if not (table.parent / publish.MARKER).exists():
        with contextlib.suppress(OSError):  # another file system, or one without links
            os.link(table, to)
            return
    with durable.replacing(to) as temporary:
        shutil.copyfile(table, temporary)
