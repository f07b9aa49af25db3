"""Which mentions of people in an article are one person.

A person is named in full once and then by surname; the names decide, read in order: "Acting Director Todd
Lyons", then "Lyons". A short name that two people of the article bear goes to the one whose title or gender
fits, else to nobody.
"""

import dataclasses
import functools
from collections.abc import Sequence

from pipeline.extraction.actor_words import first_names, titles, well_known
from pipeline.extraction.found import Mention
from pipeline.extraction.people import PARTICLES, SUFFIXES
from pipeline.resolve.entity import Entity
from pipeline.resolve.slug import slug


@dataclasses.dataclass(frozen=True, slots=True)
class PersonName:
    """A name in parts, for comparison: small letters, full stops and suffixes left out."""

    given: tuple[str, ...]
    surname: str
    """Empty where only one word is known, which then stands in `given`: it may be either."""
    suffix: str = ""
    """`jr`, `sr`, `iii`."""

    @property
    def is_full(self) -> bool:
        return bool(self.surname)


def parse_name(name: str) -> PersonName:
    """ "Donald J. Trump Jr.": given ("donald", "j"), surname "trump", suffix "jr"; particles join it."""
    words = [word for part in name.split() if (word := part.strip(".,").lower())]
    parts = [word for word in words if word not in _SUFFIXES]
    suffix = next((word for word in words[1:] if word in _SUFFIXES), "")
    if len(parts) > 1 and parts[0] in PARTICLES:
        return PersonName((), " ".join(parts), suffix)
    if len(parts) < 2:
        return PersonName(tuple(parts), "", suffix)
    first = len(parts) - 1
    while first > 1 and parts[first - 1] in PARTICLES:
        first -= 1
    return PersonName(tuple(parts[:first]), " ".join(parts[first:]), suffix)


_SUFFIXES = frozenset(suffix.strip(".").lower() for suffix in SUFFIXES)


@functools.cache
def _formal(name: str) -> frozenset[str]:
    row = first_names().get(name)
    return frozenset([name, *(row.short_for.split() if row else ())])


def same_given(a: str, b: str) -> bool:
    """Whether two given names may be one: equal, an initial, or short for it ("Mike", "Michael")."""
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return a in _formal(b) or b in _formal(a)


def compatible(a: PersonName, b: PersonName) -> bool:
    """Whether two full names may be one person's."""
    if a.surname != b.surname or a.suffix != b.suffix:
        return False
    if not a.given or not b.given:
        return True
    if not same_given(a.given[0], b.given[0]):
        return False
    return all(same_given(x, y) for x, y in zip(a.given[1:], b.given[1:], strict=False))


def _is_two_surnames(full: PersonName, short: PersonName) -> bool:
    """ "Cantú Barrera" after "Rogelio Cantú Barrera"."""
    return len(full.given) > 1 and full.surname == short.surname and full.given[-1:] == short.given


def gender_of(given: str) -> str:
    """`male`, `female` or empty where the name does not tell."""
    row = first_names().get(given)
    return row.gender if row and row.gender != "either" else ""


@dataclasses.dataclass(slots=True)
class Person:
    """One person of an article: the names borne, the roles, the mentions."""

    name: PersonName
    text: str
    roles: set[str] = dataclasses.field(default_factory=set)
    gender: str = ""
    mentions: list[int] = dataclasses.field(default_factory=list)
    short_names: set[str] = dataclasses.field(default_factory=set)
    times_full: int = 0

    def entity(self) -> Entity:
        return Entity(entity_id=f"person:{slug(self.text)}", kind="actor", type="person", name=self.text)

    def take(self, index: int, mention: Mention) -> None:
        self.mentions.append(index)
        if mention.role:
            self.roles.add(mention.role.lower())
        name = parse_name(mention.name)
        if name.is_full and name.given:
            self.times_full += 1
        else:
            self.short_names.add(mention.name.lower())
        self._learn(name, mention.name)

    def _learn(self, name: PersonName, text: str) -> None:
        """Keep the fuller name; a middle initial seen once is not the name of the others."""
        if (name.is_full and not self.name.is_full) or len(name.given) > len(self.name.given) == 0:
            self.name, self.text = name, text


