"""Where two numbers are from: other places, or one reaches further than the other."""

import re

from pipeline.comparison.beside import sentence_span
from pipeline.comparison.extents import extent
from pipeline.comparison.slots import Slots, once_a_side, unlike
from pipeline.comparison.stories import LEAD, Named

PLACE_REACH = 90
"""Code points between number and place."""
IN_REACH = 30
"""Code points before a place in which "in" makes it the place of the number."""
_IN = re.compile(r"\b(?:in|at|near|across|around|throughout|from|of)\s(?:[\w-]+\s){0,3}$", re.IGNORECASE)


def other_place(a: Slots, b: Slots) -> tuple[str, str] | None:
    """The places that the numbers stand beside, where neither sentence names the other's."""
    return unlike(a, _place(a), b, _place(b))


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
    place = _place(narrow) or (_opening_place(narrow) if wide.level != "world" else None)
    return (wide.words, place.text) if place is not None and _is_local(place) else None


@once_a_side
def _opening_place(side: Slots) -> Named | None:
    """The first state, county or city that the opening of an article names."""
    for row in side.story.entities:
        if row.start > LEAD:
            return None
        if row.kind == "jurisdiction" and _is_local(row):
            return row
    return None


def _is_local(place: Named) -> bool:
    """Whether a place is less than a country: ids of states, counties and cities have two parts."""
    return re.search(r"[-/]", place.entity_id) is not None


def local_part(a: Slots, b: Slots) -> str | None:
    """The place of the lesser number, where the other names none and its article opens without that place.

    "10 houses were damaged in Takengon", "around 40 houses were damaged by the quake".
    """
    less, more = sorted((a, b), key=lambda side: side.reading.value)
    if a.dimension != "count" or more.places:
        return None
    place = _place(less)
    if place is None or not _is_local(place):
        return None
    known = {row.entity_id for side in (a, b) for row in side.story.entities if row.start < LEAD}
    return None if place.entity_id in known else place.text


@once_a_side
def _place(side: Slots) -> Named | None:
    """The jurisdiction closest to the number within its sentence that it can be the number of.

    "24 people died in Aceh", "Kansas jails": but not "a quake off Aceh killed 24", "NBC New York counted 70".
    """
    claim = side.claim
    within = [
        row for row in side.places if abs(row.start - claim.start) <= PLACE_REACH and _is_where(row, side)
    ]
    return min(within, key=lambda row: (abs(row.start - claim.end), row.start), default=None)


def _is_where(place: Named, side: Slots) -> bool:
    claim, text = side.claim, side.story.text
    if (claim.measure_start or 0) <= place.start < (claim.measure_end or 0):
        return True
    if place.label == "NORP":
        return False
    start, _ = sentence_span(claim, text)
    return (
        place.start == start or _IN.search(text[max(start, place.start - IN_REACH) : place.start]) is not None
    )
