"""The kinds of damage that `claims check` has to find, as data: what `test_checks.py` plants one by one."""

import math
from pathlib import Path

import pyarrow as pa
from planted import (
    Damage,
    Row,
    added,
    any_row,
    article_rejected,
    cells,
    changed_later,
    cut_short,
    day,
    file,
    has,
    joined_group,
    marked,
    no_text,
    one_outlet,
    other_kind,
    pair,
    quote,
    quoted_from,
    reprinted,
    retyped,
    shared_utterance,
    statistic,
    turned,
    widened,
    without,
)  # fmt: skip


def two_units(first: Row, row: Row) -> bool:
    return statistic(first) and statistic(row) and {first["unit"], row["unit"]} == {"count", "percent"}


def elsewhere(inner: Row, row: Row) -> bool:
    apart = row["end"] < inner["start"] or row["start"] > inner["end"]
    return quote(row) and row["article_id"] == inner["article_id"] and apart


FILES = [
    Damage("a table is missing", "mentions", "does not exist", file("mentions.parquet", Path.unlink)),
    Damage(
        "an empty file",
        "claims",
        "cannot be read",
        file("claims.parquet", lambda path: path.write_bytes(b"")),
    ),
    Damage("a file cut short", "claims", "cannot be read", file("claims.parquet", cut_short)),
    Damage(
        "no parquet file",
        "entities",
        "cannot be read",
        file("entities.parquet", lambda path: path.write_text("id")),
    ),
    Damage("a column is missing", "claims", "no column unit", file("claims.parquet", without("unit"))),
    Damage(
        "a column of another type",
        "claims",
        "start is int64",
        file("claims.parquet", retyped("start", pa.int64())),
    ),
    Damage("a column too many", "claims", "has a column notes", file("claims.parquet", widened)),
    Damage("bytes that are no text", "entities", "no text", file("entities.parquet", no_text)),
    Damage("a table written later", "claims", "not what the run wrote", changed_later),
    Damage("no marker", "run.json", "is missing", file("run.json", Path.unlink, "file")),
    Damage("a marker cut short", "run.json", "cannot be read", file("run.json", cut_short, "file")),
    Damage(
        "a marker of no run",
        "run.json",
        "is missing",
        file("run.json", marked(lambda marker: marker.pop("digest")), "digest"),
    ),
    Damage(
        "a run broken off",
        "run.json",
        "was stopped",
        file("run.json", marked(lambda marker: marker.update(unfinished="tables")), "unfinished"),
    ),
    Damage(
        "no data package", "datapackage.json", "is missing", file("datapackage.json", Path.unlink, "file")
    ),
    Damage(
        "a data package of other columns",
        "datapackage.json",
        "does not describe column article_id",
        file(
            "datapackage.json",
            marked(lambda package: package["resources"][0]["schema"]["fields"].pop(0)),
            "articles",
        ),
    ),
    Damage(
        "a data package of other types",
        "datapackage.json",
        "text is integer",
        file(
            "datapackage.json",
            marked(lambda package: package["resources"][1]["schema"]["fields"][4].update(type="integer")),
            "mentions",
        ),
    ),
    Damage(
        "a temporary file",
        "claims.parquet.partial",
        "left over",
        file("claims.parquet.partial", Path.touch, "file"),
    ),
]

NULLS = [
    Damage(f"no {column} in {table}", table, f"{column} is null", cells(table, **{column: None}))
    for table, column in (
        ("articles", "text"), ("mentions", "text"), ("entities", "name"), ("claims", "sentence"),
        ("comparisons", "verdict"), ("articles", "authors"), ("mentions", "start"),
    )
]  # fmt: skip

ENUMERATIONS = [
    Damage(
        f"an unknown {column} in {table}", table, f"{column} 'odd' is not one of",
        cells(table, where, **{column: "odd"}),
    )
    for table, column, where in (
        ("articles", "published_from", has("published")), ("mentions", "kind", any_row),
        ("mentions", "label", any_row), ("entities", "kind", any_row), ("entities", "type", any_row),
        ("claims", "claim_type", any_row), ("claims", "bound", statistic), ("claims", "change", statistic),
        ("claims", "quote_type", quote), ("comparisons", "verdict", any_row),
    )
]  # fmt: skip

KEYS = [
    Damage(f"two {table} of one key", table, "key occurs twice", added(table))
    for table in ("articles", "mentions", "entities", "claims", "comparisons")
]

