"""Numbers, names and lists as a reader wants them."""

import re
from collections.abc import Sequence

from pipeline.comparison import units
from pipeline.tables import ClaimRow

_OPENING = re.compile(r'(?<![^\s(‘])"(?=\S)')
_LARGE = ((1e9, "billion"), (1e6, "million"))
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


def quoted(text: str) -> str:
    """In quotation marks, on one line, without marks and commas at its ends; those inside become single."""
    plain = " ".join(text.split()).strip('“”" ').removesuffix(",")
    plain = _OPENING.sub("‘", plain.replace("“", "‘").replace("”", "’")).replace('"', "’")
    return f"“{plain}”"


def number(value: float) -> str:
    """Digits with thousands separators: 13625777.0 is 13,625,777, and 13600000.0 is 13.6 million."""
    for size, name in _LARGE:
        if abs(value) >= size and round(value * 100 / size, 6).is_integer():
            return f"{value / size:,.10g} {name}"
    return f"{value:,.0f}" if value == round(value) else f"{value:,.10g}"


def figure(claim: ClaimRow) -> str:
    """The number as read: "more than 400,000", "13.6 USD", "10 to 12 kilometres"."""
    value = number(claim.value or 0.0)
    if claim.value_high is not None:
        value += f" to {number(claim.value_high)}"
    counted = (claim.unit or "count") == "count"
    return f"{_BOUNDS[claim.bound or 'exact']}{value}" + ("" if counted else f" {units.name_of(claim)}")


def outlet(claim: ClaimRow) -> str:
    """Who published it; the article where that is not known."""
    return claim.outlet or f"the article {claim.article_id}"
