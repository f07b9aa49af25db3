"""Units, currencies, bounds, ranges and traps, from the examples in their tables."""

import pytest

from pipeline import models
from pipeline.extraction.bounds import BoundRow
from pipeline.extraction.currencies import CurrencyRow
from pipeline.extraction.number_traps import TrapRow, compiled
from pipeline.extraction.quantities import find_quantities
from pipeline.extraction.units import ShareWord, UnitRow

UNITS = models.load("units.csv", UnitRow)
BOUNDS = models.load("bounds.jsonl", BoundRow)
TRAPS = models.load("number_traps.jsonl", TrapRow)


def codes(text: str, country: str | None = None) -> list[tuple[float, str]]:
    return [(found.value, found.unit) for found in find_quantities(text, country)]


@pytest.mark.parametrize("row", [pytest.param(row, id=f"{row.code}-{n}") for n, row in enumerate(UNITS)])
def test_every_spelling_of_a_unit_is_read(row: UnitRow) -> None:
    expected = [(12 * row.multiplier, row.code)]
    near, *_ = row.near.split("|")
    for form in filter(None, row.words.split("|")):
        assert codes(f"It came to 12 {form} {near}.") == expected, form
    for form in filter(None, row.symbols.split("|")):
        assert codes(f"It came to 12 {form}, they said of the {near}.") == expected, form
        if form.isalpha() and row.near:
            assert codes(f"It came to 12 {form} in all, they said.") != expected, form
    for form in filter(None, row.glued.split("|")):
        assert codes(f"It came to 12{form}, they said.") == expected, form


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


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It rose from $160 to $180 to $200.", [160, 180, 200]),
        ("It rose by half a percentage point to 4.5 percent.", [0.5, 4.5]),
        ("It rose 5 percent to 7 percent.", [5, 7]),
    ],
)
def test_steps_and_movements_are_no_ranges(text: str, values: list[float]) -> None:
    assert [(found.value, found.value_high) for found in find_quantities(text)] == [(v, None) for v in values]


@pytest.mark.parametrize(
    "text", ["Prices rose 5 to 7 percent.", "It lost an estimated $5 million to $7 million."]
)
def test_a_change_can_be_a_range(text: str) -> None:
    (found,) = find_quantities(text)
    assert found.value_high == pytest.approx(found.value * 1.4)
    assert found.bound == "range"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 deaths per 100,000 people", [(12, "/10*5")]),
        ("4.7 per 1,000 live births", [(4.7, "/10*3")]),
        ("4 to 6 cases for every 10,000 people", [(4, "/10*4")]),
        ("8 litres per 100 km", [(8, "L/(10*2.km)")]),
        ("$3 per 1,000 residents", [(3, "USD")]),
        ("5 milligrams per kilogram", [(5, "mg/kg")]),
        ("Rates per 100,000 differ. There were 12 cases.", [(12, "count")]),
        ("one doctor per 250 residents", [(1, "count"), (250, "count")]),
    ],
)
def test_rates(text: str, expected: list[tuple[float, str]]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They paid 2 million pounds for it.", [(2e6, "GBP")]),
        ("They paid for 40 pounds of flour.", [(40, "[lb_av]")]),
        ("It weighs 40 pounds.", [(40, "[lb_av]")]),
        ("The ticket cost 150 kn.", [(150, "HRK")]),
        ("The wind blew at 55 kn.", [(55, "[kn_i]")]),
        ("A fine of R45 million was paid.", [(45e6, "ZAR")]),
        ("The R22 coolant is banned.", []),
        ("A capacitor of 2.5 F failed.", [(2.5, "F")]),
        ("It will be 70 F, a high for May.", [(70, "[degF]")]),
        ("It is 200 m deep.", [(200, "m")]),
        ("millions of dollars", [(1e6, "USD")]),
        ("half of 1 percent", [(0.5, "percent")]),
        ("2 × 10^4 grams", [(20_000, "g")]),
        ("1.99×10−30 kg", [(1.99e-30, "kg")]),
        ("He lives in apartment 4B.", []),
        ("It is worth 4.5B.", [(4.5e9, "count")]),
    ],
)
def test_what_stands_near_tells_a_symbol(text: str, expected: list[tuple[float, str]]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text", ["2 percentage points", "25 basis points", "a 3-percentage-point lead", "2 pp"]
)
def test_points_are_told_from_percent_by_their_rule(text: str) -> None:
    (found,) = find_quantities(text)
    assert found.unit == "percent"
    assert "points" in found.rule.split("+")
    (share,) = find_quantities("2 percent")
    assert "points" not in share.rule.split("+")


