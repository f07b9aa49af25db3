"""Reads numbers in digits and words: `400,000`, `2.7m`, `one and a half million`, `tens of thousands`.

A recursive descent over lexemes. What cannot be read for sure is no number: `1,2` or `3.8.1` yield nothing.
"""

import dataclasses
from collections.abc import Iterator, Sequence

from pipeline.extraction.digits import scaled, with_fraction, with_power
from pipeline.extraction.lexemes import Lexeme, digits_value, past_hyphen, word_at
from pipeline.extraction.number_words import kind, suffixes, words

_ARTICLES = frozenset({"a", "an"})
_LENGTHS_AND_MASSES = frozenset({"mm", "t"})  # "1.5mm" is a length; "$1t" is read with the currency


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number read from lexemes `first` to `last` (half-open)."""

    first: int
    last: int
    value: float
    coefficient: float
    """The value before a magnitude: 2.7 of `2.7 million`."""
    form: str
    """`digits`, `words`, `vague` (`tens of thousands`), `fraction` (`a third`)."""
    magnitude: float = 1.0
    """What the coefficient is multiplied with."""


def numbers(lexemes: Sequence[Lexeme]) -> Iterator[Number]:
    """All numbers, in order, not overlapping."""
    at = 0
    known = words()
    while at < len(lexemes):
        lexeme = lexemes[at]
        number = None
        if lexeme.kind == "number":
            number = _digits(lexemes, at)
        elif lexeme.kind == "word" and (lexeme.lower in known or lexeme.lower in _ARTICLES):
            number = _in_words(lexemes, at)
        if number is None:
            at += 1
        else:
            yield number
            at = number.last


def _digits(lexemes: Sequence[Lexeme], at: int) -> Number | None:
    """`400,000`, `2.7m`, `4 hundred million`, `1 1/2`, `3½`."""
    value = digits_value(lexemes[at].text)
    if value is None:
        return None
    place = at + 1
    value, place = with_fraction(lexemes, value, place)
    power, after = with_power(lexemes, value, place)
    if after > place:
        return Number(first=at, last=after, value=power, coefficient=power, form="digits")
    if kind(word_at(lexemes, place)) == "vulgar" and value == int(value):  # "5 ½ miles", "5½ miles"
        value, place = value + words()[lexemes[place].lower].value, place + 1
    elif place < len(lexemes) and lexemes[place].glued and lexemes[place].kind == "word":
        return _suffixed(lexemes, at, place, value)
    return _magnified(lexemes, at, place, value, "digits")


def _suffixed(lexemes: Sequence[Lexeme], at: int, place: int, value: float) -> Number:
    """`25k`, `$3.5bn`; any other letters (`5kW`, `21st`) are left to the reader of units and to the traps."""
    factor = suffixes().get(lexemes[place].lower)
    following = lexemes[place + 1 : place + 3]
    rate = [lexeme.text for lexeme in following] == ["/", "s"]
    squared = bool(following) and following[0].glued and following[0].kind == "number"
    if factor and not (rate or squared) and lexemes[place].text not in _LENGTHS_AND_MASSES:
        return Number(
            first=at,
            last=place + 1,
            value=scaled(value, factor),
            coefficient=value,
            form="digits",
            magnitude=factor,
        )
    spelled = words().get(lexemes[place].lower)
    if spelled and spelled.kind in {"hundred", "magnitude"}:
        return _magnified(lexemes, at, place, value, "digits")
    return Number(first=at, last=place, value=value, coefficient=value, form="digits")


def _magnified(
    lexemes: Sequence[Lexeme], at: int, place: int, value: float, form: str, magnitude: float = 1.0
) -> Number:
    """Takes in `hundred`, `million`, `and a half` after a first part of a number."""
    coefficient = value
    while True:
        step = past_hyphen(lexemes, place)
        factor = _magnitude(word_at(lexemes, step))
        if factor is None:
            break
        magnitude, place = magnitude * factor, step + 1
    extra, place = _and_a_fraction(lexemes, place)
    if extra and magnitude == 1.0:
        return _magnified(lexemes, at, place, value + extra, form)
    total = scaled(value, magnitude) + extra * (magnitude if extra < 1 else 1)
    return Number(first=at, last=place, value=total, coefficient=coefficient, form=form, magnitude=magnitude)


def _magnitude(word: str) -> float | None:
    """What a word multiplies the number before it with: `hundred`, `million`, `bn`."""
    known = words().get(word)
    if known is not None:
        return known.value if known.kind in {"hundred", "magnitude"} else None
    return suffixes().get(word) if len(word) > 1 and word not in _LENGTHS_AND_MASSES else None


def _and_a_fraction(lexemes: Sequence[Lexeme], place: int) -> tuple[float, int]:
    """`and a half`, `and two thirds`; `and a half million` adds that many."""
    joins = past_hyphen(lexemes, place)  # "a four-and-a-half-acre plot"
    if word_at(lexemes, joins) != "and":
        return 0.0, place
    top, after = 1.0, past_hyphen(lexemes, joins + 1)
    opener = word_at(lexemes, after)
    known = words().get(opener)
    if opener not in _ARTICLES and not (known and known.kind == "small" and 0 < known.value < 10):
        return 0.0, place
    top = known.value if known else 1.0
    after = past_hyphen(lexemes, after + 1)
    part = words().get(word_at(lexemes, after))
    if part is None or part.kind != "fraction" or word_at(lexemes, after + 1) == "of":
        return 0.0, place
    whole = words().get(word_at(lexemes, after + 1))
    largest = words().get(lexemes[place - 1].lower)
    if whole and whole.kind == "magnitude" and largest and largest.value > whole.value:
        return top * part.value * whole.value, after + 2
    return top * part.value, after + 1


def _in_words(lexemes: Sequence[Lexeme], at: int) -> Number | None:
    """A number that starts with a word."""
    opener = lexemes[at].lower
    opening = kind(opener)
    if opening == "vague":
        return _vague(lexemes, at, at, words()[opener].value)
    if opening in {"small", "ten"}:
        return _counted_fraction(lexemes, at) or _cardinal(lexemes, at)
    if opening == "vulgar" or opener in {"half", "quarter"}:
        return _fraction(lexemes, at, at)
    if opening == "multiplier" or opener in _ARTICLES:
        return _after_article(lexemes, at)
    if opening in {"hundred", "magnitude"} and not _is_cut_off(lexemes, at):
        return _magnified(lexemes, at, at + 1, 1.0, "words", words()[opener].value)
    return None


def _is_cut_off(lexemes: Sequence[Lexeme], at: int) -> bool:
    """The `million` of `1,2 million`, whose digits cannot be read for sure."""
    return at > 0 and lexemes[at - 1].kind == "number" and not lexemes[at].first


def _after_article(lexemes: Sequence[Lexeme], at: int) -> Number | None:
    """`a million`, `a third`, `a few hundred`, `several thousand`: vague unless only an article precedes."""
    place, vague, count = at, False, 1.0
    while (known := words().get(lexemes[place].lower)) is None or known.kind == "multiplier":
        vague, count = vague or known is not None, max(count, known.value if known else 1.0)
        place += 1
        if not word_at(lexemes, place) or (place - at) > 2:
            return None
        if word_at(lexemes, place) == "of" and vague:
            place += 1
        if word_at(lexemes, place) not in words():
            return None
    if known.kind == "fraction":
        return None if vague else _fraction(lexemes, at, place)
    if known.kind == "vague" and not vague:
        return None
    if known.kind in {"vague"}:
        return _vague(lexemes, at, place, known.value)
    if known.kind not in {"hundred", "magnitude"}:
        return None
    number = _magnified(lexemes, at, place, 1.0, "words")
    if not vague:
        longer = _cardinal(lexemes, place, 1.0, "small")  # "a hundred and fifty"
        return dataclasses.replace(longer, first=at) if longer.last > number.last else number
    return dataclasses.replace(number, value=number.value * count, form="vague")


def _vague(lexemes: Sequence[Lexeme], at: int, place: int, value: float) -> Number:
    """`thousands`, `tens of thousands`, `hundreds of millions`."""
    after = place + 1
    again = word_at(lexemes, after + 1) == lexemes[place].lower
    if again and word_at(lexemes, after) in {"and", "upon"}:
        after += 2  # "thousands upon thousands"
    while word_at(lexemes, after) == "of" and kind(word_at(lexemes, after + 1)) == "vague":
        factor = words()[lexemes[after + 1].lower].value
        value, after = value * factor, after + 2
    return Number(first=at, last=after, value=value, coefficient=value, form="vague")


def _counted_fraction(lexemes: Sequence[Lexeme], at: int) -> Number | None:
    """`two-thirds`, `three quarters`, `one half`."""
    after = past_hyphen(lexemes, at + 1)
    part = words().get(word_at(lexemes, after))
    top = words()[lexemes[at].lower].value
    if part is None or part.kind != "fraction" or not top:
        return None
    plural = lexemes[after].lower.endswith("s")
    if (plural and top == 1) or (not plural and top != 1):
        return None
    return Number(first=at, last=after + 1, value=top * part.value, coefficient=top, form="fraction")


def _fraction(lexemes: Sequence[Lexeme], at: int, place: int) -> Number | None:
    """`a third`, `half`, `half a million`, `a quarter of a million`, `half-million`."""
    part = words()[lexemes[place].lower]
    if part.word.endswith("s"):
        return None
    after = past_hyphen(lexemes, place + 1)
    if word_at(lexemes, after) == "of" and word_at(lexemes, after + 1) in _ARTICLES:
        after += 1
    if word_at(lexemes, after) in _ARTICLES:
        after = past_hyphen(lexemes, after + 1)  # "half-a-million"
    whole = words().get(word_at(lexemes, after))
    if (
        whole
        and whole.kind in {"hundred", "magnitude"}
        and part.word in {"half", "quarter", "third", "½", "¼"}
    ):
        value = part.value * whole.value
        return Number(
            first=at, last=after + 1, value=value, coefficient=part.value, form="words", magnitude=whole.value
        )
    return Number(first=at, last=place + 1, value=part.value, coefficient=part.value, form="fraction")


def _cardinal(lexemes: Sequence[Lexeme], at: int, group: float = 0.0, last_kind: str = "") -> Number:
    """`twenty-five`, `three hundred and twelve thousand`, `one billion and a half million`."""
    total, place, largest = 0.0, at, 1.0
    floor = 1e18
    while True:
        word, step = word_at(lexemes, place) if place > at else lexemes[at].lower, place
        if place > at:
            step = past_hyphen(lexemes, place)
            word = word_at(lexemes, step)
            if word == "and" and last_kind in {"hundred", "magnitude"}:
                step += 1
                word = word_at(lexemes, step)
                if (
                    kind(word) not in {"small", "ten"}
                    or kind(word_at(lexemes, past_hyphen(lexemes, step + 1))) == "fraction"
                ):
                    break
        known = words().get(word)
        if known is None or not _continues(known.kind, known.value, last_kind, group):
            break
        if known.kind == "hundred":
            group *= 100
        elif known.kind == "magnitude":
            if known.value >= floor:
                break
            total, group, floor, largest = (
                total + group * known.value,
                0.0,
                known.value,
                max(largest, known.value),
            )
        else:
            group += known.value
        last_kind, place = known.kind, step + 1
    value = total + group
    if last_kind == "magnitude" or not total:
        coefficient = value / largest
        extra, after = _and_a_fraction(lexemes, place)
        if extra and largest == 1.0:
            return _magnified(lexemes, at, after, value + extra, "words")
        if extra:
            value, place = value + (extra * largest if extra < 1 else extra), after
        return Number(
            first=at, last=place, value=value, coefficient=coefficient, form="words", magnitude=largest
        )
    return Number(first=at, last=place, value=value, coefficient=value, form="words")


def _continues(kind_now: str, value: float, before: str, group: float) -> bool:
    """Whether a word goes on with the number: `five` after `twenty`, not after `nineteen`."""
    if kind_now == "small":
        return before in {"", "hundred", "magnitude"} or (before == "ten" and 0 < value < 10)
    if kind_now == "ten":
        return before in {"", "hundred", "magnitude"}
    if kind_now == "hundred":
        return before in {"small", "ten"} and 0 < group < 100
    if kind_now == "magnitude":
        return before in {"small", "ten", "hundred"} and group > 0
    return False
