"""Of whom two numbers are said, and who says them of himself."""

import re

from pipeline.comparison.slots import Slots, once_a_side, unlike
from pipeline.comparison.stories import Named

FIRST_PERSON_REACH = 60
"""Code points on either side of a number in which a speaker says "I" or "we"."""
_FIRST_PERSON = re.compile(r"\b(?:I|I['’](?:m|ve|ll|d)|[Ww]e|[Ww]e['’](?:re|ve|ll|d)|[Mm]y|[Oo]ur|[Uu]s)\b")


def other_person(a: Slots, b: Slots) -> tuple[str, str] | None:
    """Two people of whom the numbers are said, where neither sentence names the other's."""
    return unlike(a, _person(a), b, _person(b))


@once_a_side
def _person(side: Slots) -> Named | None:
    """The person named in what is measured, else the one who did it."""
    claim = side.claim
    start, end = claim.measure_start or 0, claim.measure_end or 0
    measured = (row for row in side.people if row.start < end and start < row.end)
    acting = (row for row in side.people if row.entity_id == claim.agent_id)
    return next(measured, None) or next(acting, None)


def own_affairs(a: Slots, b: Slots) -> tuple[str, str] | None:
    """Both speakers, where two different ones say "I" or "we" of the number."""
    one, other = a.claim, b.claim
    if not one.speaker_text or not other.speaker_text or one.speaker_id is None or other.speaker_id is None:
        return None
    if one.speaker_id == other.speaker_id or not all(_in_first_person(side) for side in (a, b)):
        return None
    return one.speaker_text, other.speaker_text


def _in_first_person(side: Slots) -> bool:
    text, claim = side.story.text, side.claim
    near = text[max(0, claim.start - FIRST_PERSON_REACH) : claim.end + FIRST_PERSON_REACH]
    return claim.quote_id is not None and _FIRST_PERSON.search(near) is not None
