"""Names of states and countries before agencies and offices: "Illinois AG", "French president"."""

import dataclasses
import functools

from pipeline import models


@dataclasses.dataclass(frozen=True, slots=True)
class Subdivision:
    code: str
    name: str
    country: str
    fips: str = ""
    geonames_id: str = ""
    lat: str = ""
    lon: str = ""
    population: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Country:
    code: str
    name: str
    geonames_id: str = ""
    lat: str = ""
    lon: str = ""
    population: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Demonym:
    demonym: str
    place: str


@dataclasses.dataclass(frozen=True, slots=True)
class PlaceName:
    name: str
    place: str
    where: str


@functools.cache
def codes() -> dict[str, str]:
    """Name, abbreviation or demonym -> ISO 3166 code: "Illinois" and "Ill." `US-IL`, "French" `FR`."""
    found: dict[str, str] = {}
    for row in models.load("subdivisions.csv", Subdivision):
        if row.country in {"US", "CA", "AU"}:
            found.setdefault(row.name, row.code)
    for place in models.load("place_names.csv", PlaceName):
        found.setdefault(place.name, place.place)
    for country in models.load("countries.csv", Country):
        found.setdefault(country.name, country.code)
    for row_ in models.load("demonyms.csv", Demonym):
        found.setdefault(row_.demonym, row_.place)
    return found


@functools.cache
def names() -> dict[str, str]:
    """ISO 3166 code -> name."""
    found = {row.code: row.name for row in models.load("subdivisions.csv", Subdivision)}
    return found | {row.code: row.name for row in models.load("countries.csv", Country)}


def leading(name: str) -> tuple[str, str] | None:
    """Code of the place that a name begins with, and the rest: "New York Department of Health"."""
    parts = name.split()
    for length in range(min(3, len(parts) - 1), 0, -1):
        place = codes().get(" ".join(parts[:length]))
        if place is not None:
            return place, " ".join(parts[length:])
    return None
