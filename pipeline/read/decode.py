"""Bytes to text, once; afterwards offsets never move.

A byte order mark is not part of the text. Nothing else is left out or changed: line ends, tabs and
combining marks stay as they are, so `text[start:end]` counts in the decoded file.
"""

import codecs
import contextlib
import re

from pipeline.read.article import RejectedError

# Longest first: the mark of UTF-32-LE begins with that of UTF-16-LE.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NOT_TEXT = (
    (b"%PDF-", "a PDF file"),
    (b"{\\rtf", "an RTF file"),
    (b"PK\x03\x04", "a zip archive or an Office file"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_HEAD = 4096
_NO_CHARSETS = frozenset({"utf-7", "unicode-escape", "raw-unicode-escape", "punycode", "idna"})
"""What Python calls encodings and no page is in: of plain letters they make anything, some of them slowly."""
_HALF = re.compile("[\\ud800-\\udfff]")
# What cp1252 text of the languages that it serves has outside ASCII: punctuation, and letters inside words.
_CP1252_PLAUSIBLE = re.compile(
    r"[‘’“”–—…•€£¥§©®°™«»¿¡´¨·¼½¾±×ªº¢†‡‰\u00a0\u00ad]"
    r"|(?<=[A-Za-zß-üœšž])[ß-ïñ-üœšž]"
    r"|(?<=[A-ZÀ-Ü])[À-ÏÑ-ÜŒŠŽ]"
    r"|[À-ÏÑ-Üà-ïñ-üŒŠŽœšž](?=[A-Za-zß-ü])"
)
_MAX_FOREIGN = 0.25
"""Greatest share of letters outside ASCII in such text; Russian read as cp1252 has nearly all of them."""
_MIN_PLAUSIBLE = 0.9
_MAX_CHAOS = 5.0


def decode(data: bytes, *, is_html: bool = False) -> str:
    """The text of a file: byte order mark, strict UTF-8, charset declared in HTML, cp1252, detector.

    Raises RejectedError when the bytes are no text, damaged UTF-8, or in no encoding that can be told.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    _refuse_binary(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        declared = _declared(data) if is_html else None
        if declared is not None:
            return declared
        if _is_damaged_utf8(data):
            raise RejectedError(f"The text is damaged: byte {error.start} is not UTF-8.") from error
    return _legacy(data)


def _strict(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise RejectedError(f"The text is damaged: byte {error.start} is not {encoding.upper()}.") from error
    if "\0" in text:
        raise RejectedError("This is a binary file, not text.")
    return text


def _refuse_binary(data: bytes) -> None:
    for magic, what in _NOT_TEXT:
        if data.startswith(magic):
            raise RejectedError(f"This is {what}, not text.")
    head = data[:_HEAD]
    if b"\0" in data or len(_CONTROL.findall(head)) > len(head) // 100:
        raise RejectedError("This is a binary file, not text.")


def _declared(data: bytes) -> str | None:
    """By the charset that the HTML states. Latin-1 means cp1252, as browsers read it."""
    match = _CHARSET.search(data[:_HEAD])
    if match is None:
        return None
    label = match.group(1).decode("ascii", "replace")
    try:
        name = codecs.lookup(label).name
        if name in _NO_CHARSETS:
            return None
        text = data.decode("cp1252" if name in {"iso8859-1", "ascii"} else name)
        return text if _is_text(text) else None
    except (LookupError, UnicodeError):
        return None


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether whole UTF-8 characters outnumber the broken places: other encodings hardly ever form any."""
    read = data.decode("utf-8", "replace")
    broken = read.count("\ufffd")
    whole = sum(not char.isascii() for char in read) - broken
    return whole >= broken


def _is_text(text: str) -> bool:
    """Whether it can be stored: no character zero, no half of a surrogate pair."""
    return "\0" not in text and _HALF.search(text) is None


def _legacy(data: bytes) -> str:
    with contextlib.suppress(UnicodeDecodeError):
        text = data.decode("cp1252")
        foreign = [char for char in text if not char.isascii()]
        letters = sum(char.isalpha() for char in foreign)
        plausible = len(_CP1252_PLAUSIBLE.findall(text))
        if letters <= _MAX_FOREIGN * len(text) and plausible >= _MIN_PLAUSIBLE * len(foreign):
            return text
    # Slow to import, and hardly ever needed.
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    is_sure = best is not None and best.percent_chaos <= _MAX_CHAOS and best.percent_coherence > 0
    if not is_sure or not _is_text(str(best)):
        raise RejectedError("The text is in no encoding that can be recognized; save it as UTF-8.")
    return str(best)
