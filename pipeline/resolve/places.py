"""Resolves mentions of jurisdictions to places.

The order of certainty: a frame (`Paris, Texas`), a name that only one place bears, the states and
countries that the article names, where its outlet is at home, the number of people. One name means one
place throughout an article, save where a frame says otherwise (after Leidner 2007, *Toponym resolution in
text*: one referent per discourse).
"""

import collections
import dataclasses
import math
from collections.abc import Iterable, Mapping, Sequence

from pipeline.extraction.found import Mention
from pipeline.gazetteer import Place, gazetteer
from pipeline.read.article import Article
from pipeline.resolve.entity import Entity, Resolved
from pipeline.resolve.place_context import PARTS, Context, Home, distance_km, is_of_federation, of_outlet
from pipeline.resolve.place_frames import (
    RunnerUp,
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
MOST_COUNTED = 3
"""How often a place named again and again counts as context."""
GUESSED = frozenset({"place-only", "place-population", "place-context"})
"""Rules that settle a name by what is known of places in general."""
KNOWN_AFAR, FAR_KM, AT_HOME = 100_000, 150.0, 0.5
"""People of a city that news call by its name alone from so far, and how certain home must be to say so."""
CLEAR = 1.5
"""A place that scores so much better than the next of its name is counted as context for other names."""


def resolve_places(article: Article, mentions: Sequence[Mention], home: Home | None = None) -> list[Resolved]:
    """Each mention with its place, parallel to `mentions`; entity None where nothing decides.

    `home` is where the article's outlet is at home, as far as a run of its articles tells. `rule` tells what
    decided: `place-frame`, `place-only`, `place-list`, `place-default`, `place-home`, `place-context`,
    `place-population`, `place-demonym`, `place-unknown-in-frame`, `place-unknown-in-context`,
    `place-unknown-at-home`, `place-open`.
    """
    return [
        Resolved(
            mention=item.mention,
            entity=_entity(item.place) if item.place else None,
            rule=item.rule or "place-open",
        )
        for item in _settled(article, mentions, home)
    ]


def runners_up(
    article: Article, mentions: Sequence[Mention], home: Home | None = None
) -> list[RunnerUp | None]:
    """For each mention the place that came second; None where the name has no other."""
    return [item.runner_up or _largest_other(item) for item in _settled(article, mentions, home)]


def _largest_other(item: Toponym) -> RunnerUp | None:
    """For a name that a frame or its kind settled: the largest other place."""
    others = [place for place in item.choices if item.place and place.place_id != item.place.place_id]
    if not others:
        return None
    other = max(others, key=lambda place: (place.main, place.population, place.place_id))
    return RunnerUp(place=other, margin=None, decided="kind" if item.rule == "place-only" else "frame")


def _settled(article: Article, mentions: Sequence[Mention], home: Home | None) -> list[Toponym]:
    toponyms = [toponym(mention) for mention in mentions]
    link_frames(article.text, toponyms)
    context = of_outlet(article, home)
    resolve_framed(toponyms, context)
    _resolve_certain(article.text, toponyms, context)
    _resolve_by_context(toponyms, context)
    _resolve_unknown(toponyms, context)
    _resolve_local(toponyms, context.home)
    return toponyms


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
    """The one place of a name, or the state of a federation (`Indiana` is also a town in Pennsylvania).

    Not where a large city has the name, too: Victoria in Australia and in British Columbia.
    """
    if len(item.choices) == 1:
        return item.choices[0]
    if item.key in defaults() or any(place.type == "country" for place in item.choices):
        return None
    regions = [place for place in item.choices if place.type == "state" and is_of_federation(place)]
    cities = [place for place in item.choices if place.type == "city" and place.main]
    if any(place.population >= KNOWN_AFAR for place in cities):
        return None
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
            place, rule, runner_up = _best(key, waiting[key][0].choices, context)
            if runner_up is None or (runner_up.margin or 0.0) >= needed:
                for item in waiting.pop(key):
                    settle(item, place, rule)
                    item.runner_up = runner_up
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
        for state in states:
            context.states[state] += 1 / len(states)


def _best(key: str, choices: Iterable[Place], context: Context) -> tuple[Place, str, RunnerUp | None]:
    """The best place of a name, what decided, and the next best."""
    default = defaults().get(key)
    scored = []
    for place in (*choices, *_counties_of(key, choices, context)):
        parts = (*context.parts(place), DEFAULT if place == default else 0.0)
        scored.append((math.fsum(parts), parts, place))
    scored.sort(key=lambda item: (-item[0], item[2].place_id))
    score, parts, best = scored[0]
    runner_up = None
    if len(scored) > 1:
        differences = [mine - other for mine, other in zip(parts, scored[1][1], strict=True)]
        decided = max(range(len(differences)), key=lambda part: (differences[part], -part))
        margin = score - scored[1][0]
        runner_up = RunnerUp(place=scored[1][2], margin=margin, decided=(*PARTS, "default")[decided])
    return best, _rule(best, default, scored), runner_up


def _rule(best: Place, default: Place | None, scored: Sequence[tuple[float, Sequence[float], Place]]) -> str:
    """What decided: the first of these that alone would have, from the least to the most particular."""
    if best == default:
        return "place-default"
    plain = PARTS.index("people"), PARTS.index("kind"), PARTS.index("name")
    if best == max(scored, key=lambda item: (sum(item[1][part] for part in plain), item[2].place_id))[2]:
        return "place-population"
    home = PARTS.index("home")
    if best != max(scored, key=lambda item: (item[0] - item[1][home], item[2].place_id))[2]:
        return "place-home"
    return "place-context"


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


def _resolve_local(toponyms: Sequence[Toponym], home: Home) -> None:
    """A small town far from home whose state is not named is rather one at home that the gazetteer lacks.

    News name the state of a small town elsewhere: "Howland" alone, in a Texas paper, is not Howland in Maine.
    """
    region = gazetteer().by_id.get(f"place:{home.state}")
    if region is None or home.certainty < AT_HOME:
        return
    named = {
        item.place.subdivision
        for item in toponyms
        if item.place and (item.place.type in {"state", "county"} or item.rule.startswith("place-frame"))
    }
    for item in toponyms:
        place = item.place
        if place is None or item.rule not in GUESSED or place.subdivision in {home.state, *named}:
            continue
        is_small = place.type == "city" and place.country == home.country and place.population < KNOWN_AFAR
        if is_small and distance_km(place, home) > FAR_KM:
            settle(item, unknown_place(item, region), "place-unknown-at-home")
            item.runner_up = RunnerUp(place=place, margin=None, decided="home")


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
