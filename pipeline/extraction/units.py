"""Reads the unit after a number: `percent`, `kilometres per hour`, `5kW`, `52,000 barrel-a-day`.

Codes are those of UCUM (The Unified Code for Units of Measure, 2.1); `models/units.csv` has the spellings.
"""

import dataclasses
import functools
from collections.abc import Mapping, Sequence

from pipeline import models
from pipeline.extraction.lexemes import Lexeme
from pipeline.extraction.numbers import HYPHENS

LONGEST = 5


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A row of `models/units.csv`. Lists are separated by `|`."""

    code: str
    dimension: str
    factor: float
    """How many of the dimension's SI unit make one."""
    words: str = ""
    """Spelled out, in lower case."""
    symbols: str = ""
    """As written, after digits with or without a space."""
    glued: str = ""
    """As written, only when nothing stands between digits and symbol."""
    multiplier: float = 1.0
    """How many of `code` one is: a decade is 10 a."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit read from lexemes up to `last` (half-open)."""

    code: str
    last: int
    multiplier: float = 1.0
    dimension: str = "count"
    by_symbol: bool = False
    hyphened: bool = False
    """`47-mile`, `12-percent`: the unit qualifies a noun."""


@functools.cache
def _by_words() -> Mapping[tuple[str, ...], UnitRow]:
    found: dict[tuple[str, ...], UnitRow] = {}
    for row in models.load("units.csv", UnitRow):
        for form in filter(None, row.words.split("|")):
            found[tuple(form.replace(".", "").split())] = row
    return found


@functools.cache
def _by_symbol(glued: bool) -> Mapping[str, UnitRow]:
    found: dict[str, UnitRow] = {}
    for row in models.load("units.csv", UnitRow):
        forms = row.symbols.split("|") + (row.glued.split("|") if glued else [])
        found.update((form, row) for form in forms if form)
    return found


@functools.cache
def dimensions() -> Mapping[str, str]:
    """UCUM code -> dimension."""
    return {row.code: row.dimension for row in models.load("units.csv", UnitRow)}


_SHARES: Mapping[tuple[str, ...], tuple[str, float]] = {
    ("%",): ("percent", 1.0),
    ("％",): ("percent", 1.0),
    ("percent",): ("percent", 1.0),
    ("pct",): ("percent", 1.0),
    ("per", "cent"): ("percent", 1.0),
    ("per-cent",): ("percent", 1.0),
    ("percentage", "point"): ("percent", 1.0),
    ("percentage", "points"): ("percent", 1.0),
    ("percent", "point"): ("percent", 1.0),
    ("percent", "points"): ("percent", 1.0),
    ("pp",): ("percent", 1.0),
    ("basis", "point"): ("percent", 0.01),
    ("basis", "points"): ("percent", 0.01),
    ("bps",): ("percent", 0.01),
}


def read_unit(lexemes: Sequence[Lexeme], at: int, *, digits: bool) -> Unit | None:
    """The unit that starts at a lexeme right after a number, with a rate (`a day`) where one follows."""
    if at >= len(lexemes) or lexemes[at].first:
        return None
    start, hyphened = at, False
    if lexemes[at].text in HYPHENS and lexemes[at].glued and at + 1 < len(lexemes):
        start, hyphened = at + 1, True
    unit = _share(lexemes, start) or _symbol(lexemes, start, digits) or _in_words(lexemes, start)
    if unit is None or (hyphened and unit.by_symbol and not lexemes[start].text.isascii()):
        return None
    return dataclasses.replace(_rate(lexemes, unit), hyphened=hyphened)


def _share(lexemes: Sequence[Lexeme], at: int) -> Unit | None:
    for length in (2, 1):
        found = _SHARES.get(tuple(lexeme.lower for lexeme in lexemes[at : at + length]))
        if found and at + length <= len(lexemes):
            code, multiplier = found
            return Unit(code=code, last=at + length, multiplier=multiplier, dimension="percent")
    return None


def _in_words(lexemes: Sequence[Lexeme], at: int) -> Unit | None:
    """Longest spelling first; a hyphen within counts as a space (`light-year`, `watt-hour`)."""
    forms: list[str] = []
    ends: list[int] = []
    place = at
    while place < len(lexemes) and len(forms) < LONGEST:
        lexeme = lexemes[place]
        if lexeme.first and place > at:
            break
        if lexeme.kind == "word":
            forms.append(lexeme.lower)
            ends.append(place + 1)
        elif not (lexeme.text in HYPHENS and forms) and not (lexeme.text == "." and forms[-1:] == ["sq"]):
            break
        place += 1
    table = _by_words()
    for length in range(len(forms), 0, -1):
        row = table.get(tuple(forms[:length]))
        if row:
            return _unit(row, ends[length - 1])
    return None


