"""All that a span can mean as a quantity: value or range, unit, and the senses of the words that bind it."""

import dataclasses
import functools
from collections.abc import Iterable, Iterator, Sequence

from second_reader.numbers import DASHES, HYPHENS, PARTS, Token, Value, tokens, values
from second_reader.units import COUNT, Unit, entries, money_before, money_words, units

_JOINTS = [(), ("of",), ("a",), ("an",), ("of", "a"), ("of", "an"), ("of", "one"), ("of", "1")]
_SHARES = [("in",), ("out", "of"), ("in", "every"), ("of", "every"), ("out", "of", "every"), ("of",)]
_TO = {"to", "through", "or"}
Written = tuple[Token, ...]


@functools.cache
def _phrases(place: str) -> dict[tuple[str, ...], str]:
    """Phrases that bind a number from before or from behind -> their sense, `-` for words that add none."""
    found: dict[tuple[str, ...], str] = {}
    for where, sense, *phrases in entries("bounds.txt"):
        if where == place:
            found |= {tuple(t.lower for t in tokens(phrase.replace("_", " "))): sense for phrase in phrases}
    return found


@dataclasses.dataclass(frozen=True, slots=True)
class Single:
    """One number with its unit; `power` is the magnitude that is written."""

    number: Value
    unit: Unit
    sign: int = 1

    @property
    def amount(self) -> float:
        return self.sign * self.number.amount * self.unit.times

    @property
    def coefficient(self) -> float:
        return self.number.amount / self.number.power


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """What a whole span can mean; `senses` are those of its bound words, empty where it has none."""

    low: float
    high: float | None
    code: str
    senses: frozenset[str] = frozenset()
    vague: bool = False
    power: float = 1.0


def readings(written: Written) -> frozenset[Reading]:
    """Everything that a span can mean, bound words at either end taken off in every way."""
    found = set()
    for first in range(min(len(written), 9)):
        before = senses(written[:first], "before")
        for last in range(len(written), max(first, len(written) - 5), -1):
            after = senses(written[last:], "after") if before is not None else None
            if before is not None and after is not None:
                for inner, infix in _without_infix(written[first:last]):
                    around = before | after | infix
                    found |= {dataclasses.replace(reading, senses=around) for reading in cores(inner)}
    return frozenset(found)


def _without_infix(written: Written) -> Iterator[tuple[Written, frozenset[str]]]:
    """The span, also without a bound between number and unit: `15-plus years`, `4+%`, `30 or so miles`."""
    yield written, frozenset()
    for first in range(1, min(len(written) - 1, 4)):
        for last in (first + 1, first + 2):
            sense = senses(written[first:last], "after") if last < len(written) else None
            if sense:
                yield (*written[:first], *written[last:]), sense


def senses(written: Written, place: str) -> frozenset[str] | None:
    """The senses of words that are all bounds and their fillers, None where other words are among them."""
    words = tuple(t.lower for t in written)
    if not words:
        return frozenset()
    options: list[frozenset[str] | None] = [frozenset(), *[None] * len(words)]
    for end in range(1, len(words) + 1):
        for start in range(end):
            reached, piece = options[start], words[start:end]
            if reached is None or options[end]:
                continue
            sense = _phrases(place).get(piece)
            if sense is not None:
                options[end] = reached | ({sense} - {"-"})
    return options[-1]


def cores(written: Written) -> frozenset[Reading]:
    """Readings without bound words: one number, a range, a share, dollars with cents."""
    found = {_reading(single) for single in singles(written)}
    found |= set(_shares(written)) | set(_ranges(written)) | set(_coins(written))
    return frozenset(found)


def _reading(single: Single) -> Reading:
    if single.number.kind == "part" and single.unit == COUNT:
        return Reading(100 * single.amount, None, "percent")
    vague = single.number.kind == "vague"
    return Reading(single.amount, None, single.unit.code, vague=vague, power=single.number.power)


def singles(written: Written) -> frozenset[Single]:
    """One number with sign, currency and unit, in every way that uses all the words."""
    sign, rest = 1, written
    if rest and rest[0].lower in {"minus", "-", "−"}:
        sign, rest = -1, rest[2:] if len(rest) > 1 and rest[1].text in HYPHENS else rest[1:]
    elif rest and rest[0].text == "+":
        rest = rest[1:]
    return frozenset(
        dataclasses.replace(single, sign=sign) for single in (*_with_sign(rest), *_with_unit(rest))
    )


def _with_sign(written: Written) -> Iterator[Single]:
    """`$5 million`, `US $5`, `$5 US`, `EUR 5`."""
    for first in range(1, min(4, len(written))):
        found = money_before(written[:first])
        for last in range(len(written), first, -1) if found else ():
            named = found
            if last < len(written):
                tail = "".join(t.text for t in written[last:] if t.text not in HYPHENS)
                code = {"US": "USD", "U.S.": "USD", "HK": "HKD", "NZ": "NZD"}.get(tail, tail)
                named = frozenset(unit for unit in found if unit.code == code)
            for value in values(written[first:last]):
                yield from (Single(value, unit) for unit in named)


def _with_unit(written: Written) -> Iterator[Single]:
    yield from _one_of_a_unit(written)
    for cut in range(len(written), 0, -1):
        numbers = values(written[:cut])
        for joint in _JOINTS if numbers else ():
            end = cut + len(joint)
            if tuple(t.lower for t in written[cut:end]) != joint:
                continue
            for value in numbers:
                of_a_crowd = value.kind == "vague" and joint == ("of",)  # "billions of dollars"
                if not joint or ((value.kind == "part" or of_a_crowd) and end < len(written)):
                    yield from (Single(value, unit) for unit in units(written[end:]))


