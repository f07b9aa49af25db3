"""What the text of an article states of itself: outlet, authors, headline, day of publication, address."""

import dataclasses
import datetime
import re

from pipeline.read.article import Furniture, Stated
from pipeline.read.bylines import is_outlet, outlet_name, split_names
from pipeline.read.dates import WrittenDate, inferred_date, written_date, years_in
from pipeline.read.furniture import Marked, mark
from pipeline.read.layout import Block, blocks, is_story
from pipeline.spans import TextSpan

MAX_HEADLINE_WORDS = 30
_TIMELINE = 3
"""A page with this many lines that are only a date is a timeline: those below its start are its stations."""
_OUTLET_GROUPS = ("outlet", "byoutlet", "credit", "agency")
"""Where a line names an outlet, the surest first; a byline's credit and a dateline name whose copy it is."""
_AUTHOR_GROUPS = ("authors", "byoutlet")
_LETTER_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SMALL_WORD = 4
_TITLE_CASE_SHARE = 0.7


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a text states, and which stretches of it are no story."""

    stated: Stated
    published_from: str | None
    """`text` or `inferred`; None where no day of publication is found."""
    furniture: tuple[Furniture, ...]
    dateline: TextSpan | None


def read_page(text: str, latest: datetime.date | None = None) -> Page:
    """What the text states. `latest`: the last day on which it can have been published, where known."""
    page = blocks(text)
    every, furniture = mark(text, page)
    marked = _without_stations(every)
    published, published_from = _published(text, marked, latest)
    stated = Stated(
        outlet=_outlet(marked),
        published=published,
        url=next((url for one in marked if (url := one.says("url"))), None),
        authors=_authors(marked),
        headline=_headline(page, every),
    )
    return Page(
        stated=stated,
        published_from=published_from,
        furniture=tuple(furniture),
        dateline=next((one.span("dateline") for one in marked if one.says("dateline")), None),
    )


def _without_stations(marked: list[Marked]) -> list[Marked]:
    dates = [one for one in marked if one.rule.id == "date-line"]
    if len(dates) < _TIMELINE:
        return marked
    return [one for one in marked if one.rule.id != "date-line" or one.block.is_head]


def _published(
    text: str, marked: list[Marked], latest: datetime.date | None
) -> tuple[datetime.date | None, str | None]:
    """The first full date of publication; else one to infer; else the day of an update, as inferred."""
    published = _dates(marked, "published")
    for date in published:
        if date.year is not None:
            is_sure = not date.ambiguous and date.in_year(date.year) is not None
            return date.day_of(date.year), "text" if is_sure else "inferred"
    years = _copyright_years(marked)
    for date in published + _dates(marked, "updated"):
        if date.year is not None:
            day = date.day_of(date.year)
        else:
            day = inferred_date(date, years_in(text), max(years, default=None), latest)
        if day is not None:
            return day, "inferred"
    return None, None


def _dates(marked: list[Marked], group: str) -> list[WrittenDate]:
    written = [one.says(group) for one in marked]
    return [date for line in written if line and (date := written_date(line)) is not None]


def _copyright_years(marked: list[Marked]) -> list[int]:
    return [int(year) for one in marked if (year := one.says("copyright"))]


def _outlet(marked: list[Marked]) -> str | None:
    for group in _OUTLET_GROUPS:
        for one in marked:
            name = one.says(group)
            if name and (group != "credit" or is_outlet(name)):
                return outlet_name(name)
    names = (name for one in marked for name in split_names(one.says("authors") or ""))
    return next((outlet_name(name) for name in names if is_outlet(name)), None)


def _authors(marked: list[Marked]) -> tuple[str, ...]:
    """Of the first line that names any; outlets only where no person is named."""
    named = [split_names(names) for group in _AUTHOR_GROUPS for one in marked if (names := one.says(group))]
    people = [tuple(name for name in names if not is_outlet(name)) for names in named]
    return next((names for names in people if names), next(iter(named), ()))


def _headline(page: list[Block], marked: list[Marked]) -> str | None:
    """The first block that is no furniture, if it is set like a headline and a story follows.

    A headline broken over two lines of one paragraph is joined.
    """
    skip = {one.block.span.start for one in marked if one.is_whole}
    rest = [block for block in page if block.span.start not in skip]
    begins_with_dateline = {one.block.span.start for one in marked if not one.is_whole}
    if not any(is_story(block.text) for block in rest[1:]) or rest[0].span.start in begins_with_dateline:
        return None
    lines = [block.text for block in rest if block.is_head and block.paragraph == rest[0].paragraph]
    headline = " ".join(" ".join(lines or [rest[0].text]).split())
    return headline if _is_headline(headline) else None


def _is_headline(line: str) -> bool:
    """Short, and no sentence of a story; those that end in a full stop are known by their capitals."""
    words: list[str] = _LETTER_WORD.findall(line)
    if not words or len(words) > MAX_HEADLINE_WORDS or line[-1] in ",;:":
        return False
    if not is_story(line) or line[-1] in "?!":
        return True
    long_words = [word for word in words if len(word) >= _SMALL_WORD]
    return sum(word[0].isupper() for word in long_words) >= _TITLE_CASE_SHARE * max(len(long_words), 1)
