"""Finds what stands between quotation marks, from the characters alone.

Works paragraph by paragraph, so a mark left open or one too many does no harm beyond its paragraph. Only the
outermost pair counts: `“He said ‘no’ to me”` is one stretch.
"""

import dataclasses
import re
from collections.abc import Iterable, Iterator

from pipeline.spans import TextSpan


@dataclasses.dataclass(frozen=True, slots=True)
class Marked:
    """The content between two marks, without them; `paragraph` counts from 0."""

    content: TextSpan
    outer: TextSpan
    """With its marks."""
    paragraph: int
    closed: bool
    """False where the paragraph ends before a closing mark comes."""


_MARK = re.compile(r"''|``|[\"“”„‟«»‘’‚'`]")
_OPENS_AFTER = re.compile(r"[\s(\[{—–\-/:;,.!?…]$|^$")
_APOSTROPHE_WORD = re.compile(r"['’‘](?:\d0s|em|til|tis|twas|cause|bout|round|n)\b", re.IGNORECASE)
_FAMILY = {
    '"': "straight",
    "“": "curly",
    "”": "curly",
    "„": "curly",
    "‟": "curly",
    "«": "angle",
    "»": "angle",
    "''": "two",
    "``": "two",
    "‘": "single",
    "’": "single",
    "‚": "single",
    "'": "single",
    "`": "single",
}
_ONLY_OPENS = frozenset("“„‟‚‘`") | {"``"}


@dataclasses.dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    family: str
    may_open: bool
    may_close: bool


def find_marked(text: str, paragraphs: Iterable[TextSpan]) -> list[Marked]:
    """Outermost quotations of each paragraph, in order."""
    return [
        marked
        for number, paragraph in enumerate(paragraphs)
        for marked in _pairs(list(_marks(text, paragraph)), text, paragraph, number)
    ]


def _marks(text: str, paragraph: TextSpan) -> Iterator[_Mark]:
    """Marks of a paragraph; apostrophes and signs for inches and feet are left out."""
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        start, end = match.span()
        before = text[start - 1] if start > paragraph.start else ""
        after = text[end] if end < paragraph.end else ""
        family = _FAMILY[match.group()]
        if family == "single" and _is_apostrophe(text, start, before, after):
            continue
        may_open = bool(after) and not after.isspace() and _opens_after(before, match.group())
        stands_apart = before.isspace() and (after.isspace() or not after)  # `“It is broad, ” said Ann Lee`
        may_close = bool(before) and not before.isspace() and not (after.isalnum() and before.isalnum())
        may_close = may_close or (stands_apart and match.group() not in _ONLY_OPENS and family != "single")
        if match.group() in _ONLY_OPENS and may_open:
            may_close = False
        if match.group() == "”" and may_close:
            may_open = False
        if family == "angle":  # French style has spaces within: « C’est fini », said the captain
            may_open, may_close = bool(after) and match.group() == "«", bool(before) and match.group() == "»"
        yield _Mark(start, end, family, may_open, may_close)


def _opens_after(before: str, mark: str) -> bool:
    """Whether a quotation may begin here: "(“yes”)", "said:“no”", and any curly opener."""
    return mark in _ONLY_OPENS or bool(_OPENS_AFTER.search(before)) or before in "\"“”«»‘'"


def _is_apostrophe(text: str, start: int, before: str, after: str) -> bool:
    """`don’t`, `83 e.v.’s`, `’90s`, `6'`; the states’ is left to pairing, since it may close."""
    if after.isalnum() and (
        before.isalnum() or (before == "." and text[start + 1 : start + 3].strip("., ") == "s")
    ):
        return True
    return before.isdigit() or bool(_APOSTROPHE_WORD.match(text, start))


def _pairs(marks: list[_Mark], text: str, paragraph: TextSpan, number: int) -> Iterator[Marked]:
    """Pairs each opener with its closer: the next of its family, or a double mark that only closes."""
    closers = _next_closers(marks, text)
    place = 0
    while place < len(marks):
        opener = marks[place]
        close = closers[place] if opener.may_open else 0
        if not opener.may_open or _is_inch(marks, place, text) or (opener.family == "single" and not close):
            place += 1
            continue
        end = marks[close].start if close else paragraph.end
        content = _stripped(text, opener.end, end)
        if content:
            outer = TextSpan(opener.start, marks[close].end if close else paragraph.end)
            yield Marked(content, outer, number, closed=bool(close))
        place = close + 1 if close else len(marks)


def _next_closers(marks: list[_Mark], text: str) -> list[int]:
    """For each mark the place of the mark that would close it, 0 for none; one pass from the right.

    A single mark closes best after punctuation: in ‘The states’ refusal, he wrote, is final.’ the first one
    after a plural is an apostrophe where another follows. A mark of another family closes what it cannot
    have opened: "It helps,” said Ann Lee. "A lot." is two quotations, "He said “no” to me" is one.
    """
    following: dict[str, int] = {}
    found = [0] * len(marks)
    unclaimed: list[int] = []
    """Places of double marks that only close and that no opener has claimed yet, nearest last: pairs within
    pairs are so passed over."""
    for place in range(len(marks) - 1, -1, -1):
        mark = marks[place]
        if mark.family == "single":
            found[place] = following.get("single", 0)
        else:
            only_opens = mark.may_open and not mark.may_close
            found[place] = unclaimed.pop() if only_opens and unclaimed else following.get(mark.family, 0)
        if not mark.may_close:
            if mark.family == "single":
                following.pop("single", None)
            continue
        plural = mark.family == "single" and text[mark.start - 1] == "s" and "single" in following
        if not plural and not _is_inch(marks, place, text):
            following[mark.family] = place
            if mark.family != "single" and not mark.may_open:
                unclaimed.append(place)
    return found


def _is_inch(marks: list[_Mark], place: int, text: str) -> bool:
    """Whether a straight mark after a digit is a sign for inches: `a 12" pipe`, not `"We won 12"`."""
    mark = marks[place]
    if mark.family not in ("straight", "two") or not text[mark.start - 1 : mark.start].isdigit():
        return False
    if place == 0 or mark.start < 1:
        return True
    following = next((other for other in marks[place + 1 : place + 6] if other.family == mark.family), None)
    return following is not None and not following.may_open


def _stripped(text: str, start: int, end: int) -> TextSpan | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return TextSpan(start, end) if start < end else None
