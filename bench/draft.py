"""A sentence of made news while it is written, with what extraction should find in it."""

import random
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from events import Event, Figure

from pipeline.resolve.entity import Entity

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


class Draft:
    """The sentence that is being written, of an article of an event."""

    def __init__(self, chance: random.Random, of: Event) -> None:
        self.chance, self.random, self.of = chance, chance.random, of
        self.clear()

    def clear(self) -> None:
        """Begin a sentence."""
        self.out: list[str] = []
        self.at = 0
        self.named: list[Named] = []
        self.stated: list[Stated] = []
        self.nouns: list[Range] = []
        self.quote: Range | None = None
        self.source: Range | None = None
        self.cue: Range | None = None
        self.speaker: Entity | None = None
        self.is_timed = False

    def _any(self, among: Sequence[T]) -> T:
        """As `random.choice`, in half its time."""
        return among[int(self.random() * len(among))]

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