REFERENCES = [
    Damage(
        f"a dangling {column} in {table}", table, f"{column} 'no:body' is not in",
        cells(table, where, **{column: value}),
    )
    for table, column, where, value in (
        ("mentions", "article_id", any_row, "no:body"), ("mentions", "entity_id", any_row, "no:body"),
        ("claims", "article_id", any_row, "no:body"), ("claims", "speaker_id", has("speaker_id"), "no:body"),
        ("claims", "agent_id", statistic, "no:body"), ("claims", "jurisdiction_ids", any_row, ["no:body"]),
        ("claims", "quote_id", statistic, "no:body"), ("comparisons", "claim_a", any_row, "no:body"),
        ("comparisons", "claim_b", any_row, "no:body"),
    )
]  # fmt: skip

OFFSETS = [
    Damage("a start below nought", "mentions", "start is below 0", cells("mentions", start=-1)),
    Damage("an end past the end", "claims", "is not text", cells("claims", end=10**6)),
    Damage(
        "a start behind the end",
        "mentions",
        "not before end",
        cells("mentions", start=lambda row: row["end"]),
    ),
    Damage(
        "offsets one too far",
        "claims",
        "is not text",
        cells("claims", start=lambda row: row["start"] + 1, end=lambda row: row["end"] + 1),
    ),
    Damage("another surface", "mentions", "is not text", cells("mentions", text="nothing like it")),
    Damage(
        "a cue elsewhere",
        "claims",
        "is not cue_text",
        cells("claims", has("cue_text"), cue_start=0, cue_end=3),
    ),
    Damage(
        "half a speaker",
        "claims",
        "speaker_text are not all set",
        cells("claims", has("speaker_text"), speaker_end=None),
    ),
    Damage(
        "half a cue", "claims", "cue_text are not all set", cells("claims", has("cue_text"), cue_text=None)
    ),
    Damage(
        "half a measure",
        "claims",
        "measure are not all set",
        cells("claims", has("measure"), measure_start=None),
    ),
    Damage(
        "a sentence elsewhere",
        "claims",
        "sentence is not what stands around it",
        cells("claims", sentence="Nobody wrote this."),
    ),
    Damage(
        "a period that nobody wrote",
        "claims",
        "period_text does not stand",
        cells("claims", has("period_text"), period_text="in 1066"),
    ),
    Damage(
        "a speaker without words",
        "claims",
        "speaker_id is set without",
        cells("claims", has("speaker_id"), speaker_start=None, speaker_end=None, speaker_text=None),
    ),
]

ARTICLES = [
    Damage(
        "another digest",
        "articles",
        "text_sha256 is not that of text",
        cells("articles", text_sha256="0" * 64),
    ),
    Damage("no digest", "articles", "is not of the form", cells("articles", text_sha256="abc")),
    Damage(
        "an edited text",
        "articles",
        "text_sha256 is not that of text",
        cells("articles", text=lambda row: row["text"] + " "),
    ),
    Damage("more words than letters", "articles", "words", cells("articles", words=10**6)),
    Damage("no words in a text", "articles", "words 0", cells("articles", words=0)),
    Damage(
        "a day from nowhere",
        "articles",
        "go together",
        cells("articles", has("published"), published_from=None),
    ),
    Damage("a path out of the corpus", "articles", "leads out", cells("articles", path="../elsewhere.txt")),
    Damage("a language by name", "articles", "is not of the form", cells("articles", language="English")),
    Damage(
        "a reprint of nothing",
        "articles",
        "holds no other article",
        cells("articles", syndication_group="reprint:alone"),
    ),
]

