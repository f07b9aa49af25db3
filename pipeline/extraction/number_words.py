"""The words that numbers are written in, from `models/number_words.csv`."""

import dataclasses
import functools
from collections.abc import Mapping

from pipeline import models

KINDS = ("small", "ten", "hundred", "magnitude", "vague", "suffix", "fraction", "vulgar", "multiplier")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NumberWord:
    """`forty`, `million`, `dozens`, `third`; `suffix` is glued to digits: `25k`."""

    word: str
    value: float
    kind: str
    example: str

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"kind {self.kind!r} is none of {', '.join(KINDS)}")


@functools.cache
def words() -> Mapping[str, NumberWord]:
    """Every number word that can stand alone, by its lower-case form."""
    return {row.word: row for row in models.load("number_words.csv", NumberWord) if row.kind != "suffix"}


@functools.cache
def suffixes() -> Mapping[str, float]:
    """Multipliers glued to digits: `bn` -> 1e9."""
    return {
        row.word: row.value for row in models.load("number_words.csv", NumberWord) if row.kind == "suffix"
    }


def kind(word: str) -> str | None:
    """The kind of a number word, None for any other word."""
    known = words().get(word)
    return known.kind if known else None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class WordList:
    """A row of `models/number_contexts.csv`: a closed list of words around numbers, separated by `|`."""

    list: str
    words: str


@functools.cache
def word_list(name: str) -> frozenset[str]:
    """One of the lists, by its name."""
    return next(
        frozenset(row.words.split("|"))
        for row in models.load("number_contexts.csv", WordList)
        if row.list == name
    )
