"""Writes the sentences of a made article: numbers, quotes, and the words between."""

import bisect
import functools
import math
import random
from collections.abc import Callable, Sequence

import topics
from cast import Person
from draft import Named, Said, Sentence, Stated
from events import BOUNDS, WORDS, Event, Figure, figure
from naming import THEY, Naming

SPREAD = 0.75
"""Of the logarithm of an article's number of words."""
KINDS = ("statistic", "told", "percent", "money", "span", "direct", "mixed", "indirect", "plain")
OFTEN = (10, 20, 25, 32, 36, 50, 53, 80, 100)
"""How often each kind comes in a hundred sentences, added up."""
NUMBERED = frozenset({"statistic", "told", "percent", "money", "span"})
Saying = tuple[str, Person]
"""What was said word for word, and who said it."""


class Writer(Naming):
    """Writes one article of an event."""

    def __init__(self, chance: random.Random, of: Event, sayings: list[Saying]) -> None:
        super().__init__(chance, of)
        self.sayings = chance.sample(sayings, len(sayings))
        """Those that the article has not quoted yet."""
        self.figures = _figures(chance, of)
        self.figure = self.figures[0]

    def article(self, mean_words: int) -> list[Sentence]:
        wanted = self.chance.lognormvariate(math.log(mean_words) - SPREAD**2 / 2, SPREAD)
        of_kind, made, words = topics.frames().of_kind, [], 0
        while words < wanted:
            kind = KINDS[bisect.bisect(OFTEN, 100 * self.random())]
            made.append(self.sentence(kind, self._any(of_kind[kind])))
            words += made[-1].text.count(" ") + 1
        return made

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
        self.clear()
        self.said_by = None
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

    def write_speech(self) -> None:
        if self.sayings and self.random() < 0.6:
            text, self.said_by = self.sayings.pop()
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

    def write_the(self) -> None:
        self._put(self._any(topics.frames().small["the"]))

    def write_of(self) -> None:
        self._put(self._any(topics.frames().small["of"]))

    def write_and(self) -> None:
        self._put(self._any(topics.frames().small["and"]))

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
    return [
        *chosen[:half],
        *(figure(chance, item.kind, of.topic, of.counted, of.day) for item in chosen[half:]),
    ]


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
