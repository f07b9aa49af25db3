"""Cuts text into words, digit numbers and signs, more finely than a tokenizer and with exact offsets.

Numbers in news stick to what stands beside them (`$3.5bn`, `25k`, `47-page`, `EUR50m`, `5-10W`), and a
tokenizer made for sentences cuts these now one way, now another. Lexemes are always cut between digits,
letters and signs; `glued` tells whether anything stood between.
"""

import dataclasses
import re
from collections.abc import Sequence, Set

from pipeline.spans import paragraphs

HYPHENS = frozenset("-‐‑")

_LEXEME = re.compile(
    r"""
    (?P<number>
        (?: (?<=\bR) | (?<![\w.,]) ) [1-9]\d{0,2} (?:[ ]\d{3})++ (?![.,]?\d)  # 4 700-metre, R12 500
        (?: (?<=[$£€R]\d[ ]\d{3}) | (?<=[$£€R]\d\d[ ]\d{3}) | (?<=[$£€R]\d\d\d[ ]\d{3})
          | (?=[ -](?!(?:and|at|by|for|from|in|is|of|on|or|to|was)\b)[a-z]) )  # only where a word follows
        |
        (?:\d+ | (?<![\w.)])\.\d+)  # 400,000  6.1  1’234’567  1 234 567 (no-break spaces)
        (?:[.,，．٬٫]\d+ | [\u00a0\u2009\u202f'’]\d{3}(?!\d))*
    )
    | (?P<word>
        (?<!\w)(?:[A-Za-z]\.){2,}     # m.p.h.  a.m.  U.S.
        | [^\W\d_]+(?:['’][^\W\d_]+)? # Trump  Trump's  half  ½
    )
    | (?P<sign>[^\w\s] | _)
    """,
    re.VERBOSE,
)


@dataclasses.dataclass(slots=True)
class Lexeme:
    """A word, a digit number or a sign."""

    start: int
    end: int
    kind: str
    """`number`, `word` or `sign`."""
    text: str
    lower: str
    """Lower case, without the points of `m.p.h.`."""
    glued: bool
    """Whether it follows the lexeme before without white space."""
    first: bool
    """Whether a paragraph starts here."""


def lex(text: str) -> list[Lexeme]:
    """All lexemes of a text, in order."""
    starts = {span.start for span in paragraphs(text)}
    found: list[Lexeme] = []
    end = -1
    for match in _LEXEME.finditer(text):
        start, stop = match.span()
        surface = match.group()
        lower = surface.lower()
        kind = match.lastgroup or "sign"
        if kind == "word" and "." in lower:
            lower = lower.replace(".", "")
        found.append(Lexeme(start, stop, kind, surface, lower, start == end, start in starts))
        end = stop
    return found


def word_at(lexemes: Sequence[Lexeme], at: int) -> str:
    """The lower-case word at a place, empty for anything else and across a paragraph border."""
    if at >= len(lexemes) or lexemes[at].kind != "word" or lexemes[at].first:
        return ""
    return lexemes[at].lower


def past_hyphen(lexemes: Sequence[Lexeme], at: int) -> int:
    """Past a hyphen that joins two words: `twenty-five`, `two-thirds`."""
    joins = at + 1 < len(lexemes) and lexemes[at].text in HYPHENS
    return at + 1 if joins and lexemes[at].glued and lexemes[at + 1].glued else at


REACH = 12
"""How many lexemes away a word still tells what a symbol means."""


def stands_near(lexemes: Sequence[Lexeme], at: int, words: Set[str]) -> bool:
    """Whether one of the words stands within `REACH` lexemes of a place, in the same paragraph."""
    for place in range(at, min(len(lexemes), at + REACH)):
        if place > at and lexemes[place].first:
            break
        if lexemes[place].lower in words:
            return True
    for place in range(at - 1, max(-1, at - REACH), -1):
        if lexemes[place + 1].first:
            break
        if lexemes[place].lower in words:
            return True
    return False


_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d+)?")
_POINTS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){2,}")
_PLAIN = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_SPACES = re.compile(r"[ \u00a0\u2009\u202f'’]")
_OTHER_SCRIPTS = str.maketrans({"，": ",", "．": ".", "٬": ",", "٫": "."})


def digits_value(surface: str) -> float | None:
    """The value of a number in digits, None where it cannot be read for sure (`3,14`, `0,400`, `3.8.1`).

    Groups may be set off by commas (`400,000`, `12,34,567`), by points if there are two or more
    (`1.234.567`), by spaces and by apostrophes (`1’234’567`). Digits may be of any one script.
    """
    compact = _in_latin(_SPACES.sub("", surface))
    if _PLAIN.fullmatch(compact):
        return _finite(compact)
    if _GROUPED.fullmatch(compact):
        return _finite(compact.replace(",", ""))
    if _POINTS.fullmatch(compact):
        return _finite(compact.replace(".", ""))
    return None


def _in_latin(surface: str) -> str:
    """Digits and separators of another script as those of ASCII; empty where scripts are mixed."""
    if surface.isascii():
        return surface
    zeros = {ord(sign) - int(sign) for sign in surface if sign.isdecimal()}
    if len(zeros) > 1:
        return ""
    translated = surface.translate(_OTHER_SCRIPTS)
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in translated)


def _finite(digits: str) -> float | None:
    """As a float; longer digit strings are keys and codes, no quantities."""
    return float(digits) if len(digits) <= 24 else None
