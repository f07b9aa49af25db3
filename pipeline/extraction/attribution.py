"""Attributes statistics: by the quote that they stand in, else by the source of their sentence.

Where neither says who, by who counted: "The county reported six deaths", "put the number at 350".
"""

import bisect
from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline.extraction.counters import who_counted
from pipeline.extraction.found import Attribution, Quote, Statistic
from pipeline.extraction.syntax import Sentences

_WHOLE_SENTENCE = ("front:", "source_phrase:", "as_clause:")
"""Frames that speak of all of their sentence: "According to the report, ...", "..., he said"."""


def attribute(
    doc: Doc, statistics: Sequence[Statistic], quotes: Sequence[Quote]
) -> list[tuple[Attribution | None, int | None]]:
    """For each statistic its attribution and the index of the quote that it stands inside, or None.

    `quotes` are those of `find_quotes`: sorted, none inside another.
    """
    starts = [quote.span.start for quote in quotes]
    sentences = Sentences(doc)
    borders = sentences.offsets()
    by_sentence = _by_sentence(borders, quotes)
    found: list[tuple[Attribution | None, int | None]] = []
    for statistic in statistics:
        index = bisect.bisect_right(starts, statistic.span.start) - 1
        inside = index >= 0 and quotes[index].span.contains(statistic.span)
        stated = quotes[index].attribution if inside else None
        if stated is None or stated.speaker is None:  # "was reportedly killed, the ministry said"
            sentence = by_sentence.get(_place(borders, statistic.span.start))
            stated = (
                _named(sentence) or _named(who_counted(doc, statistic.span, sentences)) or stated or sentence
            )
        found.append((stated, index if inside else None))
    return found


def _named(attribution: Attribution | None) -> Attribution | None:
    return attribution if attribution is not None and attribution.speaker is not None else None


def _by_sentence(borders: Sequence[int], quotes: Sequence[Quote]) -> dict[int, Attribution]:
    """Sentences as a whole attributed: the first cue that speaks of all of the sentence."""
    found: dict[int, Attribution] = {}
    for quote in quotes:
        attribution = quote.attribution
        if attribution is None or attribution.cue is None or not quote.rule.startswith(_WHOLE_SENTENCE):
            continue
        found.setdefault(_place(borders, attribution.cue.start), attribution)
    return found


def _place(borders: Sequence[int], offset: int) -> int:
    """Number of the sentence that an offset lies in; `borders` are the starts of sentences."""
    return bisect.bisect_right(borders, offset)
