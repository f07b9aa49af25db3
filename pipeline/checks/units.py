"""Which units a statistic may have: `count`, `percent`, codes of money, UCUM codes made of known ones."""

import functools
import re

from pipeline import models
from pipeline.extraction.currencies import CurrencyRow, CurrencyWord
from pipeline.extraction.units import UnitRow

_SIGN = re.compile(r"[./()]+")
_POWER = re.compile(r"10\*\d")


@functools.cache
def _money() -> frozenset[str]:
    """ISO 4217 codes, and those of money that ISO has none for: `XBT`."""
    words = models.load("currency_words.csv", CurrencyWord)
    national = {pair.split(":")[1] for row in words for pair in row.by_country.split("|") if pair}
    listed = {row.code for row in models.load("currencies.csv", CurrencyRow)}
    return frozenset(national | listed | {row.code for row in words if row.code})


@functools.cache
def _codes() -> frozenset[str]:
    rows = models.load("units.csv", UnitRow)
    pieces = {piece for row in rows for piece in _SIGN.split(row.code) if piece}
    return frozenset({row.code for row in rows} | pieces)


def is_known(unit: str) -> bool:
    """Whether a unit is one that a statistic may have: `kW.h/a`, `USD/d` and `/10*5` are."""
    if unit in {"count", "percent"} or unit in _codes() or unit in _money():
        return True
    pieces = [piece for piece in _SIGN.split(unit) if piece]
    known = _codes() | _money()
    return bool(pieces) and all(piece in known or _POWER.fullmatch(piece) for piece in pieces)
