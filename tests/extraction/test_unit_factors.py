"""Every factor and dimension of `models/units.csv`, compared with those of pint."""

import re

import pint
import pytest

from pipeline import models
from pipeline.extraction.units import UnitRow

REGISTRY = pint.UnitRegistry()
UNITS = models.load("units.csv", UnitRow)

PINT = {
    "min": "minute", "h": "hour", "d": "day", "wk": "week", "mo": "day * 30.4375", "a": "day * 365.25",
    "um": "micrometer", "[mi_i]": "mile", "[nmi_i]": "nautical_mile", "[yd_i]": "yard", "[ft_i]": "foot",
    "[in_i]": "inch", "[ly]": "light_year", "[fth_us]": "foot * 6", "[fur_us]": "survey_foot * 660",
    "AU": "astronomical_unit", "pc": "parsec", "Ao": "angstrom",
    "m2": "meter ** 2", "km2": "kilometer ** 2", "cm2": "centimeter ** 2", "[smi_us]": "survey_mile ** 2",
    "[sft_i]": "foot ** 2", "[syd_i]": "yard ** 2", "[acr_us]": "survey_foot ** 2 * 43560", "har": "hectare",
    "m3": "meter ** 3", "km3": "kilometer ** 3", "[cft_i]": "foot ** 3", "[cyd_i]": "yard ** 3",
    "L": "liter", "mL": "milliliter", "cL": "centiliter", "dL": "deciliter", "hL": "hectoliter",
    "ML": "megaliter", "GL": "gigaliter", "[gal_us]": "gallon", "[bbl_us]": "oil_barrel", "[pt_us]": "pint",
    "[bbl_us]/d": "oil_barrel / day",
    "[qt_us]": "quart", "[cup_us]": "cup", "[foz_us]": "fluid_ounce", "[tsp_us]": "teaspoon",
    "[tbs_us]": "tablespoon", "[acr_us].[ft_i]": "survey_foot ** 2 * 43560 * foot", "[bu_us]": "bushel",
    "g": "gram", "ug": "microgram", "t": "tonne", "kt": "kilotonne", "Mt": "megatonne", "Gt": "gigatonne",
    "[ston_av]": "short_ton", "[lton_av]": "long_ton", "[lb_av]": "pound", "[oz_av]": "ounce",
    "[oz_tr]": "troy_ounce", "[stone_av]": "stone", "[car_m]": "carat", "[dr_av]": "dram",
    "[mi_i]/h": "mile / hour", "km/h": "kilometer / hour", "m/s": "meter / second",
    "[ft_i]/s": "foot / second", "[kn_i]": "knot", "[mi_i]/[gal_us]": "mile / gallon",
    "Cel": "delta_degC", "[degF]": "delta_degF * 1.8", "K": "kelvin", "deg": "degree",
    "[Cal]": "kilocalorie", "W.h": "watt_hour", "kW.h": "kilowatt_hour", "MW.h": "megawatt_hour",
    "GW.h": "gigawatt_hour", "TW.h": "terawatt_hour", "[Btu]": "Btu_th", "eV": "electron_volt",
    "[HP]": "horsepower", "mA.h": "milliampere * hour", "A.h": "ampere * hour", "C": "coulomb", "F": "farad",
    "By": "byte", "kBy": "kilobyte", "MBy": "megabyte", "GBy": "gigabyte", "TBy": "terabyte",
    "PBy": "petabyte", "EBy": "exabyte", "ZBy": "zettabyte", "Mbit": "megabit", "Gbit": "gigabit",
    "kbit/s": "kilobit / second", "MBy/s": "megabyte / second", "Mbit/s": "megabit / second",
    "Gbit/s": "gigabit / second", "Tbit/s": "terabit / second",
    "/min": "1 / minute", "/s": "1 / second", "/h": "1 / hour", "/d": "1 / day", "/wk": "1 / week",
    "/mo": "1 / day / 30.4375", "/a": "1 / day / 365.25",
    "N.m": "newton * meter", "[ft_i].[lbf_av]": "foot * pound_force",
    "mm[Hg]": "millimeter_Hg", "[in_i'Hg]": "inch_Hg", "mbar": "millibar",
    "[psi]": "psi", "k[psi]": "kilopsi",
    "[ppm]": "ppm", "[ppb]": "1 / 10 ** 9", "/10*2": "percent", "/10*3": "1 / 10 ** 3",
    "/10*4": "1 / 10 ** 4", "/10*5": "1 / 10 ** 5", "/10*6": "1 / 10 ** 6",
    "uSv": "microsievert", "Ci": "curie", "T": "tesla", "G": "tesla / 10 ** 4", "dB": "1",
}  # fmt: skip
"""What pint calls the units that it does not call as UCUM does."""

REFERENCE = {
    "time": "second", "length": "meter", "area": "meter ** 2", "volume": "meter ** 3", "mass": "kilogram",
    "speed": "meter / second", "fuel economy": "1 / meter ** 2", "temperature": "kelvin", "angle": "radian",
    "energy": "joule", "power": "watt", "voltage": "volt", "current": "ampere", "charge": "coulomb",
    "capacitance": "farad", "resistance": "ohm", "information": "bit", "data rate": "bit / second",
    "frequency": "1 / second", "force": "newton", "torque": "newton * meter", "pressure": "pascal",
    "flow": "meter ** 3 / second", "ratio": "1", "sound": "1", "dose": "sievert", "activity": "becquerel",
    "luminous flux": "lumen",
    "luminous intensity": "candela", "illuminance": "lux", "magnetic field": "tesla",
}  # fmt: skip
"""The unit that the factors of a dimension count in."""


def expression(code: str) -> str:
    """A UCUM code as pint reads it."""
    return PINT.get(code, {"Ohm": "ohm"}.get(code, code))


@pytest.mark.parametrize("row", [pytest.param(row, id=f"{row.code}-{n}") for n, row in enumerate(UNITS)])
def test_factor_and_dimension_are_those_of_pint(row: UnitRow) -> None:
    reference = REGISTRY.parse_expression(REFERENCE[row.dimension])
    ratio = REGISTRY.parse_expression(expression(row.code)) / reference
    assert REGISTRY.Quantity(ratio).to("dimensionless").magnitude == pytest.approx(row.factor, rel=1e-7)


def test_there_are_units_enough_for_news() -> None:
    assert len({row.code for row in UNITS}) >= 80
    assert {row.dimension for row in UNITS} == set(REFERENCE)


def test_rows_of_one_code_agree() -> None:
    """A second row of a code has other spellings, never another factor."""
    seen: dict[str, tuple[str, float]] = {}
    for row in UNITS:
        assert seen.setdefault(row.code, (row.dimension, row.factor)) == (row.dimension, row.factor), row.code


def test_codes_look_like_ucum() -> None:
    atom = r"(?:\[[\w']+\]|10\*\d|%?[A-Za-z]+\d?(?:\[[\w']+\])?)"
    for row in UNITS:
        assert re.fullmatch(rf"/?{atom}(?:[./]{atom})*", row.code), row.code
