"""Resolves mentions of jurisdictions to places.

The order of certainty: a frame (`Paris, Texas`), a name that only one place bears, the states and countries that the
article names, the number of people. One name means one place throughout an article, save where a frame
says otherwise (after Leidner 2007, *Toponym resolution in text*: one referent per discourse).
"""

import collections
import dataclasses
import functools
import re
from collections.abc import Iterable, Mapping, Sequence

from pipeline import models
from pipeline.extract.found import Mention
from pipeline.gazetteer import Gazetteer, Place, gazetteer
from pipeline.read.article import Article
from pipeline.resolve.entity import Entity, Resolved
from pipeline.resolve.place_context import FEDERAL, Context, of_outlet
from pipeline.toponym_key import toponym_key

DEFAULT = 6.0
"""What being the default of its name is worth."""
MOST_VOTED = 12
"""A name borne in more states than this says nothing about the state."""
CLEAR = 1.5
"""A place that scores so much better than the next of its name is counted as context for other names."""
_FRAME = re.compile(r",? \(?|, ?\n")
_LIST = re.compile(r"(?:,|;)? (?:and |or |& )?")
_CLASS = re.compile(r" (?:province|region|governorate|prefecture|state|territory|oblast)$")


@dataclasses.dataclass(frozen=True, slots=True)
class DefaultRow:
    """A row of `place_defaults.csv`: what a name means where nothing else is said."""

    name: str
    place: str
    note: str


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


def resolve_places(article: Article, mentions: list[Mention]) -> list[Resolved]:
    """Each mention with its place, parallel to `mentions`; entity None where nothing decides.

    `rule` tells what decided: `place-frame`, `place-only`, `place-list`, `place-default`, `place-context`,
    `place-population`, `place-demonym`, `place-unknown-in-frame`, `place-unknown-in-context`.
    """
    toponyms = [_toponym(mention) for mention in mentions]
    _link_frames(article.text, toponyms)
    context = of_outlet(article)
    _resolve_framed(toponyms, context)
    _resolve_certain(article.text, toponyms, context)
    _resolve_by_context(toponyms, context)
    _resolve_unknown(toponyms, context)
    return [
        Resolved(mention=item.mention, entity=_entity(item.place) if item.place else None, rule=item.rule)
        for item in toponyms
    ]


def _toponym(mention: Mention) -> Toponym:
    key = toponym_key(mention.name)
    known = gazetteer()
    if mention.label == "NORP" and key in known.demonyms:
        return Toponym(mention, key, (known.demonyms[key],), place=known.demonyms[key], rule="place-demonym")
    return Toponym(mention, key, _choices(known, key))


def _choices(known: Gazetteer, key: str) -> tuple[Place, ...]:
    found = known.all_named(key)
    if not found and key.endswith(" co"):
        found = known.counties(f"{key}unty")
    if not found and key.startswith("county "):
        found = tuple(place for place in known.units(key[7:]) if place.type == "county")
    if not found and _CLASS.search(key):
        found = known.units(_CLASS.sub("", key))
    return found or known.after_place(key)


def _link_frames(text: str, toponyms: Sequence[Toponym]) -> None:
    """Join "Paris" and "Texas" of "Paris, Texas"; a postal code may follow without a comma."""
    known = gazetteer()
    for inner, outer in zip(toponyms, toponyms[1:], strict=False):
        between = text[inner.mention.span.end : outer.mention.span.start]
        if not _FRAME.fullmatch(between) or "NORP" in {inner.mention.label, outer.mention.label}:
            continue
        codes = known.after_place(outer.key)
        regions = tuple(place for place in outer.choices if place.type in {"country", "state", "district"})
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
    if not senses or outer.mention.rule.endswith("-abbreviation") or "." in outer.mention.name:
        return False
    default = _defaults().get(inner.key)
    if default is not None and f"place:{default.subdivision}" in regions:
        return False
    if any(place.parent_id in regions for place in senses if place.type == "state"):
        return False
    if any(place.type == "state" and place.country in FEDERAL for place in senses):
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
    return place.subdivision == region.subdivision


def _resolve_framed(toponyms: Sequence[Toponym], context: Context) -> None:
    for item in toponyms:
        if item.container is None:
            continue
        pairs = [
            (place, region)
            for region in item.container.choices
            for place in item.choices
            if region.type in {"country", "state", "district"} and _inside(place, region)
        ]
        if pairs:
            place, region = max(pairs, key=lambda pair: (_size(pair[0]), pair[0].place_id))
            _settle(item, place, "place-frame")
            _settle(item.container, region, "place-frame")
            context.add(place, 2)
        elif len({place.place_id for place in item.container.choices}) == 1:
            region = item.container.choices[0]
            _settle(item.container, region, "place-frame")
            _settle(item, _unknown(item, region), "place-unknown-in-frame")
            context.add(region, 2)


def _size(place: Place) -> tuple[bool, bool, int]:
    return place.main, place.type == "state", place.population


def _settle(item: Toponym, place: Place, rule: str) -> None:
    item.place, item.rule = place, rule


