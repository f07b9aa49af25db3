"""Mentions on their way to places, and the frames that settle them: `Paris, Texas`, lists of states."""

import dataclasses
import functools
import itertools
import re
from collections.abc import Sequence

from pipeline import models
from pipeline.extraction.found import Mention
from pipeline.extraction.jurisdictions_reading import place_words
from pipeline.gazetteer import NATIONS, Gazetteer, Place, gazetteer
from pipeline.resolve.place_context import Context, is_of_federation
from pipeline.toponym_key import toponym_key

_FRAME = re.compile(r",? \(?|, ?\n")
_LIST = re.compile(r"(?:,|;)? (?:and |or |& )?")
_CLASS = re.compile(r" (?:province|region|governorate|prefecture|state|territory|oblast)$")
REGIONS = frozenset({"country", "state", "district"})
"""Types of the places that stand behind another in a frame."""
PROVINCE = 50
"""So many times more people must a province have than the city of its name to be meant in a frame."""
_DIRECTIONS = {"n": "north", "s": "south", "e": "east", "w": "west"}


@dataclasses.dataclass(frozen=True, slots=True)
class DefaultRow:
    """A row of `place_defaults.csv`: what a name means where nothing else is said."""

    name: str
    place: str
    note: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RunnerUp:
    """The place that a name would else have been taken for, and what decided against it."""

    place: Place
    margin: float | None
    """By how much it scored less; None where no scores were asked."""
    decided: str
    """The part of the scores that spoke most for the place chosen: of `place_context.PARTS`, `default`, or
    `frame` where what stands beside the name decided."""


@dataclasses.dataclass(slots=True)
class Toponym:
    """A mention on its way to a place."""

    mention: Mention
    key: str
    choices: tuple[Place, ...]
    container: "Toponym | None" = None
    contains: "Toponym | None" = None
    place: Place | None = None
    rule: str = ""
    runner_up: RunnerUp | None = None


def toponym(mention: Mention) -> Toponym:
    key = toponym_key(mention.name)
    known = gazetteer()
    if not is_of_party(mention) and mention.label == "NORP" and key in known.demonyms:
        return Toponym(mention, key, (known.demonyms[key],), place=known.demonyms[key], rule="place-demonym")
    return Toponym(mention, key, places_named(key, is_of_party(mention)))


def is_of_party(mention: Mention) -> bool:
    """Whether it stands beside a party, as the county or town in "D-Raleigh"."""
    return "jurisdiction-of-a-party" in mention.rule


@functools.lru_cache(maxsize=50_000)
def places_named(key: str, of_party: bool) -> tuple[Place, ...]:
    """All places that a name may mean."""
    known = gazetteer()
    choices = _choices(known, key)
    return (*choices, *known.counties(f"{key} county")) if of_party else choices


def _choices(known: Gazetteer, key: str) -> tuple[Place, ...]:
    found = known.all_named(key)
    if not found and key.endswith(" co"):
        found = known.counties(f"{key}unty")
    if not found and key.startswith("county "):
        found = tuple(place for place in known.units(key[7:]) if place.type == "county")
    if not found and _CLASS.search(key):
        found = known.units(_CLASS.sub("", key))
    return found or known.after_place(key) or _of_part(known, key)


def _of_part(known: Gazetteer, key: str) -> tuple[Place, ...]:
    """Places by the name of a part of them, or with a short direction: "Downtown Dublin", "W. Columbia"."""
    first, _, rest = key.partition(" ")
    if first in _DIRECTIONS:
        return known.cities(f"{_DIRECTIONS[first]} {rest}") or known.cities(rest)
    return known.cities(rest) if first in _parts() else ()


@functools.cache
def _parts() -> frozenset[str]:
    return frozenset(toponym_key(word) for word in place_words("direction"))


def link_frames(text: str, toponyms: Sequence[Toponym]) -> None:
    """Join "Paris" and "Texas" of "Paris, Texas"; a postal code may follow without a comma."""
    known = gazetteer()
    for inner, outer in itertools.pairwise(toponyms):
        between = text[inner.mention.span.end : outer.mention.span.start]
        if not _FRAME.fullmatch(between) or "NORP" in {inner.mention.label, outer.mention.label}:
            continue
        codes = known.after_place(outer.key)
        regions = tuple(place for place in outer.choices if place.type in REGIONS)
        if (codes and not regions) or (codes and outer.mention.rule.endswith("-abbreviation")):
            regions = outer.choices = codes
        if "," not in between and "(" not in between and not codes:
            continue
        if regions and inner.container is None and not _are_alike(inner, outer):
            inner.container, outer.contains = outer, inner


