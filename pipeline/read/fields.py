"""The fields of a JSON article: `id, text | html, outlet, published, url, authors, headline`."""

import dataclasses
import datetime
import json
from collections.abc import Mapping
from typing import Any

from pipeline.read.article import RejectedError, Stated
from pipeline.read.bylines import split_names
from pipeline.read.dates import full_date

MAX_ID = 500
_FAR = 1e15
_MILLISECONDS = 1e11
"""A time in seconds since 1970 is less until the year 5138: a greater number is in milliseconds."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class JsonArticle:
    """One line of JSONL; one of `text` and `html` is a string."""

    article_id: str | None
    text: str | None
    html: str | None
    stated: Stated


def read_json(line: str) -> JsonArticle:
    """Parse a line; raises RejectedError when it is no JSON object with a text.

    Other fields of a wrong type, and dates that are none, count as not stated.
    """
    fields = _object(line)
    text, html = _text(fields, "text"), _text(fields, "html")
    if text is None and html is None:
        raise RejectedError("The article has neither text nor html.")
    return JsonArticle(article_id=_id(fields), text=text, html=html, stated=_stated(fields))


def _object(line: str) -> Mapping[str, Any]:
    try:
        fields = json.loads(line)
    except json.JSONDecodeError as error:
        raise RejectedError(f"The line is not JSON: {error.msg} at character {error.pos + 1}.") from error
    except (RecursionError, ValueError) as error:
        raise RejectedError("The line is not JSON that can be read.") from error
    if not isinstance(fields, dict):
        raise RejectedError(f"The line is {_kind(fields)}, not a JSON object.")
    return fields


def _kind(value: object) -> str:
    kinds = {list: "a JSON list", str: "a JSON string", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")


def _text(fields: Mapping[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if value is None or isinstance(value, str):
        # Half of a surrogate pair cannot be stored; one replacement character keeps offsets in step.
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if value else None
    raise RejectedError(f"The field {name} is not a string.")


def _id(fields: Mapping[str, Any]) -> str | None:
    value = fields.get("id")
    if value is None or value == "":
        return None
    if isinstance(value, str | int) and not isinstance(value, bool):
        return _short(_storable(str(value)))
    raise RejectedError("The field id is not a string.")


def _short(article_id: str) -> str:
    """Every row of an article begins with its id."""
    if len(article_id) > MAX_ID:
        raise RejectedError(f"The field id is longer than {MAX_ID:,} characters.")
    return article_id


def _stated(fields: Mapping[str, Any]) -> Stated:
    return Stated(
        outlet=_name(fields.get("outlet")),
        published=_day(fields.get("published")),
        url=_name(fields.get("url")),
        authors=_authors(fields.get("authors")),
        headline=_name(fields.get("headline")),
    )


def _name(value: object) -> str | None:
    """A string, or the `name` of an object, as schema.org writes outlets and authors."""
    if isinstance(value, dict):
        value = value.get("name")
    return _storable(value).strip() or None if isinstance(value, str) else None


def _authors(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(dict.fromkeys(name for one in value if (name := _name(one))))
    name = _name(value)
    return split_names(name) if name else ()


def _day(value: object) -> datetime.date | None:
    """A date in words or ISO 8601, or a time since 1970 in seconds or milliseconds, in UTC."""
    if isinstance(value, str):
        return full_date(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < _FAR:
        return None  # also what is no number; an integer of a thousand digits is no float either
    seconds = value / 1000 if abs(value) >= _MILLISECONDS else value
    try:
        return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date()
    except (OverflowError, ValueError, OSError):
        return None


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
