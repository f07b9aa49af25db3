"""Reads the currency around a number: `$3.5bn`, `US$ 4`, `$A82`, `EUR50m`, `30 MUSD`, `19 cents`.

A bare `$`, `dollar`, `franc` or `rupee` is that of the country of publication where it has one of its own.
"""

import dataclasses
import functools
import re
from collections.abc import Mapping, Sequence

from pipeline import models
from pipeline.extraction.lexemes import Lexeme, lex, stands_near
from pipeline.extraction.number_words import word_list

LONGEST_NAME = 5


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CurrencyRow:
    """A row of `models/currencies.csv`: names of Unicode CLDR, separated by `|`."""

    code: str
    names: str
    symbol: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CurrencyWord:
    """A row of `models/currency_words.csv`; `by_country` is `AU:AUD|CA:CAD`."""

    form: str
    kind: str
    code: str = ""
    """Empty: of no country that a reader would think of first (`shillings`)."""
    multiplier: float = 1.0
    by_country: str = ""
    near: str = ""
    """Words of which one must stand near: `pounds` are money beside `paid` and a weight beside `weighs`."""

    def code_in(self, country: str | None) -> str:
        table = dict(pair.split(":") for pair in self.by_country.split("|") if pair)
        return table.get(country or "", self.code)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """The currency of an amount and how far it reaches: lexemes `[first, last)` including the number."""

    code: str
    first: int
    last: int
    multiplier: float = 1.0


@functools.cache
def _rows(kind: str) -> Mapping[str, CurrencyWord]:
    return {row.form: row for row in models.load("currency_words.csv", CurrencyWord) if row.kind == kind}


@functools.cache
def _names() -> Mapping[tuple[str, ...], CurrencyWord]:
    found = {}
    for row in models.load("currencies.csv", CurrencyRow):
        for name in row.names.split("|"):
            found[_forms(name)] = CurrencyWord(form=name, kind="name", code=row.code)
    return found | {_forms(row.form): row for row in _rows("name").values()}


def _forms(name: str) -> tuple[str, ...]:
    """A name as lexemes, as it will be met in a text."""
    return tuple(lexeme.lower for lexeme in lex(name))


@functools.cache
def _codes() -> frozenset[str]:
    return frozenset(row.code for row in models.load("currencies.csv", CurrencyRow))


_MEGA = re.compile(r"(?P<scale>[MkK])(?P<code>[A-Z]{3})")


def read_money(
    lexemes: Sequence[Lexeme], first: int, last: int, country: str | None, joint: int = 0
) -> Money | None:
    """The currency of the number at lexemes `[first, last)`, None when it is no money.

    `joint` is how many words may stand between the number and a name: `millions of dollars`.
    """
    return (
        _before(lexemes, first, last, country)
        or _after(lexemes, first, last, country)
        or (_named(lexemes, first, last + joint, country) if joint and _near(lexemes, last - 1) else None)
    )


def _near(lexemes: Sequence[Lexeme], at: int) -> bool:
    """Whether a lexeme and the next belong together: no paragraph border between."""
    return at >= 0 and at + 1 < len(lexemes) and not lexemes[at + 1].first


def _before(lexemes: Sequence[Lexeme], first: int, last: int, country: str | None) -> Money | None:
    """Sign or letters before the number: `$6`, `US$6`, `$US6`, `HK $6`, `EUR50m`, `Rs. 500`."""
    at = first - 1
    if not _near(lexemes, at):
        return None
    sign = _rows("sign").get(lexemes[at].text)
    if sign:
        return _signed(lexemes, at, last, sign, country)
    if lexemes[at].text == "=" and at and lexemes[at - 1].text == "Y" and lexemes[at].glued:
        return Money(code="JPY", first=at - 1, last=last)  # ¥ in texts folded to ASCII
    if lexemes[at].text == "." and at and lexemes[at - 1].text in {"Rs", "Rp"}:
        at -= 1
    letters = _rows("letters").get(lexemes[at].text)
    if letters and not _is_meant(letters, lexemes, at, at + 1):
        letters = None
    prefix = _rows("dollar prefix").get(lexemes[at].lower)
    if prefix and lexemes[first].glued and at and lexemes[at - 1].text == "$" and lexemes[at].glued:
        return Money(code=prefix.code, first=at - 1, last=last)
    if letters and (lexemes[first].glued or letters.form in {"Rs", "RM", "Rp", "RMB"}):
        return Money(code=letters.code_in(country), first=at, last=last)
    if lexemes[at].text in _codes():
        return Money(code=lexemes[at].text, first=at, last=last)
    return None


def _signed(lexemes: Sequence[Lexeme], at: int, last: int, sign: CurrencyWord, country: str | None) -> Money:
    """A sign with the letters that say whose dollar it is, before it or after the amount."""
    code, first = sign.code_in(country), at
    if sign.form == "$" and at and lexemes[at - 1].kind == "word" and _near(lexemes, at - 1):
        prefix = _rows("dollar prefix").get(lexemes[at - 1].lower)
        glued = lexemes[at].glued
        upright = lexemes[at - 1].text.isupper() or glued or lexemes[at - 1].lower == "us"
        if prefix and upright and (glued or lexemes[at - 1].text not in {"A", "R", "J"}):
            return Money(code=prefix.code, first=at - 1, last=last)
        if prefix and prefix.form == "c":  # "between c $ 16.4 million and c $ 18 million"
            return Money(code=prefix.code, first=at - 1, last=last)
    after = lexemes[last] if last < len(lexemes) else None
    if sign.form == "$" and after and not after.first and not after.glued:
        suffix = _rows("dollar prefix").get(after.lower)
        if after.text in {"US", "U.S.", "CAD", "AUD", "USD", "NZD", "HK", "NZ"}:
            named = suffix.code if suffix else after.text
            if last + 1 >= len(lexemes) or lexemes[last + 1].kind != "word" or after.text in {"US", "USD"}:
                return Money(code=named, first=first, last=last + 1)
    return Money(code=code, first=first, last=last)


