"""What a made story is about: its topic, place, people, words, and the figures that all who tell it give."""

import bisect
import datetime
import functools
import itertools
import random
from typing import NamedTuple

import cast
import topics
from cast import Outlet, Person, Town
from topics import Topic

from pipeline.gazetteer import Place

FIRST = datetime.date(2025, 1, 1)
A_DAY = 2_700
"""Articles of all outlets: seven from each. A million articles are a year."""
LONGEST = 25
"""Articles of a story."""
SIZES = list(itertools.accumulate(size**-2.5 for size in range(1, LONGEST + 1)))
MEAN_SIZE = sum(size**-1.5 for size in range(1, LONGEST + 1)) / SIZES[-1]
BOUNDS = (
    ("", "exact"), ("about ", "approximately"), ("more than ", "more_than"), ("at least ", "at_least"),
    ("nearly ", "approximately"), ("fewer than ", "less_than"),
)  # fmt: skip
WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
KINDS = ("percent", "money", "span", "count", "count", "count", "count", "count")
"""Of the figures of a story."""
SPANS = (
    ("years", "a"),
    ("years", "a"),
    ("years", "a"),
    ("months", "mo"),
    ("hours", "h"),
    ("days", "d"),
    ("weeks", "wk"),
)
ANY = [
    ("people", "person"), ("men", "man"), ("residents", "resident"), ("women", "woman"),
    ("children", "child"), ("members", "member"), ("officials", "official"), ("cases", "case"),
    ("times", "time"), ("places", "place"),
]  # fmt: skip
FEW = (1, 1, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 6, 7, 8)
DAY = datetime.timedelta(days=1)


class Time(NamedTuple):
    """When, as written, and the days that it means."""

    text: str
    start: datetime.date | None
    end: datetime.date | None


class Figure(NamedTuple):
    """A number of a story: what it counts, what was done, when; unit, value and how it is bound."""

    kind: str
    plural: str
    head: str
    done: str
    action: str
    time: Time
    unit: str
    value: float
    bound: int
    """Place in BOUNDS."""
    scale: str
    """`million`, `billion` or nothing."""


class Event(NamedTuple):
    """What a story is about."""

    number: int
    topic: Topic
    town: Town
    land: Place
    people: list[Person]
    offices: list[str]
    bodies: list[str]
    things: list[str]
    """Nouns, the story's own and its topic's, the commonest first."""
    counted: list[tuple[str, str]]
    """What it counts again and again: plural and singular."""
    figures: list[Figure]
    day: datetime.date
    outlets: list[Outlet]
    """One for each article."""


@functools.cache
def _shares() -> list[float]:
    return list(itertools.accumulate(topic.share for topic in topics.topics()))


def event(number: int) -> Event:
    """The story of a number; all of it follows from the number."""
    chance = random.Random(number)
    size = _size(chance)
    topic = topics.topics()[bisect.bisect_left(_shares(), chance.random() * _shares()[-1])]
    town = cast.town(_place(chance))
    people = [_person(chance) for _ in range(2 + topics.zipf(chance, 5, 0.7))]
    counted = [_counted(chance, topic) for _ in range(2)]
    return Event(
        number=number,
        topic=topic,
        town=town,
        land=cast.countries()[topics.zipf(chance, 60, 1.0)],
        people=people,
        offices=[chance.choice(topic.roles) for _ in people],
        bodies=[f"{town.place.name} {chance.choice(topic.bodies)}" for _ in range(2)],
        things=_things(chance, topic),
        counted=counted,
        figures=[figure(chance, kind, topic, counted, _day(number)) for kind in KINDS],
        day=_day(number),
        outlets=_outlets(chance, town, size),
    )


def size_of(number: int) -> int:
    """How many articles tell the story of a number."""
    return _size(random.Random(number))


def _size(chance: random.Random) -> int:
    return 1 + bisect.bisect_left(SIZES, chance.random() * SIZES[-1])


def _day(number: int) -> datetime.date:
    return FIRST + int(number * MEAN_SIZE / A_DAY) * DAY


def _place(chance: random.Random) -> Place:
    """A town: three in four times one that an outlet is at home in, or one near it."""
    if chance.random() < 0.25:
        return chance.choice(cast.towns())
    home = cast.outlets()[chance.randrange(cast.OUTLETS)].home
    assert home is not None
    return home if chance.random() < 0.5 else chance.choice(cast.town(home).near)


