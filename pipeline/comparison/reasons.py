"""Why a row of comparisons exists, in plain sentences that can be shown to a reader."""

from collections.abc import Mapping, Sequence

from pipeline.comparison.beside import sentence_span
from pipeline.comparison.phrases import figure, listed, outlet, quoted
from pipeline.comparison.slots import Slots, once_a_side
from pipeline.comparison.verdict import Verdict
from pipeline.comparison.words import words

SHOWN = 4
TELLING = 0.25
"""Words less telling than this are not shown as what is alike."""
FOLLOWS = 30
"""Code points between a number and its measure that are shown with both."""


def statistic_reasons(a: Slots, b: Slots, answer: Verdict) -> tuple[str, ...]:
    """Both numbers as read, the answer of the ladder, what is alike, and what is not known."""
    return (f"{_told(a)}; {_told(b)}.", answer.reason, _alike(a, b), *_unknown(a, b, answer))


def one_witness(article_id: str, outlet: str | None, fellows: Sequence[str]) -> list[str]:
    """That a story which several outlets print is one witness, so that its number counts once."""
    others = [name for name in fellows if name != outlet]
    if not others:
        return []
    verb = "prints" if len(others) == 1 else "print"
    own = outlet or f"the article {article_id}"
    return [f"{listed(others)} {verb} the same story as {own}: they are one witness."]


@once_a_side
def _told(side: Slots) -> str:
    """ "The Post has “about 9 inches of rain” (read as about 9 inches)"."""
    claim = side.claim
    read = figure(claim)
    as_read = "" if read == " ".join(claim.text.split()) else f" (read as {read})"
    shown, follows = _with_measure(side)
    of = f", said of {quoted(claim.measure)}" if claim.measure and not follows else ""
    return f"{outlet(claim)} has {quoted(shown)}{as_read}{of}"


def _with_measure(side: Slots) -> tuple[str, bool]:
    """The number as written, with what it counts where that follows at once; whether it does."""
    claim = side.claim
    if claim.measure_start is None or claim.measure_end is None:
        return claim.text, False
    if claim.start <= claim.measure_start and claim.measure_end <= claim.end:
        return claim.text, True
    between = side.story.text[claim.end : claim.measure_start]
    if not 0 <= claim.measure_start - claim.end <= FOLLOWS or any(mark in between for mark in ",;:.\n"):
        return claim.text, False
    return side.story.text[claim.start : claim.measure_end], True


def _alike(a: Slots, b: Slots) -> str:
    shared = sorted(a.near.keys() & b.near.keys(), key=lambda word: (-min(a.near[word], b.near[word]), word))
    written = _written(a), _written(b)
    found = [
        (written[0][word], written[1][word]) for word in shared if word in written[0] and word in written[1]
    ]
    if not found:
        return "No telling word stands beside both numbers; the two articles are about one story."
    named = [
        quoted(one) if one.lower() == other.lower() else f"{quoted(one)} ({quoted(other)})"
        for one, other in found[:SHOWN]
    ]
    return f"Beside both numbers stand{'' if len(named) > 1 else 's'} {listed(named)}."


@once_a_side
def _written(side: Slots) -> Mapping[str, str]:
    """Stem -> the word of the sentence that has it, as written; numbers and common words left out."""
    text = side.story.text
    start, end = sentence_span(side.claim, text)
    found = sorted(
        (word for word in words(text, start, end) if word.weight >= TELLING and word.lower[0].isalpha()),
        key=lambda word: (max(side.claim.start - word.end, word.start - side.claim.end), word.start),
    )
    return {word.stem: text[word.start : word.end] for word in reversed(found) if len(word.lower) > 2}


def _unknown(a: Slots, b: Slots, answer: Verdict) -> list[str]:
    if answer.verdict not in {"conflict", "period_differs", "compatible"}:
        return []
    missing = []
    stated = [side for side in (a, b) if side.claim.period_text]
    if not stated:
        missing.append("Neither sentence states the time that its number is about.")
    elif len(stated) == 1:
        silent = b if stated[0] is a else a
        missing.append(f"{outlet(silent.claim)} does not state the time that its number is about.")
    undated = [outlet(side.claim) for side in (a, b) if side.story.published is None]
    if undated:
        missing.append(f"Not known: the day of publication of {listed(undated)}.")
    return missing
