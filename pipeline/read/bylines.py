"""Names of authors and outlets as bylines, datelines and manifests write them."""

import dataclasses
import functools
import re

from pipeline import models

_ADDRESS = re.compile(r"\.(?:com|org|net|co\.uk|ca|com\.au|news|ie|in)\b", re.IGNORECASE)
_CALL_SIGN = re.compile(r"[KW][A-Z]{3}(?:-TV|-FM)?")
_BETWEEN = re.compile(r"\s*[;|\n]\s*")
_BETWEEN_NAMES = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|&|AND)\s+")
_JOB = re.compile(
    r"\b(?:reporters?|writers?|correspondents?|editors?|staff|contributors?|columnists?|producers?|bureau"
    r"|special to|freelancers?|fellow|interns?|chief|photographers?|wire reports?)\b",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:(?:written|story|authored|posted|reported)\s+)?by:?\s+", re.IGNORECASE)
_GENERATION = re.compile(r"(?:Jr|Sr|II|III|IV|MD|PhD|Ph\.D|M\.D)\.?", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True)
class NewsAgency:
    """A row of `models/news_agencies.csv`: an agency as datelines and bylines have it, and its name."""

    short: str
    name: str


@functools.cache
def agencies() -> dict[str, str]:
    """Form in datelines and bylines -> name of the news agency."""
    return {row.short: row.name for row in models.load("news_agencies.csv", NewsAgency)}


@dataclasses.dataclass(frozen=True, slots=True)
class OutletWord:
    """A row of `models/outlet_words.csv`: a word that names of outlets are made of, in lower case."""

    word: str


@functools.cache
def _outlet_words() -> re.Pattern[str]:
    words = "|".join(re.escape(row.word) for row in models.load("outlet_words.csv", OutletWord))
    return re.compile(rf"\b(?:{words})s?\b", re.IGNORECASE)


def outlet_name(written: str) -> str:
    """`AP` is The Associated Press; other names stay as written, but for white space and full stop."""
    name = re.sub(r"\s+", " ", written).strip(" .,;:-–—|•")
    return agencies().get(name, name)


def is_outlet(name: str) -> bool:
    """Whether a name is that of a news outlet, by the words that such names are made of."""
    bare = name.removeprefix("The ").removeprefix("the ").strip()
    if bare in agencies() or _CALL_SIGN.fullmatch(bare) or _ADDRESS.search(bare):
        return True
    return _outlet_words().search(bare) is not None


def split_names(written: str) -> tuple[str, ...]:
    """Authors of a byline or field: `By JANE DOE and John Roe, Staff Writers` -> Jane Doe, John Roe.

    Semicolons part names always; commas and `and` only where every part is a name of two words or more.
    """
    names: list[str] = []
    for part in _BETWEEN.split(written):
        bare = _BY.sub("", part.strip(), count=1) if _BY.match(part.strip()) else part.strip()
        parted = [piece for whole in _BETWEEN_NAMES.split(bare) if whole for piece in _without_credit(whole)]
        pieces = _with_generation(parted)
        people = [piece for piece in pieces if not _JOB.search(piece)] or pieces[:1]
        apart = all(" " in piece for piece in people)
        names += [_cased(name) for name in (people if apart else [bare]) if name]
    return tuple(dict.fromkeys(names))


def _without_credit(name: str) -> list[str]:
    """`JANE DOE Associated Press` is a name and an agency, `Ann Poe Columnist` a name and a job."""
    words = name.split()
    for length in (2, 3):
        credit = " ".join(words[length:])
        if credit in agencies() or (credit and all(_JOB.search(word) for word in words[length:])):
            return [" ".join(words[:length]), credit]
    return [name]


def _with_generation(pieces: list[str]) -> list[str]:
    """`Martin Roe, Jr.` is one name."""
    joined: list[str] = []
    for piece in pieces:
        if joined and _GENERATION.fullmatch(piece):
            joined[-1] += f", {piece}"
        else:
            joined.append(piece)
    return joined


def _cased(name: str) -> str:
    """`JANE O'NEIL` as it stands in running text; a name of one word may be an acronym and stays."""
    name = re.sub(r"\s+", " ", name).strip(" .,:-–—•")
    if not name.isupper() or " " not in name or is_outlet(name):
        return name
    return re.sub(r"(?<![^\W\d_])(?:MC(?=\w))?\w\w*", _capitalized, name)


def _capitalized(match: re.Match[str]) -> str:
    word = match.group()
    if word.startswith("MC") and len(word) > 3:
        return "Mc" + word[2:].capitalize()
    return word.capitalize()
