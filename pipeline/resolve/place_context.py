"""Which countries and states an article is about: what decides between places of one name."""

import collections
import functools
import math
from urllib.parse import urlsplit

from pipeline import gazetteer as places
from pipeline.gazetteer import Place
from pipeline.read.article import Article

TYPE_PRIOR = {"country": 1.5, "state": 1.5, "district": 1.5, "other": 5.0, "county": 0.0, "city": 0.0}
FEDERAL = frozenset({"US", "CA", "AU"})
"""Countries whose states stand in news by their bare names; elsewhere a city of the name is likelier."""
ALTERNATIVE_NAME, FOREIGN_UNIT = -1.5, -1.0
STATE_WEIGHT, COUNTRY_WEIGHT, COMPANY, HOME = 4.0, 1.6, 1.0, 1.2
_OPEN_DOMAINS = frozenset({"co", "tv", "me", "io", "ai", "fm", "cc", "ly", "to", "ws", "la", "is", "it"})


def is_of_federation(place: Place) -> bool:
    """Whether a state stands in news by its bare name: Texas, Ontario, Queensland, Scotland."""
    return place.country in FEDERAL or place.subdivision in places.NATIONS


class Context:
    """Weights of the countries and states that an article names."""

    def __init__(self) -> None:
        self.states: collections.defaultdict[str, float] = collections.defaultdict(float)
        self.countries: collections.defaultdict[str, float] = collections.defaultdict(float)
        self.home: str | None = None
        """Country of the outlet, where its address tells."""

    def add(self, place: Place, weight: float) -> None:
        """Count a place that is certain: its country, and the state that it is or lies in."""
        self.countries[place.country] += weight
        if place.subdivision:
            self.states[place.subdivision] += weight

    def score(self, place: Place) -> float:
        """How likely a name means that place: its size, its kind, and how much its surroundings are named."""
        return (
            math.log10(place.population + 100)
            + self._of_its_kind(place)
            + STATE_WEIGHT * _share(self.states[place.subdivision or ""])
            + COUNTRY_WEIGHT * _share(self.countries[place.country])
            + (HOME if place.country == self.home else 0)
            + (0 if place.main else ALTERNATIVE_NAME)
        )

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


def of_outlet(article: Article) -> Context:
    """What an outlet's name and address say: `.co.uk` is British, `kentucky.com` is of Kentucky."""
    context = Context()
    known = places.gazetteer()
    host = urlsplit(article.url or "").hostname or ""
    names = [article.outlet or "", host]
    for ending in sorted({name.rsplit(".", 1)[-1] for name in names if "." in name}):
        code = "GB" if ending == "uk" else ending.upper()
        if ending not in _OPEN_DOMAINS and f"place:{code}" in known.by_id:
            context.countries[code] += 1
            context.home = code
    letters = {"".join(filter(str.isalpha, name.lower())) for name in names}
    for key, state in _state_names():
        if any(key in name for name in letters):
            context.add(state, 1)
    return context


@functools.cache
def _state_names() -> tuple[tuple[str, Place], ...]:
    known = places.gazetteer().by_id.values()
    return tuple(
        ("".join(filter(str.isalpha, place.name.lower())), place)
        for place in known
        if place.type == "state" and place.country in {"US", "CA", "AU"} and len(place.name) > 4
    )