CLAIMS = [
    Damage(
        "another outlet than the article",
        "claims",
        "not those of the article",
        cells("claims", outlet="Somebody Else"),
    ),
    Damage(
        "another day than the article",
        "claims",
        "not those of the article",
        cells("claims", published=day("1999-01-01")),
    ),
    Damage("no rule", "claims", "rule '' is empty", cells("claims", rule="")),
    Damage("no value", "claims", "value is null in a statistic", cells("claims", statistic, value=None)),
    Damage(
        "a value that is no number", "claims", "no finite number", cells("claims", statistic, value=math.nan)
    ),
    Damage("a value without end", "claims", "no finite number", cells("claims", statistic, value=math.inf)),
    Damage(
        "an upper end of no range",
        "claims",
        "exactly where bound",
        cells("claims", statistic, bound="exact", value=5.0, value_high=9.0),
    ),
    Damage(
        "a range without upper end",
        "claims",
        "exactly where bound",
        cells("claims", statistic, bound="range", value_high=None),
    ),
    Damage(
        "a range turned around",
        "claims",
        "above value_high",
        cells("claims", statistic, bound="range", value=9.0, value_high=5.0),
    ),
    Damage("neither denied nor not", "claims", "negated is null", cells("claims", statistic, negated=None)),
    Damage("an unknown unit", "claims", "unit 'furlongs'", cells("claims", statistic, unit="furlongs")),
    Damage("an unknown currency", "claims", "unit 'ABC'", cells("claims", statistic, unit="ABC")),
    Damage(
        "a period turned around",
        "claims",
        "after period_end",
        cells("claims", statistic, period_start=day("2025-02-01"), period_end=day("2025-01-01")),
    ),
    Damage("a number in a quote", "claims", "value is set in a quote", cells("claims", quote, value=4.0)),
    Damage(
        "a quote in a number",
        "claims",
        "quote_type is set in a statistic",
        cells("claims", statistic, quote_type="direct"),
    ),
    Damage(
        "a quote without utterance",
        "claims",
        "utterance_id is null",
        cells("claims", quote, utterance_id=None),
    ),
    Damage(
        "inside a statistic",
        "claims",
        "is no quote",
        quoted_from(lambda inner, row: statistic(row) and row is not inner),
    ),
    Damage(
        "inside a quote of another article",
        "claims",
        "another article",
        quoted_from(lambda inner, row: quote(row) and row["article_id"] != inner["article_id"]),
    ),
    Damage("inside a quote elsewhere", "claims", "does not hold the statistic", quoted_from(elsewhere)),
    Damage(
        "an utterance of another article",
        "claims",
        "quote of another article",
        shared_utterance(lambda first, row: row["article_id"] != first["article_id"]),
    ),
    Damage(
        "an utterance of another speaker",
        "claims",
        "another speaker or cue",
        shared_utterance(
            lambda first, row: (
                row["article_id"] == first["article_id"] and row["cue_start"] != first["cue_start"]
            )
        ),
    ),
]

COMPARISONS = [
    Damage(
        "claims in the wrong order",
        "comparisons",
        "claim_a is not before",
        cells("comparisons", claim_a=lambda row: row["claim_b"], claim_b=lambda row: row["claim_a"]),
    ),
    Damage(
        "a claim beside itself",
        "comparisons",
        "claim_a is not before",
        cells("comparisons", claim_b=lambda row: row["claim_a"]),
    ),
    Damage("two claims of one outlet", "comparisons", "of one outlet", one_outlet),
    Damage(
        "an outlet of neither",
        "comparisons",
        "not those of the claims",
        cells("comparisons", outlet_a="Somebody Else"),
    ),
    Damage("a comparison of reprints", "comparisons", "reprints of each other", reprinted),
    Damage(
        "another type than its claims",
        "comparisons",
        "not both of the row's type",
        cells("comparisons", statistic, claim_type="quote", verdict="same"),
    ),
    Damage(
        "a verdict of the other type",
        "comparisons",
        "no verdict for a statistic",
        cells("comparisons", statistic, verdict="variant"),
    ),
    Damage("more than sure", "comparisons", "from 0 to 1", cells("comparisons", similarity=1.5)),
    Damage(
        "a likeness that is no number",
        "comparisons",
        "no finite number",
        cells("comparisons", similarity=math.nan),
    ),
    Damage("no reasons", "comparisons", "no reason is given", cells("comparisons", reasons=[])),
    Damage(
        "an empty reason",
        "comparisons",
        "or an empty one",
        cells("comparisons", reasons=["Both say so.", ""]),
    ),
    Damage(
        "a null among reasons",
        "comparisons",
        "has a null in it",
        cells("comparisons", reasons=["Both say so.", None]),
    ),
    Damage(
        "another difference",
        "comparisons",
        "not value_b - value_a",
        cells("comparisons", statistic, difference=123456.5),
    ),
    Damage(
        "a difference of quotes",
        "comparisons",
        "not value_b - value_a",
        cells("comparisons", quote, difference=1.0),
    ),
    Damage(
        "another ratio",
        "comparisons",
        "not larger over smaller",
        cells("comparisons", has("ratio"), ratio=lambda row: row["ratio"] + 1),
    ),
    Damage(
        "a ratio below one",
        "comparisons",
        "not larger over smaller",
        cells("comparisons", has("ratio"), ratio=0.5),
    ),
    Damage(
        "a value changed later",
        "comparisons",
        "not value_b - value_a",
        pair(lambda _row, _a, b: b.update(value=b["value"] + 1), has("ratio")),
    ),
    Damage(
        "a group of both types",
        "comparisons",
        "claims of both types",
        joined_group(lambda first, row: row["claim_type"] != first["claim_type"]),
    ),
    Damage("a group of two units", "comparisons", "two dimensions", joined_group(two_units)),
    Damage("no group", "comparisons", "group_id '' is empty", cells("comparisons", group_id="")),
    Damage("pairs out of order", "comparisons", "comes behind a later pair", turned("comparisons")),
]

