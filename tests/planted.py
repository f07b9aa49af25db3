"""Ways of planting damage in an output folder, each in one place; `damage` lists the kinds made of them.

A kind names the table and a part of what `check` has to say; planting it returns the row.
"""

import dataclasses
import datetime
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import tables
from pipeline.checks.problem import key_of

Row = dict[str, Any]
Plant = Callable[[Path], str]


@dataclasses.dataclass(frozen=True, slots=True)
class Damage:
    """A kind of damage: how it is planted, and in which table and words it is told."""

    kind: str
    table: str
    told: str
    plant: Plant


def rows(out: Path, table: str) -> list[Row]:
    found: list[Row] = tables.read(out / f"{table}.parquet").to_pylist()
    return found


def save(out: Path, table: str, records: list[Row]) -> None:
    pq.write_table(
        pa.Table.from_pylist(records, schema=tables.schema(table)),
        out / f"{table}.parquet",
        compression="zstd",
    )


def any_row(_: Row) -> bool:
    return True


def statistic(row: Row) -> bool:
    return bool(row["claim_type"] == "statistic")


def quote(row: Row) -> bool:
    return bool(row["claim_type"] == "quote")


def has(column: str) -> Callable[[Row], bool]:
    return lambda row: bool(row[column])


def cells(table: str, where: Callable[[Row], bool] = any_row, /, **values: Any) -> Plant:
    """Other values in the first row that fits; a function is called with the row."""

    def plant(out: Path) -> str:
        records = rows(out, table)
        row = next(row for row in records if where(row))
        row.update({name: value(row) if callable(value) else value for name, value in values.items()})
        save(out, table, records)
        return key_of(table, row)

    return plant


def added(table: str, **values: Any) -> Plant:
    """A row that is like the first one but for these values (of `rejects`: a row of these values)."""

    def plant(out: Path) -> str:
        records = rows(out, table)
        model = records[0] if records else dict.fromkeys(tables.columns(tables.TABLES[table]))
        row = model | {name: value(model) if callable(value) else value for name, value in values.items()}
        save(out, table, [*records, row])
        return key_of(table, row)

    return plant


def turned(table: str) -> Plant:
    """The last row first."""

    def plant(out: Path) -> str:
        first, *others, last = rows(out, table)
        save(out, table, [last, *others, first])
        return key_of(table, others[0])

    return plant


def file(name: str, act: Callable[[Path], object], row: str = "table") -> Plant:
    """Something done to a file of the folder."""

    def plant(out: Path) -> str:
        act(out / name)
        return row

    return plant


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-50])


def without(column: str) -> Callable[[Path], None]:
    return lambda path: pq.write_table(pq.read_table(path).drop_columns([column]), path)


def retyped(column: str, kind: pa.DataType) -> Callable[[Path], None]:
    def act(path: Path) -> None:
        data = pq.read_table(path)
        at = data.column_names.index(column)
        pq.write_table(data.set_column(at, column, data[column].cast(kind)), path)

    return act


def widened(path: Path) -> None:
    data = pq.read_table(path)
    pq.write_table(data.append_column("notes", pa.nulls(len(data), pa.string())), path)


def no_text(path: Path) -> None:
    """Bytes that are no UTF-8 in a column of strings."""
    data = pq.read_table(path)
    names = data["name"].to_pylist()
    broken = pa.array([b"\xff\xfe", *[name.encode() for name in names[1:]]], pa.binary())
    column = pa.Array.from_buffers(pa.string(), len(broken), broken.buffers())
    at = data.column_names.index("name")
    pq.write_table(data.set_column(at, data.schema.field("name"), column), path)


def marked(change: Callable[[Row], object]) -> Callable[[Path], None]:
    """A change in a JSON file."""

    def act(path: Path) -> None:
        content = json.loads(path.read_text("utf-8"))
        change(content)
        path.write_text(json.dumps(content), "utf-8")

    return act


