"""The language that a text is in, so that an article which the parser cannot read is not misread."""

import dataclasses
import re

from pipeline import models

MIN_WORDS = 30
"""Shorter texts are not judged: a headline full of names looks like any language."""
_SAMPLE = 2000
_MARGIN = 60.0
"""Natural logarithm of how many times likelier a language must be than the wanted one to reject a text.
English news of 50 words has more than 80 over the next language, Spanish of 40 words more than 100."""
_WORD = re.compile(r"[^\W\d_]+")
_ONLY_ENGLISH = frozenset({"the", "and", "of", "to", "that", "said", "with", "from", "this", "which", "by"})
_ENOUGH = 0.1
"""Share of these words that settles it without the identifier, which takes a second to load: English
news has 0.13 to 0.25, Dutch, with `of`, under 0.01."""


@dataclasses.dataclass(frozen=True, slots=True)
class Language:
    """A row of `models/languages.csv`."""

    code: str
    name: str


def name_of(code: str) -> str:
    """English name of an ISO 639 code, or the code."""
    return next((row.name for row in models.load("languages.csv", Language) if row.code == code), code)


def identify(text: str, wanted: str) -> str | None:
    """Code of the language that the text is in; None where it is too short or too close to call.

    A language other than `wanted` is named only when it is far likelier.
    """
    sample = _sample(text)
    words = _WORD.findall(sample.lower())
    if len(words) < MIN_WORDS and not _is_unspaced(sample):
        return None
    if wanted == "en" and sum(word in _ONLY_ENGLISH for word in words) >= _ENOUGH * len(words):
        return "en"
    # Slow to import; English articles hardly ever get here.
    import py3langid

    scores: list[tuple[str, float]] = py3langid.rank(sample)
    best, best_score = scores[0]
    if best == wanted:
        return best
    ours = dict(scores).get(wanted)
    return best if ours is None or best_score - ours >= _MARGIN else None


def _sample(text: str) -> str:
    """From the start and from the middle: an English note may stand above a Spanish story."""
    if len(text) <= _SAMPLE:
        return text
    middle = len(text) // 2
    return text[: _SAMPLE // 2] + "\n" + text[middle : middle + _SAMPLE // 2]


def _is_unspaced(sample: str) -> bool:
    """Chinese, Japanese and Thai have no spaces between words: count letters."""
    letters = sum(char.isalpha() and ord(char) > 0x0E00 for char in sample)
    return letters > 3 * MIN_WORDS