def _are_alike(inner: Toponym, outer: Toponym) -> bool:
    """Two states or countries side by side are a list: "California, Oregon", "Florida, Massachusetts".

    Not so before an abbreviation ("Nevada, Mo."), nor where the name's default is a city of that state.
    """
    regions = {place.place_id for place in outer.choices}
    senses = [place for place in inner.choices if place.type in {"country", "state"}]
    if any(place.type == "country" for place in senses) and _country(outer):
        return True  # "in Russia, U.S. officials said"
    if not senses or outer.mention.rule.endswith("-abbreviation") or "." in outer.mention.name:
        return False
    default = defaults().get(inner.key)
    if default is not None and f"place:{default.subdivision}" in regions:
        return False
    if any(place.parent_id in regions for place in senses if place.type == "state"):
        return False
    if any(place.type == "state" and is_of_federation(place) for place in senses):
        return True
    cities = [place for place in inner.choices if place.type == "city" and place.main]
    codes = {f"place:{place.subdivision}" for place in cities} | {
        f"place:{place.country}" for place in cities
    }
    return not regions & codes


def _inside(place: Place, region: Place) -> bool:
    if place.place_id == region.place_id:
        return False
    if region.type == "country":
        return place.country == region.country
    if region.subdivision in NATIONS and place.type == "county":
        return place.country == region.country  # "Kent, England": their codes do not say of which nation
    return place.subdivision == region.subdivision


def resolve_framed(toponyms: Sequence[Toponym], context: Context) -> None:
    for item in toponyms:
        if item.container is None:
            continue
        regions = [place for place in item.container.choices if place.type in REGIONS]
        pairs = [(place, region) for region in regions for place in item.choices if _inside(place, region)]
        if pairs:
            place, region = max(pairs, key=lambda pair: (_size(pair[0]), pair[0].place_id))
            settle(item, place, "place-frame")
            settle(item.container, region, "place-frame")
            context.add(place, 2)
        elif (only := _only_region(item.container)) is not None:
            settle(item.container, only, "place-frame")
            settle(item, unknown_place(item, only), "place-unknown-in-frame")
            context.add(only, 2)


def _only_region(container: Toponym) -> Place | None:
    """The state of a federation that a name means ("Dry Fork, Montana"), else the only place of the name."""
    states = [place for place in container.choices if place.type == "state" and is_of_federation(place)]
    places = states if len(states) == 1 else container.choices
    return places[0] if len({place.place_id for place in places}) == 1 else None


def _size(place: Place) -> tuple[bool, bool, int]:
    """A state of a federation first; elsewhere a city before the province of its name: Córdoba."""
    is_state = place.type == "state" and is_of_federation(place)
    is_province = place.type == "state" and not is_state
    return place.main, is_state, place.population // (PROVINCE if is_province else 1)


def settle(item: Toponym, place: Place, rule: str) -> None:
    item.place, item.rule = place, rule


def _country(item: Toponym) -> Place | None:
    return next((place for place in item.choices if place.type == "country"), None)


def resolve_lists(text: str, toponyms: Sequence[Toponym]) -> None:
    """`New York` beside a state in a list is the state: "California, Illinois and New York"."""
    pairs = list(itertools.pairwise(toponyms))
    for left, right in pairs + pairs[::-1]:
        if not _LIST.fullmatch(text[left.mention.span.end : right.mention.span.start]):
            continue
        if _country(left) and _country(right):  # "Georgia, Armenia and Azerbaijan"
            for item in (left, right):
                if item.place is None and (country := _country(item)):
                    settle(item, country, "place-list")
        for item, beside in ((left, right), (right, left)):
            if item.place is None and beside.place is not None and beside.contains is None:
                states = [place for place in item.choices if place.type == "state"]
                if beside.place.type == "state" and states and states[0].country == beside.place.country:
                    settle(item, states[0], "place-list")


@functools.cache
def defaults() -> dict[str, Place]:
    known = gazetteer()
    found: dict[str, Place] = {}
    for row in models.load("place_defaults.csv", DefaultRow):
        key = toponym_key(row.name)
        for place in known.all_named(key):
            if place.place_id == f"place:{row.place}":
                found[key] = place
    return found


def unknown_place(item: Toponym, region: Place) -> Place:
    slug = item.key.replace(" ", "-") or "unnamed"
    county = item.key.endswith((" county", " parish"))
    return Place(
        place_id=f"{region.place_id}/{slug}",
        type="county" if county else "city",
        name=item.mention.name,
        country=region.country,
        subdivision=region.subdivision,
        parent_id=region.place_id,
    )
