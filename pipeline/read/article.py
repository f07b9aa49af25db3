"""What reading yields: articles, and inputs that could not be read."""

import dataclasses
import datetime
from urllib.parse import urlsplit

from pipeline.spans import TextSpan


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """A stretch that is no part of the story: an advert, a photo credit, a copyright line."""

    span: TextSpan
    rule: str
    """Id of the row in `models/furniture.jsonl` that marked it."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a manifest, JSON fields or HTML metadata state of an article; None or empty: not stated."""

    outlet: str | None = None
    published: datetime.date | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    headline: str | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article: the text that offsets count in, and what is known of it."""

    article_id: str
    path: str
    text: str
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    headline: str | None = None
    published: datetime.date | None = None
    published_from: str | None = None
    url: str | None = None
    language: str | None = None
    furniture: tuple[Furniture, ...] = ()
    """Not overlapping, in order."""
    dateline: TextSpan | None = None
    """The place that the story was filed from, where its first line names it: `AUSTIN, Texas`."""

    @property
    def host(self) -> str:
        """That of the URL, in lower case; empty where there is none."""
        try:
            return urlsplit(self.url or "").hostname or ""
        except ValueError:  # "http://[": a manifest may state anything
            return ""


class RejectedError(ValueError):
    """An input cannot be read; the message is one plain sentence for `rejects`."""
