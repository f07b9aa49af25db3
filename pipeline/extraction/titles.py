"""Titles beside a name: "Acting Director Todd Lyons", "Todd Lyons, the acting director of ICE"."""

import dataclasses
import functools

from pipeline.extraction.actor_words import (
    Title,
    actor_nouns,
    affiliations,
    first_names,
    title_modifiers,
    titles,
)
from pipeline.extraction.candidates import Words
from pipeline.extraction.name_words import name_words

LONGEST_TITLE = 5
REACH_AFTER = 6
"""Words that may stand between the comma after a name and the title's head."""
OF_A_NAME = frozenset({"county", "city", "house"})
"""Modifiers that in capitals end a name: "Maricopa County | Sheriff", "White House | spokesman"."""
AFFILIATION = Title(title="", kind="role")
"""Stands for any affiliation, which is borne as a role."""
OPENERS = frozenset({"the", "a", "an", "its", "their", "our", "'s", "’s"})


@dataclasses.dataclass(frozen=True, slots=True)
class Borne:
    """Tokens `[start, end)` of a title with its modifiers, and the title itself."""

    start: int
    end: int
    title: Title
    head: int
    """First token of the title without its modifiers."""


@functools.cache
def _by_words() -> dict[str, Title]:
    """Titles as the tokenizer cuts them: "co - founder", "sheriff 's", "Sgt ."."""
    spaced = {}
    for text, row in titles().items():
        spaced[text] = row
        for written in (text, text.title()):
            spaced[" ".join(name_words(written)).lower()] = row
    return spaced


def ending_at(words: Words, end: int) -> Borne | None:
    """The longest title that ends before token `end`, with the modifiers before it."""
    known = _by_words()
    for start in range(max(end - LONGEST_TITLE, 0), end):
        row = known.get(" ".join(words.lowers[start:end]))
        if row is not None and not _is_first_name(words, row, end):
            return Borne(_modified(words, start), end, row, start)
    return None


def starting_at(words: Words, start: int) -> Borne | None:
    """The longest title that begins at token `start`."""
    known = _by_words()
    for end in range(min(start + LONGEST_TITLE, len(words)), start, -1):
        row = known.get(" ".join(words.lowers[start:end]))
        if row is not None:
            return Borne(start, end, row, start)
    return None


def _modified(words: Words, start: int) -> int:
    """Where the modifiers before a title begin: "former acting | director"; hyphens as in "co-chair"."""
    modifiers = title_modifiers()
    while start > 0:
        before = words.lowers[start - 1]
        if before in modifiers:
            if before in OF_A_NAME and _ends_name(words, start):
                break
            start -= 1
        elif before == "-" and start > 1 and words.lowers[start - 2] in modifiers:
            start -= 2
        else:
            break
    return start


def _is_first_name(words: Words, row: Title, end: int) -> bool:
    """Whether a word is rather a given name: "Dean Smith", before one capitalised word only."""
    if row.kind != "role" or row.title not in first_names() or not words.capital[end - 1]:
        return False
    return end + 1 >= len(words) or not words.capital[end + 1] or words.starts[end + 1]


def _ends_name(words: Words, end: int) -> bool:
    """Whether the capitalised word before `end` is the last of a name: "White House | spokesman"."""
    if end < 2 or words.starts[end - 1] or not (words.capital[end - 1] and words.capital[end - 2]):
        return False
    return words.lowers[end - 2] not in title_modifiers()


def before_name(words: Words, start: int) -> Borne | None:
    """The title right before a name; a joined one whole: "founder and CEO Ann Lee".

    Without a title, what the person stands for: "pro-establishment nonpartisan Brian Kwok".
    """
    borne = ending_at(words, start)
    if borne is None:
        first = affiliations_before(words, start)
        return Borne(first, start, AFFILIATION, first) if first < start else None
    if borne.start > 1 and words.lowers[borne.start - 1] in {"and", "&"}:
        other = ending_at(words, borne.start - 1)
        if other is not None:
            return Borne(other.start, borne.end, borne.title, other.head)
    return borne


def affiliations_before(words: Words, end: int) -> int:
    """Where the words for what a person stands for begin that end before token `end`; `end` without any."""
    start = end
    while start > 0 and (length := _affiliation_length(words, start)) > 0:
        start -= length
    return start


def affiliations_end(words: Words, start: int, end: int) -> int:
    """Where a name begins after such words: "Nonpartisan | Carol Tam"; `start` without any."""
    for place in range(end - 1, start, -1):
        if affiliations_before(words, place) == start:
            return place
    return start


def _affiliation_length(words: Words, end: int) -> int:
    """Tokens of the affiliation that ends before `end`: three for "pan - democrat"."""
    for length in (3, 1):
        if length <= end and "".join(words.lowers[end - length : end]) in affiliations():
            return length
    return 0


def after_name(words: Words, end: int) -> Borne | None:
    """The title in the apposition after a name: "Lyons, the agency's acting director, said"."""
    if end >= len(words) or words.texts[end] != ",":
        return None
    place = end + 1
    for start in range(place, min(place + REACH_AFTER, len(words))):
        found = starting_at(words, start)
        if found is not None and found.title.kind != "honorific":
            return Borne(max(_modified(words, start), place), _whole(words, found.end), found.title, start)
        if not _may_precede(words, start):
            return None
    return None


def _whole(words: Words, end: int) -> int:
    """End of a title of several: "acting deputy | executive associate director"."""
    place = end
    while place < len(words) and place - end < LONGEST_TITLE:
        more = starting_at(words, place)
        if more is not None and more.title.kind != "honorific":
            end = place = more.end
        elif words.lowers[place] in title_modifiers():
            place += 1
        else:
            break
    return end


def _may_precede(words: Words, place: int) -> bool:
    lower = words.lowers[place]
    return (
        lower in OPENERS
        or lower in title_modifiers()
        or lower in actor_nouns()
        or words.capital[place]
        or lower == "-"
    )


def role_of(words: Words, borne: Borne) -> str | None:
    """The role as written; an honorific is none, and a sentence's first word loses its capital nowhere."""
    return None if borne.title.kind == "honorific" else words.phrase(borne.start, borne.end)
