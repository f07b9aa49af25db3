"""A run for other programs: SQLite (for datasette), CSV, JSON lines, Label Studio, schema.org JSON-LD."""

import csv
import datetime
import json
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pipeline import tables
from pipeline.errors import ClaimsError
from pipeline.formulas import guarded
from pipeline.output import Tables
from pipeline.suggestions import did_you_mean

Record = dict[str, Any]

_SQL_TYPES = {"int32": "INTEGER", "int64": "INTEGER", "double": "REAL", "bool": "INTEGER"}


class ExportError(ClaimsError):
    """A run cannot be exported as asked."""


def export(found: Tables, form: str, to: Path | None = None, group: str | None = None) -> Path:
    """Write a run in one of `FORMS`; returns the file or folder written.

    `to` is by default beside the tables: `claims.sqlite`, the folders `csv` and `jsonl`, `label-studio.json`,
    `json-ld.json`. `group` is the `group_id` that `json-ld` is of. Raises ExportError for an unknown form or
    group, and when nothing can be written there.
    """
    if form not in FORMS:
        raise ExportError(f"{form} is no form of export: {', '.join(FORMS)}.{did_you_mean(form, FORMS)}")
    name, write = FORMS[form]
    path = to or found.out / name
    if (form == "json-ld") != (group is not None):
        raise ExportError(
            "json-ld is of one group, and other forms are of all: --to json-ld --group GROUP_ID"
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(found, path, group)
    except (OSError, sqlite3.Error) as error:
        raise ExportError(f"{path} cannot be written: {error}") from error
    return path


def _records(found: Tables, name: str) -> list[Record]:
    rows: list[Record] = tables.read(found.out / f"{name}.parquet").to_pylist()
    return rows


def _plain(value: Any) -> Any:
    """As JSON has it: dates in ISO 8601."""
    return value.isoformat() if isinstance(value, datetime.date) else value


def _flat(value: Any) -> Any:
    """As one cell has it: lists as JSON."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else _plain(value)


def _sqlite(found: Tables, path: Path, _group: str | None) -> None:
    """One table each with its key; written beside and put in place when it is whole."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    with sqlite3.connect(fresh) as database:
        for name in tables.TABLES:
            _create(database, name)
            columns = tables.schema(name).names
            holes = ", ".join("?" * len(columns))
            rows = ([_flat(row[column]) for column in columns] for row in _records(found, name))
            database.executemany(f"INSERT INTO {name} VALUES ({holes})", rows)
        for column in ("claim_a", "claim_b", "verdict", "group_id"):
            database.execute(f"CREATE INDEX comparisons_{column} ON comparisons ({column})")
        database.execute("CREATE INDEX claims_article_id ON claims (article_id)")
    database.close()
    fresh.replace(path)


def _create(database: sqlite3.Connection, name: str) -> None:
    fields = tables.columns(tables.TABLES[name])
    parts, references = [], []
    for column in tables.schema(name):
        about = fields[column.name].metadata
        key = " PRIMARY KEY" if about["key"] else ""
        parts.append(f"{column.name} {_SQL_TYPES.get(str(column.type), 'TEXT')}{key}")
        if about["refers_to"] and not str(column.type).startswith("list"):
            table, other = about["refers_to"].split(".")
            references.append(f"FOREIGN KEY ({column.name}) REFERENCES {table} ({other})")
    database.execute(f"CREATE TABLE {name} ({', '.join(parts + references)})")


def _csv(found: Tables, path: Path, _group: str | None) -> None:
    """A file a table. A cell that a spreadsheet would run as a formula begins with an apostrophe."""
    path.mkdir(exist_ok=True)
    for name in tables.TABLES:
        columns = tables.schema(name).names
        with (path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows(
                [guarded(_flat(row[column])) for column in columns] for row in _records(found, name)
            )


def _jsonl(found: Tables, path: Path, _group: str | None) -> None:
    path.mkdir(exist_ok=True)
    for name in tables.TABLES:
        with (path / f"{name}.jsonl").open("w", encoding="utf-8", newline="\n") as file:
            for row in _records(found, name):
                plain = {column: _plain(value) for column, value in row.items()}
                file.write(json.dumps(plain, ensure_ascii=False) + "\n")


def _label_studio(found: Tables, path: Path, _group: str | None) -> None:
    """A task an article with mentions and claims as pre-annotations, for a `Labels` control named `label`."""
    marks: dict[str, list[Record]] = {}
    for name, kind in (("mentions", "kind"), ("claims", "claim_type")):
        for row in _records(found, name):
            marks.setdefault(row["article_id"], []).append(_region(row, row[kind]))
    tasks = [
        {
            "data": {column: _plain(row[column]) for column in ("article_id", "outlet", "published", "text")},
            "predictions": [{"model_version": "news-claims", "result": marks.get(row["article_id"], [])}],
        }
        for row in _records(found, "articles")
    ]
    path.write_text(json.dumps(tasks, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _region(row: Record, label: str) -> Record:
    value = {"start": row["start"], "end": row["end"], "text": row["text"], "labels": [label]}
    key = row.get("claim_id") or row.get("mention_id")
    return {"id": key, "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def _json_ld(found: Tables, path: Path, group: str | None) -> None:
    pairs = [row for row in _records(found, "comparisons") if row["group_id"] == group]
    if not pairs:
        known = sorted({row["group_id"] for row in _records(found, "comparisons")})
        hint = did_you_mean(str(group), known) or f" It has, for example: {', '.join(known[:3])}"
        raise ExportError(f"{found.out} has no group {group}.{hint}")
    wanted = {row[side] for row in pairs for side in ("claim_a", "claim_b")}
    articles = {row["article_id"]: row for row in _records(found, "articles")}
    names = {row["entity_id"]: row["name"] for row in _records(found, "entities")}
    claims = [row for row in _records(found, "claims") if row["claim_id"] in wanted]
    graph = [_linked(claim, articles[claim["article_id"]], names) for claim in claims]
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, indent=2)
    path.write_text(text + "\n", "utf-8")


def _linked(claim: Record, article: Record, names: Mapping[str, str]) -> Record:
    """A `Quotation`, or a `Claim` of a statistic, with where it appeared and who said it."""
    quote = claim["claim_type"] == "quote"
    speaker = names.get(claim["speaker_id"] or "") or claim["speaker_text"]
    found: Record = {
        "@type": "Quotation" if quote else "Claim",
        "identifier": claim["claim_id"],
        "text": claim["text"] if quote else claim["sentence"],
        "spokenByCharacter" if quote else "claimInterpreter": {"@type": "Thing", "name": speaker}
        if speaker
        else None,
        "isPartOf" if quote else "appearance": _work(article),
    }
    if not quote:
        found["about"] = {
            "@type": "QuantitativeValue",
            "name": claim["measure"],
            "value": claim["value"] if claim["value_high"] is None else None,
            "minValue": claim["value"] if claim["value_high"] is not None else None,
            "maxValue": claim["value_high"],
            "unitText": claim["unit"],
        }
    told: Record = _without_nulls(found)
    return told


def _work(article: Record) -> Record:
    outlet = article["outlet"]
    return {
        "@type": "NewsArticle",
        "identifier": article["article_id"],
        "headline": article["headline"],
        "url": article["url"],
        "datePublished": _plain(article["published"]),
        "publisher": {"@type": "Organization", "name": outlet} if outlet else None,
    }


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(inner) for key, inner in value.items() if inner is not None}
    return value


FORMS: Mapping[str, tuple[str, Callable[[Tables, Path, str | None], None]]] = {
    "sqlite": ("claims.sqlite", _sqlite),
    "csv": ("csv", _csv),
    "jsonl": ("jsonl", _jsonl),
    "label-studio": ("label-studio.json", _label_studio),
    "json-ld": ("json-ld.json", _json_ld),
}
