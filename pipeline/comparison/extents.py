"""How far a number reaches: the world, the nation, a state, a region, a county, a city.

"Marshals arrest 4,117 fugitives nationwide", and three sentences on "officers seized 402 firearms": the guns
are the nation's, too. So a number takes its extent from its own sentence, else from the opening of its
article.
"""

import dataclasses
import functools
import re
from typing import Literal

from pipeline import models
from pipeline.comparison.beside import sentence_span
from pipeline.comparison.slots import Slots, once_a_side
from pipeline.comparison.stories import LEAD
from pipeline.tables import ClaimRow

Level = Literal["world", "nation", "state", "region", "county", "city"]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ExtentCue:
    """Words that say how far a number reaches."""

    words: str
    level: Level


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How far a number reaches, and the words that say so."""

    level: Level
    words: str


@functools.cache
def _levels() -> dict[str, Level]:
    return {row.words.lower(): row.level for row in models.load("compare_extents.csv", ExtentCue)}


@functools.cache
def _cues() -> re.Pattern[str]:
    longest_first = sorted(_levels(), key=lambda words: (-len(words), words))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)


@once_a_side
def extent(side: Slots) -> Extent | None:
    """That of the nearest words of its sentence, else of the opening of its article."""
    text = side.story.text
    start, end = sentence_span(side.claim, text)
    own = list(_cues().finditer(text, start, end))
    if own:
        return _extent(min(own, key=lambda found: _gap(side.claim, found)))
    if side.places:
        return None
    return _opening(text)


def _gap(claim: ClaimRow, found: re.Match[str]) -> int:
    return max(claim.start - found.end(), found.start() - claim.end)


def _opening(text: str) -> Extent | None:
    found = _cues().search(text, 0, LEAD)
    return _extent(found) if found else None


def _extent(found: re.Match[str]) -> Extent:
    plain = found.group().lower().replace("’", "'")
    return Extent(level=_levels()[plain], words=found.group())
