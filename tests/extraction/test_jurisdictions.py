"""Finding jurisdictions: on hand-built Docs, so that what the entity recognizer says is given."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from pipeline.extraction.found import Mention
from pipeline.extraction.jurisdictions import find_jurisdictions
from pipeline.extraction.jurisdictions_reading import PlaceWord, place_words
from pipeline.extraction.jurisdictions_rules import LADDER
from pipeline.models import load

VOCAB = Vocab()
KINDS = {row.kind for row in load("place_words.csv", PlaceWord)}


def doc_of(text: str, *entities: tuple[str, str]) -> Doc:
    """A Doc split at spaces; ` ,` and the like are written apart. Entities by surface, from left to right."""
    words = text.split()
    tags = ["NNP" if word[:1].isupper() else "NN" for word in words]
    doc = Doc(
        VOCAB, words=words, tags=tags, pos=["X"] * len(words), sent_starts=[True] + [False] * (len(words) - 1)
    )
    spans, start = [], 0
    for surface, label in entities:
        size = len(surface.split())
        start = next(i for i in range(start, len(words)) if words[i : i + size] == surface.split())
        spans.append(Span(doc, start, start + size, label=label))
        start += size
    doc.ents = tuple(spans)
    return doc


def surfaces(doc: Doc) -> list[str]:
    return [mention.span.of(doc.text) for mention in find_jurisdictions(doc)]


@pytest.mark.parametrize(
    ("text", "entities", "expected"),
    [
        ("he lives in Pahrump now", (), ["Pahrump"]),
        ("he lives in Pahrump now", (("Pahrump", "PERSON"),), ["Pahrump"]),
        ("near Tulare , Calif. , on Monday", (("Tulare", "PERSON"),), ["Tulare", "Calif."]),
        (
            "the Texas Department of Public Safety",
            (("the Texas Department of Public Safety", "ORG"),),
            ["Texas"],
        ),
        ("the Cook County Jail", (("the Cook County Jail", "FAC"),), ["Cook County"]),
        ("the Laconia Police Department", (("Laconia Police Department", "ORG"),), ["Laconia"]),
        ("a University of Toronto study", (("University of Toronto", "ORG"),), ["Toronto"]),
        ("the mayor of Greer resigned", (), ["Greer"]),
        ("in West Virginia it rained", (("West Virginia", "GPE"),), ["West Virginia"]),
        ("XENIA — The court ruled", (), ["XENIA"]),
        ("Sen. Lee , R - Moorpark , voted", (("Lee", "PERSON"),), ["Moorpark"]),
        ("an Ohio town", (("Ohio", "GPE"),), ["Ohio"]),
        ("the mayor of Waco", (("the mayor of Waco", "ORG"),), ["Waco"]),
        ("Dry Fork , Mont. , is small", (), ["Dry Fork", "Mont."]),
        ("in Knox , Laurel and Clay counties .", (), ["Knox", "Laurel", "Clay"]),
        ("from Butte to Greer . The Greer police", (), ["Greer", "Greer"]),
    ],
)
def test_places_are_found(text: str, entities: tuple[tuple[str, str], ...], expected: list[str]) -> None:
    assert surfaces(doc_of(text, *entities)) == expected


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("the Washington Post reported", (("Washington Post", "ORG"),)),
        ("Paris Jackson sang", (("Paris Jackson", "PERSON"),)),
        ("Virginia Johnson sued", (("Virginia Johnson", "PERSON"),)),
        ("the Missouri River rose", (("the Missouri River", "LOC"),)),
        ("Mr. Sanford wrote", (("Sanford", "GPE"),)),
        ("Ann Madison left . Madison said no", (("Ann Madison", "PERSON"), ("Madison", "GPE"))),
        ("Most of the pool was full", ()),
        ("It gave us IN return", ()),
        ("the Middle East peace plan", (("Middle East", "LOC"),)),
        ("the EU and NATO met", (("EU", "GPE"), ("NATO", "GPE"))),
        ("prosecutor Anthony Orchard QC spoke", (("Anthony Orchard QC", "PERSON"),)),
        ("Dropbox said so", (("Dropbox", "GPE"),)),
        ("he joined the Kansas City Royals", (("the Kansas City Royals", "ORG"),)),
        ("American Airlines flies", (("American Airlines", "ORG"),)),
    ],
)
def test_what_only_looks_like_a_place_is_not_found(text: str, entities: tuple[tuple[str, str], ...]) -> None:
    assert surfaces(doc_of(text, *entities)) == []


def test_demonyms_are_norp() -> None:
    found = find_jurisdictions(doc_of("two South Korean ships", ("South Korean", "NORP")))
    assert [(mention.label, mention.name) for mention in found] == [("NORP", "South Korean")]


def test_counties_in_a_list_are_named_in_full() -> None:
    found = find_jurisdictions(doc_of("in Knox and Clay counties today"))
    assert [mention.name for mention in found] == ["Knox County", "Clay County"]


def test_the_dot_of_an_abbreviation_belongs_to_it() -> None:
    doc = Doc(VOCAB, words=["In", "the", "U.S", ".", "alone"], spaces=[True, True, False, True, False])
    assert surfaces(doc) == ["U.S."]


def test_the_dot_of_a_sentence_does_not() -> None:
    doc = Doc(VOCAB, words=["in", "Texas", "."], spaces=[True, False, False], tags=["IN", "NNP", "."])
    assert surfaces(doc) == ["Texas"]


def test_every_rule_says_what_made_the_mention() -> None:
    ids = {rule.__name__.replace("_", "-") for rule in LADDER}
    found = find_jurisdictions(doc_of("in Ohio and near Greer , S.C. , it rained", ("Ohio", "GPE")))
    assert [mention.rule.removeprefix("jurisdiction-") in ids for mention in found] == [True] * 3


@pytest.mark.parametrize("kind", sorted(KINDS - {"region"}))
def test_place_words_are_single_tokens(kind: str) -> None:
    assert place_words(kind) and all(" " not in word for word in place_words(kind))


PIECES = """Paris Texas , ; . in the County counties Washington D.C. U.S. and Mr. Smith Police of
City 's ( ) —
TX Mexican said New York State San José 12 IN Ont 🌊 é West Bank"""
WORDS = st.sampled_from([*PIECES.split(), "\n", " "])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(WORDS, st.booleans(), st.sampled_from(["", "GPE", "PERSON", "ORG"])), max_size=40))
def test_mentions_are_sorted_and_do_not_overlap(pieces: list[tuple[str, bool, str]]) -> None:
    doc = Doc(VOCAB, words=[piece[0] for piece in pieces], spaces=[piece[1] for piece in pieces])
    doc.ents = tuple(Span(doc, i, i + 1, label=label) for i, (_, _, label) in enumerate(pieces) if label)
    found: list[Mention] = find_jurisdictions(doc)
    for mention in found:
        surface = mention.span.of(doc.text)
        assert surface == surface.strip() and surface[0].isupper()
    for left, right in itertools.pairwise(found):
        assert left.span.end <= right.span.start


def finding(count: int) -> Callable[[], list[Mention]]:
    doc = doc_of(" , ".join(["Greer", "Ohio", "Butte", "Knox County"] * (count // 4)) + " .")
    return lambda: find_jurisdictions(doc)


def test_a_list_of_two_thousand_places_is_not_quadratic(is_subquadratic: Any) -> None:
    assert len(finding(2000)()) >= 1000
    assert is_subquadratic(finding, 250)
