"""Organizations told apart by name, acronym and reference table."""

import pytest

from pipeline.extraction.found import Mention
from pipeline.resolve.acronyms import core, could_abbreviate, defined_acronyms, initials, is_acronym
from pipeline.resolve.agencies import Bodies
from pipeline.spans import TextSpan


def article(text: str, *names: str) -> tuple[str, list[Mention]]:
    """A text and mentions of the names in it, in order."""
    found, place = [], 0
    for name in names:
        start = text.index(name, place)
        place = start + len(name)
        found.append(Mention(span=TextSpan(start, place), kind="actor", label="ORG", name=name, rule="test"))
    return text, found


def ids(text: str, *names: str) -> list[str]:
    text, mentions = article(text, *names)
    bodies = Bodies(text, mentions)
    resolved = [bodies.resolve(mention)[0] for mention in mentions]
    return [body.made().entity_id for body in resolved]


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("The Halden Company, Inc.", "Halden"),
        ("Halden Corp.", "Halden"),
        ("the Halden Group", "Halden Group"),
        ("Inc.", "Inc."),
    ],
)
def test_core_of_a_name(name: str, bare: str) -> None:
    assert core(name) == bare


@pytest.mark.parametrize(
    ("name", "is_one"), [("ICE", True), ("U.N.", True), ("AT&T", True), ("Ice", False), ("I", False)]
)
def test_acronyms(name: str, is_one: bool) -> None:
    assert is_acronym(name) is is_one


def test_initials_leave_small_words_out() -> None:
    assert initials("Immigration and Customs Enforcement") == "ICE"


@pytest.mark.parametrize(
    ("short", "name", "could"),
    [
        ("NYDOC", "New York Department of Corrections", True),
        ("VDOB", "Vermont Department of Buildings", True),
        ("ABC", "Vermont Department of Buildings", False),
    ],
)
def test_what_an_acronym_could_stand_for(short: str, name: str, could: bool) -> None:
    assert could_abbreviate(short, name) is could


def test_an_acronym_defined_in_brackets() -> None:
    text, found = article("The Rail Systems Board (RSB) met.", "Rail Systems Board")
    assert defined_acronyms(text, found) == {"RSB": "Rail Systems Board"}


def test_brackets_that_define_nothing() -> None:
    text, found = article("The Rail Systems Board (Paris) met.", "Rail Systems Board")
    assert defined_acronyms(text, found) == {}


@pytest.mark.parametrize(
    "name",
    [
        "ICE",
        "Immigration and Customs Enforcement",
        "U.S. Immigration and Customs Enforcement",
        "US Immigration and Customs Enforcement",
        "Immigration & Customs Enforcement",
    ],
)
def test_forms_of_one_agency(name: str) -> None:
    assert ids(f"Yesterday {name} said so.", name) == ["org:us-ice"]


def test_the_definition_in_the_article_wins_over_the_table() -> None:
    found = ids("The Indiana Corn Exchange (ICE) opened. ICE sells corn.", "Indiana Corn Exchange", "ICE")
    assert found == ["org:indiana-corn-exchange"] * 2


def test_an_acronym_not_defined_goes_to_the_only_name_of_those_initials() -> None:
    found = ids(
        "The New York Department of Corrections and NYDOC", "New York Department of Corrections", "NYDOC"
    )
    assert found == ["org:us-ny-department-of-corrections"] * 2


def test_an_acronym_that_two_names_could_have_stays_alone() -> None:
    found = ids("Rail Safety Board, Road Safety Board, RSB", "Rail Safety Board", "Road Safety Board", "RSB")
    assert len(set(found)) == 3


def test_state_agencies_belong_to_their_state() -> None:
    text, found = article(
        "The Illinois Department of Corrections said so.", "Illinois Department of Corrections"
    )
    entity = Bodies(text, found).resolve(found[0])[0].made()
    assert (entity.entity_id, entity.type, entity.parent_id) == (
        "org:us-il-department-of-corrections",
        "agency",
        "place:US-IL",
    )


def test_a_firm_with_and_without_its_form() -> None:
    assert ids("Halden Corp. and Halden", "Halden Corp.", "Halden") == ["org:halden"] * 2


def test_a_bare_word_is_the_body_last_named_so() -> None:
    found = ids("The Church of Northfield and the Church", "Church of Northfield", "Church")
    assert found == ["org:church-of-northfield"] * 2


def test_agencies_know_what_they_belong_to() -> None:
    text, found = article("Enforcement and Removal Operations", "Enforcement and Removal Operations")
    entity = Bodies(text, found).resolve(found[0])[0].made()
    assert entity.parent_id == "org:us-ice"


@pytest.mark.parametrize(
    ("names", "same"),
    [
        (["Lockheed Martin", "Lockheed"], True),
        (["Apple Inc.", "Apple Music", "Apple"], True),
        (["Apple Corps", "Apple Inc.", "Apple"], False),
        (["Texas Supreme Court", "Supreme Court"], True),
        (["Texas Supreme Court", "U.S. Supreme Court", "Supreme Court"], False),
        (["New People's Party", "New People Party"], True),
        (["St. Louis Cardinals", "Cardinals"], True),
        (["North Harbor Club", "North"], False),
    ],
)
def test_a_short_name_is_the_long_one_that_introduced_it(names: list[str], same: bool) -> None:
    found = ids(". ".join(names), *names)
    assert (found[0] == found[-1]) is same


def test_a_government_has_its_whole_name() -> None:
    text, mentions = article("the UK Government", "UK Government")
    made = Bodies(text, mentions).resolve(mentions[0])[0].made()
    assert (made.entity_id, made.name) == ("org:gb-government", "Government of the United Kingdom")