@pytest.mark.parametrize("row", models.load("share_words.csv", ShareWord), ids=lambda row: row.form)
def test_every_spelling_of_a_share_is_read(row: ShareWord) -> None:
    (found,) = find_quantities(f"It came to {row.example}.")
    assert found.unit == "percent"
    assert ("points" in found.rule.split("+")) == row.points
    assert found.value == pytest.approx(float("".join(filter(str.isdecimal, row.example))) * row.multiplier)


def test_all_conversions_in_a_bracket_are_marked() -> None:
    found = find_quantities("It has just under 296 hp (224 kW / 300 PS) and cost 2 euros ($2.2; £1.7).")
    assert [quantity.converts for quantity in found] == [False, True, True, False, True, True]
    assert [quantity.bound for quantity in found[:3]] == ["less_than"] * 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9 mm/yr (1/3 inches/year)", [(9, "mm/a"), (1 / 3, "[in_i]/a")]),
        ("40 µg/m3 of dust", [(40, "ug/m3")]),
        ("10 mg/dL of lead", [(10, "mg/dL")]),
        ("95 g/km", [(95, "g/km")]),
        ("a current of 1.3 A/cm2", [(1.3, "A/cm2")]),
    ],
)
def test_a_slash_is_per(text: str, expected: list[tuple[float, str]]) -> None:
    assert codes(text) == [(pytest.approx(value), unit) for value, unit in expected]


def test_what_leads_to_a_range_has_its_unit() -> None:
    found = find_quantities("It will grow from 24.2 to 33-35 billion euros.")
    assert [(q.value, q.value_high, q.unit) for q in found] == [
        (24.2e9, None, "EUR"),
        (33e9, 35e9, "EUR"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They earn a $15 minimum wage.", [(15, "USD", "exact")]),
        ("It takes the two and up to 20 percent more.", [(2, "count", "exact"), (20, "percent", "at_most")]),
        ("Class 2A finals began at Launch Pad 39A.", []),
        ("She called half a dozen HP directors.", [(6, "count", "exact")]),
        ("It is a third degree felony.", []),
        ("They own a four-and-a-half-acre plot.", [(4.5, "[acr_us]", "exact")]),
        ("It sold for 20 shillings.", [(20, "count", "exact")]),
        (
            "They pay 8,000 Egyptian pounds. Others spend 22,000 pounds.",
            [(8000, "EGP", "exact"), (22_000, "EGP", "exact")],
        ),
    ],
)
def test_misreadings_of_real_news(text: str, expected: list[tuple[float, str, str]]) -> None:
    assert [(found.value, found.unit, found.bound) for found in find_quantities(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a hundred and fifty thousand people", [(150_000, None, "count")]),
        ("1,2 million homes", []),
        ("half-a-million homes", [(500_000, None, "count")]),
        ("a 1-in-5 chance", [(20, None, "percent")]),
        ("3 to 4 in 10 homes", [(30, 40, "percent")]),
        ("a two-to-one majority", []),
        ("5 ½ miles", [(5.5, None, "[mi_i]")]),
        ("between a quarter and a half of voters", [(25, 50, "percent")]),
        ("−5 to −10 degrees Celsius", [(-10, -5, "Cel")]),
        ("2m bpd", [(2e6, None, "[bbl_us]/d")]),
        ("10 MW-hours", [(10, None, "MW.h")]),
        ("a negative 3 percent return", [(-3, None, "percent")]),
        ("thousands upon thousands of fans", [(1000, None, "count")]),
    ],
)
def test_forms_that_could_be_read_wrong(text: str, expected: list[tuple[float, float | None, str]]) -> None:
    assert [(found.value, found.value_high, found.unit) for found in find_quantities(text)] == expected
