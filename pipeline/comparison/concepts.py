"""Words that name one event, one kind of thing or one aspect of it: "killed", "dead" and "death toll".

A word can name a thing where it is counted and an event where it governs: "shots" are bullets, "was shot" is
being hit. So the two are looked up apart; words beside a number are taken by their family, which is wider.
"""

import dataclasses
import functools
from collections.abc import Mapping
from typing import Literal

from pipeline import models
from pipeline.comparison.stems import stem


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """Words that name one event or one kind of thing in news of figures."""

    id: str
    kind: Literal["event", "thing", "aspect"]
    """What happens; what is counted; what is measured of a thing, as depth or magnitude."""
    words: tuple[str, ...]
    family: str | None = None
    """The wider concept that a word beside a number is taken for: shots, gunfire and "was shot"."""
    broader: str | None = None
    """The kind of thing that this is one of: a child is a person, a pistol a gun."""
    generic: bool = False
    """Whether it says nothing of what is counted: "people", "times", "others"."""
    people: bool = False
    """Whether it is a kind of people, so that a count of it is not a count of another kind."""
    grows: bool = False
    """Whether a count of it grows as reports come in: the dead of a quake, people arrested so far."""


@functools.cache
def _rows() -> Mapping[str, Concept]:
    return {f"@{row.id}": row for row in models.load("compare_concepts.jsonl", Concept)}


@functools.cache
def _named(things: bool) -> Mapping[str, str]:
    """Stem -> concept, of things or of events and aspects."""
    return {
        stem(word): name
        for name, row in _rows().items()
        if (row.kind == "thing") == things
        for word in row.words
    }


def thing(stemmed: str) -> str:
    """The concept of what is counted, `@id`, that a stem names, else that of an event, else the stem."""
    return _named(True).get(stemmed) or _named(False).get(stemmed) or stemmed


def event(stemmed: str) -> str:
    """The concept of the event or aspect, `@id`, that a stem names, else that of a thing, else the stem."""
    return _named(False).get(stemmed) or _named(True).get(stemmed) or stemmed


def is_event(name: str) -> bool:
    """Whether a concept is an event or an aspect."""
    row = _rows().get(name)
    return row is not None and row.kind != "thing"


def family(name: str) -> str:
    """The wider concept of a concept; a mere stem is its own."""
    row = _rows().get(name)
    return f"@{row.family}" if row and row.family else name


@functools.cache
def _families() -> Mapping[str, str]:
    """Stem -> family of its concept; of the event where a stem is an event and a thing."""
    return {stemmed: family(name) for stemmed, name in {**_named(True), **_named(False)}.items()}


def concept(stemmed: str) -> str:
    """`@id` of the family that a stem belongs to, else the stem."""
    return _families().get(stemmed, stemmed)


@functools.lru_cache(maxsize=10_000)
def members(name: str) -> tuple[str, ...]:
    """The stems of a concept or family, in order; none for a mere stem."""
    own = _rows().get(name)
    found = {stem(word) for word in own.words} if own else set()
    return tuple(sorted(found | _by_family().get(name, frozenset())))


@functools.cache
def _by_family() -> Mapping[str, frozenset[str]]:
    """Family -> its stems."""
    found: dict[str, set[str]] = {}
    for stemmed, name in _families().items():
        found.setdefault(name, set()).add(stemmed)
    return {name: frozenset(stems) for name, stems in found.items()}


def is_generic(name: str) -> bool:
    """Whether a concept says nothing of what is counted."""
    row = _rows().get(name)
    return row is not None and row.generic


def is_kind_of(name: str, broader: str) -> bool:
    """Whether the one is a kind of the other: a child is a person."""
    row = _rows().get(name)
    while row is not None and row.broader is not None:
        if f"@{row.broader}" == broader:
            return True
        row = _rows().get(f"@{row.broader}")
    return False


def can_be_one(one: str, other: str) -> bool:
    """Whether two heads can name one thing: boats and boats, children and people, others and anything.

    "People" can be anyone, but no boats; of a word in no table nothing is known.
    """
    if one == other or is_kind_of(one, other) or is_kind_of(other, one):
        return True
    for loose, strict in ((one, other), (other, one)):
        if is_generic(loose):
            return loose != "@person" or not strict.startswith("@") or is_event(strict)
    return False


@functools.cache
def growing() -> frozenset[str]:
    """The concepts whose counts grow as reports come in, and their families."""
    return frozenset(
        name for row in _rows().values() if row.grows for name in (f"@{row.id}", f"@{row.family or row.id}")
    )


@functools.cache
def people() -> frozenset[str]:
    """The concepts that are kinds of people."""
    return frozenset(name for name, row in _rows().items() if row.people)
