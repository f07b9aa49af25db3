"""Web pages: the article out of the page, by trafilatura. Nothing is fetched."""

import dataclasses
import datetime
import functools
import html
import re
from collections.abc import Callable
from typing import Any

from pipeline.read.article import RejectedError, Stated
from pipeline.read.bylines import is_outlet, split_names
from pipeline.read.dates import full_date

MIN_WORDS = 10
"""Less is a menu or a notice that the page needs a browser."""
_HEAD = 50_000
MAX_ATTRIBUTES = 10_000
"""Of one tag. The parser compares each with all before it and cannot be stopped meanwhile: 75,000 take it a
minute."""
_ATTRIBUTE = r"[^\s=>/]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+"
_TAG = re.compile(
    r"<!--(?:(?!-->).)*+"
    r"|<script\b[^>]*+>(?:(?!</script).)*+"  # `if (a<b)` is no tag
    r"|<style\b[^>]*+>(?:(?!</style).)*+"
    rf"|(?P<tag><[a-z][^\s>/]*+(?:[\s/]++|{_ATTRIBUTE}|=)*+)",
    re.IGNORECASE | re.DOTALL,
)
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,400})</title>", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+[|–—•·-]\s+")
_ADVERT_CLASSES = ("ad", "ads", "advert", "advertisement", "ad-slot", "ad-container", "sponsored", "promo")
_ADVERTS = [
    f"//*[contains(concat(' ', normalize-space(translate(@class, '_', '-')), ' '), ' {name} ')]"
    for name in _ADVERT_CLASSES
]
_EXTRACTION = {
    "prune_xpath": _ADVERTS,
    "include_comments": False,
    "include_tables": False,
    "include_links": False,
    "include_images": False,
    "include_formatting": False,
    "with_metadata": True,
    # Only what the page states of itself: a search through its text would take any date for the day of
    # publication. An upper bound of its own keeps the clock out.
    "date_extraction_params": {"extensive_search": False, "original_date": True, "max_date": "2999-12-31"},
}


@dataclasses.dataclass(frozen=True, slots=True)
class WebArticle:
    """The text of a page's article and what the page states of it."""

    text: str
    stated: Stated


def read_html(page: str) -> WebArticle:
    """The article in a page; raises RejectedError when there is none."""
    _refuse_endless_tags(page)
    try:
        document = _extractor()(page, **_EXTRACTION)
    except Exception as error:  # a page can break the parser in more ways than can be named
        raise RejectedError("The page is too broken to find the article in it.") from error
    text = (document.text or "").strip() if document is not None else ""
    if len(text.split()) < MIN_WORDS:
        raise RejectedError("The page has no article text.")
    return WebArticle(
        text=text,
        stated=Stated(
            outlet=document.sitename or _outlet_in_title(page),
            published=_day(document.date),
            url=document.url or None,
            authors=split_names(document.author or ""),
            headline=document.title or None,
        ),
    )


def _refuse_endless_tags(page: str) -> None:
    for match in _TAG.finditer(page):
        tag = match["tag"] or ""
        if len(tag) > 2 * MAX_ATTRIBUTES and len(re.findall(_ATTRIBUTE, tag)) > MAX_ATTRIBUTES:
            raise RejectedError(f"A tag of the page has more than {MAX_ATTRIBUTES:,} attributes.")


def _outlet_in_title(page: str) -> str | None:
    """`River floods Millbrook | The Daily Echo` names the outlet last."""
    title = _TITLE.search(page[:_HEAD])
    parts = _BETWEEN.split(html.unescape(title.group(1)).strip()) if title else []
    return parts[-1] if len(parts) > 1 and is_outlet(parts[-1]) else None


def _day(stated: str | None) -> datetime.date | None:
    return full_date(stated) if stated else None


@functools.cache
def _extractor() -> Callable[..., Any]:
    """Imported when the first page is read: it takes half a second."""
    import logging

    import trafilatura

    # What it cannot read becomes a reject; its log would tell users nothing more.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    extract: Callable[..., Any] = trafilatura.bare_extraction
    return extract
