"""Builds models/currencies.csv from the English currency names and symbols of Unicode CLDR, through babel.

    pip install babel==2.18.0
    python scripts/build_currencies.py

Bare names that more than one country uses (`dollar`, `franc`) stand in models/currency_words.csv, by hand.
"""

import csv
from pathlib import Path

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name, get_currency_symbol

TARGET = Path(__file__).resolve().parent.parent / "models" / "currencies.csv"
OLD_BUT_WRITTEN_ABOUT = {"DEM", "FRF", "ITL", "ESP", "HRK"}


def current_codes() -> set[str]:
    """Codes that are legal tender somewhere today."""
    territories = get_global("territory_currencies")
    return {
        code
        for uses in territories.values()
        for code, _start, end, is_tender in uses
        if end is None and is_tender
    }


def row(code: str) -> tuple[str, str, str]:
    """Code, names in lower case, and the symbol where it is not the code itself."""
    plural = get_currency_name(code, count=2, locale="en")
    singular = get_currency_name(code, count=1, locale="en")
    names = dict.fromkeys(name.lower() for name in (singular, plural))
    symbol = get_currency_symbol(code, locale="en")
    return code, "|".join(names), "" if symbol == code else symbol


def main() -> None:
    known = Locale("en").currencies
    codes = sorted((current_codes() | OLD_BUT_WRITTEN_ABOUT) & set(known))
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "names", "symbol"))
        writer.writerows(row(code) for code in codes)


if __name__ == "__main__":
    main()
