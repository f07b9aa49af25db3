"""The words that name events and steer who does what to whom: `models/event_words.csv`, by kind.

==========  ===========================================================================================
noun        names a deed that its possessor does: "ICE's 47 arrests"
happening   names what befalls or just happens: "the brigade's 12 deaths" were not done by the brigade
adjective   names a state that an event led to: "24 dead"
light       says only that its object is done, and its subject does it: "made 47 arrests"
telling     its subject tells of what its object names, or has it: "reported 47 arrests"
goal        with a preposition says what is done: "took 12 people into custody"
denying     what depends on it did not happen: "failed to deliver 40"; `from`: only with that word
doubting    denied, it denies what depends on it: "does not believe that 700 died"
controlled  its object does what depends on it: "told agents to detain 75 people"
willed      a noun whose infinitive its owner does: "announced a plan to hire 500"
into        takes `in` as its particle: "pulled in $133 million"
counting    its subject tells a number as a source: "the county reported six deaths"; with `data`
            only what has data does: "a study found 31 cases"
putting     the same with `at`: "put the number at 350"
estimate    a noun for a number that somebody arrived at: "by the department's count"
tail        a form that attributes at the end: "..., the reports show"
poll        a noun for what asks people: "In the poll, 11 percent ..."
source      a noun for what can count: `survey`; with `who` for who can: `police`
==========  ===========================================================================================
"""

import dataclasses
import functools
from collections.abc import Mapping

from spacy.tokens import Token

from pipeline import models


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EventWord:
    """A row of `models/event_words.csv`; `action` is what the word says is done."""

    word: str
    kind: str
    action: str = ""


@functools.cache
def event_words(kind: str) -> Mapping[str, str]:
    """The words of a kind with their actions."""
    return {row.word: row.action for row in models.load("event_words.csv", EventWord) if row.kind == kind}


def deed(noun: Token) -> str | None:
    """What a noun says is done or happens: `arrests` -> arrest."""
    lemma = noun.lemma_.lower()
    return event_words("noun").get(lemma) or event_words("happening").get(lemma)
