"""All values that a sequence of words can have as one number: `three million two hundred thousand`."""

import dataclasses
import functools
import re
from collections.abc import Iterator, Sequence

_ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ONES = {word: value for value, word in enumerate(_ONES.split())}
TENS = {word: 10 * value for value, word in enumerate(_TENS.split(), start=2)}
POWERS = {
    "dozen": 12, "hundred": 1e2, "thousand": 1e3, "lakh": 1e5, "lakhs": 1e5, "million": 1e6,
    "crore": 1e7, "crores": 1e7, "billion": 1e9, "trillion": 1e12, "quadrillion": 1e15,
}  # fmt: skip
LETTERS = {
    "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "mil": 1e6, "mm": 1e6, "cr": 1e7,
    "b": 1e9, "bn": 1e9, "bln": 1e9, "t": 1e12, "tn": 1e12, "trn": 1e12,
}  # fmt: skip
CROWDS = {
    "tens": 10.0, "dozens": 24.0, "scores": 40.0, "hundreds": 1e2, "thousands": 1e3,
    "millions": 1e6, "billions": 1e9, "trillions": 1e12,
}  # fmt: skip
SOME = {"couple": 2.0, "few": 1.0, "several": 1.0, "many": 1.0}
PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "twentieth": 20, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
PARTS |= {f"{word}s": parts for word, parts in PARTS.items() if not word.startswith("hal")}
SIGNS_OF_PARTS = {
    "½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5,
    "⅗": 3 / 5, "⅘": 4 / 5, "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8,
}  # fmt: skip
HYPHENS = ("-", "‐", "‑")
DASHES = (*HYPHENS, "–", "—", "−")

_TOKEN = re.compile(
    r"(?<![\w.,])[1-9]\d{0,2}(?: \d{3})+(?![.,]?\d)"  # within a span, digits with spaces are one number
    r"|\d+(?:[.,\u00a0\u2009\u202f’']?\d+)*|(?<!\d)\.\d+|[A-Za-z](?:\.[A-Za-z])+\.?|[^\W\d_]+(?:['’][a-z]+)?|\S"
)
_COMMAS = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?|[0-9]{1,2}(,[0-9]{2})+,[0-9]{3}(\.[0-9]+)?")
_POINTS = re.compile(r"[0-9]{1,3}(\.[0-9]{3}){2,}")
_PLAIN = re.compile(r"[0-9]*\.?[0-9]+")


@dataclasses.dataclass(frozen=True, slots=True)
class Token:
    """A word, a run of digits or a sign; `glued` to the token before it."""

    text: str
    glued: bool

    @property
    def lower(self) -> str:
        return self.text.lower()

    @property
    def is_digits(self) -> bool:
        return self.text[-1].isdecimal()


@dataclasses.dataclass(frozen=True, slots=True)
class Value:
    """A number; `power` is the magnitude that closes it (1e6 of `2.7 million`), 1 where none does."""

    amount: float
    power: float = 1.0
    kind: str = "plain"
    """`plain`, `vague` (`dozens`), `part` (`a third`)."""


def tokens(text: str) -> tuple[Token, ...]:
    found = []
    end = -1
    for match in _TOKEN.finditer(text):
        found.append(Token(match.group(), match.start() == end))
        end = match.end()
    return tuple(found)


def in_digits(run: str) -> float | None:
    """The value of digits with points and commas, None where they can be read in two ways."""
    plain = re.sub(r"[ \u00a0\u2009\u202f’'](?=[0-9]{3}(?:[^0-9]|$))", "", run)
    if _PLAIN.fullmatch(plain):
        return float(plain)
    if _COMMAS.fullmatch(plain):
        return float(plain.replace(",", ""))
    if _POINTS.fullmatch(plain):
        return float(plain.replace(".", ""))
    return None


