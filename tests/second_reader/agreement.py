"""Whether a row of statistics says what its span says, read in its context."""

import dataclasses
import re
from collections.abc import Collection, Iterator, Sequence

from second_reader.numbers import HYPHENS, ONES, PARTS, POWERS, TENS, Token, tokens
from second_reader.quantities import Reading, Single, readings, shared, singles
from second_reader.units import COUNT, divisors, money_before, units

AROUND = 90
_BORDER = re.compile(r"\n\s*(?![a-z\s])")  # a line that starts otherwise may be a paragraph of its own
_SURE = {
    "more than": "more_than",
    "at least": "at_least",
    "fewer than": "less_than",
    "less than": "less_than",
    "nearly": "approximately",
    "almost": "approximately",
    "approximately": "approximately",
    "roughly": "approximately",
}


def disagreement(
    text: str, start: int, end: int, value: float, value_high: float | None, bound: str, unit: str
) -> str | None:
    """None where the row can be read so, else what is wrong, in words."""
    span = tokens(text[start:end])
    before = tokens(_BORDER.split(text[max(0, start - AROUND) : end])[-1][: start - end])[-14:]
    after = tokens(_BORDER.split(text[start : end + AROUND])[0][end - start :])[:20]
    beside = text[start - 1 : start], text[end : end + 1]
    found = _in_context(readings(span), before, after)
    if not found:
        return "the span cannot be read"
    same = [r for r in found if _close(r.low, value) and _close(r.high, value_high) and r.code == unit]
    if not same:
        return f"it reads {'; '.join(sorted(_written(r) for r in found)[:6])}"
    return (
        _goes_on_before(before, span, beside[0], unit)
        or _goes_on_after(span, after, beside[1], unit)
        or _bound_problem(same, before, bound)
    )


def _written(reading: Reading) -> str:
    high = "" if reading.high is None else f" to {reading.high:g}"
    return f"{reading.low:g}{high} {reading.code}"


def _close(ours: float | None, theirs: float | None) -> bool:
    if ours is None or theirs is None:
        return ours is theirs
    return abs(ours - theirs) <= 1e-6 * max(abs(ours), abs(theirs), 1e-9)


def _in_context(own: Collection[Reading], before: Sequence[Token], after: Sequence[Token]) -> set[Reading]:
    """Readings of a span, those of a bare number also with unit and magnitude of its neighbours in a list."""
    found = set(own)
    if after and after[0].lower in {"point", "points"}:  # "1/4 point"
        found |= {dataclasses.replace(r, low=r.low / 100, code="count") for r in own if r.code == "percent"}
    follows = list(shared(after))
    for reading in own:
        if reading.high is not None or reading.vague or reading.code != "count":
            continue
        taken = {_as(reading, single) for _, single in follows}
        must = {_as(reading, single) for near, single in follows if near and _binds(reading, single)}
        if must:
            found = (found - {reading}) | must
        found |= taken | {_as(reading, single) for single in _preceding(before)}
    for code in _rates(after):  # "33,000 people a year"
        found |= {dataclasses.replace(r, code=code) for r in found if r.code == "count"}
    return found


def _rates(after: Sequence[Token]) -> set[str]:
    """Rates that a count can have from words behind what is counted: `a day`, `per 100,000`, `each year`."""
    found: set[str] = set()
    for first in range(min(9, len(after))):
        for last in range(first + 2, min(first + 7, len(after) + 1)):
            found |= {f"/{divisor}" for divisor in divisors(after[first:last])}
    return found


def _binds(reading: Reading, single: Single) -> bool:
    """Whether a number cannot be read alone: `12 and 15 percent`, `1.2 and 1.5 million`."""
    scaled = reading.power == 1 < single.number.power and reading.low < single.coefficient
    return single.unit.code == "percent" or scaled


def _as(reading: Reading, single: Single) -> Reading:
    low = reading.low * single.unit.times
    if reading.power == 1 < single.number.power and 0 < reading.low < single.coefficient:
        low *= single.number.power
    return dataclasses.replace(reading, low=low, code=single.unit.code)


