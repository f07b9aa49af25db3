"""Actors described or referred to by a pronoun: "the acting director", "the department", "his"."""

from collections.abc import Iterator

from pipeline.extraction.actor_words import actor_nouns, title_modifiers, titles
from pipeline.extraction.candidates import Words
from pipeline.extraction.found import Mention
from pipeline.extraction.jurisdiction_names import codes
from pipeline.extraction.syntax import text_span
from pipeline.spans import TextSpan

PRONOUNS = frozenset(
    {
        "he",
        "him",
        "his",
        "himself",
        "she",
        "her",
        "hers",
        "herself",
        "they",
        "them",
        "their",
        "theirs",
        "themselves",
        "i",
        "me",
        "my",
        "myself",
    }
)
DEFINITE = frozenset({"the", "this", "that"})
POSSESSIVE = frozenset({"his", "her", "their", "its", "my", "our", "your"})
LONGEST_DESCRIPTION = 6


def pronouns(words: Words) -> Iterator[Mention]:
    """Pronouns for people, and for bodies where the verb says so."""
    for place, lower in enumerate(words.lowers):
        if lower in PRONOUNS or (lower in {"it", "its"} and _acts(words, place)):
            if lower == "i" and words.texts[place] != "I":
                continue
            yield Mention(
                span=text_span(words.token(place)),
                kind="actor",
                label="PRONOUN",
                name=words.texts[place],
                rule="actor.pronoun",
            )


def _acts(words: Words, place: int) -> bool:
    """Whether `it` does what bodies do: "it said", "its director"."""
    token = words.token(place)
    if token.lower_ == "its":
        return token.dep_ == "poss"
    if token.dep_ != "nsubj":
        return False
    said = token.head.dep_ == "ccomp" and token.head.head.lemma_ in SAYS and token.head.lemma_ != "be"
    return said or token.head.lemma_ in ACTS


SAYS = frozenset({"say", "announce", "report", "claim", "warn", "argue", "insist", "promise", "vow", "deny"})
"""Verbs whose subject speaks of itself as "it": "The EPA said it would appeal"."""


ACTS = frozenset(
    {
        "say",
        "announce",
        "plan",
        "expect",
        "report",
        "add",
        "agree",
        "sign",
        "sell",
        "buy",
        "hope",
        "intend",
        "order",
        "sue",
        "release",
        "issue",
        "receive",
        "offer",
        "launch",
        "file",
        "want",
        "decide",
        "reject",
        "refuse",
        "warn",
        "acquire",
        "employ",
        "hire",
        "own",
        "build",
        "make",
        "win",
        "lose",
        "cut",
        "raise",
        "have",
    }
)


def nominals(words: Words, named: bytearray) -> Iterator[Mention]:
    """Definite descriptions by office, trade or kind of body; `named` marks tokens inside names."""
    place = 0
    while place < len(words):
        end = _noun_end(words, place)
        if end is None:
            place += 1
            continue
        start = _opening(words, place)
        if start is not None and not any(named[start:end]) and not _is_title(words, end, named):
            yield _nominal(words, start, place, end)
        place = end


def _noun_end(words: Words, place: int) -> int | None:
    """End of the longest noun of the table that begins here."""
    for end in range(min(place + 5, len(words)), place, -1):
        text = " ".join(words.lowers[place:end])
        if text in actor_nouns() or (end - place > 1 and text in titles()):
            return end
    row = titles().get(words.lowers[place])
    if row is not None and row.of_jurisdiction and words.texts[place].isupper():
        return place + 1  # "the Illinois AG"
    return None


def _opening(words: Words, place: int) -> int | None:
    """Where the description begins: "the | former acting | director", "Lyons | 's | wife"."""
    for start in range(place - 1, max(place - LONGEST_DESCRIPTION, -1), -1):
        lower = words.lowers[start]
        if lower in DEFINITE or (lower in {"a", "an"} and _predicates(words, place)):
            return start
        if lower in POSSESSIVE:
            return start + 1
        if lower in {"'s", "’s"}:  # "It's serious business" describes nobody
            return start + 1 if words.token(start).tag_ == "POS" else None
        if lower in {"'", "’"}:  # "Illinois' attorney general"
            return (
                start + 1
                if start > 0 and words.capital[start - 1] and words.texts[start - 1][-1] == "s"
                else None
            )
        if start == place - 1 and words.texts[start] in codes() and _is_office(words, place):
            return start if words.lowers[start - 1] not in DEFINITE else start - 1
        if words.doc[start].pos_ in {"ADJ", "NOUN", "PROPN"} or lower == "-":
            continue
        if lower not in titles() and lower not in title_modifiers():
            return None
    return None


def _is_office(words: Words, place: int) -> bool:
    """Whether an office of a jurisdiction is named here: "Illinois | attorney general"."""
    row = next(
        (
            titles()[text]
            for end in range(min(place + 4, len(words)), place, -1)
            if (text := " ".join(words.lowers[place:end])) in titles()
        ),
        None,
    )
    return row is not None and row.of_jurisdiction


def _predicates(words: Words, place: int) -> bool:
    """ "Chomsky is a professor", "Ruiz, a former teacher,": said of somebody named."""
    return words.token(place).dep_ in {"attr", "appos"}


def _is_title(words: Words, end: int, named: bytearray) -> bool:
    """Whether a name follows, or another noun: "the | governor Gavin Newsom", "the company plan"."""
    if end < len(words) and named[end]:
        return True
    head = words.token(end - 1)
    return head.dep_ == "compound" or head.tag_ not in {"NN", "NNP"}


def _nominal(words: Words, start: int, head: int, end: int) -> Mention:
    doc = words.doc
    first, last = doc[start], doc[end - 1]
    borne = " ".join(words.lowers[head:end]) in titles()
    begin = start + 1 if words.lowers[start] in DEFINITE | {"a", "an"} else start
    return Mention(
        span=TextSpan(first.idx, last.idx + len(last)),
        kind="actor",
        label="NOMINAL",
        name=words.phrase(head, end).lower(),
        role=words.phrase(begin, end) if borne else None,
        rule="actor.nominal",
    )
