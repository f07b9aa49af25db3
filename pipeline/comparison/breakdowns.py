"""Whether a number fits those it is made of: a total and its stated parts, a share and its two counts.

Only what a sentence states as parts is added up: "41 homes, 30 in Ohio and 12 in Indiana". A list of
different things ("26 pirates with six rifles and 12 magazines") is none.
"""

import collections
import dataclasses
import functools
import itertools
import math
import re
from collections.abc import Iterator, Sequence

from pipeline import models
from pipeline.comparison import concepts, units
from pipeline.comparison.intervals import Reading, can_both_be_true, reading, same_value
from pipeline.comparison.phrases import figure, listed, number, quoted
from pipeline.comparison.stems import stem
from pipeline.comparison.verdict import Verdict
from pipeline.tables import ClaimRow

PART_REACH = 60
"""Code points from one part to the next."""
WHOLE_REACH = 90
"""Code points from a total to its first part."""
WORDED = 10.0
"""Percentage points either way within which a fraction in words is right: 43 percent is "nearly half"."""
_JOINT = re.compile(r"(?P<and>,? (?:and|or|but)|,|;)\s(?:the other |another |only |just )?$")
_FIRST = re.compile(
    r"(?P<mark>:|—|–| -|\(|,|[.]|, (?:with|including|among them|of them|of whom)|, of which)\s?"
    r"(?:the other |of those, |of them, )?$"
)
_OF_THEM = r"(?: of (?:them|those|which|whom))?"
_PLACE = re.compile(
    rf"^{_OF_THEM}(?: [\w-]+)?(?: (?:was|were|are|is|died))? "
    r"(?P<word>in|at|from|on|near|inside) (?:the )?[A-Z]"
)
_MORE = re.compile(r"(?:,| and) (?:\d|(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten)\b)")
_OF = re.compile(r"^(?: out)? of (?:the |its |their |his |her |all )*$")
_OF_WHOLE = re.compile(r"\b[Oo]f (?:the |its |their |his |her |all )*$")
_REPEATS = re.compile(r"^[^.;!?\n\d]{0,60}?(?:\(|—|–|, or|, about| - )\s?$")
_EXPLAINED = re.compile(r"^[^.;!?\n\d]{0,60}?\($")
_ROUNDED = ("exact", "approximately")
"""Bounds of a share that may be rounded."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A word for one of the kinds into which people are told apart, so that none is of two kinds."""

    split: str
    word: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """A number, those that it has to fit, and how they relate."""

    kind: str
    """`parts` or `share`."""
    whole: ClaimRow
    others: tuple[ClaimRow, ...]
    answer: Verdict


def breakdowns(text: str, claims: Sequence[ClaimRow]) -> Iterator[Breakdown]:
    """Totals with their parts, and shares with their counts, of one article; `claims` in order of place."""
    counts = [row for row in claims if row.unit == "count" and row.change is None and row.value]
    for at, whole in enumerate(counts):
        parts = _parts(text, whole, counts[at + 1 :])
        if parts is not None:
            yield Breakdown(kind="parts", whole=whole, others=parts, answer=_added(whole, parts))
    for part, whole in itertools.pairwise(counts):
        ratio = _counted(text, part, whole)
        for share in _shares(text, claims, part, whole) if ratio else ():
            yield Breakdown(
                kind="share", whole=share, others=ratio or (), answer=_divided(share, *ratio or ())
            )


def _parts(text: str, whole: ClaimRow, rest: Sequence[ClaimRow]) -> tuple[ClaimRow, ...] | None:
    """The parts stated right after a total; None where what follows is no list of parts of it."""
    if not rest or rest[0].start - whole.end > WHOLE_REACH or rest[0].start <= whole.end:
        return None
    lead = text[whole.end : rest[0].start]
    first = _FIRST.search(lead)
    if not first or (_PLACE.match(lead) and first.group("mark") == ",") or "\n" in lead:
        return None  # "4,300 jobs in France, 3,700 in Germany and 400 in Spain": a list of its own
    if len(re.findall(r"[.;!?]\s", lead)) > lead.endswith(". "):
        return None
    found = [rest[0]]
    for one, other in itertools.pairwise(rest):
        gap = text[one.end : other.start]
        joint = _JOINT.search(gap)
        if len(gap) > PART_REACH or joint is None or re.search(r"[.!?\n]", gap):
            return None
        found.append(other)
        if "and" in (joint.group("and") or ""):
            return tuple(found) if _are_parts(text, whole, found) else None
    return None


def _are_parts(text: str, whole: ClaimRow, parts: Sequence[ClaimRow]) -> bool:
    """Whether all parts count what the total counts, told apart in one way: by place, or by kind."""
    tails = [text[one.end : other.start] for one, other in itertools.pairwise(parts)]
    end = text.find("\n", parts[-1].end)
    last = re.split(r"[.;!?](?:\s|$)", text[parts[-1].end : end if end >= 0 else len(text)], maxsplit=1)[0]
    if _MORE.search(last) or any(part.measure_head == "percent" for part in parts):
        return False
    placed = [_PLACE.match(tail) for tail in (*tails, last)]
    if all(placed):
        kinds = {found.group("word") for found in placed if found}
        own = [_own_head(part) for part in parts]
        return len(kinds) == 1 and all(head is None or head == _head(whole) for head in own)
    return not any(placed) and _are_kinds(whole, parts)


