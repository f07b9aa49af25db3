"""Damage to claims."""

import math

from planted import Damage, Row, cells, day, quote, quoted_from, shared_utterance, statistic


def elsewhere(inner: Row, row: Row) -> bool:
    apart = row["end"] < inner["start"] or row["start"] > inner["end"]
    return quote(row) and row["article_id"] == inner["article_id"] and apart


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
