"""Places and their names: countries, first level units, US counties, cities; read from `models/`.

Populated places are kept as one block of sorted lines and found by bisection, so that a worker loads a
quarter of a million of them in a fraction of a second and keeps no objects of those that no article names.
"""

import bisect
import collections
import dataclasses
import functools
from collections.abc import Iterable

import numpy as np
import pyarrow as pa

from pipeline import models
from pipeline.place_tables import CountryRow, CountyRow, DemonymRow, NameRow, RegionRow, SubdivisionRow
from pipeline.toponym_key import toponym_key


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place with its codes; `main` is false where it was looked up by an alternative name."""

    place_id: str
    type: str
    name: str
    country: str
    subdivision: str | None = None
    fips: str | None = None
    geonames_id: str | None = None
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    parent_id: str | None = None
    main: bool = True


NO_STATES = frozenset({"GB", "IE"})
"""Countries whose ISO 3166-2 units below the nations are counties and boroughs, not states."""
NATIONS = frozenset({"GB-ENG", "GB-SCT", "GB-WLS", "GB-NIR"})


def _rank(place: Place) -> tuple[bool, int, str]:
    return not place.main, -place.population, place.place_id


def city_lines() -> bytes:
    """`gazetteer.tsv.zst` unpacked, in UTF-8; raises ModelsError where it is missing or was changed."""
    path = models.folder() / "gazetteer.tsv.zst"
    if not path.is_file():
        raise models.ModelsError(f"{path} is missing")
    models.require_unchanged(path)
    with pa.input_stream(path, compression="zstd") as file:
        return bytes(file.read())


class Cities:
    """Populated places of `gazetteer.tsv.zst`, looked up by `toponym_key`."""

    def __init__(self) -> None:
        self._lines = city_lines()
        ends = np.flatnonzero(np.frombuffer(self._lines, dtype=np.uint8) == ord("\n"))
        self._starts = np.concatenate(([0], ends[:-1] + 1)).astype(np.int32)

    def _key(self, start: int) -> bytes:
        return self._lines[start : self._lines.index(b"\t", start)]

    def named(self, key: str) -> tuple[Place, ...]:
        """All places of a name, main names first, largest first."""
        wanted = key.encode()
        index = bisect.bisect_left(self._starts, wanted, key=self._key)
        found = []
        while index < len(self._starts) and self._key(start := self._starts[index]) == wanted:
            found.append(self._place(self._lines[start : self._lines.index(b"\n", start)].decode()))
            index += 1
        distinct = {place.place_id: place for place in sorted(found, key=lambda place: place.main)}
        return tuple(sorted(distinct.values(), key=_rank))

    @staticmethod
    def _place(line: str) -> Place:
        key, main, name, number, country, subdivision, fips, population, lat, lon = line.split("\t")
        parent = f"place:{fips or subdivision or country}" if country != "US" else f"place:{subdivision}"
        return Place(
            place_id=f"place:gn-{number}" if number else f"place:{subdivision}/{key.replace(' ', '-')}",
            type="city",
            name=name,
            country=country,
            subdivision=subdivision or None,
            fips=fips or None,
            geonames_id=number or None,
            lat=float(lat),
            lon=float(lon),
            population=int(population),
            parent_id=f"place:US-{fips}" if fips else parent,
            main=main == "1",
        )


class Gazetteer:
    """All names of places. Everything is looked up by `toponym_key`, abbreviations by their surface too."""

    def __init__(self) -> None:
        self.by_id: dict[str, Place] = {}
        self._units: dict[str, list[Place]] = collections.defaultdict(list)
        self._counties: dict[str, list[Place]] = collections.defaultdict(list)
        self._after_place: dict[str, list[Place]] = collections.defaultdict(list)
        self.demonyms: dict[str, Place] = {}
        self._cities_of = functools.lru_cache(maxsize=50_000)(Cities().named)
        self._add_countries()
        self._add_subdivisions()
        self._add_counties()
        self._add_regions()
        self._add_names()

    def _add_countries(self) -> None:
        for row in models.load("countries.csv", CountryRow):
            place = Place(
                place_id=f"place:{row.code}",
                type="country",
                name=row.name,
                country=row.code,
                geonames_id=row.geonames_id,
                lat=row.lat,
                lon=row.lon,
                population=row.population,
            )
            self._add(place, row.name)

    def _add_subdivisions(self) -> None:
        for row in models.load("subdivisions.csv", SubdivisionRow):
            county = row.country in NO_STATES and row.code not in NATIONS
            place = Place(
                place_id=f"place:{row.code}",
                type="district" if row.code == "US-DC" else "county" if county else "state",
                name=row.name,
                country=row.country,
                subdivision=row.code,
                fips=row.fips,
                geonames_id=row.geonames_id,
                lat=row.lat,
                lon=row.lon,
                population=row.population,
                parent_id=f"place:{row.country}",
            )
            self._add(place, row.name)

    def _add_counties(self) -> None:
        for row in models.load("us_counties.csv", CountyRow):
            place = Place(
                place_id=f"place:US-{row.fips}",
                type="county",
                name=row.name,
                country="US",
                subdivision=f"US-{row.state}",
                fips=row.fips,
                lat=row.lat,
                lon=row.lon,
                population=row.population,
                parent_id=f"place:US-{row.state}",
            )
            self.by_id[place.place_id] = place
            self._counties[toponym_key(row.name)].append(place)

    def _add_regions(self) -> None:
        for row in models.load("regions.csv", RegionRow):
            parent = f"place:{row.subdivision or row.country}"
            place = Place(
                place_id=f"{parent}/{toponym_key(row.name).replace(' ', '-')}",
                type="other",
                name=row.name,
                country=row.country,
                subdivision=row.subdivision,
                lat=row.lat,
                lon=row.lon,
                parent_id=parent,
            )
            self._add(place, row.name)

    def _add_names(self) -> None:
        for row in models.load("place_names.csv", NameRow):
            place = self._known(row.place, "place_names.csv")
            if row.where == "name":
                place = self._renamed(place, row.name)
            table = self._after_place if row.where == "after_place" else self._units
            key = toponym_key(row.name)
            if place not in table[key]:
                table[key].append(place)
        for demonym in models.load("demonyms.csv", DemonymRow):
            self.demonyms[toponym_key(demonym.demonym)] = self._known(demonym.place, "demonyms.csv")

    def _renamed(self, place: Place, name: str) -> Place:
        """The place under the name that English news call it by: `Bavaria` for `Bayern`."""
        renamed = dataclasses.replace(place, name=name)
        self.by_id[place.place_id] = renamed
        key = toponym_key(place.name)
        self._units[key] = [renamed if unit == place else unit for unit in self._units[key]]
        return renamed

    def _known(self, code: str, file: str) -> Place:
        if f"place:{code}" not in self.by_id:
            raise models.ModelsError(
                f"models/{file}: {code} is neither in countries.csv nor in subdivisions.csv"
            )
        return self.by_id[f"place:{code}"]

    def _add(self, place: Place, name: str) -> None:
        self.by_id[place.place_id] = place
        self._units[toponym_key(name)].append(place)

    def cities(self, key: str) -> tuple[Place, ...]:
        """Populated places of that name, main names and large ones first."""
        return self._cities_of(key)

    def units(self, key: str) -> tuple[Place, ...]:
        """Countries and their units of that name."""
        return tuple(self._units.get(key, ()))

    def after_place(self, key: str) -> tuple[Place, ...]:
        """Units whose abbreviation that is, behind another place: `Ind.`, `TX`."""
        return tuple(self._after_place.get(key, ()))

    def counties(self, key: str) -> tuple[Place, ...]:
        """US counties by their full name: `cook county`."""
        return tuple(self._counties.get(key, ()))

    def all_named(self, key: str) -> tuple[Place, ...]:
        """Every place of that name."""
        return (*self.units(key), *self.counties(key), *self.cities(key))

    def knows(self, key: str) -> bool:
        return bool(key) and (key in self._units or key in self._counties or bool(self.cities(key)))


@functools.cache
def gazetteer() -> Gazetteer:
    """The gazetteer, loaded once a process."""
    return Gazetteer()


def largest(places: Iterable[Place]) -> Place | None:
    """The place with most people; countries before cities."""
    order = {"country": 2, "state": 1}
    return max(places, key=lambda place: (order.get(place.type, 0), place.population), default=None)
