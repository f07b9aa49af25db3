"""People found by what stands beside them, and by names that the press uses alone."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from pipeline.extraction.actor_words import known_bodies, well_known
from pipeline.extraction.actors import find_actors
from pipeline.extraction.known_names import by_spelling, known_names
from pipeline.extraction.well_known import known_surnames

Parse = Callable[[str], Doc]


def found(doc: Doc, label: str = "PERSON") -> list[str]:
    return [mention.name for mention in find_actors(doc) if mention.label == label]


def rules(doc: Doc) -> dict[str, str]:
    return {mention.name: mention.rule for mention in find_actors(doc)}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Leon Fairbanks and his wife, Marta, moved to Spain.", ["Leon Fairbanks", "Marta"]),
        ("Leon Fairbanks moved with his wife to Spain.", ["Leon Fairbanks"]),
        ("The prize went to fashion designer Aner Halvard.", ["Aner Halvard"]),
        ("Aner Halvard is an Israeli mathematician.", ["Aner Halvard"]),
        ("They met in the Aner Halvard on Sunday.", []),
    ],
)
def test_names_beside_what_tells_a_person(parse_text: Parse, text: str, people: list[str]) -> None:
    assert found(parse_text(text)) == people


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Obama signed the bill in 2010.", ["Obama"]),
        ("Protesters blocked the doors of Trump Tower.", []),
        ("The crowd gathered at the Reagan Library.", []),
    ],
)
def test_people_meant_by_a_surname_alone(parse_text: Parse, text: str, people: list[str]) -> None:
    assert found(parse_text(text)) == people


def test_a_speaker_in_capitals_has_been_named(parse_text: Parse) -> None:
    doc = parse_text("Host Nina Coyle asked about taxes.\n\nCOYLE: Will you raise them?\n\nBRANT: No.")
    assert rules(doc)["COYLE"] == "actor.transcript"
    assert "BRANT" not in rules(doc)


def test_short_names_of_people_are_given_once() -> None:
    forms = [
        form for row in {id(r): r for r in well_known().values()}.values() for form in row.forms.split("|")
    ]
    assert len(forms) == len(set(forms))
    assert known_surnames() <= set(forms)
    assert {row.gender for row in well_known().values()} == {"male", "female"}


def test_a_common_name_is_searched_for_in_its_other_spellings_only() -> None:
    common = [row for row in known_bodies().values() if row.common]
    assert common
    for row in common:
        assert by_spelling()[row.name].form == "common"
        assert known_names().longest([*row.name.split(), "said"], 0) is None
        assert row.aliases


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("She spoke at Hofstra University on Monday.", ["Hofstra University"]),
        ("The Ohio Department of Aging (ODA) closed. ODA gave no reason.", ["ODA", "ODA"]),
        ("The Coalition to Protect Wells filed 400 letters.", ["Coalition to Protect Wells"]),
        ("The Senate passed the bill with GOP votes.", ["Senate", "GOP"]),
        ("Nothing of this names a body.", []),
    ],
)
def test_where_names_of_bodies_begin_and_end(parse_text: Parse, text: str, bodies: list[str]) -> None:
    assert [name for name in found(parse_text(text), "ORG") if name in bodies] == bodies
