"""Single numbers with what is written close to them: sign, currency, unit.

`$3.5bn`, `minus-260 degrees Fahrenheit`, `30 MUSD`, `half an hour`, `more than a decade`. A number that
letters stick to (`5G`, `49ers`, `F-16`, `21st`) is part of a name or an ordinal and no element.
"""

import dataclasses
from collections.abc import Iterator, Sequence

from pipeline.extraction.bounds import bound_after, bound_before
from pipeline.extraction.currencies import Money, read_money
from pipeline.extraction.digits import scaled
from pipeline.extraction.lexemes import HYPHENS, Lexeme
from pipeline.extraction.number_words import suffixes, word_list
from pipeline.extraction.numbers import Number, numbers
from pipeline.extraction.units import Unit, rate_time, read_unit

_LARGEST = 1e30
"""Nothing in the news is more; `million million million ...` without end is no number."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One number with sign, currency and unit, over lexemes `[first, last)`."""

    first: int
    last: int
    number: Number
    value: float
    unit: str = "count"
    dimension: str = "count"
    multiplier: float = 1.0
    hyphened: bool = False
    """Whether the unit joins on with a hyphen and so qualifies a noun: `12-cent dividend`."""
    signed: str | None = None
    """`up` or `down` where a plus or minus sign is written."""
    points: bool = False
    """Whether it is in percentage points: a difference of shares."""


def find_elements(lexemes: Sequence[Lexeme], country: str | None) -> list[Element]:
    """Numbers with sign, currency and unit, in order, not overlapping."""
    found: list[Element] = []
    for number in _with_articles(lexemes):
        floor = found[-1].last if found else 0
        if number.first < floor or not abs(number.value) < _LARGEST or _is_name(lexemes, number):
            continue
        element = _money(lexemes, number, floor, country) or _measured(lexemes, number)
        if element is not None:
            found.append(_with_sign(lexemes, element, floor))
    return found


def _with_articles(lexemes: Sequence[Lexeme]) -> Iterator[Number]:
    """Numbers, and the article that stands for one after a bound: `more than a decade`, `nearly a mile`."""
    ones = (
        Number(first=at, last=at + 1, value=1.0, coefficient=1.0, form="words")
        for at, lexeme in enumerate(lexemes)
        if lexeme.lower in {"a", "an"} and _is_one(lexemes, at)
    )
    one = next(ones, None)
    for number in numbers(lexemes):
        while one is not None and one.first < number.first:
            yield one
            one = next(ones, None)
        yield number
    if one is not None:
        yield one
        yield from ones


def _is_one(lexemes: Sequence[Lexeme], at: int) -> bool:
    if lexemes[at].first or lexemes[at].text not in {"a", "an"}:
        return False
    unit = read_unit(lexemes, at + 1, digits=False)
    if unit is None or unit.by_symbol or unit.hyphened or unit.dimension == "percent":
        return False
    if bound_after(lexemes, unit.last) is not None:  # "a mile or so"
        return True
    if _and_a_half(lexemes, unit)[0]:
        return True  # "it lasted a year and a half"
    bound = bound_before(lexemes, at, duration=unit.dimension == "time")
    return bound is not None and bound.name != "at_most" and lexemes[bound.at].lower != "some"


_JOINED_BEFORE = frozenset({"minus", "sub", "magnitude", "to", "or", "and", "about", "nearly", "plus", "in"})


def _is_name(lexemes: Sequence[Lexeme], number: Number) -> bool:
    """Letters glued to the digits, before (`F-16`, `CO2`, `ID.3`) or after (`5G`, `49ers`, `22nd`)."""
    if number.form != "digits":
        return False
    at = number.first
    if lexemes[at].glued and at:
        before = lexemes[at - 1]
        if before.text in HYPHENS | {".", "/", "_", "&"} and before.glued and at > 1:
            joined = lexemes[at - 2]
            if (
                joined.kind == "word"
                and joined.lower not in _JOINED_BEFORE
                and joined.text not in {"Rs", "Rp"}
            ):
                return not (joined.lower in suffixes() and before.text in HYPHENS) and not _is_range_end(
                    lexemes, at
                )
        elif before.text in {"#", "@", "_"}:
            return True
    return False


