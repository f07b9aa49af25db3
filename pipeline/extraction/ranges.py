"""Puts elements together: ranges, shares like `one in five`, `3 dollars 50 cents`, units shared in a list.

"Between 200 and 300" is one range; "rose from 12 to 15 percent" is a movement, two statistics.
"""

import dataclasses
from collections.abc import Sequence

from pipeline.extraction.bounds import bound_before
from pipeline.extraction.change_words import change_forms
from pipeline.extraction.digits import scaled
from pipeline.extraction.elements import Element
from pipeline.extraction.lexemes import Lexeme, word_at
from pipeline.extraction.number_words import word_list
from pipeline.extraction.shared_units import between, in_percent, share_units, with_unit_of


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One quantity over lexemes `[first, last)`: a single element, a range or a share."""

    first: int
    last: int
    low: Element
    high: Element | None = None
    value: float
    value_high: float | None = None
    unit: str
    dimension: str
    rule: str


_TO = {("to",), ("-", "to"), ("-", "to", "-"), ("to", "-"), ("through",)}
_DASH = {("-",), ("–",), ("—",), ("‑",), ("‐",), ("−",)}
_OR = {("or",), ("-", "or"), ("-", "or", "-")}
_SHARES = {("in",), ("-", "in", "-"), ("out", "of"), ("in", "every"), ("of", "every"), ("out", "of", "every")}
_FEW = 12


def groups(lexemes: Sequence[Lexeme], elements: Sequence[Element]) -> list[Group]:
    """Elements, put together where they are one quantity; in order."""
    shared = _with_ends_alike(lexemes, share_units(lexemes, list(elements)))
    found: list[Group] = []
    at = 0
    while at < len(shared):
        if _is_odds(lexemes, shared, at):
            at += 2
            continue
        joined = _joined(lexemes, shared, at) if at + 1 < len(shared) else None
        whole = _range_of_shares(lexemes, joined, shared[at + 2]) if joined and at + 2 < len(shared) else None
        found.append(whole or joined or _single(shared[at]))
        at += 3 if whole else 2 if joined else 1
    return found


def _range_of_shares(lexemes: Sequence[Lexeme], parts: Group, whole: Element) -> Group | None:
    """`3 to 4 in 10`: 30 to 40 percent."""
    if parts.high is None or between(lexemes, parts.last, whole.first) not in _SHARES:
        return None
    low, high = _ratio(parts.low, whole), _ratio(parts.high, whole)
    if low is None or high is None:
        return None
    return dataclasses.replace(
        high, first=parts.first, low=parts.low, value=low.value, value_high=high.value, rule="range"
    )


def _is_odds(lexemes: Sequence[Lexeme], elements: Sequence[Element], at: int) -> bool:
    """ "five-to-one odds", "a two-to-one majority": a ratio of no unit, and no statistic of ones."""
    if at + 1 >= len(elements) or elements[at].unit != "count" or elements[at + 1].value != 1:
        return False
    words = between(lexemes, elements[at].last, elements[at + 1].first)
    if words == ("to",) and elements[at + 1].unit == "count":  # "a 3 to 1 margin", "a ratio of 3 to 1"
        first = elements[at].first
        of = word_at(lexemes, first - 2) if first > 1 and word_at(lexemes, first - 1) == "of" else ""
        return {word_at(lexemes, elements[at + 1].last), of} & word_list("odds") != set()
    return words == ("-", "to", "-")


def _with_ends_alike(lexemes: Sequence[Lexeme], elements: list[Element]) -> list[Element]:
    """The low end of `33-35 billion euros` in full, for the 24.2 of "from 24.2 to 33-35 billion euros"."""
    for at in range(len(elements) - 2, -1, -1):
        low, high = elements[at], elements[at + 1]
        if between(lexemes, low.last, high.first) not in _DASH or high.unit == "count":
            continue
        alike = _alike(low, high, tight=True)
        if alike is not None and alike[0].value < high.value:
            number = dataclasses.replace(low.number, magnitude=high.number.magnitude)
            elements[at] = dataclasses.replace(alike[0], number=number)
    return elements


def _single(element: Element) -> Group:
    return Group(
        first=element.first,
        last=element.last,
        low=element,
        value=element.value,
        unit=element.unit,
        dimension=element.dimension,
        rule=element.number.form,
    )


def _lead(lexemes: Sequence[Lexeme], first: int) -> tuple[str, int]:
    """`between` or `from` before the first number, softening words skipped."""
    at = first - 1
    while (
        at >= 0
        and not lexemes[at + 1].first
        and lexemes[at].lower in word_list("softening")
        and first - at < 4
    ):
        at -= 1
    if at >= 0 and not lexemes[at + 1].first and lexemes[at].lower in {"between", "from"}:
        return lexemes[at].lower, at
    return "", first


def _joined(lexemes: Sequence[Lexeme], elements: list[Element], at: int) -> Group | None:
    low, high = elements[at], elements[at + 1]
    words = between(lexemes, low.last, high.first)
    if words is None:
        return None
    if not words or words == ("and",):
        coins = _coins(lexemes, low, high, words)
        if coins:
            return coins
    if words in _SHARES:
        return _ratio(low, high)
    if words == ("of",) and low.value == 1 and low.number.form == "words" and high.value <= _FEW:
        return _ratio(low, high)  # "one of three", not "one of 2,200 owners"
    return _range(lexemes, elements, at, words)


def _coins(lexemes: Sequence[Lexeme], low: Element, high: Element, words: tuple[str, ...]) -> Group | None:
    """`3 dollars 50 cents`, `thirteen dollars and forty-five cents`, `thirteen dollars forty five`."""
    if low.dimension != "money" or low.multiplier != 1 or low.last == low.number.last:
        return None
    same = high.unit == low.unit and high.multiplier == 0.01
    bare = high.unit == "count" and not words and high.number.form == low.number.form == "words"
    if not (same or bare) or not 0 < high.number.value < 100 or lexemes[low.last - 1].lower == "percent":
        return None
    value = round(low.value + high.number.value / 100, 2)
    single = _single(low)
    return dataclasses.replace(single, last=high.last, value=value, high=high, rule="dollars-and-cents")


def _ratio(low: Element, high: Element) -> Group | None:
    """`one in five`, `9 out of 10`: a share in percent; not "one in 2011", not "3 in 10 days"."""
    if low.unit != "count" or high.unit != "count" or high.number.form == "vague":
        return None
    if not 0 < low.value < high.value or low.value != int(low.value) or high.value != int(high.value):
        return None
    if 1500 <= high.value <= 2100 or low.value > 99 or (low.value > 9 and high.value not in {100, 1000}):
        return None
    return Group(
        first=low.first,
        last=high.last,
        low=low,
        high=high,
        value=100 * low.value / high.value,
        unit="percent",
        dimension="percent",
        rule="ratio",
    )


def _range(
    lexemes: Sequence[Lexeme], elements: list[Element], at: int, words: tuple[str, ...]
) -> Group | None:
    """A range of two elements; a movement instead gives them the unit they share and no group."""
    low, high = elements[at], elements[at + 1]
    if _is_chain(lexemes, elements, at, words):
        elements[at : at + 2] = _alike(low, high, tight=True) or (low, high)
        return None
    lead, first = _lead(lexemes, low.first)
    head = words[:1] if words and set(words[1:]) <= word_list("softening") else words
    connector = next((c for c in (words, head) if c in _TO or c in _DASH or c in _OR or c == ("and",)), None)
    if connector is None or (connector == ("and",) and lead != "between"):
        return None
    if connector in _OR and not _are_neighbours(low, high, lexemes):
        return None
    alike = _alike(low, high, tight=bool(lead) or connector in _DASH)
    if alike is None:
        return None
    low, high = alike
    reach = 7 if lead == "from" else 3
    moves = connector == ("to",) and lead != "between" and _moves(lexemes, first, reach)
    movement = moves and (lead == "from" or not _is_spread(lexemes, elements, at))
    if high.value < low.value < 0 and not movement:  # "-5 to -10 degrees"
        low, high = dataclasses.replace(low, value=high.value), dataclasses.replace(high, value=low.value)
    if movement or not low.value < high.value:
        if lead == "from" or movement or high.dimension == "percent":  # "52 to 38 percent"
            elements[at], elements[at + 1] = low, high
        return None
    start = first if lead else low.first
    return Group(
        first=start,
        last=high.last,
        low=low,
        high=high,
        value=low.value,
        value_high=high.value,
        unit=high.unit,
        dimension=high.dimension,
        rule="range",
    )


def _is_chain(
    lexemes: Sequence[Lexeme], elements: Sequence[Element], at: int, words: tuple[str, ...]
) -> bool:
    """ "from $160 to $180 to $200", "from 24.2 to 33-35 billion": the first two are no range."""
    if words != ("to",):
        return False
    after = elements[at + 1 : at + 3]
    if len(after) == 2 and between(lexemes, after[0].last, after[1].first) in {words, *_DASH}:
        return True
    return at > 0 and between(lexemes, elements[at - 1].last, elements[at].first) == words


def _is_spread(lexemes: Sequence[Lexeme], elements: Sequence[Element], at: int) -> bool:
    """Whether a change is stated as a range: "rose 5 to 7 percent", "lost an estimated $2 to $3 million".

    So is what follows "of": "gains of two to three years". A movement states its unit twice: "rose 5 percent
    to 7 percent".
    """
    low, high = elements[at], elements[at + 1]
    shares_unit = low.unit == "count" and high.dimension == "percent"
    shares_magnitude = low.number.magnitude == 1 < high.number.magnitude and low.value * 10 < high.value
    behind_of = low.first > 0 and word_at(lexemes, low.first - 1) == "of"
    if shares_unit or (behind_of and low.unit == "count" != high.unit):
        return True
    if shares_magnitude and low.value < high.number.coefficient:
        return True
    bound = bound_before(lexemes, low.first, duration=False)
    return bound is not None and bound.name == "approximately" and low.value < high.value <= 3 * low.value


def _are_neighbours(low: Element, high: Element, lexemes: Sequence[Lexeme]) -> bool:
    """`three or four years`, but `7- or 8-inch` and `8 or $9` are two figures."""
    if high.unit == "count" and low.unit != "count":
        return False
    if high.dimension == "money" and high.first < high.number.first and low.first == low.number.first:
        return False
    if lexemes[low.number.last].text == "-" or low.number.form not in {"words", "digits"}:
        return False
    return 0 < high.value - low.value <= max(2 * low.number.magnitude, low.value / 2)


def _alike(low: Element, high: Element, *, tight: bool) -> tuple[Element, Element] | None:
    """Both ends with the same unit and magnitude as a reader takes them, None where units differ.

    "A third to a half of users" are shares.

    "$3-4 million" is 3 to 4 million, "$200 to $4 million" is 200 dollars to 4 million; "0.7 percent to
    6,327" is a share and a level.
    """
    if low.unit == "count" and high.unit != "count":
        low = with_unit_of(low, high)
    elif high.unit == "count" and low.unit != "count":
        if not tight and low.dimension != "money":
            return None
        high = with_unit_of(high, low)
    if low.number.form == high.number.form == "fraction" and low.unit == high.unit == "count":
        return in_percent(low), in_percent(high)
    if low.unit != high.unit or (low.points != high.points):  # "half a point to 4.5 percent"
        return None
    first, second = low.number, high.number
    if (
        first.magnitude == 1
        and second.magnitude > 1
        and low.value > 0
        and first.coefficient < second.coefficient
    ):
        low = dataclasses.replace(low, value=scaled(low.value, second.magnitude))
    return low, high


def _moves(lexemes: Sequence[Lexeme], first: int, reach: int) -> bool:
    """Whether a word of change governs: "rose by $43.6 billion to $419.2 billion", "up from 12 to 15"."""
    at = first - 1
    while at >= 0 and first - at <= reach and not lexemes[at + 1].first:
        word = lexemes[at].lower
        if word in change_forms():
            return True
        if word in {".", ";", ":", "!", "?", "ranging", "range", "ranges", "ranged", "between"}:
            return False
        at -= 1
    return False
