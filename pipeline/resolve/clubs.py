"""Clubs under a nickname that others have too: "the Cardinals" of baseball and of football."""

import dataclasses
import functools
import re
from collections.abc import Iterable, Mapping

from pipeline import models
from pipeline.extraction.actor_words import known_bodies
from pipeline.extraction.known_names import by_spelling

_WORD = re.compile(r"[A-Za-z]+")


@dataclasses.dataclass(frozen=True, slots=True)
class SportsWord:
    """A row of `models/sports_words.csv`: a word that the news of one league alone has."""

    word: str
    league: str


@functools.cache
def _leagues() -> Mapping[str, str]:
    return {row.word: row.league for row in models.load("sports_words.csv", SportsWord)}


@functools.cache
def _clubs() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Nickname and league -> ids of clubs: two for "Rams", who have moved."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in known_bodies().values():
        if row.league:
            key = row.name.split()[-1], row.league
            found[key] = (*found.get(key, ()), row.id)
    return found


@functools.cache
def _nicknames() -> frozenset[str]:
    return frozenset(nickname for nickname, _ in _clubs())


def is_nickname(name: str) -> bool:
    """Whether a club of the tables has the name as its nickname."""
    return name in _nicknames()


def leagues_of(text: str, names: Iterable[str]) -> frozenset[str]:
    """The leagues that a text speaks of, by its words and by `names` that mean one club and nothing else."""
    told = {_leagues()[word] for word in _WORD.findall(text) if word in _leagues()}
    known = (by_spelling().get(name) for name in names)
    rows = (known_bodies()[one.id] for one in known if one is not None and one.form == "name")
    return frozenset(told | {row.league for row in rows if row.league})


def club_meant(nickname: str, leagues: Iterable[str]) -> str | None:
    """The id of the one club of that nickname in the leagues; None where there are two, or none."""
    ids = [club for league in leagues for club in _clubs().get((nickname, league), ())]
    return ids[0] if len(ids) == 1 else None
