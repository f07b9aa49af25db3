"""All units that a sequence of words can be: percent, money, what physics measures, and rates of it."""

import dataclasses
import functools
import math
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from second_reader.numbers import HYPHENS, Token, tokens, values


@dataclasses.dataclass(frozen=True, slots=True)
class Unit:
    """`times` is how many of `code` one is: a decade is 10 a, a cent 0.01 USD."""

    code: str
    times: float = 1.0


COUNT = Unit("count")

HERE = Path(__file__).parent
_PER = (("a",), ("an",), ("per",), ("each",), ("every",), ("/",), ("for", "every"), ("out", "of", "every"))


def entries(name: str) -> Iterator[list[str]]:
    """Lines of a data file beside this module, cut at white space."""
    for line in (HERE / name).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split()


def _spellings(written: str) -> Iterator[tuple[str, ...]]:
    """Tokens of each way to write an entry of the tables, as it is written there."""
    for form in {written.replace("~s", ""), written.replace("~s", "s")}:
        yield tuple(t.text for t in tokens(form.replace("_", " ").replace("-", " ")))


@functools.cache
def _physical() -> dict[tuple[str, ...], frozenset[Unit]]:
    found: dict[tuple[str, ...], frozenset[Unit]] = {}
    for code, times, *ways in entries("units.txt"):
        for entry in ways:
            for form in _spellings(entry):
                found[form] = found.get(form, frozenset()) | {Unit(code, float(times))}
    return found


@functools.cache
def money_words() -> dict[tuple[str, ...], frozenset[Unit]]:
    """Signs, letters and names of money, as tokens -> what they can be."""
    found: dict[tuple[str, ...], frozenset[Unit]] = {}
    for times, *rest in entries("money.txt"):
        last = next(at for at, word in enumerate(rest) if word.endswith(":"))
        codes = [code.rstrip(":") for code in rest[: last + 1]]
        for entry in rest[last + 1 :]:
            if entry == "code":
                found |= {
                    (code,): found.get((code,), frozenset()) | {Unit(code, float(times))} for code in codes
                }
                continue
            for form in _spellings(entry):
                found[form] = found.get(form, frozenset()) | {Unit(code, float(times)) for code in codes}
    return found


@functools.cache
def _codes() -> frozenset[str]:
    return frozenset(unit.code for meant in money_words().values() for unit in meant)


def money_before(written: tuple[Token, ...]) -> frozenset[Unit]:
    """What stands before an amount: `$`, `US$`, `HK $`, `EUR`, `Rs.`; empty where that is no currency."""
    found: frozenset[Unit] = frozenset()
    text = "".join(token.text for token in written)
    for form, units in money_words().items():
        if "".join(form).lower() == text.lower() and not (len(form) == 1 and form[0].islower()):
            found |= units
    return found | ({Unit(text)} if text in _codes() else frozenset())


@functools.lru_cache(maxsize=20_000)
def units(written: tuple[Token, ...]) -> frozenset[Unit]:
    """All units that the whole of a sequence after a number can be; `count` for none of it."""
    if not written:
        return frozenset({COUNT})
    plain = tuple(t for t in written if t.text not in HYPHENS)
    found = _named(plain)
    for cut in range(len(plain) - 1):
        above = units(plain[:cut]) if plain[0].lower != "times" or cut > 1 else frozenset({COUNT})
        for divisor in divisors(plain[cut:]):
            found |= {Unit(f"{_above(unit)}/{divisor}", unit.times) for unit in above if _divides(unit)}
    return found


def _divides(unit: Unit) -> bool:
    """Whether a rate has a unit of its own; a share or a sum of money keeps that of what stands above."""
    return unit.code != "percent" and unit.code not in _codes() and "/" not in unit.code


def _above(unit: Unit) -> str:
    return "" if unit == COUNT else unit.code


def divisors(written: Sequence[Token]) -> frozenset[str]:
    """What words divide by: `a day` d, `per 100,000` 10*5, `for every million miles` (10*6.[mi_i])."""
    for words in _PER:
        if tuple(t.lower for t in written[: len(words)]) == words:
            return _below(tuple(written[len(words) :]))
    return frozenset()


def _below(written: tuple[Token, ...]) -> frozenset[str]:
    found = {unit.code for unit in units(written) if unit.times == 1 and unit != COUNT} if written else set()
    for cut in range(1, len(written) + 1):
        for value in values(written[:cut]):
            power = round(math.log10(value.amount)) if value.amount >= 10 else 0
            if power and value.amount == 10**power:
                for unit in units(written[cut:]):
                    found.add(f"10*{power}" if unit == COUNT else f"(10*{power}.{unit.code})")
    return frozenset(found)


def _named(plain: tuple[Token, ...]) -> frozenset[Unit]:
    exact = tuple(t.text for t in plain)
    lower = tuple(t.lower.rstrip(".") if len(t.text) > 2 else t.lower for t in plain)
    pointless = (exact[0].lower().replace(".", ""),) if len(exact) == 1 else ()
    found: frozenset[Unit] = frozenset()
    for table in (_physical(), money_words()):
        for form in {exact, lower, pointless}:
            found |= table.get(form, frozenset())
    glued = ("".join(exact),)
    if len(exact) > 1:
        found |= _physical().get(glued, frozenset())
    word = unicodedata.normalize("NFC", glued[0])
    if word in _codes():
        found |= {Unit(word)}
    if len(word) == 4 and word[0] in "MkK" and word[1:] in _codes():  # 30 MUSD
        found |= {Unit(word[1:], 1e6 if word[0] == "M" else 1e3)}
    return found
