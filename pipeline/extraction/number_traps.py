"""Numbers that are no statistic: dates, clock times, ages, scores, road, model and phone numbers, names.

The patterns stand in `models/number_traps.jsonl`; a number that a match touches is dropped.
"""

import dataclasses
import functools
import re
from collections.abc import Iterable, Iterator

from pipeline import models
from pipeline.spans import Cover, TextSpan

BEFORE, AFTER = 60, 60
_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE}
_PARTS = {
    "{month}": r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)|May|Jun(?:e|\.)|Jul(?:y|\.)"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)",
    "{hour}": "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)",
    "{teen}": "(?:thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)",
    "{tens}": "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)",
}
"""What stands for longer patterns in the table."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TrapRow:
    """A regular expression whose match is no statistic."""

    id: str
    pattern: str
    flags: str = ""
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@functools.cache
def compiled(row: TrapRow) -> re.Pattern[str]:
    flags = re.RegexFlag(0)
    for letter in row.flags:
        flags |= _FLAGS[letter]
    pattern = row.pattern
    for name, part in _PARTS.items():
        pattern = pattern.replace(name, part)
    return re.compile(pattern, flags)


def traps(text: str, numbers: Iterable[TextSpan]) -> Cover:
    """What stands around the given numbers (in order) and is no statistic."""
    rows = [compiled(row) for row in models.load("number_traps.jsonl", TrapRow)]
    return Cover(
        TextSpan(*match.span())
        for start, end in _windows(text, numbers)
        for pattern in rows
        for match in pattern.finditer(text, start, end)
        if match.end() > match.start()
    )


def _windows(text: str, numbers: Iterable[TextSpan]) -> Iterator[tuple[int, int]]:
    """Stretches around numbers, cut at white space and merged where they overlap."""
    start = end = -1
    for number in numbers:
        opens = max(0, number.start - BEFORE)
        opens = 0 if opens == 0 else _space_after(text, opens, number.start)
        closes = min(len(text), number.end + AFTER)
        if start >= 0 and opens <= end:
            end = max(end, closes)
            continue
        if start >= 0:
            yield start, end
        start, end = opens, closes
    if start >= 0:
        yield start, end


def _space_after(text: str, at: int, limit: int) -> int:
    """The first place after white space, so that no word is cut: "Interstate" is not "state"."""
    while at < limit and not text[at - 1].isspace():
        at += 1
    return at
