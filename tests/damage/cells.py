"""Damage that any table can have: no value, an unknown one, a key twice, a key of nothing."""

from planted import Damage, added, any_row, cells, has, quote, statistic

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
