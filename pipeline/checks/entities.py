"""Entities: what is checked of each, and whether their counts and aliases are those of the mentions."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline import tables
from pipeline.checks.cells import cell_problems
from pipeline.checks.keys import Keys, Places, empty, hashes, mixed, repeated_keys
from pipeline.checks.problem import Problem, about, told
from pipeline.checks.reading import slices

PREFIXES = {"agency": "org", "organization": "org", "person": "person", "office": "office", "group": "group"}
"""Type of an entity -> what its id begins with; jurisdictions are all `place`."""
NAMELESS = ("NOMINAL", "PRONOUN")
COUNTED = ("mentions", "articles", "outlets")


class Entities:
    """What is remembered of entities, in the order of their table, and of each of their aliases."""

    def __init__(self) -> None:
        self.keys = Keys()
        self.are_places = empty(np.bool_)
        self.counts: dict[str, Places] = {}
        """What the table says: mentions, articles, outlets."""
        self.aliases, self.bearers = empty(np.uint64), empty(np.int64)
        """Entity and surface form in one hash, and the place of the entity."""


def entity_problems(path: Path, known: Entities) -> Iterator[Problem]:
    """Faults of entities; what later checks need goes into `known`."""
    read: list[tuple[Any, ...]] = []
    first = 0
    for rows in slices(path):
        yield from cell_problems("entities", rows)
        yield from _row_problems(rows)
        known.keys.add(hashes(rows.column("entity_id")))
        aliases = rows.column("aliases")
        bearers = pc.list_parent_indices(aliases).to_numpy().astype(np.int64) + first
        forms = mixed(hashes(aliases.flatten()), bearers.astype(np.uint64))
        places = pc.equal(rows.column("kind"), "jurisdiction").fill_null(False).to_numpy(zero_copy_only=False)
        counts = (rows.column(name).fill_null(-1).to_numpy() for name in COUNTED)
        read.append((places, bearers, forms, *counts))
        first += len(rows)
    if read:
        known.are_places, known.bearers, known.aliases, *counted = map(
            np.concatenate, zip(*read, strict=True)
        )
        known.counts = dict(zip(COUNTED, counted, strict=True))
    yield from repeated_keys("entities", path, known.keys)
    known.keys.close()


def _row_problems(rows: pa.RecordBatch) -> Iterator[Problem]:
    kind, types, ids = rows.column("kind"), rows.column("type"), rows.column("entity_id")
    is_actor = pc.is_in(types, value_set=pa.array(tables.ACTOR_TYPES))
    wrong = pc.not_equal(kind, pc.if_else(is_actor, "actor", "jurisdiction"))
    yield from told("entities", rows, wrong, about("type", "is of the other kind"))
    for name in pc.unique(types).to_pylist():
        prefix = PREFIXES.get(name, "place") + ":"
        wrong = pc.and_(pc.equal(types, name), pc.invert(pc.starts_with(ids, prefix)))
        yield from told("entities", rows, wrong, f"entity_id of type {name} does not begin with {prefix}")
    yield from told(
        "entities", rows, pc.equal(rows.column("parent_id"), ids), "parent_id is the entity itself"
    )
    listed = rows.column("aliases").to_pylist()
    unsorted = [bool(names) and names != sorted(set(names)) for names in listed]
    yield from told("entities", rows, np.array(unsorted, np.bool_), "aliases are not sorted, each once")
    yield from _geography(rows)


def _geography(rows: pa.RecordBatch) -> Iterator[Problem]:
    lat, lon, country = rows.column("lat"), rows.column("lon"), rows.column("country")
    yield from told("entities", rows, pc.xor(lat.is_null(), lon.is_null()), "lat and lon go together")
    for name, degrees, most in (("lat", lat, 90.0), ("lon", lon, 180.0)):
        beyond = pc.greater(pc.abs(degrees), most)
        yield from told("entities", rows, beyond, about(name, f"is beyond {most:g} degrees"))
    subdivision = rows.column("subdivision")
    elsewhere = pc.not_equal(pc.utf8_slice_codeunits(subdivision, 0, 2), country.fill_null(""))
    yield from told("entities", rows, elsewhere, "subdivision is not of the country")
    abroad = pc.and_(rows.column("fips").is_valid(), pc.not_equal(country.fill_null(""), "US"))
    yield from told("entities", rows, abroad, "fips is set outside the United States")
