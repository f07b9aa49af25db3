"""Arithmetic on numbers in digits: magnitudes without rounding noise, fractions with a slash."""

from collections.abc import Sequence

from pipeline.extraction.lexemes import Lexeme


def scaled(value: float, factor: float) -> float:
    """The product as written in decimals: 2.3 million is 2300000.0, not 2299999.9999999995."""
    product = value * factor
    rounded = round(product, 6)
    return (
        float(round(rounded)) if abs(rounded - round(rounded)) < 1e-6 * max(1.0, factor * 1e-9) else rounded
    )


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