@functools.lru_cache(maxsize=50_000)
def values(written: tuple[Token, ...]) -> frozenset[Value]:
    """All numbers that the whole of a sequence can be."""
    if not written or len(written) > 24:
        return frozenset()
    if any(t.text in HYPHENS for t in written):
        return _without_hyphens(written)
    ways = (
        _one_token,
        _with_letters,
        _with_article,
        _counted_some,
        _multiplied,
        _added,
        _with_part,
        _parts,
        _scientific,
    )
    return frozenset(value for way in ways for value in way(written))


def _without_hyphens(written: tuple[Token, ...]) -> frozenset[Value]:
    """A hyphen may join words (`twenty-five`, `3.5-million`), never two runs of digits."""
    kept = []
    for at, token in enumerate(written):
        if token.text not in HYPHENS:
            kept.append(token)
            continue
        inside = 0 < at < len(written) - 1
        if not inside or (written[at - 1].is_digits and written[at + 1].is_digits):
            return frozenset()
    return values(tuple(kept))


def _one_token(written: Sequence[Token]) -> Iterator[Value]:
    if len(written) > 1:
        return
    word = written[0].lower
    if written[0].is_digits:
        value = in_digits(written[0].text)
        if value is not None:
            yield Value(value)
    elif word in ONES or word in TENS:
        yield Value(float((ONES | TENS)[word]))
    elif word in POWERS:
        yield Value(POWERS[word], POWERS[word])
    elif word in CROWDS:
        yield Value(CROWDS[word], CROWDS[word], "vague")
    elif word in SIGNS_OF_PARTS or word in {"half", "quarter"}:
        yield Value(SIGNS_OF_PARTS.get(word) or 1 / PARTS[word], kind="part")


def _with_letters(written: Sequence[Token]) -> Iterator[Value]:
    """`25k`, `3.5bn`, `5 mln`."""
    if len(written) != 2 or not written[0].is_digits or written[1].lower not in LETTERS:
        return
    value, power = in_digits(written[0].text), LETTERS[written[1].lower]
    if value is not None and (written[1].glued or len(written[1].text) > 1):
        yield Value(value * power, power)


def _with_article(written: tuple[Token, ...]) -> Iterator[Value]:
    """`a million`, `a third`, `an eighth`."""
    if written[0].lower not in {"a", "an"} or len(written) == 1:
        return
    rest = written[1:]
    if len(rest) == 1 and rest[0].lower in PARTS and not rest[0].lower.endswith("s"):
        yield Value(1 / PARTS[rest[0].lower], kind="part")
    elif rest[0].lower in POWERS or rest[0].lower == "half":
        yield from values(rest)


def _counted_some(written: tuple[Token, ...]) -> Iterator[Value]:
    """`several hundred`, `a few thousand`, `a couple of million`, `a couple thousand`, `many hundreds`."""
    rest = written[1:] if written[0].lower == "a" else written
    if len(rest) < 2 or rest[0].lower not in SOME:
        return
    if rest[1].lower == "of" and rest[0].lower == "couple":
        rest = (rest[0], *rest[2:])
    for value in values(rest[1:]) if len(rest) > 1 else ():
        if rest[1].lower in POWERS or rest[1].lower in CROWDS:
            yield Value(SOME[rest[0].lower] * value.amount, value.power, "vague")


def _multiplied(written: tuple[Token, ...]) -> Iterator[Value]:
    """`two dozen`, `4 hundred million`, `tens of thousands`, `half a million`, `a quarter of a million`."""
    last = written[-1].lower
    rest = written[:-1]
    if last in CROWDS and len(rest) > 1 and rest[-1].lower == "of":
        for value in values(rest[:-1]):
            if value.kind == "vague":
                yield Value(value.amount * CROWDS[last], CROWDS[last], "vague")
    if last in CROWDS and [t.lower for t in rest] == [last, "and"]:  # "millions and millions"
        yield Value(CROWDS[last], CROWDS[last], "vague")
    if last not in POWERS:
        return
    if rest and all(POWERS.get(t.lower, 0) <= POWERS[last] for t in rest):
        for value in values(rest):
            if value.kind == "plain" and rest[-1].lower not in {"a", "an"}:
                yield Value(value.amount * POWERS[last], value.power * POWERS[last])
    for joint in ((), ("a",), ("of", "a")):
        start = len(rest) - len(joint)
        if start > 0 and tuple(t.lower for t in rest[start:]) == joint:
            for value in values(rest[:start]):
                if value.kind == "part":
                    yield Value(value.amount * POWERS[last], POWERS[last])


