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
"""Countries whose states stand in news by their bare names; of other first level units cities are likelier."""
ALTERNATIVE_NAME = -2.0
STATE_WEIGHT, COUNTRY_WEIGHT, HOME = 4.0, 1.6, 1.2
_OPEN_DOMAINS = frozenset({"co", "tv", "me", "io", "ai", "fm", "cc", "ly", "to", "ws", "la", "is", "it"})


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
        state = self.states[place.subdivision or ""]
        country = self.countries[place.country]
        return (
            math.log10(place.population + 100)
            + (0 if place.type == "state" and place.country not in FEDERAL else TYPE_PRIOR[place.type])
            + (HOME if place.country == self.home else 0)
            + STATE_WEIGHT * state / (state + 1)
            + COUNTRY_WEIGHT * country / (country + 1)
            + (0 if place.main else ALTERNATIVE_NAME)
        )

    def main_region(self) -> str | None:
        """Code of the state, else the country, that most of the article's places lie in; None if unclear."""
        for counter in (self.states, self.countries):
            total = sum(counter.values())
            for code, weight in sorted(counter.items(), key=lambda item: (-item[1], item[0]))[:1]:
                if weight >= 1 and weight > 0.5 * total:
                    return code
        return None


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
