"""Where each outlet is at home, from all its articles of the run: what decides between its local namesakes.

Nine in ten places of a local paper's own news lie in one state, and most of them close together (Lieberman,
Samet, Sankaranarayanan 2010, *Geotagging with local lexicons*, ICDE). No list of outlets is needed: each name
in an article is weighed for each state by how much likelier it is in news of that state than in any news
(naive Bayes), and the state that all articles together speak for is home.
"""

import collections
import dataclasses
import math
from collections.abc import Iterable, Mapping, Sequence

from pipeline.gazetteer import Place, gazetteer
from pipeline.read.article import Article
from pipeline.resolve.entity import Resolved
from pipeline.resolve.place_context import UNCOUNTED, Home, distance_km, letters_of
from pipeline.resolve.place_frames import toponym

CERTAIN = frozenset({"place-frame", "place-frame-elsewhere", "place-only", "place-list"})
"""Rules that settle a name whatever the outlet is."""
LEAST_ARTICLES = 2
"""An outlet with fewer articles tells nothing that its article does not tell itself."""
LOCAL = 0.6
"""Share of the names in local news that are local."""
TOWN, STATE = 40.0, 4.0
"""How many times likelier a name that one state alone has is in that state's news than in all news, for a
town, and for the state itself: all papers write of Florida."""
LEAST_SAID, MOST_SAID = -2.0, 5.0
"""What one article may say for a state, in nats: a list of forty towns is one article."""
DOUBT, LEAST_LEAD = 2.0, 0.6
"""A lead of so many nats makes a state half sure, and one of so few nothing."""
SIZE = 0.4
"""A town is named as often as this power of its number of people: ten times larger, 2.5 times as often."""
NEIGHBOURHOOD_KM, MOST_POINTS = 50.0, 150
"""How near places are that tell of each other, and among how many an outlet's middle is sought."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """A name in an article, with how likely it means each of the places that bear it; one if certain."""

    key: str
    shares: Mapping[Place, float]


def homes(read: Iterable[tuple[Article, Sequence[Resolved]]]) -> dict[str, Home]:
    """Outlet -> home, for the outlets whose articles tell it. `read`: each article with its jurisdictions.

    The same for any order of the articles.
    """
    of_outlets: dict[str, list[tuple[str, list[_Named]]]] = collections.defaultdict(list)
    for article, resolved in read:
        if article.outlet:
            of_outlets[article.outlet].append((article.article_id, _names(resolved)))
    found: dict[str, Home] = {}
    for outlet, articles in of_outlets.items():
        articles.sort(key=lambda pair: pair[0])
        home = _home(outlet, [names for _, names in articles])
        if home is not None:
            found[outlet] = home
    return found


def _names(resolved: Sequence[Resolved]) -> list[_Named]:
    """The distinct names of an article, sorted; a name that is certain has one place."""
    certain: dict[str, Place] = {}
    names: dict[str, tuple[Place, ...]] = {}
    for item in resolved:
        if item.mention.label == "NORP":
            continue
        named = toponym(item.mention)
        names.setdefault(named.key, named.choices)
        if item.entity is not None and item.rule in CERTAIN:
            places = (*named.choices, gazetteer().by_id.get(item.entity.entity_id))
            for place in places:
                if place is not None and place.place_id == item.entity.entity_id:
                    certain.setdefault(named.key, place)
    return [_Named(key=key, shares=_shares(names[key], certain.get(key))) for key in sorted(names)]


def _shares(choices: Iterable[Place], certain: Place | None) -> dict[Place, float]:
    if certain is not None:
        return {certain: 1.0}
    weights = {place: ((place.population or UNCOUNTED) + 100) ** SIZE for place in choices if place.main}
    total = math.fsum(weights.values())
    return {place: weight / total for place, weight in weights.items()}


def _home(outlet: str, articles: Sequence[Sequence[_Named]]) -> Home | None:
    if len(articles) < LEAST_ARTICLES:
        return None
    said: dict[str, float] = collections.defaultdict(float, _said_by_name(outlet, articles))
    for names in articles:
        for state, nats in _said(names).items():
            said[state] += nats
    ranked = sorted(said, key=lambda code: (-said[code], code))
    if not ranked:
        return None
    nowhere = -LEAST_SAID * len(articles)
    lead = said[ranked[0]] - max([nowhere, *(said[code] for code in ranked[1:2])])
    if lead < LEAST_LEAD:
        return None
    lat, lon = _middle(ranked[0], articles)
    return Home(country=ranked[0][:2], state=ranked[0], lat=lat, lon=lon, certainty=lead / (lead + DOUBT))


def _said(names: Sequence[_Named]) -> dict[str, float]:
    """State -> what an article says for it, in nats above the least that an article can say."""
    found: dict[str, float] = collections.defaultdict(float)
    placed = 0
    for named in names:
        by_state: dict[str, float] = collections.defaultdict(float)
        for place, share in named.shares.items():
            if place.subdivision:
                by_state[place.subdivision] += share * (STATE if place.type == "state" else TOWN)
        placed += bool(by_state)
        for state, likelier in by_state.items():
            found[state] += math.log(1 + LOCAL / (1 - LOCAL) * likelier)
    nothing = placed * math.log(1 - LOCAL)
    return {
        state: min(max(nats + nothing, LEAST_SAID), MOST_SAID) - LEAST_SAID for state, nats in found.items()
    }


def _said_by_name(outlet: str, articles: Sequence[Sequence[_Named]]) -> dict[str, float]:
    """What a town in the outlet's name says: `norfolkdailynews.com` is of some Norfolk that it writes of."""
    letters = letters_of(outlet.rsplit(".", 1)[0])
    keys = {named.key for names in articles for named in names}
    found: dict[str, float] = collections.defaultdict(float)
    for key in sorted(keys):
        if len(key) > 4 and letters_of(key) in letters:
            by_state: dict[str, float] = collections.defaultdict(float)
            for place, share in _shares(gazetteer().cities(key), None).items():
                if place.subdivision:
                    by_state[place.subdivision] += share
            for state, share in by_state.items():
                found[state] += max(0.0, math.log(1 - LOCAL + LOCAL * TOWN * share))
    return dict(found)


def _middle(state: str, articles: Sequence[Sequence[_Named]]) -> tuple[float | None, float | None]:
    """The place of a state with most of the other places that the articles may mean around it."""
    weights: dict[Place, float] = collections.defaultdict(float)
    for names in articles:
        for named in names:
            inside = {place: share for place, share in named.shares.items() if place.subdivision == state}
            total = math.fsum(inside.values())
            for place, share in inside.items():
                if place.type in {"city", "county"} and place.lat is not None:
                    weights[place] += share / total
    located = sorted(weights, key=lambda place: (-weights[place], place.place_id))[:MOST_POINTS]

    def around(middle: Place) -> float:
        return math.fsum(
            weights[place] * math.exp(-distance_km(middle, place) / NEIGHBOURHOOD_KM) for place in located
        )

    best = max(located, key=around, default=None)
    return (best.lat, best.lon) if best is not None else (None, None)
