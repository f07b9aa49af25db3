"""Units, currencies, bounds, ranges and traps, from the examples in their tables."""

import pytest

from pipeline import models
from pipeline.extraction.bounds import BoundRow
from pipeline.extraction.currencies import CurrencyRow
from pipeline.extraction.number_traps import TrapRow, compiled
from pipeline.extraction.quantities import find_quantities
from pipeline.extraction.units import UnitRow

UNITS = models.load("units.csv", UnitRow)
BOUNDS = models.load("bounds.jsonl", BoundRow)
TRAPS = models.load("number_traps.jsonl", TrapRow)


def codes(text: str, country: str | None = None) -> list[tuple[float, str]]:
    return [(found.value, found.unit) for found in find_quantities(text, country)]


@pytest.mark.parametrize("row", [pytest.param(row, id=f"{row.code}-{n}") for n, row in enumerate(UNITS)])
def test_every_spelling_of_a_unit_is_read(row: UnitRow) -> None:
    for form in filter(None, row.words.split("|")):
        assert codes(f"It came to 12 {form}.") == [(12 * row.multiplier, row.code)], form
    for form in filter(None, row.symbols.split("|")):
        assert codes(f"It came to 12{form}, they said.") == [(12 * row.multiplier, row.code)], form


@pytest.mark.parametrize("row", models.load("currencies.csv", CurrencyRow), ids=lambda row: row.code)
def test_every_currency_name_is_read(row: CurrencyRow) -> None:
    for name in row.names.split("|"):
        assert codes(f"It cost 12 {name} then.") == [(12, row.code)], name
    assert codes(f"It cost {row.code} 12 then.") == [(12, row.code)]


@pytest.mark.parametrize("row", BOUNDS, ids=lambda row: row.id)
def test_bound_examples(row: BoundRow) -> None:
    for text in row.examples:
        assert [found.bound for found in find_quantities(text)] == [row.bound], text
    for text in row.counterexamples:
        assert all(row.id not in found.rule.split("+") for found in find_quantities(text)), text


@pytest.mark.parametrize("row", TRAPS, ids=lambda row: row.id)
def test_trap_examples(row: TrapRow) -> None:
    for text in row.examples:
        assert compiled(row).search(text), text
        assert find_quantities(text) == [], text
    for text in row.counterexamples:
        assert find_quantities(text), text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("US$4.46", [(4.46, "USD")]),
        ("$A82,615,680", [(82_615_680, "AUD")]),
        ("HK $5.4m", [(5_400_000, "HKD")]),
        ("30 MUSD", [(30e6, "USD")]),
        ("Rs. 500", [(500, "INR")]),
        ("3 dollars 50 cents", [(3.5, "USD")]),
        ("68 p at 1112 p", [(0.68, "GBP"), (11.12, "GBP")]),
        ("25 basis points", [(0.25, "percent")]),
        ("three decades", [(30, "a")]),
        ("40 to 50 hours a week", [(40, "h/wk")]),
        ("1.3 kV/cm", [(1.3, "kV/cm")]),
        ("12 and 15 percent", [(12, "percent"), (15, "percent")]),
        ("7- or 8-inch", [(7, "[in_i]"), (8, "[in_i]")]),
        ("100m hurdles", [(100, "m")]),
        ("$100m deal", [(100e6, "USD")]),
    ],
)
def test_values_with_units(text: str, expected: list[tuple[float, str]]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(("country", "code"), [(None, "USD"), ("US", "USD"), ("AU", "AUD"), ("CA", "CAD")])
def test_a_bare_dollar_is_that_of_the_outlets_country(country: str | None, code: str) -> None:
    assert codes("It cost $5 and 3 dollars.", country) == [(5, code), (3, code)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 200 and 300 people", 200, 300),
        ("from 200 to 300 people", 200, 300),
        ("three or four years", 3, 4),
        ("a 40- to 60-hour course", 40, 60),
        ("a 5-10 percent cut", 5, 10),
        ("$3-4 million", 3e6, 4e6),
        ("$200 to $4 million", 200, 4e6),
        ("four to five thousand people", 4000, 5000),
    ],
)
def test_ranges(text: str, low: float, high: float) -> None:
    (found,) = find_quantities(text)
    assert (found.value, found.value_high, found.bound) == (low, high, "range")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It rose by $43.6 billion to $419.2 billion.", [43.6e9, 419.2e9]),
        ("It climbed from 12 to 15 percent.", [12, 15]),
        ("It gained 0.7 percent to 6,327.80.", [0.7, 6327.8]),
    ],
)
def test_movements_are_two_figures(text: str, values: list[float]) -> None:
    assert [(found.value, found.value_high) for found in find_quantities(text)] == [(v, None) for v in values]
