"""Who and where made news is about: real places and public bodies, invented people, outlets with homes."""

import functools
import itertools
import json
import random
from typing import NamedTuple

import topics

from pipeline import models
from pipeline.gazetteer import Place, city_lines, gazetteer
from pipeline.resolve.entity import Entity
from pipeline.resolve.slug import slug

OUTLETS, NATIONAL = 360, 40
"""Outlets of one town each, and outlets of the whole country."""
FIGURES = 400
"""People of the whole country that come again and again."""
LEAST_PEOPLE = 8_000
"""Of a town that news come from."""
STARTS = [
    "Har", "Den", "Wen", "Mar", "Sel", "Pel", "Ost", "Lar", "Tam", "Cro", "Bel", "Fen", "Kil", "Rud",
    "Vas", "Ash", "Bram", "Cal", "Dun", "Ells", "Hol", "Nor", "Win", "Thorn", "Gar", "Hal", "Red",
    "Sut", "Whit", "Ald", "Brad", "Cor", "Dray", "Far", "Gil", "Hun", "Kem", "Lang", "Mel", "New",
]  # fmt: skip
ENDS = [
    "low", "by", "dover", "end", "bury", "ford", "ley", "mouth", "wick", "ton", "field", "gate", "moor",
    "stead", "ham", "combe", "son", "man", "berg", "ski", "well", "worth", "land", "shaw", "er",
    "ridge", "cott", "den", "ward", "sen",
]  # fmt: skip
PAPERS = [
    "Herald", "Post", "Times", "Tribune", "Gazette", "Courier", "Journal", "News", "Chronicle",
    "Daily-Star", "Observer", "Record",
]  # fmt: skip
FAR = [
    "National", "World", "Continental", "Public", "United", "General", "Metropolitan", "Capital",
]  # fmt: skip


class Person(NamedTuple):
    """An invented person."""

    name: str
    surname: str
    he: str
    entity: Entity


class Outlet(NamedTuple):
    name: str
    home: Place | None


class Town(NamedTuple):
    """A town, others of its state, and the state."""

    place: Place
    near: tuple[Place, ...]
    state: Place


@functools.cache
def entity_of(place: Place) -> Entity:
    return Entity(
        entity_id=place.place_id, kind="jurisdiction", type=place.type, name=place.name,
        country=place.country, subdivision=place.subdivision, fips=place.fips,
        geonames_id=place.geonames_id, lat=place.lat, lon=place.lon, parent_id=place.parent_id,
    )  # fmt: skip


@functools.cache
def towns() -> list[Place]:
    """US towns under the names that mean them first, the largest first."""
    lines = city_lines().decode().splitlines()
    fields = (line.split("\t") for line in lines)
    keys = {row[0] for row in fields if row[1] == "1" and row[4] == "US" and int(row[7]) >= LEAST_PEOPLE}
    places = (gazetteer().cities(key)[0] for key in sorted(keys))
    chosen = {
        place.place_id: place
        for place in places
        if place.country == "US" and place.population >= LEAST_PEOPLE
    }
    return sorted(chosen.values(), key=lambda place: (-place.population, place.place_id))


@functools.cache
def _of_state(state: str) -> list[Place]:
    return [place for place in towns() if place.subdivision == state]


@functools.cache
def town(place: Place) -> Town:
    near = sorted(
        (other for other in _of_state(str(place.subdivision)) if other is not place),
        key=lambda other: (
            abs((other.lat or 0) - (place.lat or 0)) + abs((other.lon or 0) - (place.lon or 0)),
            other.place_id,
        ),
    )
    return Town(place, tuple(near[:6]) or (place,), gazetteer().by_id[f"place:{place.subdivision}"])


@functools.cache
def countries() -> list[Place]:
    """Countries, those with most people first."""
    found = [place for place in gazetteer().by_id.values() if place.type == "country" and place.population]
    return sorted(found, key=lambda place: -place.population)[:60]


@functools.cache
def _names() -> list[tuple[str, str]]:
    """First names and who bears them, in an order of chance."""
    rows = (line.split(",") for line in (models.folder() / "first_names.csv").read_text("utf-8").splitlines())
    known = [(row[0].title(), row[1]) for row in rows if row[1] in {"male", "female"} and row[0].isascii()]
    random.Random(1).shuffle(known)
    return known


def person(chance: random.Random) -> Person:
    names = _names()
    given, gender = names[topics.zipf(chance, len(names), 0.8)]
    surname = chance.choice(STARTS) + chance.choice(ENDS)
    name = f"{given} {surname}"
    entity = Entity(entity_id=f"person:{slug(name)}", kind="actor", type="person", name=name)
    return Person(name, surname, "he" if gender == "male" else "she", entity)


def by_surname(known: Person) -> Person:
    """The same person in an article that never gives the first name."""
    entity = Entity(
        entity_id=f"person:{slug(known.surname)}", kind="actor", type="person", name=known.surname
    )
    return Person(known.surname, known.surname, known.he, entity)


def made_name(chance: random.Random) -> str:
    """Of a firm, a street, a project."""
    return chance.choice(STARTS) + chance.choice(STARTS).lower() + chance.choice(ENDS)


@functools.cache
def figures() -> list[Person]:
    """People of the whole country, the best known first."""
    return [person(random.Random(number)) for number in range(FIGURES)]


@functools.cache
def outlets() -> list[Outlet]:
    """Papers of towns (the largest first), then those of the country."""
    named: dict[str, Place] = {}
    for place in towns():
        paper = PAPERS[topics.zipf(random.Random(place.name), len(PAPERS), 0.5)]
        named.setdefault(f"{place.name} {paper}", place)
    local = [Outlet(name, home) for name, home in itertools.islice(named.items(), OUTLETS)]
    far = (Outlet(f"{name} {paper}", None) for paper in PAPERS for name in FAR)
    return [*local, *itertools.islice(far, NATIONAL)]


@functools.cache
def outlets_of(state: str) -> list[Outlet]:
    return [outlet for outlet in outlets() if outlet.home is not None and outlet.home.subdivision == state]


@functools.cache
def _public_bodies() -> dict[str, str]:
    """Name -> id of the bodies that the rules know."""
    found: dict[str, str] = {}
    for file in ("bodies.jsonl", "agencies.jsonl"):
        for line in (models.folder() / file).read_text("utf-8").splitlines():
            row = json.loads(line)
            found |= dict.fromkeys(
                [row["name"], *row.get("acronyms", ()), *row.get("aliases", ())], row["id"]
            )
    return found


@functools.lru_cache(maxsize=100_000)
def body(name: str) -> Entity:
    """A body: one that the rules know under its id, else one of its own."""
    known = _public_bodies().get(name)
    kind = (
        "agency"
        if known or name.endswith(("Department", "Office", "Council", "District"))
        else "organization"
    )
    return Entity(entity_id=known or f"org:{slug(name)}", kind="actor", type=kind, name=name)
