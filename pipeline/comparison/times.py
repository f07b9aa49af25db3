"""Which time a sentence of background is set in: "In April last year a quake struck", "the 2004 flood".

A news story speaks of its own day without saying so, and says when it speaks of another. So a number whose
sentence names a past year is not the number of a sentence that names none. "In April last year an 8.6 quake
struck. Five people died." sets the time at its opening for the sentence that follows, too.
"""

import functools
import re
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\b"
)
_YEAR = re.compile(r"(?:19[3-9]\d|20[0-4]\d)(?<![\d$€£.,-]\d{4})(?!\d|,\d|\.\d|\s?%)")
_IN_MONTH = re.compile(rf"\b(?:in|on|since|last|early|late|of|from)\s+{_MONTH}")
_LAST = re.compile(r"\blast\s+(year|month)\b")
_AGO = re.compile(r"\byears\s+(?:ago|earlier|before)\b")
_HOW_MANY = re.compile(r"\b(\d{1,2}|two|three|four|five|ten)\s+$")
_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}
OPENING = 40
"""Code points at the start of a sentence that set the time of the next."""


@functools.lru_cache(maxsize=50_000)
def setting(sentence: str, published: date | None) -> frozenset[str]:
    """Years ("2012") and months ("4") other than those of publication that a text names."""
    plain = sentence.lower()
    found = {match.group() for match in _YEAR.finditer(plain)}
    if published is None:
        return frozenset(found)
    months = {MONTHS.index(match.group(1)) + 1 for match in _IN_MONTH.finditer(plain)}
    for match in _LAST.finditer(plain):
        if match.group(1) == "year":
            found.add(str(published.year - 1))
        else:
            months.add((published.month - 2) % 12 + 1)
    for match in _AGO.finditer(plain):
        if years := _HOW_MANY.search(plain, max(0, match.start() - 20), match.start()):
            found.add(str(published.year - int(_WORDS.get(years.group(1), 0) or years.group(1))))
    found.discard(str(published.year))
    months.discard(published.month)
    return frozenset(found | {str(month) for month in months})


def opening(before: str, published: date | None) -> frozenset[str]:
    """The time that the opening of the sentence before sets."""
    last = re.split(r"(?<=[.!?])\s+|\n", before.strip())[-1]
    return setting(last[:OPENING], published)
