"""What the comparison takes for one kind of quantity, and how it calls units to a reader."""

import pytest

from pipeline.comparison import units
from pipeline.comparison.phrases import figure
from pipeline.tables import ClaimRow


def claim(unit: str, value: float, rule: str = "digits") -> ClaimRow:
    return ClaimRow(
        claim_id="a#1",
        article_id="a",
        claim_type="statistic",
        start=0,
        end=1,
        text="1",
        sentence="1",
        jurisdiction_ids=(),
        unit=unit,
        value=value,
        bound="exact",
        rule=rule,
    )


def test_percentage_points_are_not_percent() -> None:
    points, share = claim("percent", 3.0, "digits+points+modified"), claim("percent", 3.0)
    assert units.dimension_of(points) != units.dimension_of(share) == "percent"
    assert figure(points) == "3 percentage points"
    assert figure(share) == "3 percent"


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ("/10*5", "12 per 100,000"),
        ("/d", "12 per day"),
        ("bit", "12 bits"),
        ("F", "12 farads"),
        ("[degF]", "12 degrees fahrenheit"),
        ("count", "12"),
        ("m", "12 metres"),
        ("a", "12 years"),
        ("USD", "12 USD"),
    ],
)
def test_a_unit_is_called_by_its_plural(unit: str, told: str) -> None:
    assert figure(claim(unit, 12.0)) == told


def test_rates_of_two_populations_compare() -> None:
    assert units.dimension("/10*5") == units.dimension("/10*6")
    assert units.factor("/10*5") == pytest.approx(10 * units.factor("/10*6"))
