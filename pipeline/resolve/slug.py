"""Readable keys out of names."""

import re
import unicodedata

_NOT_WORD = re.compile(r"[^a-z0-9]+")
LONGEST_SLUG = 80


def slug(name: str) -> str:
    """Small ASCII letters and digits with hyphens: "Gérald O'Hara" is `gerald-ohara`.

    A name without any Latin letter keeps its own letters.
    """
    plain = unicodedata.normalize("NFKD", name.lower()).replace("'", "").replace("’", "")
    ascii_only = plain.encode("ascii", "ignore").decode("ascii")
    made = _NOT_WORD.sub("-", ascii_only).strip("-") or "-".join(name.lower().split())
    return made[:LONGEST_SLUG].rstrip("-")
