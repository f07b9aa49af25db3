"""Why a row of comparisons exists, in plain sentences that can be shown to a reader."""

from pipeline.comparison.phrases import figure, listed, outlet
from pipeline.comparison.slots import Slots
from pipeline.comparison.verdict import Verdict


def statistic_reasons(a: Slots, b: Slots, answer: Verdict) -> tuple[str, ...]:
    """Both numbers as read, the answer of the ladder, what is alike, and what is not known."""
    found = [
        f"{_told(a)}; {_told(b)}.",
        answer.reason,
        _alike(a, b),
        *_unknown(a, b, answer),
    ]
    return tuple(sentence for sentence in found if sentence)


def _told(side: Slots) -> str:
    claim = side.claim
    written = " ".join(claim.text.split())
    read = figure(claim)
    as_read = "" if read == written else f" (read as {read})"
    of = f" of {' '.join(claim.measure.split())}" if claim.measure else ""
    return f"{outlet(claim)} has “{written}”{as_read}{of}"


def _alike(a: Slots, b: Slots) -> str:
    shared = sorted(set(a.near) & set(b.near), key=lambda word: (-min(a.near[word], b.near[word]), word))
    readable = [word.removeprefix("@") for word in shared[:4]]
    return f"Words beside both numbers: {listed(readable)}." if readable else ""


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
    undated = [outlet(side.claim) for side in (a, b) if side.story.article.published is None]
    if undated:
        missing.append(f"Not known: the day of publication of {listed(undated)}.")
    return missing
