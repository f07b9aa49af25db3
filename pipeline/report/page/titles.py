"""What a group is about in a few words: what is counted and what happened to it, or who said what."""

import collections
import re
from collections.abc import Sequence
from typing import Any

from pipeline.comparison.phrases import quoted
from pipeline.report.page.run_rows import Row

TITLE = 90
_WORD = re.compile(r"[^\W\d_]+")
_LIGHT = frozenset({"be", "have", "do", "make", "get", "take", "give"})
"""Verbs that tell nothing beside a measure: "has 96 positions" is about positions."""


def statistic_title(claims: Sequence[Row]) -> str:
    """The measure and event that most claims name: "Homes · destroyed", "Arrests, share of men"."""
    measures = [claim["measure"] for claim in claims if "measure" in claim]
    if not measures:
        return _short(quoted(claims[0]["marked"]))
    measure = _commonest(measures)
    named = [claim for claim in claims if claim.get("measure", "").lower() == measure.lower()]
    title = " · ".join([measure, *_event(named, measure)])
    if bases := [claim["base"] for claim in named if "base" in claim]:
        title += ", share of " + _commonest(bases)
    return _short(title[0].upper() + title[1:])


def quote_title(claims: Sequence[Row]) -> str:
    """The shorter words of the two most telling claims, after the name of the speaker where all agree."""
    words = min((claim["marked"] for claim in claims[:2]), key=lambda said: (len(said), said))
    names = {claim.get("speaker_name") for claim in claims}
    by = f"{name}: " if len(names) == 1 and (name := names.pop()) else ""
    return _short(f"{by}{quoted(words)}")


def _event(claims: Sequence[Row], measure: str) -> list[str]:
    """The verb as the sentences have it: the table has "destroy", the sentence "destroyed"."""
    found = [form for claim in claims if (form := _as_written(claim)) and form not in measure.lower()]
    finite = [form for form in found if not form.endswith("ing")]
    return [_commonest(finite or found)] if found else []


def _as_written(claim: Row) -> str | None:
    """The word nearest to the number that begins like the lemma of its event."""
    verb, _, particle = str(claim.get("action", "")).partition(" ")
    if len(verb) < 3 or verb in _LIGHT:
        return None
    stem = verb.removesuffix("e") if verb.endswith("e") else verb.removesuffix("y")
    before, after = (_WORD.findall(claim.get(side, "").lower()) for side in ("before", "after"))
    near = [word for pair in _alternate(before[::-1], after) for word in pair]
    forms = (word for word in near if word.startswith(stem) and len(word) <= len(verb) + 4)
    form = next(forms, None)
    return f"{form} {particle}".strip() if form else None


def _alternate(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, ...]]:
    """Words by their distance from the number, those before it first."""
    return [
        tuple(side[at] for side in (before, after) if at < len(side))
        for at in range(max(len(before), len(after)))
    ]


def _commonest(words: Sequence[str]) -> str:
    """The first of the words that are written most often, whatever their capitals."""
    counted = collections.Counter(word.lower() for word in words)
    return max(words, key=lambda word: counted[word.lower()])


def _short(title: str) -> str:
    """On one line, cut at a word."""
    words = " ".join(title.split())
    if len(words) <= TITLE:
        return words
    cut = words[: TITLE - 1].rpartition(" ")[0] or words[: TITLE - 1]
    return cut.rstrip(" ,;:·") + "…" + ("”" if "“" in cut else "")


def common(claims: Sequence[Row], slot: str, most: int = 2) -> list[Any]:
    """What more than half of the claims name in a slot that holds a list, the most named first."""
    counted = collections.Counter(name for claim in claims for name in claim.get(slot, ()))
    named = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [name for name, count in named if 2 * count > len(claims)][:most]
