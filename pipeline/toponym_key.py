"""The key that a place's name is looked up by: `St. Paul`, `SAINT PAUL` and `Saint-Paul` share one."""

import functools
import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_SPELLED = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}


@functools.lru_cache(maxsize=50_000)
def toponym_key(name: str) -> str:
    """Lower case words without accents and punctuation; full stops and apostrophes join (`U.S.`: `us`)."""
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name)
        name = "".join(letter for letter in name if not unicodedata.combining(letter)).replace("’", "'")
    words = _WORD.findall(name.lower().replace(".", "").replace("'", ""))
    return " ".join(_SPELLED.get(word, word) for word in words)
