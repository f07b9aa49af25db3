"""Writes the sentences of a made article, and notes beside each what extraction should find in it."""

import bisect
import functools
import math
import random
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

import cast
import topics
from cast import Person
from events import BOUNDS, WORDS, Event, Figure, figure

from pipeline.gazetteer import Place
from pipeline.resolve.entity import Entity

SPREAD = 0.75
"""Of the logarithm of an article's number of words."""
KINDS = ("statistic", "told", "percent", "money", "span", "direct", "mixed", "indirect", "plain")
OFTEN = (10, 20, 25, 32, 36, 50, 53, 80, 100)
"""How often each kind comes in a hundred sentences, added up."""
NUMBERED = frozenset({"statistic", "told", "percent", "money", "span"})
BARE = frozenset({"NASA", "Google", "Netflix", "Amtrak", "NATO", "AARP", "Fannie Mae"})
"""Bodies named without an article."""
SOURCES = ("officials", "witnesses", "people", "residents", "experts", "critics")
Range = tuple[int, int]
T = TypeVar("T")


class Named(NamedTuple):
    """A mention: where in its sentence, what, and who that is."""

    start: int
    end: int
    label: str
    role: str | None
    entity: Entity | None
    rule: str


class Stated(NamedTuple):
    """A statistic: where its quantity and its measure are."""

    start: int
    end: int
    figure: Figure
    value: float
    bound: str
    measure: Range | None
    is_timed: bool


class Said(NamedTuple):
    """A quote: where its content, its source and its cue are."""

    start: int
    end: int
    kind: str
    source: Range | None
    speaker: Entity | None
    cue: Range | None


class Sentence(NamedTuple):
    text: str
    named: list[Named]
    stated: list[Stated]
    said: Said | None


THEY = ("PRONOUN", None, None, "actor.pronoun+pronoun.plural")
"""A mention of people without a name."""
Saying = tuple[str, Person]
"""What was said word for word, and who said it."""


