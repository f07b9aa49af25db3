"""Reads the unit after a number: `percent`, `kilometres per hour`, `5kW`, `52,000 barrel-a-day`.

Codes are those of UCUM (The Unified Code for Units of Measure, 2.1); `models/units.csv` has the spellings.
"""

import dataclasses
import functools
from collections.abc import Mapping, Sequence

from pipeline import models
from pipeline.extraction.lexemes import HYPHENS, Lexeme, stands_near

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
    near: str = ""
    """Words of which one must stand near for the spellings to count: `F` is a farad beside a capacitor."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ShareWord:
    """A row of `models/share_words.csv`: how shares are written, as hundredths of a whole."""

    form: str
    multiplier: float
    """How many percent one is: a basis point is 0.01."""
    points: bool
    """Whether it states a difference of two shares: percentage points."""
    example: str


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
    points: bool = False
    """`percentage points`: the unit is percent, and what is stated is a difference of shares."""


@functools.cache
def _by_words() -> Mapping[tuple[str, ...], tuple[UnitRow, ...]]:
    found: dict[tuple[str, ...], tuple[UnitRow, ...]] = {}
    for row in models.load("units.csv", UnitRow):
        for form in filter(None, row.words.split("|")):
            key = tuple(form.replace(".", "").split())
            found[key] = (*found.get(key, ()), row)
    return found


@functools.cache
def _by_symbol(glued: bool) -> Mapping[str, tuple[UnitRow, ...]]:
    found: dict[str, tuple[UnitRow, ...]] = {}
    for row in models.load("units.csv", UnitRow):
        for form in filter(None, row.symbols.split("|") + (row.glued.split("|") if glued else [])):
            found[form] = (*found.get(form, ()), row)
    return found


@functools.cache
def _context(row: UnitRow) -> frozenset[str]:
    return frozenset(row.near.split("|")) if row.near else frozenset()


def _meant(rows: Sequence[UnitRow], lexemes: Sequence[Lexeme], at: int) -> UnitRow | None:
    """Which of the units that share a spelling: those that need a word near come first."""
    for row in sorted(rows, key=lambda row: not row.near):
        if not row.near or stands_near(lexemes, at, _context(row)):
            return row
    return None


@functools.cache
def _shares() -> Mapping[tuple[str, ...], ShareWord]:
    return {tuple(row.form.split()): row for row in models.load("share_words.csv", ShareWord)}


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
    for length in (3, 2, 1):
        found = _shares().get(tuple(lexeme.lower for lexeme in lexemes[at : at + length]))
        if found and at + length <= len(lexemes):
            return Unit(
                code="percent",
                last=at + length,
                multiplier=found.multiplier,
                dimension="percent",
                points=found.points,
            )
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
        row = _meant(table.get(tuple(forms[:length]), ()), lexemes, at)
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
    slashed = at + 1 < len(lexemes) and lexemes[at + 1].text == "/" and lexemes[at + 1].glued
    glued = lexemes[at].glued or slashed  # "1.3 A/cm2"
    for length in (3, 2, 1):
        surface = _surface(lexemes, at, length)
        row = _meant(_by_symbol(glued).get(surface, ()), lexemes, at) if surface else None
        if row and _plausible(lexemes, at + length, surface):
            return _unit(row, at + length, by_symbol=True)
    return None


def _surface(lexemes: Sequence[Lexeme], at: int, length: int) -> str:
    parts = lexemes[at : at + length]
    if len(parts) < length or any(not lexeme.glued for lexeme in parts[1:]):
        return ""
    return "".join(lexeme.text for lexeme in parts)


_SINGLE_LETTERS = frozenset("AFKVWbghlmstC")


def _plausible(lexemes: Sequence[Lexeme], after: int, surface: str) -> bool:
    """A symbol must end where it ends (`5ft`, not `5ft3`), a single letter must not go on as a name."""
    if after >= len(lexemes):
        return True
    following = lexemes[after]
    if following.glued and following.kind in {"word", "number"} and surface not in {"'", "′", "″", "°"}:
        return False
    return not (surface in _SINGLE_LETTERS and following.glued and following.text in "-&")


def _slashed(lexemes: Sequence[Lexeme], slash: int) -> Unit | None:
    """The unit below a slash: `A/cm2`, `9 mm/yr`, `3 inches/year`."""
    below = slash + 1
    if below >= len(lexemes) or lexemes[slash].text != "/" or not lexemes[below].glued:
        return None
    for length in (2, 1):
        surface = _surface(lexemes, below, length)
        row = _meant(_by_symbol(True).get(surface, ()), lexemes, below) if surface else None
        if row and _plausible(lexemes, below + length, surface):
            return _unit(row, below + length)
    named = _in_words(lexemes, below)
    return named if named is not None and named.dimension == "time" and named.multiplier == 1 else None


_TIMES_OF_RATES = frozenset({"s", "min", "h", "d", "wk", "mo", "a"})


def _rate(lexemes: Sequence[Lexeme], unit: Unit) -> Unit:
    """`40 hours a week` -> h/wk, `5 milligrams per kilogram` -> mg/kg; shares and money keep their unit."""
    if unit.dimension in {"percent", "count"} or "/" in unit.code:
        return unit
    at = unit.last
    per = rate_time(lexemes, at) or _below(lexemes, at) or _slashed(lexemes, at)
    if per is None or per.code == unit.code:
        return unit
    code = f"{unit.code}/{per.code}"
    return dataclasses.replace(unit, code=code, last=per.last, dimension=code)


def _below(lexemes: Sequence[Lexeme], at: int) -> Unit | None:
    """The unit of `per kilogram`, `per square metre`, singular only."""
    if at >= len(lexemes) or lexemes[at].lower != "per" or lexemes[at].first:
        return None
    unit = _in_words(lexemes, at + 1)
    if unit is None or unit.multiplier != 1.0 or unit.code.startswith("/"):
        return None
    return None if lexemes[unit.last - 1].lower.endswith("s") else unit


def per_unit(lexemes: Sequence[Lexeme], at: int) -> str | None:
    """The code of what a number is stated per: `a day` -> d, `per square mile` -> [smi_us]."""
    below = rate_time(lexemes, at) or _below(lexemes, at)
    return below.code if below else None


def rate_time(lexemes: Sequence[Lexeme], at: int) -> Unit | None:
    """The time unit of `a day`, `per minute`, `an hour`, `-a-day`, `/yr`, None where none follows."""
    place = _past_hyphen(lexemes, at)
    if place >= len(lexemes) or lexemes[place].first:
        return None
    slash = lexemes[place].text == "/" and lexemes[place].glued  # "9 mm/yr"
    if not slash and (lexemes[place].lower not in {"a", "an", "per", "each"} or lexemes[place].text == "A"):
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