def _one_of_a_unit(written: Written) -> Iterator[Single]:
    """`a decade`, `an hour`, and `a year and a half`, `two years and a half`."""
    half = tuple(t.lower for t in written[-3:-1]) == ("and", "a") and written[-1].lower in PARTS
    extra = 1 / PARTS[written[-1].lower] if half else 0.0
    rest = written[:-3] if half else written
    if len(rest) > 1 and rest[0].lower in {"a", "an"}:
        yield from (Single(Value(1 + extra), unit) for unit in units(rest[1:]))
    elif extra:
        for single in _with_unit(rest):
            if single.unit != COUNT:
                yield dataclasses.replace(single, number=Value(single.number.amount + extra))


def _coins(written: Written) -> Iterator[Reading]:
    """`3 dollars 50 cents`, `thirteen dollars and forty-five cents`, `thirteen dollars forty five`."""
    for cut in range(2, len(written)):
        if tuple(written[cut - 1 : cut][0].lower.split()) not in money_words():
            continue
        rest = written[cut + 1 :] if written[cut].lower == "and" else written[cut:]
        for high in singles(written[:cut]):
            for low in singles(rest):
                cents = low.unit == Unit(high.unit.code, 0.01)
                if high.unit.times == 1 and (cents or low.unit == COUNT) and 0 < low.number.amount < 100:
                    yield Reading(high.amount + low.number.amount / 100, None, high.unit.code)


def _shares(written: Written) -> Iterator[Reading]:
    """`one in five`, `one-in-three`, `9 out of 10`."""
    plain = tuple(t for t in written if t.text not in HYPHENS)
    for joint in _SHARES:
        for cut in range(1, len(plain) - len(joint)):
            if tuple(t.lower for t in plain[cut : cut + len(joint)]) != joint:
                continue
            for part in values(plain[:cut]):
                for whole in values(plain[cut + len(joint) :]):
                    if {part.kind, whole.kind} == {"plain"} and 0 < part.amount < whole.amount:
                        yield Reading(100 * part.amount / whole.amount, None, "percent")


def _ranges(written: Written) -> Iterator[Reading]:
    """`between 200 and 300`, `5-10 percent`, `three or four years`, `$3-4 million`."""
    lead = written[0].lower if written and written[0].lower in {"between", "from"} else ""
    inner = written[1:] if lead else written
    for cut in range(1, len(inner) - 1):
        joint = inner[cut].lower
        if not (joint in _TO or inner[cut].text in DASHES or (joint == "and" and lead)):
            continue
        left, right = _ends(inner[:cut], inner[cut + 1 :])
        for low in singles(left):
            for high in singles(right):
                yield from joined(low, high)


def _ends(left: Written, right: Written) -> tuple[Written, Written]:
    """Both sides without the hyphens of `40- to 60-hour` and softening words (`from 2 to about 5`)."""
    if left[-1].text in HYPHENS:
        left = left[:-1]
    while left and senses(left[:1], "before") is not None and len(left) > 1 and not values(left[:1]):
        left = left[1:]
    while len(right) > 1 and (
        right[0].text in HYPHENS or (right[0].lower != "a" and senses(right[:1], "before"))
    ):
        right = right[1:]
    return left, right


def joined(low: Single, high: Single) -> Iterator[Reading]:
    """A range; a bare end takes the unit and, where it is the smaller figure, the magnitude of the other.

    "$3-4 million" starts at 3 million, "$200 to $4 million" at 200.
    """
    if low.unit == COUNT:
        low = dataclasses.replace(low, unit=high.unit)
    elif high.unit == COUNT:
        high = dataclasses.replace(high, unit=low.unit)
    if low.unit.code != high.unit.code:
        return
    first = low.amount
    if low.number.power == 1 < high.number.power and 0 < low.coefficient < high.coefficient:
        first *= high.number.power
    if first < high.amount:
        parts = low.number.kind == high.number.kind == "part" and low.unit == COUNT
        times, code = (100, "percent") if parts else (1, low.unit.code)
        yield Reading(first * times, high.amount * times, code)


_LINKS = {",", "and", "or", "to", *DASHES}


def shared(following: Sequence[Token]) -> Iterator[tuple[bool, Single]]:
    """What a bare number takes from those that follow it in its list: `12 and 15 percent`, `7- or 8-inch`.

    Yields the units and magnitudes that it may take, and whether it stands right before them (`12 and 15
    percent`), so that it must.
    """
    at, near = 0, True
    for _ in range(6):
        start = at
        while at < len(following) and at - start < 3 and following[at].lower in _LINKS:
            at += 1
        if at == start:
            return
        links = {t.lower for t in following[start:at]}
        end, found = _longest(following, at)
        for single in found:
            if single.unit != COUNT or single.number.power > 1:
                yield near and links <= {"and", "or", "to", *DASHES}, single
        if not found or any(single.unit != COUNT for single in found):
            return
        at, near = end, False


def _longest(following: Sequence[Token], at: int) -> tuple[int, Iterable[Single]]:
    for end in range(min(len(following), at + 8), at, -1):
        found = singles(tuple(following[at:end]))
        if found:
            return end, found
    return at, ()