class Writer:
    """Writes one article of an event."""

    def __init__(self, chance: random.Random, of: Event, sayings: list[Saying]) -> None:
        self.chance, self.random, self.of, self.sayings = chance, chance.random, of, sayings
        self.figures = _figures(chance, of)
        self.introduced: set[str] = set()
        self.last = of.people[0]
        self.figure = self.figures[0]
        self._begin("plain")

    def article(self, mean_words: int) -> list[Sentence]:
        wanted = self.chance.lognormvariate(math.log(mean_words) - SPREAD**2 / 2, SPREAD)
        of_kind, made, words = topics.frames().of_kind, [], 0
        while words < wanted:
            kind = KINDS[bisect.bisect(OFTEN, 100 * self.random())]
            made.append(self.sentence(kind, self._any(of_kind[kind])))
            words += made[-1].text.count(" ") + 1
        return made

    def _any(self, among: Sequence[T]) -> T:
        """As `random.choice`, in half its time."""
        return among[int(self.random() * len(among))]

    def saying(self) -> Saying:
        """Something that a person of the story says."""
        frame = self._any(topics.frames().of_kind["speech"])
        return self.sentence("plain", frame).text, self._someone()

    def sentence(self, kind: str, frame: list[str]) -> Sentence:
        self._begin(kind)
        self._fill(frame)
        stated = self.stated
        if stated and self.is_timed:
            stated = [item._replace(is_timed=True) for item in stated]
        if stated and self.figure.kind in {"percent", "money"}:
            stated = [item._replace(measure=self.nouns[0] if self.nouns else None) for item in stated]
        said = None
        if self.quote is not None:
            quote_type = kind if kind in {"direct", "mixed"} else "indirect"
            said = Said(*self.quote, quote_type, self.source, self.speaker, self.cue)
        return Sentence("".join(self.out), self.named, stated, said)

    def _begin(self, kind: str) -> None:
        self.out: list[str] = []
        self.at = 0
        self.named: list[Named] = []
        self.stated: list[Stated] = []
        self.nouns: list[Range] = []
        self.quote: Range | None = None
        self.source: Range | None = None
        self.cue: Range | None = None
        self.speaker: Entity | None = None
        self.said_by: Person | None = None
        self.is_timed = False
        if kind in NUMBERED:
            self._next_figure(kind if kind in {"percent", "money", "span"} else "count")

    def _next_figure(self, wanted: str) -> None:
        """Of that kind, the one used longest ago."""
        place = next((at for at, item in enumerate(self.figures) if item.kind == wanted), 0)
        self.figure = self.figures.pop(place)
        self.figures.append(self.figure)

    def _fill(self, frame: Sequence[str]) -> None:
        slots = _slots()
        for piece in frame:
            fill = slots.get(piece)
            if fill is None:
                self.out.append(piece)
                self.at += len(piece)
            else:
                fill(self)

    def _put(self, text: str) -> Range:
        """Add to the sentence; the first word gets a capital, and `a` its n before a vowel."""
        out, start = self.out, self.at
        if start == 0:
            text = text[0].upper() + text[1:]
        elif text[0] in "aeiou" and out[-1].endswith((" a ", "A ")):
            out[-1] = out[-1][:-1] + "n "
            start += 1
        out.append(text)
        self.at = end = start + len(text)
        return start, end

    def _name(
        self, text: str, label: str, entity: Entity | None, rule: str, role: str | None = None
    ) -> Range:
        start, end = self._put(text)
        self.named.append(Named(start, end, label, role, entity, rule))
        return start, end

    def begin_quote(self) -> None:
        self.quote = (self.at, self.at)

    def end_quote(self) -> None:
        if self.quote is not None:
            self.quote = (self.quote[0], self.at)

    def write_speech(self) -> None:
        if self.random() < 0.6:
            text, self.said_by = self._any(self.sayings)
            self._put(text if self.random() < 0.85 else text.rsplit(" ", 1)[0])
        else:
            self._fill(self._any(topics.frames().of_kind["speech"]))

    def write_count(self) -> None:
        start, end, value, bound = self._number()
        self._put(" of the " if value == 1 else " ")
        adjective = f"{self._any(topics.frames().adjectives)} " if self.random() < 0.25 else ""
        measure = self._put(adjective + self.figure.plural)
        self.stated.append(Stated(start, end, self.figure, value, bound, measure, False))

    def write_quantity(self) -> None:
        start, end, value, bound = self._number()
        self.stated.append(Stated(start, end, self.figure, value, bound, None, False))

    def _number(self) -> tuple[int, int, float, str]:
        """The number as written; one in eight is told otherwise than by others."""
        told = self.figure
        value, bound = told.value, told.bound
        if len(self.of.outlets) > 1 and self.random() < 0.12:
            value = self._any((value + 1, value + 2, round(value * 1.1), round(value, -1) or value))
            bound = self.chance.randrange(len(BOUNDS)) if value >= 10 else 0
        before, name = BOUNDS[bound]
        start, end = self._put(before + _digits(told, value, self.random() < 0.7))
        return start, end, value, name

    def write_done(self) -> None:
        self._put(self.figure.done)

    def write_time(self) -> None:
        self.is_timed = True
        self._put(self.figure.time.text)

    def _someone(self) -> Person:
        return self.of.people[topics.zipf(self.chance, len(self.of.people), 0.8)]

    def _person(self, person: Person) -> Range:
        """Full name with the office at the first time, then the surname."""
        self.last = person
        if person.name in self.introduced:
            return self._name(
                person.surname, "PERSON", person.entity, "actor.recognized.person+person.surname"
            )
        return self._full(person)

    def _full(self, person: Person) -> Range:
        self.last = person
        self.introduced.add(person.name)
        role = None
        if self.random() < 0.6:
            role = self.of.offices[self.of.people.index(person)]
            self._put(f"{role} ")
        return self._name(
            person.name, "PERSON", person.entity, "actor.recognized.person+person.full_name", role
        )

    def write_person(self) -> None:
        self._full(self._someone())

    def write_surname(self) -> None:
        self._person(self._someone())

    def write_they(self) -> None:
        self._pronoun(self.last.he)

    def write_their(self) -> None:
        self._pronoun("his" if self.last.he == "he" else "her")

    def _pronoun(self, word: str) -> Range:
        return self._name(word, "PRONOUN", self.last.entity, "actor.pronoun+pronoun.person")

    def write_some(self) -> None:
        self._name("they", "PRONOUN", None, THEY[3])

    def write_office(self) -> None:
        role = self.of.offices[self.of.people.index(self.last)].lower()
        noun = "a neighbor" if role.endswith(".") else f"the {role}"
        self._name(noun, "NOMINAL", self.last.entity, "actor.nominal+nominal.apposition")

    def write_who(self) -> None:
        """Who said it: a person, now and then a body or people without a name."""
        kind = self.random()
        if self.said_by is not None or kind < 0.75:
            person = self.said_by or self._someone()
            known = person is self.last and person.name in self.introduced
            self.source = self._pronoun(person.he) if known and kind < 0.4 else self._person(person)
            self.speaker = person.entity
        elif kind < 0.88:
            self._put("the ")
            name = self.of.bodies[0]
            self.source, self.speaker = self._body(name), cast.body(name)
        else:
            noun = self._any(SOURCES)
            self.source = self._name(noun, "NOMINAL", None, "actor.nominal+nominal.open")

    def write_speaker(self) -> None:
        """A person by name, who said it."""
        person = self.said_by or self._someone()
        self.source, self.speaker = self._person(person), person.entity

    def write_say(self) -> None:
        self.cue = self._put(self._any(topics.frames().cues))

    def write_said(self) -> None:
        self.cue = self._put("said")

    def write_body(self) -> None:
        name = self.of.bodies[topics.zipf(self.chance, 2, 1.0)]
        if self.random() < 0.5:
            self._body(name)
        else:
            noun = name.rsplit(" ", 1)[1].lower()
            self._name(noun, "NOMINAL", cast.body(name), "actor.nominal+nominal.body")

    def _body(self, name: str) -> Range:
        place = self.of.town.place
        start, end = self._name(name, "ORG", cast.body(name), "actor.built+org.name")
        rule = "jurisdiction-recognized+place-population"
        self.named.append(Named(start, start + len(place.name), "GPE", None, cast.entity_of(place), rule))
        return start, end

    def write_agency(self) -> None:
        name = self._any(self.of.topic.agencies)
        if name not in BARE:
            self._put("the ")
        self._name(name, "ORG", cast.body(name), "actor.agency+org.name")

    def _place(self, place: Place, rule: str) -> None:
        self._name(place.name, "GPE", cast.entity_of(place), f"jurisdiction-{rule}")

    def write_place(self) -> None:
        self._place(self.of.town.place, "recognized+place-population")

    def write_near(self) -> None:
        self._place(self._any(self.of.town.near[:3]), "recognized+place-context")

    def write_state(self) -> None:
        self._place(self.of.town.state, "closed+place-frame-elsewhere")

    def write_land(self) -> None:
        self._place(self.of.land, "closed+place-only")

    def write_tail(self) -> None:
        """Three times in four, more words."""
        if self.random() < 0.25:
            return
        out, chance, start = self.out, self.random, len(self.out)
        for text, words in self._any(topics.tails()):
            out.append(text)
            out.append(words[int(chance() * len(words))])
        if out[start + 1] == "they":
            they = self.at + len(out[start])
            self.named.append(Named(they, they + 4, *THEY))
        self.at += sum(map(len, out[start:]))

    def write_thing(self) -> None:
        self.nouns.append(self._put(self.of.things[topics.zipf(self.chance, len(self.of.things), 0.9)]))

    def write_what(self) -> None:
        kind, things = self.random(), self.of.topic.things
        if kind < 0.4:
            self.write_thing()
        else:
            common = topics.nouns()[0]
            of_topic = things[topics.zipf(self.chance, len(things), 1.1)]
            self.nouns.append(self._put(of_topic if kind < 0.65 else self._any(common)))

    def write_adj(self) -> None:
        self._put(self._any(topics.frames().adjectives))

    def write_act(self) -> None:
        self._put(self._any(topics.frames().acts)[0])

    def write_do(self) -> None:
        self._put(self._any(topics.frames().acts)[1])