def changed_later(out: Path) -> str:
    """A table written anew, whole and sound, after the run had noted what it wrote."""
    hashes = {
        name: hashlib.sha256((out / f"{name}.parquet").read_bytes()).hexdigest() for name in tables.TABLES
    }
    marked(lambda marker: marker.update(tables=hashes))(out / "run.json")
    pq.write_table(pq.read_table(out / "claims.parquet"), out / "claims.parquet", compression="snappy")
    return "table"


def pair(change: Callable[[Row, Row, Row], object], where: Callable[[Row], bool] = any_row) -> Plant:
    """A change to the claims of the first comparison that fits: `change(comparison, claim_a, claim_b)`."""

    def plant(out: Path) -> str:
        comparisons, claims = rows(out, "comparisons"), rows(out, "claims")
        known = {row["claim_id"]: row for row in claims}
        row = next(row for row in comparisons if where(row))
        change(row, known[row["claim_a"]], known[row["claim_b"]])
        save(out, "comparisons", comparisons)
        save(out, "claims", claims)
        return key_of("comparisons", row)

    return plant


def one_outlet(out: Path) -> str:
    """The two articles of a comparison, and their claims, get one outlet."""
    comparisons = rows(out, "comparisons")
    row = comparisons[0]
    for table in ("articles", "claims"):
        records = rows(out, table)
        for record in records:
            if record["outlet"] == row["outlet_b"]:
                record["outlet"] = row["outlet_a"]
        save(out, table, records)
    row["outlet_b"] = row["outlet_a"]
    save(out, "comparisons", comparisons)
    return key_of("comparisons", row)


def reprinted(out: Path) -> str:
    """The two articles of a comparison become reprints of each other."""
    row = rows(out, "comparisons")[0]
    both = {
        claim["article_id"]
        for claim in rows(out, "claims")
        if claim["claim_id"] in (row["claim_a"], row["claim_b"])
    }
    articles = rows(out, "articles")
    for article in articles:
        if article["article_id"] in both:
            article["syndication_group"] = "reprint:new"
    save(out, "articles", articles)
    return key_of("comparisons", row)


def joined_group(fits: Callable[[Row, Row], bool]) -> Plant:
    """A comparison gets the group of another, of which the two may not share one."""

    def plant(out: Path) -> str:
        comparisons = rows(out, "comparisons")
        units = {row["claim_id"]: row["unit"] for row in rows(out, "claims")}
        for row in comparisons:
            row["unit"] = units[row["claim_a"]]
        first, other = next((one, two) for one in comparisons for two in comparisons if fits(one, two))
        other["group_id"] = first["group_id"]
        for row in comparisons:
            del row["unit"]
        save(out, "comparisons", comparisons)
        return key_of("comparisons", other)

    return plant


def quoted_from(fits: Callable[[Row, Row], bool]) -> Plant:
    """A statistic inside a quote names another claim, which is no quote that it stands in."""

    def plant(out: Path) -> str:
        claims = rows(out, "claims")
        inner = next(row for row in claims if row["quote_id"])
        inner["quote_id"] = next(row["claim_id"] for row in claims if fits(inner, row))
        save(out, "claims", claims)
        return str(inner["claim_id"])

    return plant


def shared_utterance(fits: Callable[[Row, Row], bool], **values: Any) -> Plant:
    """A quote becomes a part of an earlier quote's utterance."""

    def plant(out: Path) -> str:
        claims = rows(out, "claims")
        first = next(filter(quote, claims))
        other = next(row for row in claims if quote(row) and fits(first, row))
        other.update(values, utterance_id=first["utterance_id"])
        save(out, "claims", claims)
        return str(other["claim_id"])

    return plant


def other_kind(out: Path) -> str:
    """A mention of a jurisdiction refers to an actor."""
    actor = next(row["entity_id"] for row in rows(out, "entities") if row["kind"] == "actor")
    return cells("mentions", lambda row: row["kind"] == "jurisdiction" and row["entity_id"], entity_id=actor)(
        out
    )


def article_rejected(out: Path) -> str:
    """The file of an article is a reject, too."""
    path = next(row["path"] for row in rows(out, "articles") if row["path"].endswith(".txt"))
    return added("rejects", path=path, error="It is empty.")(out)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)
