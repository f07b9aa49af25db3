"""Resolves mentions of jurisdictions to places.

The order of certainty: a frame (`Paris, Texas`), a name that only one place bears, the states and
countries that the article names, the number of people. One name means one place throughout an article, save
where a frame says otherwise (after Leidner 2007, *Toponym resolution in text*: one referent per discourse).
"""

import collections
import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from pipeline.extraction.found import Mention
from pipeline.gazetteer import Place, gazetteer
from pipeline.read.article import Article
from pipeline.resolve.entity import Entity, Resolved
from pipeline.resolve.place_context import Context, is_of_federation, of_outlet
from pipeline.resolve.place_frames import (
    Toponym,
    defaults,
    link_frames,
    resolve_framed,
    resolve_lists,
    settle,
    toponym,
    unknown_place,
)

DEFAULT = 6.0
"""What being the default of its name is worth."""
MOST_VOTED = 12
"""A name borne in more states than this says nothing about the state."""
MOST_COUNTED = 3
"""How often a place named again and again counts as context."""
CLEAR = 1.5
"""A place that scores so much better than the next of its name is counted as context for other names."""


def resolve_places(article: Article, mentions: list[Mention]) -> list[Resolved]:
    """Each mention with its place, parallel to `mentions`; entity None where nothing decides.

    `rule` tells what decided: `place-frame`, `place-only`, `place-list`, `place-default`, `place-context`,
    `place-population`, `place-demonym`, `place-unknown-in-frame`, `place-unknown-in-context`.
    """
    toponyms = [toponym(mention) for mention in mentions]
    link_frames(article.text, toponyms)
    context = of_outlet(article)
    resolve_framed(toponyms, context)
    _resolve_certain(article.text, toponyms, context)
    _resolve_by_context(toponyms, context)
    _resolve_unknown(toponyms, context)
    return [
        Resolved(mention=item.mention, entity=_entity(item.place) if item.place else None, rule=item.rule)
        for item in toponyms
    ]


def _resolve_certain(text: str, toponyms: Sequence[Toponym], context: Context) -> None:
    """Names settled by a frame elsewhere, names of one place only, states in lists of states."""
    framed: dict[str, Place] = {}
    for item in toponyms:
        if item.place is not None and item.rule == "place-frame":
            framed.setdefault(item.key, item.place)
    certain = collections.Counter[Place]()
    for item in toponyms:
        if item.place is None and item.key in framed:
            settle(item, framed[item.key], "place-frame-elsewhere")
        elif item.place is None and (only := _only(item)) is not None:
            settle(item, only, "place-only")
            certain[only] += 1
        elif item.rule == "place-demonym" and item.place is not None:
            certain[item.place] += 1
    for place, times in certain.items():
        context.add(place, min(times, MOST_COUNTED) * (0.7 if place.type == "city" else 1.0))
    resolve_lists(text, toponyms)


def _only(item: Toponym) -> Place | None:
    """The one place of a name, or the state of a federation (`Indiana` is also a town in Pennsylvania)."""
    if len(item.choices) == 1:
        return item.choices[0]
    if item.key in defaults() or any(place.type == "country" for place in item.choices):
        return None
    regions = [place for place in item.choices if place.type == "state" and is_of_federation(place)]
    return regions[0] if len(regions) == 1 else None


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
                    settle(item, place, rule)
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
    default = defaults().get(key)
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
    """Counties called by their bare name (`Kanawha Circuit Judge`), where the state has no such town."""
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
            settle(item, unknown_place(item, region), "place-unknown-in-context")


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