def _figures(chance: random.Random, of: Event) -> list[Figure]:
    """Half of what an article counts is its own, where several tell the story."""
    chosen = chance.sample(of.figures, len(of.figures))
    if len(of.outlets) == 1:
        return chosen
    half = len(chosen) // 2
    return [*chosen[:half], *(figure(chance, item.kind, of.topic, of.day) for item in chosen[half:])]


def _digits(of: Figure, value: float, in_words: bool) -> str:
    if of.kind == "money":
        return f"${value:,.1f} {of.scale}" if of.scale else f"${value:,.0f}"
    if of.kind == "percent":
        return f"{value:g} percent"
    whole = WORDS[int(value)] if value < 2 or (value < 10 and in_words) else f"{value:,.0f}"
    return f"{whole} {of.plural}" if of.kind == "span" else whole


@functools.cache
def _slots() -> dict[str, Callable[[Writer], None]]:
    """`{count}` -> the method that fills it."""
    frames = topics.frames().of_kind.values()
    names = {piece for rows in frames for row in rows for piece in row if piece.startswith("{")}
    quantities = dict.fromkeys(("{percent}", "{money}", "{span}"), Writer.write_quantity)
    marks = {"[": Writer.begin_quote, "]": Writer.end_quote, **quantities}
    return marks | {name: getattr(Writer, f"write_{name[1:-1]}") for name in names - marks.keys()}
