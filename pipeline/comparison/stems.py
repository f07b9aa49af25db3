"""Stems: a word without its inflection, so that verb, noun and participle of one word fall together."""

import dataclasses
import functools
import re
from collections.abc import Mapping

from pipeline import models

_VOWEL = re.compile(r"[aeiouy]")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Irregular:
    """A form that no ending explains: "children" is "child"."""

    form: str
    lemma: str


@functools.lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A lower-case word without its inflection; verb, noun and participle of one word fall together.

    The rules are those of Porter's first step (Porter, An algorithm for suffix stripping, 1980), with
    irregular forms looked up and a final `e` always dropped.
    """
    lemma = _irregular().get(word)
    return _without_ending(lemma or _without_inflection(word))


def _without_inflection(word: str) -> str:
    if len(word) <= 3:
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "ches", "shes", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        root = word[: -len(ending)]
        if word.endswith(ending) and len(root) >= 3 and _VOWEL.search(root):
            doubled = root[-1] == root[-2] and root[-1] not in "lsz"
            return root[:-1] if doubled else root
    return word


def _without_ending(word: str) -> str:
    if len(word) <= 3:
        return word
    return word[:-1] + "i" if word.endswith("y") and len(word) > 3 else word.rstrip("e") or word


@functools.cache
def _irregular() -> Mapping[str, str]:
    return {row.form: row.lemma for row in models.load("compare_irregular.csv", Irregular)}
