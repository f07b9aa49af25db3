"""Units that a list states once: `12 and 15 percent`, `7- or 8-inch`, `four-, five- and six-cylinder`."""

import dataclasses
from collections.abc import Sequence

from pipeline.extraction.digits import scaled
from pipeline.extraction.elements import Element
from pipeline.extraction.lexemes import Lexeme

_LISTED = {
    (",",),
    ("and",),
    ("or",),
    (",", "and"),
    (",", "or"),
    ("-", ","),
    ("-", "and"),
    ("-", "or"),
    ("-", ",", "and"),
}


def between(lexemes: Sequence[Lexeme], start: int, end: int) -> tuple[str, ...] | None:
    """The words between two places, None across a paragraph border or over more than four lexemes."""
    if end - start > 4 or any(lexeme.first for lexeme in lexemes[start : end + 1]):
        return None
    return tuple(lexeme.lower for lexeme in lexemes[start:end])


def with_unit_of(element: Element, other: Element) -> Element:
    """An element in the unit of another: the 12 of `12 and 15 percent`."""
    return dataclasses.replace(
        element,
        unit=other.unit,
        dimension=other.dimension,
        multiplier=other.multiplier,
        value=scaled(element.value, other.multiplier),
        hyphened=other.hyphened,
        points=other.points,
    )


def in_percent(element: Element) -> Element:
    """A fraction as a share: a third is 33.33 percent."""
    value = round(element.value * 100, 10)
    return dataclasses.replace(element, value=value, unit="percent", dimension="percent")


def share_units(lexemes: Sequence[Lexeme], elements: list[Element]) -> list[Element]:
    """`12 and 15 percent`, `7- or 8-inch`: a bare number takes the unit of the next in its list."""
    for at in range(len(elements) - 2, -1, -1):
        low, high = elements[at], elements[at + 1]
        if low.unit != "count" or high.unit == "count" or low.number.form not in {"digits", "words"}:
            continue
        signed = high.dimension == "money" and high.first < high.number.first
        words = between(lexemes, low.last, high.first)
        if signed and words == ("or",) and low.number.form == "digits":
            elements[at] = with_unit_of(low, high)
        listed = words in _LISTED and (words != (",",) or _goes_on(lexemes, elements, at + 1))
        close = high.dimension in {"percent", "time", "money"} or high.hyphened
        if not signed and listed and (close or words in {("or",), ("and",)}):
            elements[at] = with_unit_of(low, high)
    return elements


def _goes_on(lexemes: Sequence[Lexeme], elements: list[Element], at: int) -> bool:
    """Whether an element is itself followed by `and` or `or` and one of the same unit: a real list."""
    if at + 1 >= len(elements):
        return False
    words = between(lexemes, elements[at].last, elements[at + 1].first)
    return (
        words is not None and words[-1:] in (("and",), ("or",)) and elements[at].unit == elements[at + 1].unit
    )