ENTITIES = [
    *(
        Damage(
            f"a wrong count of {name}",
            "entities",
            f"{name} is not how many",
            cells("entities", **{name: 9999}),
        )
        for name in ("mentions", "articles", "outlets")
    ),
    Damage(
        "aliases out of order",
        "entities",
        "not sorted",
        cells("entities", lambda row: len(row["aliases"]) > 1, aliases=lambda row: row["aliases"][::-1]),
    ),
    Damage(
        "an alias that nobody uses",
        "entities",
        "not the surface forms",
        cells("entities", aliases=["Nobody"]),
    ),
    Damage(
        "an alias left out",
        "entities",
        "not the surface forms",
        cells("entities", has("aliases"), aliases=[]),
    ),
    Damage(
        "an entity that nobody mentions",
        "entities",
        "nothing in mentions",
        added("entities", entity_id="person:zz-nobody", kind="actor", type="person"),
    ),
    Damage("a mention of another kind", "mentions", "kind is not that of its entity", other_kind),
    Damage(
        "a type of the other kind",
        "entities",
        "is of the other kind",
        cells("entities", lambda row: row["type"] == "person", type="city"),
    ),
    Damage(
        "an id of another type",
        "entities",
        "does not begin with person:",
        cells("entities", lambda row: row["type"] == "group", type="person"),
    ),
    Damage(
        "a FIPS code of three digits",
        "entities",
        "is not of the form",
        cells("entities", has("fips"), fips="123"),
    ),
    Damage(
        "a country by name",
        "entities",
        "is not of the form",
        cells("entities", has("country"), country="Ohio"),
    ),
    Damage(
        "a subdivision of another country",
        "entities",
        "is not of the country",
        cells("entities", has("subdivision"), subdivision="CA-ON"),
    ),
    Damage(
        "a FIPS code abroad",
        "entities",
        "outside the United States",
        cells("entities", has("fips"), country="CA", subdivision=None),
    ),
    Damage("beyond the pole", "entities", "beyond 90 degrees", cells("entities", has("lat"), lat=91.0)),
    Damage("half a place on the map", "entities", "go together", cells("entities", has("lat"), lon=None)),
    Damage(
        "a parent of its own",
        "entities",
        "the entity itself",
        cells("entities", parent_id=lambda row: row["entity_id"]),
    ),
    Damage(
        "a place that is no jurisdiction",
        "claims",
        "is no jurisdiction",
        cells("claims", jurisdiction_ids=["org:bramble-hill-farms"]),
    ),
]

REJECTS = [
    Damage("a reject without path", "rejects", "path is null", added("rejects", error="It is empty.")),
    Damage("a reject without error", "rejects", "error is null", added("rejects", path="a.txt")),
    Damage(
        "a line before the first",
        "rejects",
        "line is below 1",
        added("rejects", path="a.jsonl", line=0, error="It is no JSON."),
    ),
    Damage("an article and a reject", "rejects", "is a row of articles", article_rejected),
]

DAMAGE = [
    *FILES,
    *NULLS,
    *ENUMERATIONS,
    *KEYS,
    *REFERENCES,
    *OFFSETS,
    *ARTICLES,
    *CLAIMS,
    *COMPARISONS,
    *ENTITIES,
    *REJECTS,
]

FAR_APART = [
    damage
    for damage in DAMAGE
    if damage.kind
    in {
        "two mentions of one key",
        "a dangling quote_id in claims",
        "offsets one too far",
        "a sentence elsewhere",
        "inside a quote of another article",
        "an utterance of another article",
        "a wrong count of articles",
        "a wrong count of outlets",
        "an alias left out",
        "a group of both types",
        "a comparison of reprints",
        "a reprint of nothing",
    }
]
"""Kinds that show only beside rows that may lie far away."""