def _are_kinds(whole: ClaimRow, parts: Sequence[ClaimRow]) -> bool:
    """ "12 people, eight men and four women": nobody is of two of these kinds; men and officers can be."""
    heads = {stem((part.measure_head or "").lower()) for part in parts}
    of = stem((whole.measure_head or "person").lower())
    return len(heads) == len(parts) and any(heads <= split and of not in split for split in _splits())


@functools.cache
def _splits() -> tuple[frozenset[str], ...]:
    words: dict[str, set[str]] = collections.defaultdict(set)
    for row in models.load("compare_splits.csv", Split):
        words[row.split].add(stem(row.word.lower()))
    return tuple(frozenset(found) for found in words.values())


def _head(claim: ClaimRow) -> str | None:
    return concepts.thing(stem(claim.measure_head.lower())) if claim.measure_head else None


def _own_head(part: ClaimRow) -> str | None:
    """What a part counts by its own words: none in "12 in Indiana"."""
    if part.measure_start is None or not part.end <= part.measure_start <= part.end + PART_REACH:
        return None
    return _head(part)


def _added(whole: ClaimRow, parts: Sequence[ClaimRow]) -> Verdict:
    total = _sum(parts, whole)
    told = f"The parts, {listed([figure(part) for part in parts])}, add up to {number(total.value)}"
    if same_value(total, reading(whole)):
        return Verdict(verdict="agree", rule="parts_add_up", reason=f"{told}, as the total has it.")
    if can_both_be_true(total, reading(whole)):
        return Verdict(verdict="compatible", rule="parts_add_up", reason=f"{told}; both can be true.")
    if total.low <= reading(whole).high:
        return Verdict(
            verdict="scope_differs",
            rule="parts_of_some",
            reason=f"{told}, less than the total of {figure(whole)}: they may not be all parts.",
        )
    return Verdict(
        verdict="conflict", rule="parts_exceed", reason=f"{told}, more than the total of {figure(whole)}."
    )


def _sum(parts: Sequence[ClaimRow], like: ClaimRow) -> Reading:
    found = [reading(part) for part in parts]
    exact = all(part.bound == "exact" for part in found)
    return Reading(
        value=math.fsum(part.value for part in found),
        value_high=math.fsum(part.value_high for part in found),
        low=math.fsum(part.low for part in found),
        high=math.fsum(part.high for part in found),
        bound="exact" if exact else "approximately",
        unit=like.unit or "count",
        step=min(part.step for part in found),
    )


def _counted(text: str, part: ClaimRow, whole: ClaimRow) -> tuple[ClaimRow, ClaimRow] | None:
    """Part and whole, in this order, of "20 of the 47 counties" or "of 47 counties, 20 were ..."."""
    gap = text[part.end : whole.start]
    if _OF.match(gap) and (part.value or 0) <= (whole.value or 0):
        return part, whole
    before = text[max(0, part.start - 12) : part.start]
    stated = _OF_WHOLE.search(before) and len(gap) <= PART_REACH and not re.search(r"[.;!?\n]", gap)
    return (whole, part) if stated and (whole.value or 0) <= (part.value or 0) else None


def _shares(text: str, claims: Sequence[ClaimRow], one: ClaimRow, other: ClaimRow) -> Iterator[ClaimRow]:
    """Shares that say two counts again, right after them, or right before with the counts in brackets."""
    for claim in claims:
        if claim.unit != "percent" or claim.change is not None or units.in_points(claim):
            continue
        after = claim.start >= other.end and _REPEATS.match(text[other.end : claim.start])
        before = claim.end <= one.start and _EXPLAINED.match(text[claim.end : one.start])
        if after or before:
            yield claim


def _divided(share: ClaimRow, part: ClaimRow, whole: ClaimRow) -> Verdict:
    one, all_of, said = reading(part), reading(whole), reading(share)
    value = 100 * one.value / all_of.value
    low, high = 100 * one.low / all_of.high, 100 * one.high / all_of.low if all_of.low > 0 else math.inf
    told = f"{figure(part)} of {figure(whole)} are {number(round(value, 1))} percent"
    if said.bound in _ROUNDED and abs(value - said.value) <= 0.5 * said.step * (1 + 1e-9):
        reason = f"{told}: the share follows from the counts."
        return Verdict(verdict="agree", rule="share_follows", reason=reason)
    slack = _slack(share, said)
    if low <= said.high + slack and said.low - slack <= high:
        return Verdict(verdict="compatible", rule="share_follows", reason=f"{told}; both can be true.")
    reason = f"{told}, which {quoted(share.text)} cannot mean."
    return Verdict(verdict="conflict", rule="share_fails", reason=reason)


def _slack(share: ClaimRow, said: Reading) -> float:
    """Percentage points by which a share may miss its counts: "more than half" none, "a third" some."""
    if said.bound not in _ROUNDED:
        return 0.0
    in_words = not any(mark.isdigit() for mark in share.text)
    return WORDED if in_words else max(0.6 * said.step, 1.0)
