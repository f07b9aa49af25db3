"""The words that say up or down, from `models/change_words.csv`."""

import dataclasses
import functools
from collections.abc import Mapping

from pipeline import models


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """A row of `models/change_words.csv`: a word that says up or down; forms separated by `|`."""

    lemma: str
    kind: str
    change: str
    forms: str


@functools.cache
def change_words(kind: str) -> Mapping[str, ChangeRow]:
    """The rows of a kind, by each of their forms."""
    rows = models.load("change_words.csv", ChangeRow)
    return {form: row for row in rows if row.kind == kind for form in row.forms.split("|")}


@functools.cache
def change_forms() -> frozenset[str]:
    """All forms of verbs of change, and `up` and `down`."""
    rows = models.load("change_words.csv", ChangeRow)
    return frozenset(form for row in rows if row.kind != "noun" for form in row.forms.split("|"))
