"""The country that an outlet writes for: a bare `$` in its news is the dollar of that country."""

import dataclasses
import functools
import re
from collections.abc import Iterator, Mapping

from pipeline import models
from pipeline.gazetteer import gazetteer
from pipeline.place_tables import CountryRow, DemonymRow
from pipeline.read.article import Article
from pipeline.toponym_key import toponym_key

_ELSEWHERE = frozenset(
    ["ac", "ai", "am", "cc", "co", "fm", "gg", "io", "ly", "me", "st", "tk", "to", "tv", "ws"]
)
"""Domains of countries that are sold to the whole world."""
LARGE = 50_000
"""People of a town that an outlet of its name may be taken to be from."""
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True)
class OutletCountry:
    """A row of `models/outlet_countries.csv`: an outlet whose name does not tell its country."""

    outlet: str
    country: str


def outlet_country(article: Article) -> str | None:
    """ISO 3166-1 code: by the domain of the URL or outlet, else by a place or people in the outlet's name.

    None where nothing tells, or the name is of places in several countries ("Kingston", "Hamilton").
    """
    return _country(article.outlet or "", article.host)


@functools.lru_cache(maxsize=4096)
def _country(outlet: str, host: str) -> str | None:
    name = outlet.strip().lower()
    for domain in (host, name if _HOST.fullmatch(name) else ""):
        ending = domain.rpartition(".")[2]
        code = {"uk": "GB"}.get(ending, ending.upper())
        if ending not in _ELSEWHERE and code in _codes():
            return code
    key = toponym_key(outlet).removeprefix("the ")
    told = _known().get(key) or next((code for code in map(_meant, _runs(key)) if code is not None), None)
    return told or None


@functools.cache
def _codes() -> frozenset[str]:
    return frozenset(row.code for row in models.load("countries.csv", CountryRow))


@functools.cache
def _known() -> Mapping[str, str]:
    rows = models.load("outlet_countries.csv", OutletCountry)
    return {toponym_key(row.outlet).removeprefix("the "): row.country for row in rows}


@functools.cache
def _demonyms() -> Mapping[str, str]:
    return {toponym_key(row.demonym): row.place for row in models.load("demonyms.csv", DemonymRow)}


def _runs(key: str) -> Iterator[str]:
    """Runs of up to three words, the longest first: `new zealand` before `zealand`."""
    words = key.split()
    for size in (3, 2, 1):
        for start in range(len(words) - size + 1):
            yield " ".join(words[start : start + size])


def _meant(words: str) -> str | None:
    """The country of all places of that name; empty where they lie in several, None where there is none."""
    code = _demonyms().get(words)
    cities = (place for place in gazetteer().cities(words) if place.population >= LARGE)
    found = {code} & _codes() or {place.country for place in (*gazetteer().units(words), *cities)}
    return None if not found else found.pop() if len(found) == 1 else ""
