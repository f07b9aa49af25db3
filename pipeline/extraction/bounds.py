"""How words bind a number: `more than`, `up to`, `nearly`; phrases in `models/bounds.jsonl`."""

import dataclasses
import functools
from collections.abc import Mapping, Sequence

from pipeline import models
from pipeline.extraction.lexemes import Lexeme, lex
from pipeline.extraction.number_words import word_list

LONGEST = 5
_FILLERS = frozenset({"the", "another", "additional", "an", "a", "as", "estimated", "some", "only", "about"})


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class BoundRow:
    """A phrase that binds the number beside it."""

    id: str
    phrase: str
    place: str
    """`before` or `after` the number."""
    bound: str
    durations: bool = True
    """False: no bound on a time ("over two days") unless a word like `for` precedes."""
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A bound found beside a number; `at` is the first (before) or one past the last lexeme (after)."""

    name: str
    at: int
    rule: str


@functools.cache
def _table(place: str) -> Mapping[tuple[str, ...], BoundRow]:
    rows = models.load("bounds.jsonl", BoundRow)
    return {tuple(lexeme.lower for lexeme in lex(row.phrase)): row for row in rows if row.place == place}


@functools.cache
def _edge_words(place: str) -> frozenset[str]:
    """Words next to the number: the last of a phrase before it, the first of one after."""
    return frozenset(phrase[-1 if place == "before" else 0] for phrase in _table(place))


def bound_before(lexemes: Sequence[Lexeme], first: int, *, duration: bool) -> Bound | None:
    """The longest phrase that ends right before lexeme `first`, fillers and a hyphen skipped."""
    at = first
    for skipped in range(2):
        found = _ending_at(lexemes, at, duration, first)
        if found:
            return found
        filler = at - 1 if at and not lexemes[at].first else -1
        if filler < 0 or (lexemes[filler].lower not in _FILLERS and lexemes[filler].text != "-") or skipped:
            return None
        at = filler
    return None


def _ending_at(lexemes: Sequence[Lexeme], end: int, duration: bool, number: int) -> Bound | None:
    if end < 1 or (end < len(lexemes) and lexemes[end].first):
        return None
    if lexemes[end - 1].lower not in _edge_words("before"):
        return None
    for length in range(min(LONGEST, end), 0, -1):
        phrase = lexemes[end - length : end]
        if any(lexeme.first for lexeme in phrase[1:]):
            continue
        row = _table("before").get(tuple(lexeme.lower for lexeme in phrase))
        if row and _holds(row, lexemes, end - length, end, duration, number):
            return Bound(name=row.bound, at=end - length, rule=row.id)
    return None


def _holds(
    row: BoundRow, lexemes: Sequence[Lexeme], start: int, end: int, duration: bool, number: int
) -> bool:
    before = lexemes[start - 1].lower if start and not lexemes[start].first else ""
    if not row.durations:
        if (
            before in {"the", "was", "were", "is", "are", "left", "came", "moved", "rolled"}
            and row.phrase == "past"
        ):
            return False
        if end != number:  # "over the 10 years", "in the past 10 years"
            return False
        if duration:
            return before in word_list("lasting")
        return row.phrase != "past" or before in {"went", "rose", "climbed", "grew", "surged", "soared"}
    if row.phrase == "some":
        return end == number and before not in {"in", "to", "at"}
    if row.phrase == "sub":
        return end != number and lexemes[end].text == "-"
    if row.phrase == "c.":
        return lexemes[number].glued or before != ""
    if row.phrase == "up to":  # "inching back up to 4.8 percent" names where it got
        return before not in word_list("upward-motion")
    if row.phrase in {"near", "short of", "about"}:
        return before not in {"stop", "stopped", "fell"} or row.phrase != "short of"
    return True


def bound_after(lexemes: Sequence[Lexeme], last: int) -> Bound | None:
    """The longest phrase that starts right after a number: `300 or more`, `100-plus`, `100+`."""
    start = last
    if start < len(lexemes) and lexemes[start].text == "-" and lexemes[start].glued:
        start += 1
    if start >= len(lexemes) or lexemes[start].first or lexemes[start].lower not in _edge_words("after"):
        return None
    for length in range(LONGEST, 0, -1):
        phrase = lexemes[start : start + length]
        if len(phrase) < length or any(lexeme.first for lexeme in phrase):
            continue
        row = _table("after").get(tuple(lexeme.lower for lexeme in phrase))
        if row and _closes(row, lexemes, start, start + length):
            return Bound(name=row.bound, at=start + length, rule=row.id)
    return None


def _closes(row: BoundRow, lexemes: Sequence[Lexeme], start: int, end: int) -> bool:
    """Whether the phrase ends there: "300 or more", but not "300 plus 20" nor "300 about 20 miles"."""
    following = lexemes[end] if end < len(lexemes) else None
    if following is not None and (following.kind == "number" or following.text in {"$", "£", "€"}):
        return False
    if row.phrase in {"odd", "plus", "+"}:
        return lexemes[start].glued
    if row.phrase == "at best" and lexemes[end - 1].text[:1].isupper():  # "$300 at Best Buy"
        return False
    if row.phrase == "and up":
        return following is None or following.lower != "to"  # "the two and up to 20 percent"
    if row.phrase in {"approximately", "at least", "at most", "at best", "maximum", "minimum"}:
        return following is None or following.first or following.text in {".", ",", ")", ";"}
    return True
