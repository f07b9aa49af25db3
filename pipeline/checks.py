"""Verifies every invariant of an output folder: schemas, nulls, keys, enumerations, offsets, pairs."""

import dataclasses
import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline import tables
from pipeline.errors import OutputError
from pipeline.publish import MARKER, require_unmixed

Records = list[dict[str, Any]]
ALWAYS_SET = {
    "statistic": ("value", "bound", "unit", "negated"),
    "quote": ("quote_type", "utterance_id"),
}
SPANS = {
    "mentions": (("start", "end", "text"),),
    "claims": (
        ("start", "end", "text"),
        ("speaker_start", "speaker_end", "speaker_text"),
        ("cue_start", "cue_end", "cue_text"),
        ("measure_start", "measure_end", "measure"),
    ),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """A row that breaks the contract."""

    table: str
    row: str
    message: str

    def __str__(self) -> str:
        return f"{self.table}: {self.row}: {self.message}"


def check(out: Path) -> list[Problem]:
    """All rows of an output folder that break the data contract; empty when it is sound.

    A missing or damaged table is a problem like any other.
    """
    try:
        require_unmixed(out)
    except OutputError as error:
        return [Problem("run", MARKER, str(error))]
    problems: list[Problem] = []
    found: dict[str, Records] = {}
    for name in tables.TABLES:
        try:
            data = tables.read(out / f"{name}.parquet")
        except (OSError, pa.ArrowException) as error:
            problems.append(Problem(name, "table", f"cannot be read: {error}"))
            continue
        problems += schema_problems(name, data)
        found[name] = data.to_pylist()
    if problems:
        return problems
    return [problem for step in CHECKS for problem in step(found)]


def schema_problems(name: str, data: pa.Table) -> Iterator[Problem]:
    """Where the columns of a table are not those of the contract."""
    wanted = tables.schema(name)
    for field in wanted:
        if field.name not in data.column_names:
            yield Problem(name, "table", f"has no column {field.name}")
        elif data.schema.field(field.name).type != field.type:
            kind = data.schema.field(field.name).type
            yield Problem(name, "table", f"column {field.name} is {kind}, not {field.type}")


def _key(name: str, row: Mapping[str, Any]) -> str:
    keys = [column for column, field in tables.columns(tables.TABLES[name]).items() if field.metadata["key"]]
    if name == "comparisons":
        keys = ["claim_a", "claim_b"]
    return " ".join(str(row[key]) for key in keys) or str(row.get("path"))


def _columns(found: Mapping[str, Records]) -> Iterator[Problem]:
    """Nulls and enumerations."""
    for name, rows in found.items():
        for column, field in tables.columns(tables.TABLES[name]).items():
            allowed = set(field.metadata["allowed"])
            for row in rows:
                value = row[column]
                if value is None and not tables.is_optional(field):
                    yield Problem(name, _key(name, row), f"{column} is null")
                elif value is not None and allowed and value not in allowed:
                    yield Problem(
                        name, _key(name, row), f"{column} is {value!r}, not one of {sorted(allowed)}"
                    )


def _unique(found: Mapping[str, Records]) -> Iterator[Problem]:
    for name, rows in found.items():
        seen: set[str] = set()
        if name == "rejects":
            continue
        for row in rows:
            key = _key(name, row)
            if key in seen:
                yield Problem(name, key, "the key occurs twice")
            seen.add(key)


def _references(found: Mapping[str, Records]) -> Iterator[Problem]:
    for name, rows in found.items():
        for column, field in tables.columns(tables.TABLES[name]).items():
            if not field.metadata["refers_to"]:
                continue
            target, _, key = field.metadata["refers_to"].partition(".")
            known = {row[key] for row in found[target]}
            for row in rows:
                value = row[column]
                for item in value if isinstance(value, list) else [value]:
                    if item is not None and item not in known:
                        yield Problem(name, _key(name, row), f"{column} {item!r} is not in {target}")


def _offsets(found: Mapping[str, Records]) -> Iterator[Problem]:
    """`text[start:end]` equals the surface text, in every table."""
    texts = {row["article_id"]: row["text"] for row in found["articles"]}
    for name, spans in SPANS.items():
        for row in found[name]:
            text = texts.get(row["article_id"], "")
            for start, end, surface in spans:
                places = (row[start], row[end], row[surface])
                if places == (None, None, None):
                    continue
                if None in places:
                    yield Problem(name, _key(name, row), f"{start}, {end} and {surface} are not all set")
                elif not 0 <= row[start] < row[end] or text[row[start] : row[end]] != row[surface]:
                    yield Problem(name, _key(name, row), f"text[{start}:{end}] is not {surface}")


def _articles(found: Mapping[str, Records]) -> Iterator[Problem]:
    for row in found["articles"]:
        if hashlib.sha256(row["text"].encode("utf-8")).hexdigest() != row["text_sha256"]:
            yield Problem("articles", row["article_id"], "text_sha256 is not that of text")
        if (row["published"] is None) != (row["published_from"] is None):
            yield Problem("articles", row["article_id"], "published and published_from go together")


def _claims(found: Mapping[str, Records]) -> Iterator[Problem]:
    articles = {row["article_id"]: row for row in found["articles"]}
    types = {row["claim_id"]: row["claim_type"] for row in found["claims"]}
    for row in found["claims"]:
        for message in _claim_faults(row, types, articles.get(row["article_id"], {})):
            yield Problem("claims", row["claim_id"], message)


def _claim_faults(
    row: Mapping[str, Any], types: Mapping[str, str], article: Mapping[str, Any]
) -> Iterator[str]:
    kind = row["claim_type"]
    statistic = kind == "statistic"
    for column, field in tables.columns(tables.ClaimRow).items():
        if field.metadata["only"] not in ("", kind) and row[column] is not None:
            yield f"{column} is set in a {kind}"
    for column in ALWAYS_SET.get(kind, ()):
        if row[column] is None:
            yield f"{column} is null in a {kind}"
    if statistic and (row["value_high"] is not None) != (row["bound"] == "range"):
        yield "value_high is set exactly where bound is range"
    if statistic and row["value_high"] is not None and row["value"] > row["value_high"]:
        yield "value is above value_high"
    if row["quote_id"] is not None and types.get(row["quote_id"]) != "quote":
        yield "quote_id is no quote"
    if row["period_start"] and row["period_end"] and row["period_start"] > row["period_end"]:
        yield "period_start is after period_end"
    if article and any(row[column] != article[column] for column in ("outlet", "published")):
        yield "outlet and published are not those of the article"
    if not row["rule"]:
        yield "rule is empty"


def _comparisons(found: Mapping[str, Records]) -> Iterator[Problem]:
    claims = {row["claim_id"]: row for row in found["claims"]}
    articles = {row["article_id"]: row for row in found["articles"]}
    units: dict[str, set[str]] = {}
    for row in found["comparisons"]:
        sides = claims.get(row["claim_a"]), claims.get(row["claim_b"])
        if sides[0] is None or sides[1] is None:
            continue
        for message in _pair_faults(row, sides[0], sides[1], articles):
            yield Problem("comparisons", _key("comparisons", row), message)
        units.setdefault(row["group_id"], set()).add(row["claim_type"])
    for group, kinds in units.items():
        if len(kinds) > 1:
            yield Problem("comparisons", group, "a group holds claims of both types")


def _pair_faults(
    row: Mapping[str, Any],
    a: Mapping[str, Any],
    b: Mapping[str, Any],
    articles: Mapping[str, Mapping[str, Any]],
) -> Iterator[str]:
    verdicts = tables.STATISTIC_VERDICTS if row["claim_type"] == "statistic" else tables.QUOTE_VERDICTS
    if not row["claim_a"] < row["claim_b"]:
        yield "claim_a is not before claim_b"
    if not a["claim_type"] == b["claim_type"] == row["claim_type"]:
        yield "the claims are not both of the row's type"
    if a["article_id"] == b["article_id"] or (a["outlet"] is not None and a["outlet"] == b["outlet"]):
        yield "both claims are of one outlet"
    if (row["outlet_a"], row["outlet_b"]) != (a["outlet"], b["outlet"]):
        yield "outlet_a and outlet_b are not those of the claims"
    groups = [articles.get(side["article_id"], {}).get("syndication_group") for side in (a, b)]
    if groups[0] is not None and groups[0] == groups[1]:
        yield "the articles are reprints of each other"
    if row["verdict"] not in verdicts:
        yield f"{row['verdict']} is no verdict for a {row['claim_type']}"
    if not 0 <= row["similarity"] <= 1:
        yield "similarity is not from 0 to 1"
    if not row["reasons"] or not all(row["reasons"]):
        yield "no reason is given"
    if row["difference"] is not None and row["difference"] != (b["value"] or 0.0) - (a["value"] or 0.0):
        yield "difference is not value_b - value_a"
    if row["ratio"] is not None and row["ratio"] < 1:
        yield "ratio is not larger over smaller"


CHECKS: tuple[Callable[[Mapping[str, Records]], Iterator[Problem]], ...] = (
    _columns,
    _unique,
    _references,
    _offsets,
    _articles,
    _claims,
    _comparisons,
)