def _resolve_certain(text: str, toponyms: Sequence[Toponym], context: Context) -> None:
    """Names settled by a frame elsewhere, names of one place only, states in lists of states."""
    framed: dict[str, Place] = {}
    for item in toponyms:
        if item.place is not None and item.rule.endswith("frame") and item.contains is None:
            framed.setdefault(item.key, item.place)
    seen = collections.Counter[str]()
    for item in toponyms:
        if item.place is None and item.key in framed:
            _settle(item, framed[item.key], "place-frame-elsewhere")
        elif item.place is None and len(item.choices) == 1:
            _settle(item, item.choices[0], "place-only")
            seen[item.key] += 1
            if seen[item.key] <= 3:
                context.add(item.choices[0], 1 if item.choices[0].type != "city" else 0.7)
    for item in toponyms:
        region = _dominant(item)
        if item.place is None and region is not None:
            _settle(item, region, "place-only")
            seen[item.key] += 1
            if seen[item.key] <= 3:
                context.add(region, 1)
    _resolve_lists(text, toponyms)


def _dominant(item: Toponym) -> Place | None:
    """The state of a federation whose name towns bear too (`Indiana`), unless a country or a default has it."""
    if item.key in _defaults() or any(place.type == "country" for place in item.choices):
        return None
    regions = [place for place in item.choices if place.type == "state" and place.country in FEDERAL]
    return regions[0] if len(regions) == 1 else None


def _resolve_lists(text: str, toponyms: Sequence[Toponym]) -> None:
    """`New York` beside a state in a list is the state: "California, Illinois and New York"."""
    pairs = list(zip(toponyms, toponyms[1:], strict=False))
    for left, right in pairs + pairs[::-1]:
        if not _LIST.fullmatch(text[left.mention.span.end : right.mention.span.start]):
            continue
        for item, beside in ((left, right), (right, left)):
            if item.place is None and beside.place is not None and beside.contains is None:
                states = [place for place in item.choices if place.type == "state"]
                if beside.place.type == "state" and states and states[0].country == beside.place.country:
                    _settle(item, states[0], "place-list")


@functools.cache
def _defaults() -> dict[str, Place]:
    known = gazetteer()
    found: dict[str, Place] = {}
    for row in models.load("place_defaults.csv", DefaultRow):
        key = toponym_key(row.name)
        for place in known.all_named(key):
            if place.place_id == f"place:{row.place}":
                found[key] = place
    return found


def _resolve_by_context(toponyms: Sequence[Toponym], context: Context) -> None:
    """Clear names first; each adds to the context that the less clear ones are decided by."""
    waiting: dict[str, list[Toponym]] = collections.defaultdict(list)
    for item in toponyms:
        if item.place is None and item.choices:
            waiting[item.key].append(item)
    _vote(waiting, context)
    for needed in (CLEAR, 0.0):
        for key in list(waiting):
            place, margin, rule = _best(key, waiting[key][0].choices, context)
            if margin >= needed:
                for item in waiting.pop(key):
                    _settle(item, place, rule)
                context.add(place, _says(place))


def _says(place: Place) -> float:
    """How much a place tells of an article's state: a world city stands in articles from anywhere."""
    if place.type != "city":
        return 1.0
    return 0.25 if place.population > 500_000 else 0.5


def _vote(waiting: Mapping[str, list[Toponym]], context: Context) -> None:
    """Names of many places vote together: `Richmond`, `Berea` and `London` meet in Kentucky alone."""
    for items in waiting.values():
        states = sorted({place.subdivision for place in items[0].choices if place.main and place.subdivision})
        for state in states if len(states) <= MOST_VOTED else ():
            context.states[state] += 1 / len(states)


def _best(key: str, choices: Iterable[Place], context: Context) -> tuple[Place, float, str]:
    """The best place of a name, how much better it scores than the next, and what decided."""
    default = _defaults().get(key)
    every = [*choices, *_counties_of(key, choices, context)]
    scored = sorted(
        ((context.score(place) + (DEFAULT if place == default else 0.0), place) for place in every),
        key=lambda pair: (-pair[0], pair[1].place_id),
    )
    best = scored[0][1]
    margin = scored[0][0] - scored[1][0] if len(scored) > 1 else 9.0
    if best == default:
        return best, margin, "place-default"
    plain = Context()
    largest = max(every, key=lambda place: (plain.score(place), place.place_id))
    return best, margin, "place-population" if largest == best else "place-context"


def _counties_of(key: str, choices: Iterable[Place], context: Context) -> list[Place]:
    """Counties called by their bare name (`Kanawha Circuit Judge`), in states that have no town of the name."""
    with_town = {place.subdivision for place in choices}
    return [
        dataclasses.replace(place, main=False)
        for place in gazetteer().counties(f"{key} county")
        if place.subdivision not in with_town and context.states[place.subdivision or ""] > 1
    ]


def _resolve_unknown(toponyms: Sequence[Toponym], context: Context) -> None:
    """A name that the gazetteer lacks lies where the article's other places are."""
    region = gazetteer().by_id.get(f"place:{context.main_region()}")
    for item in toponyms:
        if item.place is None and region is not None:
            _settle(item, _unknown(item, region), "place-unknown-in-context")


def _unknown(item: Toponym, region: Place) -> Place:
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


def _entity(place: Place) -> Entity:
    return Entity(
        entity_id=place.place_id,
        kind="jurisdiction",
        type=place.type,
        name=place.name,
        country=place.country,
        subdivision=place.subdivision,
        fips=place.fips,
        geonames_id=place.geonames_id,
        lat=place.lat,
        lon=place.lon,
        parent_id=place.parent_id,
    )
