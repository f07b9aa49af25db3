"""One record to one article: the format's reader, then what the manifest and the text state."""

import dataclasses
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from pipeline.read.article import Article, RejectedError, Stated
from pipeline.read.decode import decode
from pipeline.read.fields import read_json
from pipeline.read.folder import STANDARD_INPUT, Record, suffix_of
from pipeline.read.html import read_html
from pipeline.read.language import identify, name_of
from pipeline.read.plain import read_page
from pipeline.settings import Settings

MAX_FIELD = 2000
"""Code points of an address, the longest of what is stated of an article."""
MAX_AUTHORS = 100
CHARACTERS_A_WORD = 4
"""At the least, in an article of full length: English has nearly five for each word or mark."""
_WORD_OR_MARK = re.compile(r"[^\W_]++|[^\w\s]|_")
_NOTHING = Stated()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a format's reader gets out of a record."""

    text: str
    article_id: str | None = None
    stated: Stated = _NOTHING


def read_record(record: Record, settings: Settings) -> Article:
    """The article of a record. A manifest wins over metadata, metadata over the text.

    Raises RejectedError, with one plain sentence, when the record is empty, binary, damaged or in no known
    encoding, is no JSON object or page with a text, is too long, or is in another language.
    """
    if not record.data.strip():
        raise RejectedError("The file is empty.")
    content = READERS[record.suffix](record)
    text = content.text
    _check_length(text, settings)
    language = identify(text, settings.language)
    if language not in (None, settings.language):
        wanted = name_of(settings.language)
        raise RejectedError(f"The article is in {name_of(language)}, and this run reads {wanted}.")
    page = read_page(text, record.modified)
    sure = _plausible(_first(record.stated or _NOTHING, content.stated))
    stated = _plausible(_first(sure, page.stated))
    return Article(
        article_id=content.article_id or default_id(record),
        path=record.path,
        text=text,
        outlet=stated.outlet,
        authors=stated.authors,
        headline=stated.headline,
        published=stated.published,
        published_from="metadata" if sure.published else page.published_from,
        url=stated.url,
        language=language,
        furniture=page.furniture,
        dateline=page.dateline,
    )


def default_id(record: Record) -> str:
    """The path without its suffix, and for a line of JSONL its number: `2025/flood`, `wire/may:12`."""
    if record.path == STANDARD_INPUT:
        return f"stdin:{record.line}"
    suffix = suffix_of(record.path) or ""
    name = record.path[: len(record.path) - len(suffix)] or record.path
    return name if record.line is None else f"{name}:{record.line}"


def _check_length(text: str, settings: Settings) -> None:
    if not text.strip():
        raise RejectedError("The article has no text.")
    if len(text) > settings.max_characters:
        limit = settings.max_characters
        raise RejectedError(f"The article has {len(text):,} characters, more than the {limit:,} allowed.")
    most = max(settings.max_characters // CHARACTERS_A_WORD, 1000)
    if len(text) > most and (count := sum(1 for _ in _WORD_OR_MARK.finditer(text))) > most:
        raise RejectedError(f"The article has {count:,} words and marks, more than the {most:,} allowed.")


def _first(sure: Stated, other: Stated) -> Stated:
    """Field by field what `sure` states, else what `other` does."""
    fields = [field.name for field in dataclasses.fields(Stated)]
    return Stated(**{name: getattr(sure, name) or getattr(other, name) for name in fields})


def _plausible(stated: Stated) -> Stated:
    """Without names, headlines and addresses too long to be any: each claim's row repeats the outlet."""
    return dataclasses.replace(
        stated,
        outlet=_short(stated.outlet),
        url=_short(stated.url),
        headline=_short(stated.headline),
        authors=tuple(author for author in stated.authors[:MAX_AUTHORS] if _short(author)),
    )


def _short(written: str | None) -> str | None:
    return written if written and len(written) <= MAX_FIELD else None


def _from_text(record: Record) -> Content:
    return Content(text=decode(record.data))


def _from_html(record: Record) -> Content:
    article = read_html(decode(record.data, is_html=True))
    return Content(text=article.text, stated=article.stated)


def _from_json(record: Record) -> Content:
    fields = read_json(decode(record.data))
    if fields.text is not None:
        return Content(text=_without_nul(fields.text), article_id=fields.article_id, stated=fields.stated)
    article = read_html(_without_nul(fields.html or ""))
    stated = _first(fields.stated, article.stated)
    return Content(text=article.text, article_id=fields.article_id, stated=stated)


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise RejectedError("The text holds binary data.")
    return text


READERS: Mapping[str, Callable[[Record], Content]] = MappingProxyType(
    {
        ".txt": _from_text,
        ".html": _from_html,
        ".htm": _from_html,
        ".jsonl": _from_json,
        ".jsonl.gz": _from_json,
    }
)
"""A new input format is a function here, and its suffix in `folder.SUFFIXES`."""