def _is_range_end(lexemes: Sequence[Lexeme], at: int) -> bool:
    """`5km-10km`, `$3m-4m`: the hyphen follows a unit that itself follows digits."""
    return at > 2 and lexemes[at - 3].kind == "number" and lexemes[at - 2].glued


def _letters_follow(lexemes: Sequence[Lexeme], last: int) -> bool:
    return last < len(lexemes) and lexemes[last].glued and lexemes[last].kind == "word"


def _letters_precede(lexemes: Sequence[Lexeme], first: int) -> bool:
    return first > 0 and lexemes[first].glued and lexemes[first - 1].kind == "word"


def _is_code(lexemes: Sequence[Lexeme], number: Number) -> bool:
    """`4B` of "apartment 4B" is no number; "4.5B" and "4B people" are billions."""
    last = number.last - 1
    if lexemes[last].text not in {"B", "T"} or not lexemes[number.first].text.isdecimal():
        return False
    following = lexemes[number.last] if number.last < len(lexemes) else None
    return following is None or following.first or following.kind != "word"


def _money(lexemes: Sequence[Lexeme], number: Number, floor: int, country: str | None) -> Element | None:
    money = read_money(lexemes, number.first, number.last, country, joint(lexemes, number))
    if money is None or money.first < floor:
        return None
    if _letters_follow(lexemes, number.last) and money.last == number.last:
        factor = suffixes().get(lexemes[number.last].lower)
        if factor is None:
            return None
        number = dataclasses.replace(
            number, last=number.last + 1, value=scaled(number.value, factor), magnitude=factor
        )
        money = Money(code=money.code, first=money.first, last=number.last)
    hyphened = money.last > number.last and lexemes[number.last].text in HYPHENS
    return Element(
        first=money.first,
        last=money.last,
        number=number,
        value=scaled(number.value, money.multiplier),
        unit=money.code,
        dimension="money",
        multiplier=money.multiplier,
        hyphened=hyphened,
    )


def _measured(lexemes: Sequence[Lexeme], number: Number) -> Element | None:
    """A number with a unit, or a bare count; None where letters stick to the digits."""
    if number.form == "digits" and (_letters_precede(lexemes, number.first) or _is_code(lexemes, number)):
        return None
    unit = _unit_after(lexemes, number)
    number, unit = _metres(lexemes, number, unit)
    if unit is None:
        if number.form == "digits" and _letters_follow(lexemes, number.last):
            return None
        return _times(lexemes, number)
    extra, last = _and_a_half(lexemes, unit)
    return Element(
        first=number.first,
        last=last,
        number=number,
        value=scaled(number.value + extra, unit.multiplier),
        unit=unit.code,
        dimension=unit.dimension,
        multiplier=unit.multiplier,
        hyphened=unit.hyphened,
        points=unit.points,
    )


_PARTS_AFTER = {"half": 1 / 2, "quarter": 1 / 4, "third": 1 / 3}


def _and_a_half(lexemes: Sequence[Lexeme], unit: Unit) -> tuple[float, int]:
    """`almost a year and a half`, `two miles and a quarter`: what is added, and how far the whole reaches."""
    tail = lexemes[unit.last : unit.last + 3]
    words = [lexeme.lower for lexeme in tail]
    if words[:2] != ["and", "a"] or words[-1] not in _PARTS_AFTER or unit.by_symbol or unit.hyphened:
        return 0.0, unit.last
    if any(lexeme.first for lexeme in tail):
        return 0.0, unit.last
    return _PARTS_AFTER[words[-1]], unit.last + 3