def _person(chance: random.Random) -> Person:
    """One in five is known in the whole country, and some articles give no more than the surname of these."""
    if chance.random() >= 0.2:
        return cast.person(chance)
    known = cast.figures()[topics.zipf(chance, cast.FIGURES, 1.0)]
    return cast.by_surname(known) if chance.random() < 0.1 else known


def _things(chance: random.Random, topic: Topic) -> list[str]:
    """Nouns in order of how often they come: of the topic those that are common in it come first."""
    common, rare = topics.nouns()
    of_topic = {topic.things[topics.zipf(chance, len(topic.things), 1.0)] for _ in range(10)}
    named = [f"{cast.made_name(chance)} {chance.choice(topic.things)}" for _ in range(3)]
    own = [*chance.sample(rare, 9), *chance.sample(common, 2), *sorted(of_topic), *named]
    chance.shuffle(own)
    return own


def _outlets(chance: random.Random, town: Town, size: int) -> list[Outlet]:
    """Papers of the state first, then any; each once."""
    near = cast.outlets_of(str(town.place.subdivision))
    local = chance.sample(near, min(len(near), max(1, size // 2))) if chance.random() < 0.8 else []
    found = dict.fromkeys(local)
    while len(found) < size:
        found[chance.choice(cast.outlets())] = None
    return list(found)[:size]


def _counted(chance: random.Random, topic: Topic) -> tuple[str, str]:
    if chance.random() < 0.2:
        return ANY[topics.zipf(chance, len(ANY), 0.8)]
    if chance.random() < 0.7:
        return topic.counted[topics.zipf(chance, len(topic.counted), 1.1)]
    return chance.choice(topics.common_counted())


def figure(
    chance: random.Random, kind: str, topic: Topic, of_story: list[tuple[str, str]], day: datetime.date
) -> Figure:
    """A number of a story; every second counts what others of the story count."""
    plural, head = chance.choice(of_story) if chance.random() < 0.5 else _counted(chance, topic)
    done, action = _deed(chance, kind, topic)
    bound = chance.choices(range(len(BOUNDS)), (79, 6, 6, 4, 3, 2))[0]
    unit, scale = "count", ""
    if kind == "percent":
        unit, value = "percent", chance.choice((chance.randrange(2, 99), chance.randrange(20, 300) / 10))
    elif kind == "money":
        unit, scale = "USD", chance.choices(("", "million", "billion"), (5, 4, 1))[0]
        value = chance.randrange(11, 999) / 10 if scale else float(_round(chance, chance.randrange(2, 7)))
        plural = chance.choice(topic.money)
    elif kind == "span":
        plural, unit = chance.choice(SPANS)
        value = chance.choice((chance.randrange(2, 10), chance.randrange(10, 40)))
    else:
        value = _count(chance)
    if value < 10:
        bound = 0
    return Figure(kind, plural, head, done, action, _time(chance, day), unit, float(value), bound, scale)


def _deed(chance: random.Random, kind: str, topic: Topic) -> tuple[str, str]:
    if kind == "percent":
        return chance.choice(topics.frames().moves)
    if kind == "money":
        return chance.choice(topics.frames().payments)
    if chance.random() < 0.25:
        return chance.choice(topics.common_deeds())
    return topic.deeds[topics.zipf(chance, len(topic.deeds), 0.8)]


def _count(chance: random.Random) -> int:
    digits = chance.choices((1, 2, 3, 4, 5), (60, 27, 7, 4, 2))[0]
    return chance.choice(FEW) if digits == 1 else _round(chance, digits)


def _round(chance: random.Random, digits: int = 4) -> int:
    """A number, rounded as often as news round."""
    value = chance.randrange(10 ** (digits - 1), 10**digits)
    kept = chance.choice((1, 2, digits))
    step = int(10 ** max(0, digits - kept))
    return max(2, value // step * step)


def _time(chance: random.Random, day: datetime.date) -> Time:
    kind = chance.random()
    if kind < 0.3:
        when = day - chance.randrange(6) * DAY
        return Time(f"on {when:%A}", when, when)
    if kind < 0.45:
        return Time(
            "last year",
            day.replace(year=day.year - 1, month=1, day=1),
            day.replace(year=day.year - 1, month=12, day=31),
        )
    if kind < 0.6:
        month = (day.replace(day=1) - chance.randrange(1, 200) * DAY).replace(day=1)
        return Time(f"in {month:%B %Y}", month, (month + 31 * DAY).replace(day=1) - DAY)
    place = chance.choice(topics.nouns()[0])
    return Time(f"{chance.choice(('before', 'near', 'during', 'outside', 'after'))} the {place}", None, None)
