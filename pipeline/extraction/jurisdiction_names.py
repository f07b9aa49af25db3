"""Names of states and countries before agencies and offices: "Illinois AG", "French president"."""

import functools

from pipeline import models
from pipeline.place_tables import CountryRow, DemonymRow, NameRow, SubdivisionRow


@functools.cache
def codes() -> dict[str, str]:
    """Name, abbreviation or demonym -> ISO 3166 code: "Illinois" and "Ill." `US-IL`, "French" `FR`."""
    found: dict[str, str] = {}
    for row in models.load("subdivisions.csv", SubdivisionRow):
        if row.country in {"US", "CA", "AU"}:
            found.setdefault(row.name, row.code)
    for place in models.load("place_names.csv", NameRow):
        found.setdefault(place.name, place.place)
    for country in models.load("countries.csv", CountryRow):
        found.setdefault(country.name, country.code)
    for row_ in models.load("demonyms.csv", DemonymRow):
        found.setdefault(row_.demonym, row_.place)
    return found


@functools.cache
def names() -> dict[str, str]:
    """ISO 3166 code -> name."""
    found = {row.code: row.name for row in models.load("subdivisions.csv", SubdivisionRow)}
    return found | {row.code: row.name for row in models.load("countries.csv", CountryRow)}


def leading(name: str) -> tuple[str, str] | None:
    """Code of the place that a name begins with, and the rest: "New York Department of Health"."""
    parts = name.split()
    for length in range(min(3, len(parts) - 1), 0, -1):
        place = codes().get(" ".join(parts[:length]))
        if place is not None:
            return place, " ".join(parts[length:])
    return None