class People:
    """The people of one article, by name."""

    def __init__(self, text: str = "") -> None:
        self._text = text
        self._all: list[Person] = []
        self._by_surname: dict[str, list[Person]] = {}
        self._by_given: dict[str, list[Person]] = {}

    def resolve(self, mentions: Sequence[tuple[int, Mention]]) -> dict[int, tuple[Person | None, str]]:
        """Index of mention -> person and rule; None where two people bear the name."""
        found: dict[int, tuple[Person | None, str]] = {}
        for index, mention in mentions:
            if parse_name(mention.name).is_full:
                found[index] = (self._full(index, mention), "person.full_name")
        for index, mention in mentions:
            if index not in found:
                found[index] = self._short(index, mention)
        return found

    def _full(self, index: int, mention: Mention) -> Person:
        name = parse_name(mention.name)
        for person in self._by_surname.get(name.surname, []):
            if compatible(person.name, name) or _is_two_surnames(person.name, name):
                self._give(person, index, mention)
                self._index(person)
                return person
        return self._new(index, mention)

    def _new(self, index: int, mention: Mention) -> Person:
        row = well_known().get(mention.name.lower())
        text = row.name if row is not None else mention.name
        name = parse_name(text)
        person = Person(name, text, gender=row.gender if row is not None else "")
        self._give(person, index, mention)
        person.gender = person.gender or (gender_of(name.given[0]) if name.given else "")
        self._all.append(person)
        self._index(person)
        return person

    def _give(self, person: Person, index: int, mention: Mention) -> None:
        """A mention to a person, with what the title before it says: "Mr. Lyons", "spokeswoman Ann Lee"."""
        person.take(index, mention)
        before = self._text[max(mention.span.start - 6, 0) : mention.span.start].split()
        words = [*(before[-1:]), *(mention.role or "").split()[-1:]]
        rows = [row for word in words if (row := titles().get(word.lower())) is not None and row.gender]
        if rows:
            person.gender = rows[0].gender

    def _index(self, person: Person) -> None:
        keys = [person.name.surname] if person.name.is_full else list(person.name.given)
        for key in {*keys, *(part.split()[-1] for part in keys if part)}:
            _add(self._by_surname, key, person)
        if person.name.is_full and person.name.given:
            _add(self._by_given, person.name.given[0], person)

    def _short(self, index: int, mention: Mention) -> tuple[Person | None, str]:
        word = mention.name.lower().strip(".")
        for table, rule in ((self._by_surname, "person.surname"), (self._by_given, "person.first_name")):
            for key in _spellings(word):
                bearers = table.get(key, [])
                chosen = _choose(bearers, index, mention)
                if chosen is not None:
                    self._give(chosen, index, mention)
                    return chosen, rule
                if bearers:
                    return None, "person.ambiguous"
        rule = "person.well_known" if mention.name.lower() in well_known() else "person.single_name"
        return self._new(index, mention), rule


def _add(table: dict[str, list[Person]], key: str, person: Person) -> None:
    bearers = table.setdefault(key, [])
    if key and person not in bearers:
        bearers.append(person)


def _spellings(word: str) -> tuple[str, ...]:
    """ "Lyon’s letter" is often written for "Lyons’ letter"."""
    return (word, word + "s")


def _choose(bearers: Sequence[Person], index: int, mention: Mention) -> Person | None:
    """Of several bearers of a short name the one that it means; None where nothing tells.

    In order: the one of that role; the one called so before; the only one named before; the one named in
    full at least twice as often as the next. "Jackson" stays Jesse Jackson after "his wife, Sandi Jackson".
    """
    if len(bearers) < 2:
        return bearers[0] if bearers else None
    role = (mention.role or "").lower()
    short = mention.name.lower()
    groups = (
        [person for person in bearers if role and role in person.roles],
        [person for person in bearers if short in person.short_names],
        [person for person in bearers if person.mentions and min(person.mentions) < index],
    )
    chosen = next((group[0] for group in groups if len(group) == 1), None)
    if chosen is not None:
        return chosen
    ranked = sorted(bearers, key=lambda person: -person.times_full)
    return ranked[0] if ranked[0].times_full >= 2 * ranked[1].times_full > 0 else None