def _unit(row: UnitRow, last: int, by_symbol: bool = False) -> Unit:
    return Unit(
        code=row.code, last=last, multiplier=row.multiplier, dimension=row.dimension, by_symbol=by_symbol
    )


def _symbol(lexemes: Sequence[Lexeme], at: int, digits: bool) -> Unit | None:
    """`km`, `km/h`, `kV/cm`, `m2`, `°C`: only after digits, upper and lower case as in the table."""
    if not digits:
        return None
    glued = lexemes[at].glued
    for length in (3, 2, 1):
        surface = _surface(lexemes, at, length)
        row = _by_symbol(glued).get(surface) if surface else None
        if row and _plausible(lexemes, at + length, surface):
            return _per_symbol(lexemes, _unit(row, at + length, by_symbol=True))
    return None


def _surface(lexemes: Sequence[Lexeme], at: int, length: int) -> str:
    parts = lexemes[at : at + length]
    if len(parts) < length or any(not lexeme.glued for lexeme in parts[1:]):
        return ""
    return "".join(lexeme.text for lexeme in parts)


_SINGLE_LETTERS = frozenset("AFVWshlgC")


def _plausible(lexemes: Sequence[Lexeme], after: int, surface: str) -> bool:
    """A symbol must end where it ends (`5ft`, not `5ft3`), a single letter must not go on as a name."""
    if after >= len(lexemes):
        return True
    following = lexemes[after]
    if following.glued and following.kind in {"word", "number"} and surface not in {"'", "′", "″", "°"}:
        return False
    return not (surface in _SINGLE_LETTERS and following.glued and following.text in "-&")


def _per_symbol(lexemes: Sequence[Lexeme], unit: Unit) -> Unit:
    """`A/cm2`: one unit over another, both by symbol."""
    slash, below = unit.last, unit.last + 1
    if below >= len(lexemes) or lexemes[slash].text != "/" or not lexemes[below].glued:
        return unit
    for length in (2, 1):
        surface = _surface(lexemes, below, length)
        row = _by_symbol(True).get(surface) if surface else None
        if row and _plausible(lexemes, below + length, surface):
            code = f"{unit.code}/{row.code}"
            return dataclasses.replace(unit, code=code, last=below + length, dimension=code)
    return unit


_TIMES_OF_RATES = frozenset({"s", "min", "h", "d", "wk", "mo", "a"})


def _rate(lexemes: Sequence[Lexeme], unit: Unit) -> Unit:
    """`40 hours a week` -> h/wk, `52,000 barrel-a-day` -> [bbl_us]/d; shares and money keep their unit."""
    if unit.dimension in {"percent", "count"} or "/" in unit.code:
        return unit
    per = rate_time(lexemes, unit.last)
    if per is None or per.code == unit.code:
        return unit
    code = f"{unit.code}/{per.code}"
    return dataclasses.replace(unit, code=code, last=per.last, dimension=code)


def rate_time(lexemes: Sequence[Lexeme], at: int) -> Unit | None:
    """The time unit of `a day`, `per minute`, `an hour`, `-a-day`, None where none follows."""
    place = _past_hyphen(lexemes, at)
    if (
        place >= len(lexemes)
        or lexemes[place].first
        or lexemes[place].lower not in {"a", "an", "per", "each"}
    ):
        return None
    if lexemes[place].text == "A":
        return None
    unit = _in_words(lexemes, _past_hyphen(lexemes, place + 1))
    if unit is None or unit.code not in _TIMES_OF_RATES or unit.multiplier != 1.0:
        return None
    following = lexemes[unit.last].lower if unit.last < len(lexemes) else ""
    singular = not lexemes[unit.last - 1].lower.endswith("s")
    return unit if singular and following not in {"ago", "earlier", "later", "after", "before"} else None


def _past_hyphen(lexemes: Sequence[Lexeme], at: int) -> int:
    if at + 1 < len(lexemes) and lexemes[at].text in HYPHENS and lexemes[at].glued:
        return at + 1
    return at