def _added(written: tuple[Token, ...]) -> Iterator[Value]:
    """`twenty five`, `three hundred and twelve`, `one billion and a half million`."""
    if len(written) == 2 and written[0].lower in TENS and 0 < ONES.get(written[1].lower, 0) < 10:
        yield Value(float(TENS[written[0].lower] + ONES[written[1].lower]))
    for cut in range(1, len(written)):
        power = POWERS.get(written[cut - 1].lower)
        right = written[cut:]
        if power is None:
            continue
        if right[0].lower == "and":
            right = right[1:]
        if not right or right[0].lower in POWERS:
            continue
        for low in values(right):
            if low.kind == "plain" and low.amount < power:
                for high in values(written[:cut]):
                    if high.kind == "plain":
                        yield Value(high.amount + low.amount, low.power)


def _with_part(written: tuple[Token, ...]) -> Iterator[Value]:
    """`one and a half`, `6 million and two thirds`, `2½`, `1 1/2`."""
    if len(written) == 2 and written[0].is_digits and written[1].lower in SIGNS_OF_PARTS:
        whole = in_digits(written[0].text)
        if whole is not None:
            yield Value(whole + SIGNS_OF_PARTS[written[1].lower])
    if len(written) == 4 and written[2].text in {"/", "⁄"} and written[0].is_digits and not written[1].glued:
        whole, below_one = in_digits(written[0].text), _slash(written[1:])
        if whole is not None and below_one is not None:
            yield Value(whole + below_one)
    for cut in range(1, len(written) - 1):
        if written[cut].lower != "and":
            continue
        for part in values(written[cut + 1 :]):
            for number in values(written[:cut]):
                if part.kind == "part" and number.kind == "plain":
                    yield Value(number.amount + part.amount * number.power, number.power)


def _parts(written: tuple[Token, ...]) -> Iterator[Value]:
    """`two-thirds`, `one fifth`, `one half`, `3/4`."""
    if len(written) == 3:
        part = _slash(written)
        if part is not None:
            yield Value(part, kind="part")
    below = PARTS.get(written[-1].lower)
    if below is None or len(written) < 2:
        return
    for above in values(written[:-1]):
        agrees = written[-1].lower.endswith("s") == (above.amount != 1) or below == 4  # "three-quarter miles"
        if above.kind == "plain" and above.amount >= 1 and agrees:
            yield Value(above.amount / below, kind="part")


def _scientific(written: Sequence[Token]) -> Iterator[Value]:
    """`2 × 10^4`, `1.5 x 10-6`."""
    signs = [t.text for t in written[1:]]
    if len(signs) > 2 and signs[0] in {"×", "x"} and signs[1] == "10" and signs[-1].isdecimal():
        value, power = in_digits(written[0].text), int(signs[-1]) if len(signs[-1]) < 3 else 0
        if value is not None and "".join(signs[2:-1]) in {"^", "^-", "^−", "-", "−"}:
            yield Value(value * 10.0 ** (power if signs[2:-1] == ["^"] else -power))


def _slash(written: Sequence[Token]) -> float | None:
    above, slash, below = (token.text for token in written)
    if slash not in {"/", "⁄"} or not above.isdecimal() or not below.isdecimal() or len(below) > 2:
        return None
    return int(above) / int(below) if 0 < int(above) < int(below) else None
