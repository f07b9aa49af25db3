"""Where each outlet is at home, from all its articles of the run: what decides between its local namesakes.

Nine in ten places of a local paper's own news lie in one state, and most of them close together (Lieberman,
Samet, Sankaranarayanan 2010, *Geotagging with local lexicons*, ICDE). No list of outlets is needed: each name
in an article is weighed for each state by how much likelier it is in news of that state than in any news
(naive Bayes), and the state that all articles together speak for is home.

Articles are read one by one and kept as sums. What is kept grows with the distinct names of each outlet and
the states that these speak for: 16 bytes each.
"""

import collections
import functools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.extraction.found import Mention
from pipeline.gazetteer import Place, gazetteer
from pipeline.resolve.place_context import UNCOUNTED, Home, letters_of
from pipeline.resolve.place_frames import is_of_party, places_named
from pipeline.resolve.tally import Tally, parted
from pipeline.toponym_key import toponym_key

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
GRAIN = 2.0**-36
"""What articles say is summed in whole grains of a nat: sums of floats would depend on the order."""


class Name(NamedTuple):
    """A name as an article uses it."""

    key: str
    of_party: bool
    """Whether it stands beside a party, as in "D-Raleigh", and may be a county."""
    certain: str | None
    """Id of its place, where that is certain."""


class Homes:
    """Learns from articles, in any order, where their outlets are at home."""

    def __init__(self) -> None:
        self._outlets: dict[str, int] = {}
        self._articles: list[int] = []
        self._names: dict[Name, int] = {}
        self._states: dict[str, int] = {}
        self._said, self._named = Tally(), Tally()

    def read(self, articles: Iterable[tuple[str, Iterable[Name]]]) -> None:
        """Learn from articles: each its outlet and its `names`."""
        said: dict[int, int] = collections.defaultdict(int)
        named: dict[int, int] = collections.defaultdict(int)
        for outlet, names in articles:
            number = self._outlets.setdefault(outlet, len(self._outlets))
            if number == len(self._articles):
                self._articles.append(0)
            self._articles[number] += 1
            listed = list(names)
            for state, nats in _said(listed).items():
                code = self._states.setdefault(state, len(self._states))
                said[number << 32 | code] += round(nats / GRAIN)
            for name in listed:
                if _shares(name):
                    named[number << 32 | self._names.setdefault(name, len(self._names))] += 1
        for tally, sums in ((self._said, said), (self._named, named)):
            tally.add(np.array(list(sums), np.int64), np.array(list(sums.values()), np.int64))

    def found(self) -> dict[str, Home]:
        """Outlet -> home, for the outlets whose articles tell it."""
        said, named = _by_first(self._said), _by_first(self._named)
        states, names = list(self._states), list(self._names)
        found: dict[str, Home] = {}
        for outlet, number in self._outlets.items():
            if self._articles[number] < LEAST_ARTICLES:
                continue
            times = [(names[code], count) for code, count in named(number)]
            nats = _said_by_name(outlet, (name.key for name, _ in times))
            for code, grains in said(number):
                nats[states[code]] = nats.get(states[code], 0.0) + grains * GRAIN
            home = _home(nats, self._articles[number], times)
            if home is not None:
                found[outlet] = home
        return found


def _by_first(tally: Tally) -> Callable[[int], list[tuple[int, int]]]:
    """First number of the keys -> the second ones, with their sums."""
    keys, sums = tally.sums()
    first, second = parted(keys)

    def sums_of(number: int) -> list[tuple[int, int]]:
        start, end = np.searchsorted(first, [number, number + 1])
        return list(zip(second[start:end].tolist(), sums[start:end].tolist(), strict=True))

    return sums_of


def names(mentions: Iterable[tuple[Mention, str | None, str]]) -> list[Name]:
    """The distinct names of an article, sorted.

    `mentions` are its jurisdictions, each with its place and the rule that settled it.
    """
    certain: dict[str, str] = {}
    found: dict[str, bool] = {}
    for mention, place_id, rule in mentions:
        if mention.label == "NORP":
            continue
        key, of_party = toponym_key(mention.name), is_of_party(mention)
        found.setdefault(key, of_party)
        if place_id is not None and rule in CERTAIN and _place(Name(key, of_party, place_id)) is not None:
            certain.setdefault(key, place_id)
    return [Name(key, found[key], certain.get(key)) for key in sorted(found)]


def _place(name: Name) -> Place | None:
    """The place of a name that is certain."""
    for place in (*places_named(name.key, name.of_party), gazetteer().by_id.get(name.certain or "")):
        if place is not None and place.place_id == name.certain:
            return place
    return None


