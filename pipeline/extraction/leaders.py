"""Terms of heads of government as times: "under Mr. Biden", "in Trump's first term"."""

import dataclasses
import datetime
import functools
import re
from collections.abc import Iterable, Mapping

from pipeline import models
from pipeline.extraction import calendar_words as cal
from pipeline.extraction.calendar_words import UNKNOWN, Days
from pipeline.extraction.vantage import Vantage

_TERM_YEARS = 4
"""Years of a term of a president of the United States."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One time in office of a president or prime minister; an open end is now.

    `first` holds first names and initials apart by spaces. A `guarded` name is common: it counts only with a
    first name, the office or "administration" beside it.
    """

    name: str
    first: str
    office: str
    country: str
    start: datetime.date
    end: datetime.date | None = None
    guarded: str = ""


def _heads() -> tuple[Head, ...]:
    return models.load("heads_of_government.csv", Head)


def _one_of(words: Iterable[str]) -> str:
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return rf"(?:{'|'.join(re.escape(word) for word in longest_first)})"


def all_names() -> list[str]:
    """Surnames of all heads of government, each once."""
    return sorted({head.name for head in _heads()})


@functools.cache
def names() -> str:
    """A pattern of the names that stand for one head of government wherever they stand."""
    guarded = {head.name for head in _heads() if head.guarded}
    return _one_of(head.name for head in _heads() if head.name not in guarded) + r"(?!\w)"


@functools.cache
def guarded_names() -> str:
    """A pattern of the names that others bear as well."""
    return _one_of(head.name for head in _heads() if head.guarded) + r"(?!\w)"


@functools.cache
def first_names() -> str:
    """A pattern of one first name or initial and the space after it."""
    return _one_of(word for head in _heads() for word in head.first.split()) + " "


Groups = Mapping[str, str | None]


def in_office(found: Groups, vantage: Vantage) -> Days:
    """The time in office; of two the later that had begun by then, unless first names or a term tell."""
    which = (found.get("which") or "").lower()
    times = _times(found, vantage.now)
    if which:
        times = [term for head in times if head.office == "president" for term in _terms(head)]
        number = {"first": 0, "second": 1}[which]
        if len(times) <= number:
            return UNKNOWN
        return _until_now(times[number], vantage.now)
    return _until_now(times[-1], vantage.now) if times else UNKNOWN


def since_office(found: Groups, vantage: Vantage) -> Days:
    """ "Since Mr. Trump took office": to publication; "after" and "before" leave the other side open."""
    times = _times(found, vantage.now)
    words = (found.get("words") or "").lower()
    if not times:
        return UNKNOWN
    if words.startswith("before"):
        return None, times[-1].start - datetime.timedelta(days=1)
    return times[-1].start, vantage.now if words.startswith("since") else None


def _times(found: Groups, now: datetime.date) -> list[Head]:
    """The times in office of the one who is named, in order of time; none where two people are meant."""
    name = next((found[key] for key in ("name", "name2", "name3") if found.get(key)), None)
    lead = (found.get("words") or "").partition(name or "")[0]
    office = next((office for office in ("Prime Minister", "President") if office in lead), "").lower()
    before_name = lead.split()
    heads = [h for h in _heads() if h.name == name and h.start <= now and office in ("", h.office)]
    firsts = [word for word in before_name if any(word in head.first.split() for head in heads)]
    heads = [head for head in heads if all(word in head.first.split() for word in firsts)]
    heads.sort(key=lambda head: head.start)
    if not heads:
        return []
    return [head for head in heads if (head.first, head.country) == (heads[-1].first, heads[-1].country)]


def _terms(head: Head) -> list[Head]:
    """Presidents who stayed on had two terms in one time in office."""
    turn = cal.months_before(head.start, -12 * _TERM_YEARS)
    if head.end is None or head.end <= turn:
        return [head]
    return [dataclasses.replace(head, end=turn), dataclasses.replace(head, start=turn)]


def _until_now(head: Head, now: datetime.date) -> Days:
    if head.start > now:
        return UNKNOWN
    return head.start, min(head.end, now) if head.end else now
