"""Numbers, names and lists as a reader wants them."""

from collections.abc import Sequence

from pipeline.comparison import units
from pipeline.tables import ClaimRow

_BOUNDS = {
    "exact": "",
    "range": "",
    "approximately": "about ",
    "more_than": "more than ",
    "less_than": "less than ",
    "at_least": "at least ",
    "at_most": "at most ",
}


def listed(items: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]


def number(value: float) -> str:
    """Digits with thousands separators: 13625777.0 is 13,625,777."""
    return f"{value:,.0f}" if value == round(value) else f"{value:,.10g}"


def figure(claim: ClaimRow) -> str:
    """The number as read: "more than 400,000", "13.6 USD", "10 to 12 kilometres"."""
    value = number(claim.value or 0.0)
    if claim.value_high is not None:
        value += f" to {number(claim.value_high)}"
    unit = claim.unit or "count"
    return f"{_BOUNDS[claim.bound or 'exact']}{value}" + ("" if unit == "count" else f" {units.name(unit)}")


def outlet(claim: ClaimRow) -> str:
    """Who published it; the article where that is not known."""
    return claim.outlet or f"the article {claim.article_id}"