def _unit_after(lexemes: Sequence[Lexeme], number: Number) -> Unit | None:
    """The unit right after a number, after what joins the two, or after a bound: "1,400-plus acres"."""
    digits, joins = number.form == "digits", joint(lexemes, number)
    if number.form == "fraction" and not joins and _is_ordinal(lexemes, number):
        return None
    unit = read_unit(lexemes, number.last + joins, digits=digits)
    bound = bound_after(lexemes, number.last) if unit is None and number.form in {"digits", "words"} else None
    return read_unit(lexemes, bound.at, digits=False) if bound is not None else unit


def _is_ordinal(lexemes: Sequence[Lexeme], number: Number) -> bool:
    """ "A third degree felony" counts degrees; "a quarter mile" and "one-third mile" are parts."""
    opener, last = lexemes[number.first].lower, lexemes[number.last - 1].lower
    part = last in {"half", "quarter"} or not (last.isalpha() and last.isascii())
    return opener in {"a", "an", last} and not part


_JOINTS = {
    "fraction": (("a",), ("an",), ("of", "a"), ("of", "an"), ("of", "one"), ("of", "1")),
    "vague": (("of",),),
}


def joint(lexemes: Sequence[Lexeme], number: Number) -> int:
    """How many words join a number and its unit: `half an hour`, `half of 1 percent`, `millions of miles`."""
    after = tuple(lexeme.lower for lexeme in lexemes[number.last : number.last + 2])
    return max(
        (len(words) for words in _JOINTS.get(number.form, ()) if after[: len(words)] == words), default=0
    )


def _metres(lexemes: Sequence[Lexeme], number: Number, unit: Unit | None) -> tuple[Number, Unit | None]:
    """`100m hurdles`, `30m high`: the m is metres, elsewhere it is millions."""
    if unit is not None or lexemes[number.last - 1].text != "m" or number.last >= len(lexemes):
        return number, unit
    if lexemes[number.last].lower not in word_list("unit-across") or lexemes[number.last].first:
        return number, unit
    plain = dataclasses.replace(number, last=number.last - 1, value=number.coefficient, magnitude=1.0)
    return plain, Unit(code="m", last=number.last, dimension="length", by_symbol=True)


def _times(lexemes: Sequence[Lexeme], number: Number) -> Element:
    """A count; `78,000 times a minute` is a rate."""
    bare = Element(first=number.first, last=number.last, number=number, value=number.value)
    at = number.last
    if at < len(lexemes) and lexemes[at].lower == "times" and not lexemes[at].first:
        per = rate_time(lexemes, at + 1)
        if per:
            return dataclasses.replace(bare, last=per.last, unit=f"/{per.code}", dimension="frequency")
    return bare


def _with_sign(lexemes: Sequence[Lexeme], element: Element, floor: int) -> Element:
    """Minus and plus: "-1.3%", "minus-260 degrees", "+0.4%"; a dash that joins two words is no minus."""
    at = element.first - 1
    if at < floor or lexemes[element.first].first:
        return element
    glued = lexemes[element.first].glued
    if lexemes[at].text in HYPHENS and glued and at > floor and lexemes[at - 1].lower == "minus":
        at -= 1
    negative = dataclasses.replace(element, first=at, value=-element.value, signed="down")
    if lexemes[at].lower == "minus":
        return negative if at == 0 or lexemes[at - 1].lower != "or" else element  # "plus or minus 3 points"
    if lexemes[at].lower == "negative" and element.dimension == "percent":
        return dataclasses.replace(negative, signed=None)  # "a negative 3 percent return" is a level
    opens = glued and not lexemes[at].glued and (not lexemes[at].first or lexemes[at].text == "−")
    if opens and lexemes[at].text in {"-", "−"}:
        return negative
    if opens and lexemes[at].text == "+":
        return dataclasses.replace(element, first=at, signed="up")
    return element
