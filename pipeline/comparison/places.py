"""Where two numbers are from: other places, or one reaches further than the other."""

import re

from pipeline.comparison.extents import extent
from pipeline.comparison.slots import Slots
from pipeline.comparison.stories import LEAD
from pipeline.tables import MentionRow

PLACE_REACH = 90
"""Code points between number and place."""


def other_place(a: Slots, b: Slots) -> tuple[str, str] | None:
    """The places that the numbers stand beside, where neither sentence names the other's."""
    one, other = _place(a), _place(b)
    if one is None or other is None or one.entity_id == other.entity_id:
        return None
    if one.entity_id in b.entities or other.entity_id in a.entities:
        return None
    return one.text, other.text


def other_extent(a: Slots, b: Slots) -> tuple[str, str] | None:
    """What says how far each reaches, where the two are not alike: "nationwide" and "Kansas".

    What only the opening of an article says holds against a place or an extent of the other alone.
    """
    one, other = extent(a), extent(b)
    if one is not None and other is not None:
        return (one.words, other.words) if one.level != other.level else None
    wide = one or other
    if wide is None or wide.level not in {"world", "nation", "state"}:
        return None
    narrow = b if one is not None else a
    place = _place(narrow) or _opening_place(narrow)
    return (wide.words, place.text) if place is not None and _is_local(place) else None


def _opening_place(side: Slots) -> MentionRow | None:
    """The first state, county or city that the opening of an article names."""
    for row in side.story.entities:
        if row.start > LEAD:
            return None
        if row.kind == "jurisdiction" and _is_local(row):
            return row
    return None


def _is_local(place: MentionRow) -> bool:
    """Whether a place is less than a country: ids of states, counties and cities have two parts."""
    return place.entity_id is not None and re.search(r"[-/]", place.entity_id) is not None


def _place(side: Slots) -> MentionRow | None:
    """The jurisdiction that follows the number most closely within its sentence, else precedes it."""
    claim = side.claim
    within = [row for row in side.places if abs(row.start - claim.start) <= PLACE_REACH]
    return min(within, key=lambda row: (abs(row.start - claim.end), row.start), default=None)