def _preceding(before: Sequence[Token]) -> Iterator[Single]:
    """What stands right before in a list or a movement: `from 208 pounds to 193`."""
    end = len(before)
    while end and before[end - 1].lower in {"and", "or", "to", ",", "about", *HYPHENS}:
        end -= 1
    for first in range(max(0, end - 6), end if end < len(before) else 0):
        yield from (single for single in singles(tuple(before[first:end])) if single.unit != COUNT)


def _goes_on_before(before: Sequence[Token], span: Sequence[Token], char: str, unit: str) -> str | None:
    """Whether the number starts before the span: `5` of `$5`, `two` of `thirty-two`, `8` of `1.2.8`."""
    if not before or not span:
        return None
    last, first = before[-1], span[0]
    glued = not char.isspace()
    if (
        first.is_digits
        and glued
        and (last.is_digits or (last.text in ".," and before[-2:-1] and before[-2].is_digits))
    ):
        return f"digits stand right before: {last.text}"
    if unit == "count" and first.is_digits and money_before((last,)) and not last.text.isalpha():
        return f"a currency stands before: {last.text}"
    joins = last.text in HYPHENS and glued and len(before) > 1
    word = before[-2].lower if joins else last.lower
    if (word in TENS and 0 < ONES.get(first.lower, 0) < 10) or (word in ONES and first.lower in POWERS):
        return f"{word} stands before"
    return None


def _goes_on_after(span: Sequence[Token], after: Sequence[Token], char: str, unit: str) -> str | None:
    """Whether the number goes on behind the span: `million`, `-thirds`, `%`, `and a half`, `G` of `5G`."""
    if not after or not span:
        return None
    last, glued = span[-1], not char.isspace()
    following = after[1:] if after[0].text in HYPHENS and glued and len(after) > 1 else after
    word = following[0].lower
    if word in POWERS or word in {"hundreds", "thousands"}:
        return f"{word} follows"
    if [t.lower for t in after[:2]] == ["and", "a"] and len(after) > 2 and after[2].lower in PARTS:
        return "and a half follows"
    if last.is_digits and glued and (after[0].is_digits or after[0].text[0].isalpha()):
        return f"{after[0].text} is glued to it"
    if (
        last.is_digits
        and glued
        and after[0].text in ".,:/"
        and len(after) > 1
        and after[1].is_digits
        and after[1].glued
    ):
        return f"digits follow: {after[0].text}{after[1].text}"
    if glued and after[0].text == "/" and len(after) > 1 and divisors(after[:2]):
        return f"the rate /{after[1].text} follows"
    if unit == "count" and last.is_digits and any(u.code == "percent" for u in units(tuple(following[:1]))):
        return "percent follows"
    if unit == "count" and any(_is_unit(following[:length]) for length in (1, 2, 3)):
        return f"the unit {word} follows"
    if last.lower in ONES and word in PARTS and word.endswith("s"):
        return f"{word} follows"
    if last.lower in TENS and 0 < ONES.get(word, 0) < 10:
        return f"{word} follows"
    return None


def _is_unit(following: Sequence[Token]) -> bool:
    """Whether words that follow a number are a unit and nothing else; `m` and `foot` alone can be others."""
    return len(following[0].text) > 3 and units(tuple(following)) != frozenset()


def _bound_problem(same: Sequence[Reading], before: Sequence[Token], bound: str) -> str | None:
    for reading in same:
        wanted = {"range"} if reading.high is not None else set(reading.senses)
        if reading.vague:
            wanted = {"at_least"}
        if bound in (wanted or {"exact"}):
            break
    else:
        signs = [t.text for t in before if t.text in "()"]
        if signs[-1:] == ["("] or (before and before[-1].text == "/"):
            return None  # a conversion has the bound of what it converts
        return f"the bound is {bound}"
    if bound != "exact":
        return None
    near = " ".join(t.lower for t in before[-2:])
    missed = next((phrase for phrase in _SURE if near.endswith(phrase)), None)
    return f"{missed} stands before" if missed else None
