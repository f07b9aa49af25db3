"""Made news: each story told by one to 25 outlets, three articles in ten reprints of a wire text.

A story is an event (`events`); an article tells it in the sentences of `sentences.toml` (`writer`). All of it
follows from the numbers of the stories, so an archive can be made in any pieces.
"""

import datetime
import itertools
import random
from collections.abc import Iterator
from typing import NamedTuple

import topics
from draft import Sentence
from events import DAY, Event, event
from writer import Writer

REPRINTED = 0.64
"""Part of the articles of stories with several outlets that print the wire text: of all, three in ten."""
MEAN_WORDS = 380
SAYINGS = 4
"""What those who tell a story quote alike."""


class Story(NamedTuple):
    """An article: all that is known of it before its rows are made."""

    article_id: str
    outlet: str
    published: datetime.date
    headline: str
    sentences: list[Sentence]

    @property
    def text(self) -> str:
        return "".join(gap + sentence.text for gap, sentence in zip(gaps(), self.sentences, strict=False))


def gaps() -> Iterator[str]:
    """What stands before each sentence: every third begins a paragraph."""
    yield ""
    yield from itertools.cycle((" ", " ", "\n\n"))


def stories(count: int, mean_words: int = MEAN_WORDS, first: int = 0) -> Iterator[Story]:
    """As many articles, story by story in order of their days, from the story numbered `first`."""
    told = itertools.chain.from_iterable(tell(event(number), mean_words) for number in itertools.count(first))
    return itertools.islice(told, count)


def tell(of: Event, mean_words: int = MEAN_WORDS) -> Iterator[Story]:
    """The articles of one story, at most 25."""
    chance = random.Random(f"tell {of.number}")
    sayings = [Writer(chance, of, []).saying() for _ in range(SAYINGS)]
    wire = Writer(chance, of, sayings).article(mean_words)
    alone = len(of.outlets) == 1
    for place, outlet in enumerate(of.outlets):
        reprint = alone or chance.random() < REPRINTED
        told = wire if reprint else Writer(chance, of, sayings).article(mean_words)
        if reprint and not alone:
            told = wire[: len(wire) - chance.randrange(min(3, len(wire)))]
        later = 0 if alone else chance.choice((0, 0, 0, 1, 1, 2))
        act = chance.choice(topics.frames().acts)[0]
        headline = f"{of.bodies[0]} {act} {of.things[0]} in {of.town.state.name}"
        yield Story(f"s{of.number:07}-{place:02}", outlet.name, of.day + later * DAY, headline, told)