def _after(lexemes: Sequence[Lexeme], first: int, last: int, country: str | None) -> Money | None:
    """Name, code or sign after the number: `5 euros`, `10 us dollar`, `500 USD`, `30 MUSD`, `12-cent`."""
    if not _near(lexemes, last - 1):
        return None
    at = last
    if lexemes[at].text == "-" and lexemes[at].glued and _near(lexemes, at):
        at += 1
    named = _named(lexemes, first, at, country)
    if named:
        return named
    sign = _rows("sign").get(lexemes[at].text)
    if sign and (at + 1 >= len(lexemes) or lexemes[at + 1].kind != "number"):
        return Money(code=sign.code_in(country), first=first, last=at + 1)
    if lexemes[at].text in _codes() or lexemes[at].text == "BTC":
        code = "XBT" if lexemes[at].text == "BTC" else lexemes[at].text
        return Money(code=code, first=first, last=at + 1)
    return (
        _scaled_code(lexemes, first, at)
        or _small_coin(lexemes, first, at)
        or _letters_after(lexemes, first, at, country)
    )


def _named(lexemes: Sequence[Lexeme], first: int, at: int, country: str | None) -> Money | None:
    """`5 euros`, `10 us dollar`, `3 million pounds`, longest name first."""
    for length in range(LONGEST_NAME, 0, -1):
        words = lexemes[at : at + length]
        named = _names().get(tuple(lexeme.lower for lexeme in words)) if len(words) == length else None
        if named and not any(lexeme.first for lexeme in words):
            code = _named_in_full(lexemes, at, named) or named.code_in(country)
            if not code or not _is_meant(named, lexemes, at, at + length):
                return None
            return Money(code=code, first=first, last=at + length, multiplier=named.multiplier)
    return None


_LOOKED_BACK = 400


def _named_in_full(lexemes: Sequence[Lexeme], at: int, word: CurrencyWord) -> str:
    """The code of "8,000 Egyptian pounds" for the "22,000 pounds" after it; a dollar is the outlet's."""
    if not word.by_country or "dollar" in word.form or " " in word.form:
        return ""
    for place in range(at - 1, max(1, at - _LOOKED_BACK), -1):
        if lexemes[place].lower == word.form:
            full = _names().get((lexemes[place - 1].lower, word.form))
            if full:
                return full.code
    return ""


def _is_meant(word: CurrencyWord, lexemes: Sequence[Lexeme], at: int, end: int) -> bool:
    """Whether a word that has other senses is money here: "paid 40 pounds", not "40 pounds of flour"."""
    if not word.near:
        return True
    following = lexemes[end].lower if end < len(lexemes) and not lexemes[end].first else ""
    return following != "of" and stands_near(lexemes, at, _context(word))


@functools.cache
def _context(word: CurrencyWord) -> frozenset[str]:
    """The words that tell; a list of `models/number_contexts.csv` is named with an `@`."""
    words = set(word.near.split("|"))
    for name in sorted(entry[1:] for entry in words if entry.startswith("@")):
        words |= word_list(name)
    return frozenset(words)


def _letters_after(lexemes: Sequence[Lexeme], first: int, at: int, country: str | None) -> Money | None:
    """`500 kr`, `40 kn`, `18 R`: as written, behind digits."""
    word = _rows("letters after").get(lexemes[at].text)
    if word is None or not word.code_in(country) or lexemes[at - 1].kind != "number":
        return None
    if not _is_meant(word, lexemes, at, at + 1):
        return None
    if at + 1 < len(lexemes) and lexemes[at + 1].glued and lexemes[at + 1].kind != "sign":
        return None
    return Money(code=word.code_in(country), first=first, last=at + 1)


def _scaled_code(lexemes: Sequence[Lexeme], first: int, at: int) -> Money | None:
    """`30 MUSD`."""
    match = _MEGA.fullmatch(lexemes[at].text)
    if match and match["code"] in _codes():
        scale = 1e6 if match["scale"] == "M" else 1e3
        return Money(code=match["code"], first=first, last=at + 1, multiplier=scale)
    return None


def _small_coin(lexemes: Sequence[Lexeme], first: int, at: int) -> Money | None:
    """`85p`, `68 p`, `50¢`."""
    if lexemes[at].text == "¢":
        return Money(code="USD", first=first, last=at + 1, multiplier=0.01)
    alone = at + 1 >= len(lexemes) or lexemes[at + 1].text not in {".", "-"} or not lexemes[at + 1].glued
    ends = at + 1 >= len(lexemes) or not lexemes[at + 1].glued or lexemes[at + 1].kind == "sign"
    if lexemes[at].text == "p" and lexemes[first].kind == "number" and (alone or ends):
        return Money(code="GBP", first=first, last=at + 1, multiplier=0.01)
    return None