@functools.lru_cache(maxsize=50_000)
def _shares(name: Name) -> Mapping[Place, float]:
    """How likely a name means each of the places that bear it; one if certain."""
    certain = None if name.certain is None else _place(name)
    return {certain: 1.0} if certain is not None else _by_people(places_named(name.key, name.of_party))


def _by_people(choices: Iterable[Place]) -> dict[Place, float]:
    weights = {place: ((place.population or UNCOUNTED) + 100) ** SIZE for place in choices if place.main}
    total = math.fsum(weights.values())
    return {place: weight / total for place, weight in weights.items()}


def _home(said: Mapping[str, float], articles: int, times: Sequence[tuple[Name, int]]) -> Home | None:
    """Home by what is said for each state, in nats, and by how many articles use each name."""
    ranked = sorted(said, key=lambda code: (-said[code], code))
    if not ranked:
        return None
    nowhere = -LEAST_SAID * articles
    lead = said[ranked[0]] - max([nowhere, *(said[code] for code in ranked[1:2])])
    if lead < LEAST_LEAD:
        return None
    lat, lon = _middle(ranked[0], times)
    return Home(country=ranked[0][:2], state=ranked[0], lat=lat, lon=lon, certainty=lead / (lead + DOUBT))


def _said(listed: Iterable[Name]) -> dict[str, float]:
    """State -> what an article says for it, in nats above the least that an article can say."""
    found: dict[str, float] = collections.defaultdict(float)
    placed = 0
    for name in listed:
        speaks = _speaks_for(name)
        placed += bool(speaks)
        for state, nats in speaks:
            found[state] += nats
    nothing = placed * math.log(1 - LOCAL)
    return {
        state: min(max(nats + nothing, LEAST_SAID), MOST_SAID) - LEAST_SAID for state, nats in found.items()
    }


@functools.lru_cache(maxsize=50_000)
def _speaks_for(name: Name) -> tuple[tuple[str, float], ...]:
    """The states of a name's places, with what the name says for each."""
    by_state: dict[str, float] = collections.defaultdict(float)
    for place, share in _shares(name).items():
        if place.subdivision:
            by_state[place.subdivision] += share * (STATE if place.type == "state" else TOWN)
    return tuple(
        (state, math.log(1 + LOCAL / (1 - LOCAL) * likelier)) for state, likelier in by_state.items()
    )


def _said_by_name(outlet: str, keys: Iterable[str]) -> dict[str, float]:
    """What a town in the outlet's name says: `norfolkdailynews.com` is of some Norfolk that it writes of."""
    letters = letters_of(outlet.rsplit(".", 1)[0])
    found: dict[str, float] = collections.defaultdict(float)
    for key in sorted(set(keys)):
        if len(key) > 4 and letters_of(key) in letters:
            by_state: dict[str, float] = collections.defaultdict(float)
            for place, share in _by_people(gazetteer().cities(key)).items():
                if place.subdivision:
                    by_state[place.subdivision] += share
            for state, share in by_state.items():
                found[state] += max(0.0, math.log(1 - LOCAL + LOCAL * TOWN * share))
    return dict(found)


def _middle(state: str, times: Iterable[tuple[Name, int]]) -> tuple[float | None, float | None]:
    """The place of a state with most of the other places that the articles may mean around it."""
    parts: dict[Place, list[float]] = collections.defaultdict(list)
    for name, count in times:
        inside = {place: share for place, share in _shares(name).items() if place.subdivision == state}
        total = math.fsum(inside.values())
        for place, share in inside.items():
            if place.type in {"city", "county"} and place.lat is not None:
                parts[place].append(count * share / total)
    weights = {place: math.fsum(each) for place, each in parts.items()}
    located = sorted(weights, key=lambda place: (-weights[place], place.place_id))[:MOST_POINTS]

    if not located:
        return None, None
    near = np.exp(-_distances_km(located) / NEIGHBOURHOOD_KM) * [weights[place] for place in located]
    around = [math.fsum(row) for row in near.tolist()]
    best = located[around.index(max(around))]
    return best.lat, best.lon


def _distances_km(located: Sequence[Place]) -> npt.NDArray[np.float64]:
    """Between all of these places, as `distance_km` has it: an outlet has up to 22,500 of them."""
    lat, lon = (np.array([getattr(place, name) for place in located]) for name in ("lat", "lon"))
    east = (lon[:, None] - lon + 180) % 360 - 180
    middle = np.cos(np.radians((lat[:, None] + lat) / 2))
    return np.asarray(111.2 * np.hypot(lat[:, None] - lat, east * middle))
