"""The run-wide steps: parts joined, places settled by their outlets' homes, entities linked across articles,
claims compared, tables written."""

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline import durable, joining, publish, tables
from pipeline.datapackage import datapackage
from pipeline.slices import row_groups
from pipeline.tables import RejectRow

KEPT = ("mentions", "claims", "entities", "rejects")
"""Tables that finishing a run leaves as they are."""


def merge(
    folders: Iterable[Path], rejects: Iterable[RejectRow], into: Path, *, same_text_is_one: bool = False
) -> None:
    """Join parts, or finished runs, into the tables of a run but for the comparisons, in the folder `into`.

    The tables have aligned row groups, as `slices` reads them; no table is ever in memory, what is grows as
    `joining.Gathered` says. An article whose id is taken becomes a row of `rejects`, unless it has the
    same text and that is one article. Raises OSError when `into` cannot be written.
    """
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=into) as aside:
        told = joining.gather(folders, into, Path(aside))
        joining.rewrite(told, into, Path(aside))
    found = joining.refused([*rejects, *told.rejects], into, same_text_is_one=same_text_is_one)
    tables.write(into / "rejects.parquet", tables.table("rejects", found))


def finish(
    merged: Path,
    out: Path,
    syndication: Mapping[str, str],
    comparisons: Iterable[pa.Table],
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
                writer.write(batch)
        _add_groups(merged / "articles.parquet", staged / "articles.parquet", syndication)
        for name in KEPT if merged.resolve() != out.resolve() else ():
            _take(merged / f"{name}.parquet", staged / f"{name}.parquet")
        described = json.dumps(datapackage(), indent=2, ensure_ascii=False)
        (staged / "datapackage.json").write_text(described + "\n", "utf-8")
        publish.publish(staged, out, marker)


def _add_groups(articles: Path, to: Path, syndication: Mapping[str, str]) -> None:
    place = tables.schema("articles").get_field_index("syndication_group")
    with tables.Writer(to, "articles") as writer:
        for data in row_groups(articles):
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
