"""Numbers that only say per how many: `12 deaths per 100,000` is one statistic, of 12 in 100,000."""

import dataclasses
from collections.abc import Sequence

from pipeline.extraction.elements import Element
from pipeline.extraction.lexemes import Lexeme

_POWERS = {10.0**power: f"10*{power}" for power in range(2, 10)}
_PER = {("per",), ("for", "every"), ("out", "of", "every")}
_REACH = 9
"""How many lexemes may stand between the two: "12 infant deaths in poor families for every 1,000 births"."""
_NOT_A_RATE = frozenset({"percent", "money", "time", "count"})


def over_populations(lexemes: Sequence[Lexeme], elements: Sequence[Element]) -> list[Element]:
    """The elements without those that only say per how many, which go into the unit of the number before."""
    found: list[Element] = []
    for element in elements:
        start = _per(lexemes, element.first)
        if start is None:
            found.append(element)
        elif element.unit == "count" and element.value in _POWERS:
            _divide(lexemes, found, start, element, f"/{_POWERS[element.value]}")
        elif element.dimension not in _NOT_A_RATE and element.value in _POWERS:
            _divide(lexemes, found, start, element, f"/({_POWERS[element.value]}.{element.unit})")
        else:
            found.append(element)
    return found


def _per(lexemes: Sequence[Lexeme], first: int) -> int | None:
    """Where `per` or `for every` before a number starts."""
    for words in _PER:
        start = first - len(words)
        before = lexemes[max(0, start) : first]
        if tuple(lexeme.lower for lexeme in before) == words and not lexemes[start + 1].first:
            return start
    return None


def _divide(lexemes: Sequence[Lexeme], found: list[Element], per: int, below: Element, divisor: str) -> None:
    """Puts the divisor into the unit of the last element where that is near and in the same sentence."""
    above = found[-1] if found else None
    if above is None or per - above.last > _REACH or not _one_sentence(lexemes, above.last, per):
        return
    if above.unit == "count":
        code = divisor
    elif above.dimension not in _NOT_A_RATE and "(" in divisor:
        code = above.unit + divisor
    else:
        return
    last = below.last if above.last == per else above.last
    found[-1] = dataclasses.replace(above, last=last, unit=code)


def _one_sentence(lexemes: Sequence[Lexeme], start: int, end: int) -> bool:
    return not any(lexeme.first or lexeme.text in {".", ";", ":", "?", "!"} for lexeme in lexemes[start:end])
