"""Rows of the reference tables of places in `models/`."""

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class CountryRow:
    """A row of `countries.csv`."""

    code: str
    name: str
    geonames_id: str
    population: int
    lat: float | None = None
    lon: float | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class SubdivisionRow:
    """A row of `subdivisions.csv`: an ISO 3166-2 unit of any level."""

    code: str
    name: str
    country: str
    population: int
    fips: str | None = None
    geonames_id: str | None = None
    lat: float | None = None
    lon: float | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class CountyRow:
    """A row of `us_counties.csv`."""

    fips: str
    name: str
    state: str
    population: int
    lat: float | None = None
    lon: float | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class NameRow:
    """A row of `place_names.csv`: one more name of a country or unit.

    `where` is `after_place` for what is a place only there ("Gary, Ind.", "Waco, TX"), `anywhere`, or `name`
    for the name that English news call it by, before all other rows of the place.
    """

    name: str
    place: str
    where: str


@dataclasses.dataclass(frozen=True, slots=True)
class RegionRow:
    """A row of `regions.csv`: named in news like a jurisdiction, and without a code in any standard."""

    name: str
    country: str
    lat: float
    lon: float
    subdivision: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class DemonymRow:
    """A row of `demonyms.csv`."""

    demonym: str
    place: str
