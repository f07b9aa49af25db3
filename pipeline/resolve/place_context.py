"""Which countries and states an article is about: what decides between places of one name."""

import collections
import dataclasses
import functools
import math

from pipeline import gazetteer as places
from pipeline.gazetteer import Place
from pipeline.read.article import Article

TYPE_PRIOR = {"country": 1.5, "state": 1.5, "district": 1.5, "other": 5.0, "county": 0.0, "city": 0.0}
FEDERAL = frozenset({"US", "CA", "AU"})
"""Countries whose states stand in news by their bare names; elsewhere a city of the name is likelier."""
ALTERNATIVE_NAME, FOREIGN_UNIT = -1.5, -1.0
STATE_WEIGHT, COUNTRY_WEIGHT, COMPANY, OUTLET_COUNTRY = 4.0, 1.6, 1.0, 1.2
COUNTRY_ABROAD = 4.0
HOME_STATE, NEAR, NEAR_KM, OWN_TOWN = 3.0, 2.0, 60.0, 2.0
"""What it is worth to lie in the outlet's home state, in the middle of its news, and to be in its name."""
UNCOUNTED = 1_500
"""People taken to live in a place of which no number is known."""
PARTS = ("people", "kind", "state", "country", "outlet-country", "home", "name")
"""What a score is made of, in the order of `Context.parts`."""
_OPEN_DOMAINS = frozenset({"co", "tv", "me", "io", "ai", "fm", "cc", "ly", "to", "ws", "la", "is", "it"})


def is_of_federation(place: Place) -> bool:
    """Whether a state stands in news by its bare name: Texas, Ontario, Queensland, Scotland."""
    return place.country in FEDERAL or place.subdivision in places.NATIONS


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where an outlet is at home: its country, and where known its state and the middle of its news."""

    country: str | None = None
    state: str | None = None
    lat: float | None = None
    lon: float | None = None
    certainty: float = 0.0
    """0 to 1: how sure the state is."""


class Context:
    """Weights of the countries and states that an article names."""

    def __init__(self, home: Home | None = None, outlet: str = "") -> None:
        self.states: collections.defaultdict[str, float] = collections.defaultdict(float)
        self.countries: collections.defaultdict[str, float] = collections.defaultdict(float)
        self.home = home or Home()
        self._outlet = letters_of(outlet)

    def add(self, place: Place, weight: float) -> None:
        """Count a place that is certain: its country, and the state that it is or lies in."""
        self.countries[place.country] += weight
        if place.subdivision:
            self.states[place.subdivision] += weight

    def score(self, place: Place) -> float:
        """How likely a name means that place."""
        return math.fsum(self.parts(place))

    def parts(self, place: Place) -> tuple[float, ...]:
        """What speaks for a place, parallel to `PARTS`: its size, its kind, how much its surroundings are
        named, where the outlet is at home, whether that is its main name."""
        return (
            math.log10((place.population or UNCOUNTED) + 100),
            self._of_its_kind(place),
            STATE_WEIGHT * _share(self.states[place.subdivision or ""]),
            self._of_its_country(place),
            OUTLET_COUNTRY if place.country == self.home.country else 0.0,
            self._local(place),
            0.0 if place.main else ALTERNATIVE_NAME,
        )

    def _of_its_country(self, place: Place) -> float:
        """A country abroad that local news name is what that news is about: "France" beside "Paris"."""
        abroad = self.home.state is not None and place.country != self.home.country
        weight = COUNTRY_ABROAD if abroad else COUNTRY_WEIGHT
        return weight * _share(self.countries[place.country])

    def _local(self, place: Place) -> float:
        """What being local to the outlet is worth."""
        home = self.home
        if home.state is None or place.subdivision is None:
            return 0.0
        score = 0.0
        if place.type in {"city", "county"}:
            score += NEAR * math.exp(-distance_km(place, home) / NEAR_KM)
        if place.subdivision == home.state:
            is_own = place.type == "city" and letters_of(place.name) in self._outlet
            score += HOME_STATE + (OWN_TOWN if is_own else 0.0)
        return score * home.certainty

    def _of_its_kind(self, place: Place) -> float:
        """What its type is worth: more among its like, as Georgia beside Armenia, or beside Alabama."""
        if place.type == "country":
            others = sum(w for code, w in self.countries.items() if code not in {place.country, "US"})
            return TYPE_PRIOR["country"] + COMPANY * _share(others)
        if place.type == "state":
            if not is_of_federation(place):
                return FOREIGN_UNIT
            named = sum(w for code, w in self.states.items() if code[:2] == place.country)
            return TYPE_PRIOR["state"] + COMPANY * _share(named)
        return TYPE_PRIOR[place.type]

    def main_region(self) -> str | None:
        """Code of the state, else the country, that most of the article's places lie in; None if unclear."""
        for counter in (self.states, self.countries):
            code = max(counter, key=lambda code: (counter[code], code), default="")
            if counter and counter[code] >= 1 and counter[code] > 0.5 * sum(counter.values()):
                return code
        return None


def _share(weight: float) -> float:
    """0 for no weight, half for one mention, towards 1 for many."""
    return weight / (weight + 1)


def letters_of(name: str) -> str:
    return "".join(filter(str.isalpha, name.lower()))


def distance_km(one: Place | Home, other: Place | Home) -> float:
    """Great-circle distance, on a flat map: good to a percent for places of one region."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return math.inf
    east = (one.lon - other.lon + 180) % 360 - 180
    return 111.2 * math.hypot(one.lat - other.lat, east * math.cos(math.radians((one.lat + other.lat) / 2)))


def of_outlet(article: Article, home: Home | None = None) -> Context:
    """What an outlet's name and address say: `.co.uk` is British, `kentucky.com` is of Kentucky."""
    context = Context(home, article.outlet or "")
    countries, states = _told_by_name(article.outlet or "", article.host)
    for code in countries:
        context.countries[code] += 1
        if home is None:
            context.home = Home(country=code)
    for state in states:
        context.add(state, 1)
    return context


@functools.lru_cache(maxsize=4096)
def _told_by_name(outlet: str, host: str) -> tuple[tuple[str, ...], tuple[Place, ...]]:
    """Codes of the countries whose domains these end in, and the states that they name."""
    known = places.gazetteer()
    countries = []
    for ending in sorted({name.rsplit(".", 1)[-1] for name in (outlet, host) if "." in name}):
        code = "GB" if ending == "uk" else ending.upper()
        if ending not in _OPEN_DOMAINS and f"place:{code}" in known.by_id:
            countries.append(code)
    letters = {letters_of(outlet), letters_of(host)}
    states = [state for key, state in _state_names() if any(key in name for name in letters)]
    return tuple(countries), tuple(states)


@functools.cache
def _state_names() -> tuple[tuple[str, Place], ...]:
    known = places.gazetteer().by_id.values()
    return tuple(
        (letters_of(place.name), place)
        for place in known
        if place.type == "state" and place.country in {"US", "CA", "AU"} and len(place.name) > 4
    )
