"""People, bodies and places in the sentences of made news."""

import random

import cast
import topics
from cast import Person
from draft import Draft, Named, Range
from events import Event

from pipeline.gazetteer import Place

BARE = frozenset({"NASA", "Google", "Netflix", "Amtrak", "NATO", "AARP", "Fannie Mae"})
"""Bodies named without an article."""
SOURCES = ("officials", "witnesses", "people", "residents", "experts", "critics")
THEY = ("PRONOUN", None, None, "actor.pronoun+pronoun.plural")
"""A mention of people without a name."""


class Naming(Draft):
    """Fills the slots of people, bodies and places, and of who says what."""

    def __init__(self, chance: random.Random, of: Event) -> None:
        super().__init__(chance, of)
        self.introduced: set[str] = set()
        self.last = of.people[0]
        self.said_by: Person | None = None

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
