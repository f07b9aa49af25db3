"""Arithmetic on numbers in digits: magnitudes without rounding noise, fractions with a slash."""

from collections.abc import Sequence

from pipeline.extraction.lexemes import Lexeme


def scaled(value: float, factor: float) -> float:
    """The product as written in decimals: 2.3 million is 2300000.0, not 2299999.9999999995."""
    return value if factor == 1 else float(f"{value * factor:.15g}")


def with_fraction(lexemes: Sequence[Lexeme], value: float, place: int) -> tuple[float, int]:
    """`1/4`, `1 1/2`: a slash between small whole numbers of which the second is a usual denominator."""

    def ratio(start: int) -> float | None:
        parts = lexemes[start : start + 3]
        if len(parts) < 3 or parts[1].text not in {"/", "⁄"} or parts[2].kind != "number":
            return None
        above, below = parts[0].text, parts[2].text
        if not (
            above.isdigit() and below in {"2", "3", "4", "5", "8", "16", "32"} and int(above) < int(below)
        ):
            return None
        return int(above) / int(below)

    own = ratio(place - 1)
    if own is not None and (place + 2 >= len(lexemes) or lexemes[place + 2].text != "/"):
        return own, place + 2
    more = ratio(place) if place < len(lexemes) and lexemes[place].kind == "number" else None
    if more is not None and not lexemes[place].glued and value == int(value):
        return value + more, place + 3
    return value, place


_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_MINUS = frozenset("-−–")


def with_power(lexemes: Sequence[Lexeme], value: float, place: int) -> tuple[float, int]:
    """`2×10^9`, `1.99 × 10−30`, `3 x 10⁶`: the value with its power of ten, and one past the last lexeme."""
    signs = [lexeme.lower for lexeme in lexemes[place : place + 5]]
    if len(signs) < 3 or signs[0] not in {"×", "x"} or signs[1] != "10" or lexemes[place].first:
        return value, place
    at = place + 2 + (signs[2] == "^")
    negative = at < len(lexemes) and lexemes[at].text.translate(_RAISED) in _MINUS
    at += negative
    exponent = lexemes[at].text.translate(_RAISED) if at < len(lexemes) else ""
    if not (exponent.isdecimal() and len(exponent) < 3 and lexemes[at].glued):
        return value, place
    if at == place + 2 and lexemes[at].kind == "number":
        return value, place
    return float(f"{value!r}e{'-' * negative}{exponent}"), at + 1
