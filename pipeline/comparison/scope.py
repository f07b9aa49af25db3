"""What two numbers are said of: time, population, part or whole, place. Each answer names what differs."""

import dataclasses
import functools
import re

from pipeline import models
from pipeline.comparison.concepts import can_be_one, is_event, people
from pipeline.comparison.phrases import listed, quoted
from pipeline.comparison.slots import Slots, once_a_side
from pipeline.comparison.stems import stem
from pipeline.extraction import number_words
from pipeline.tables import ClaimRow

NEARLY_SAME_TIME = 0.9
"""Share of the longer span from which two spans of time are one to a reader."""
WHOLE_REACH = 40
"""Code points before a number in which it is told whether it is a whole."""
_OF = re.compile(r"\b(?P<part>[\w,.]+) of (?:(?:the|its|their|his|her|a)\b )?(?:[\w-]+ )?(?:[\w-]+['’]s )?$")
_ALL = re.compile(r"\ball (?:the |of the )?$")
"""Who says "guilty on all 11 counts" says that nothing is left out."""
CUE_REACH = 12
"""Code points on either side of the number within which a word makes it a part."""
AVERAGE_REACH = 30
"""Code points before a number within which "average" makes it one."""
EACH_REACH = 30
"""Code points after a number within which "each" makes it one of several."""
NEARLY = 1.25
"""How many times the lesser value the greater is at most, where both may be one figure with a slip."""
LONG_OVER = 60
"""Days since the end of a span after which nobody would speak of it without saying when."""
_QUALIFYING = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_EARLIER = re.compile(r"\b(?:earlier|before|ago|previous(?:ly)?)\b", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Qualifier:
    """A word that makes a population or a sum a part of what it would be without it."""

    word: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words that make a number a part of another, or a running total."""

    cue: str
    kind: str


def other_period(a: ClaimRow, b: ClaimRow) -> tuple[str, str] | None:
    """Both times as written, where both are known and they are not the same stretch.

    A single day is not put against months or years: in "records disclosed Wednesday show that he spent $300"
    the day is that of the telling, and says nothing against "in 2008 he spent $300".
    """
    if a.period_text is None or b.period_text is None:
        return None
    one, other = (a.period_start, a.period_end), (b.period_start, b.period_end)
    if one == other or None in one or None in other or (one[0] == one[1]) != (other[0] == other[1]):
        return None
    return None if _shared(a, b) >= NEARLY_SAME_TIME else (a.period_text, b.period_text)


def _shared(a: ClaimRow, b: ClaimRow) -> float:
    """Share of the longer span that lies in both: "so far this year", "since he took office in January"."""
    if not (a.period_start and a.period_end and b.period_start and b.period_end):
        return 0.0
    both = (min(a.period_end, b.period_end) - max(a.period_start, b.period_start)).days + 1
    longer = max(a.period_end - a.period_start, b.period_end - b.period_start).days + 1
    return max(both, 0) / longer


def other_population(a: Slots, b: Slots) -> tuple[str, str] | None:
    """Both measures in quotation marks, where they are different kinds of people."""
    kinds = [_kinds(side) for side in (a, b)]
    if not all(kinds) or not kinds[0].isdisjoint(kinds[1]):
        return None
    if not kinds[0].isdisjoint(b.near) or not kinds[1].isdisjoint(a.near):
        return None
    one, other = (quoted(side.claim.base or side.claim.measure or "") for side in (a, b))
    return one, other


def kind_and_all(a: Slots, b: Slots) -> str | None:
    """What the lesser number counts, in quotation marks: a kind of the people that the greater counts.

    "24 dead" counts people without a word for them.
    """
    less, more = sorted((a, b), key=lambda side: side.reading.value)
    if a.dimension != "count" or less.head not in people() or not less.claim.measure:
        return None
    if more.head is not None and more.head != "@person" and not is_event(more.head):
        return None
    return quoted(less.claim.measure)


def other_qualifier(a: Slots, b: Slots) -> str | None:
    """The qualifiers that one measure has and the other sentence lacks, in quotation marks.

    "multiple criminal charges" are not "criminal charges", and "adjusted gross income" is not "income".
    """
    if not a.claim.measure or not b.claim.measure:
        return None
    if a.measure.keys().isdisjoint(b.measure) and (a.head is None or a.head != b.head):
        return None
    found = [
        word
        for side, other in ((a, b), (b, a))
        for word in _QUALIFYING.findall((side.claim.measure or "").lower())
        if stem(word) in _qualifiers() and not _says(other, word)
    ]
    return listed([quoted(word) for word in found]) if found else None


def _says(side: Slots, word: str) -> bool:
    """Whether a sentence has a word, in whatever form; a compound as it is written."""
    return word in side.claim.sentence.lower() if "-" in word else stem(word) in side.roots


@functools.cache
def _qualifiers() -> frozenset[str]:
    return frozenset(stem(row.word) for row in models.load("compare_qualifiers.csv", Qualifier))


def _kinds(side: Slots) -> frozenset[str]:
    return frozenset(side.measure) & people()


def closest(side: Slots) -> frozenset[str]:
    """The two heaviest words beside a number."""
    return frozenset(sorted(side.near, key=lambda word: (-side.near[word], word))[:2])


@functools.cache
def _cues(kind: str) -> re.Pattern[str]:
    rows = [re.escape(row.cue) for row in models.load("compare_scope_cues.csv", Cue) if row.kind == kind]
    return re.compile(rf"\b(?:{'|'.join(sorted(rows, reverse=True))})\b", re.IGNORECASE)


def part_and_whole(a: Slots, b: Slots) -> str | None:
    """The word that makes one of the numbers a part or a running total, where the other has none.

    A share is said of its base and not a part of another share.
    """
    if a.dimension == "percent":
        return None
    whole = any(_ALL.search(_before(side)) for side in (a, b))
    for find in (_running, _average) if whole else (_running, _average, _part, _each):
        one, other = find(a), find(b)
        if (one is None) != (other is None):
            return one or other
    return None


def _before(side: Slots) -> str:
    return side.story.text[max(0, side.claim.start - CUE_REACH) : side.claim.start]


@once_a_side
def _running(side: Slots) -> str | None:
    """ "in all, 40 homes" runs over everything; "in all of 2024" only says when."""
    for found in _cues("running").finditer(side.claim.sentence):
        if not side.claim.sentence[found.end() :].startswith(" of "):
            return found.group()
    return None


@once_a_side
def part_of_whole(side: Slots) -> float | None:
    """2 for the nine of "two of nine libraries", 5 for "five of the farm's eight henhouses"; else None."""
    before = side.story.text[max(0, side.claim.start - WHOLE_REACH) : side.claim.start]
    found = _OF.search(before)
    return _value(found.group("part").lower()) if found else None


def _value(word: str) -> float | None:
    digits = word.replace(",", "")
    if digits.isdecimal():
        return float(digits)
    found = number_words.words().get(word)
    return found.value if found else None


@once_a_side
def _average(side: Slots) -> str | None:
    """ "the average loss was about $4,900": no single loss, and not their sum."""
    before = side.story.text[max(0, side.claim.start - AVERAGE_REACH) : side.claim.start]
    found = _cues("average").search(f"{re.split(r'[.;]', before)[-1]} {side.claim.measure or ''}")
    return found.group() if found else None


@once_a_side
def _part(side: Slots) -> str | None:
    text, claim = side.story.text, side.claim
    near = f"{_before(side)} {text[claim.end : claim.end + CUE_REACH]}"
    found = _cues("part").search(near)
    return found.group() if found else _of_number(claim)


def _of_number(claim: ClaimRow) -> str | None:
    """ "three of the seven bullets" counts a part of seven."""
    if claim.unit != "count" or not claim.base or _value(claim.base.split()[0].lower()) is None:
        return None
    return f"of {claim.base}"


@once_a_side
def _each(side: Slots) -> str | None:
    """ "20 years in prison on each count" is not what all counts can bring."""
    after = side.story.text[side.claim.end : side.claim.end + EACH_REACH]
    found = _cues("each").search(re.split(r"[.;,]", after)[0])
    return found.group() if found else None


def past_of_one(a: Slots, b: Slots) -> str | None:
    """The other time as written, where one number alone is said of one: a span long over, "a week earlier".

    "2,310 in all of 2024" is long over in September 2025; what says no time is told of its own day. Two
    figures that are nearly the same ("$5,687.75", "$5,587.75") are rather a slip than two times.
    """
    least, most = sorted((a.reading.scale, b.reading.scale))
    if most <= NEARLY * least:
        return None
    for side, other in ((a, b), (b, a)):
        if side.claim.period_text and _is_past(side.claim) and not _is_past(other.claim):
            return side.claim.period_text
    return None


def after_the_other(a: Slots, b: Slots) -> str | None:
    """The time of one number as written, where it is later than the day on which the other was published."""
    for side, other in ((a, b), (b, a)):
        begins, told = side.claim.period_start, other.claim.published
        if begins and told and side.claim.published and told < begins <= side.claim.published:
            return side.claim.period_text
    return None


def both_past(a: Slots, b: Slots) -> bool:
    """Whether both numbers are of a time long over: the toll of 2004 grows no more."""
    return _is_past(a.claim) and _is_past(b.claim)


def _is_past(claim: ClaimRow) -> bool:
    if claim.period_text is None or claim.published is None:
        return False
    if claim.period_end is None:
        return claim.period_start is None and _EARLIER.search(claim.period_text) is not None
    return (claim.published - claim.period_end).days > LONG_OVER


def other_things(a: Slots, b: Slots) -> tuple[str, str] | None:
    """Both measures in quotation marks, where no word of the one stands beside the other number.

    Of money, what is measured is too often who paid it: "cost its investors $56 million". And "employs 460
    people", "employs 640 workers" count what the same was done to.
    """
    if a.dimension == "money" or (a.dimension == "count" and a.action is not None and a.action == b.action):
        return None
    if not a.claim.measure or not b.claim.measure or a.head is None or b.head is None:
        return None
    if can_be_one(a.head, b.head):
        return None
    one, other = set(a.measure), set(b.measure)
    if not one.isdisjoint(other | b.near.keys()) or not other.isdisjoint(a.near):
        return None
    return quoted(a.claim.measure), quoted(b.claim.measure)
