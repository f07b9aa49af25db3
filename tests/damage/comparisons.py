"""Damage to comparisons."""

import math

from planted import (
    Damage,
    Row,
    cells,
    has,
    joined_group,
    one_outlet,
    pair,
    quote,
    reprinted,
    statistic,
    turned,
)


def two_units(first: Row, row: Row) -> bool:
    return statistic(first) and statistic(row) and {first["unit"], row["unit"]} == {"count", "percent"}


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
