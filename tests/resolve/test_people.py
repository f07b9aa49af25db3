"""People told apart by name."""

import pytest

from pipeline.extraction.found import Mention
from pipeline.resolve.people import People, PersonName, compatible, parse_name
from pipeline.resolve.slug import slug
from pipeline.spans import TextSpan


def mentions(*names: str | tuple[str, str]) -> list[tuple[int, Mention]]:
    """People named in this order; a pair is role and name."""
    found = []
    for index, entry in enumerate(names):
        role, name = entry if isinstance(entry, tuple) else (None, entry)
        span = TextSpan(100 * index, 100 * index + len(name))
        found.append(
            (index, Mention(span=span, kind="actor", label="PERSON", name=name, role=role, rule="test"))
        )
    return found


def ids(*names: str | tuple[str, str]) -> list[str | None]:
    resolved = People().resolve(mentions(*names))
    return [
        person.entity().entity_id if person else None
        for person, _ in (resolved[i] for i in range(len(names)))
    ]


@pytest.mark.parametrize(
    ("name", "parsed"),
    [
        ("Todd Merrow", PersonName(("todd",), "merrow")),
        ("Donald J. Tramell Jr.", PersonName(("donald", "j"), "tramell", "jr")),
        ("Bill de Vries", PersonName(("bill",), "de vries")),
        ("De Vries", PersonName((), "de vries")),
        ("Ludwig van der Berg", PersonName(("ludwig",), "van der berg")),
        ("Merrow", PersonName(("merrow",), "")),
        ("Jr.", PersonName((), "")),
    ],
)
def test_names_in_parts(name: str, parsed: PersonName) -> None:
    assert parse_name(name) == parsed


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Todd Merrow", "Todd M. Merrow", True),
        ("T. Merrow", "Todd Merrow", True),
        ("Mike Dorsey", "Michael Dorsey", True),
        ("Todd Merrow", "Ann Merrow", False),
        ("Todd J. Merrow", "Todd M. Merrow", False),
        ("Todd Merrow", "Todd Marrow", False),
    ],
)
def test_full_names_that_may_be_one_person(a: str, b: str, same: bool) -> None:
    assert compatible(parse_name(a), parse_name(b)) is same


def test_a_surname_is_the_person_named_in_full() -> None:
    assert ids("Todd Merrow", "Merrow") == ["person:todd-merrow"] * 2


def test_a_surname_before_the_full_name_too() -> None:
    assert ids("Merrow", "Todd Merrow") == ["person:todd-merrow"] * 2


def test_a_first_name_when_one_person_bears_it() -> None:
    assert ids("Todd Merrow", "Todd") == ["person:todd-merrow"] * 2


def test_particles_in_small_or_capital_letters() -> None:
    assert ids("Bill de Vries", "De Vries", "de Vries") == ["person:bill-de-vries"] * 3


def test_a_misplaced_possessive() -> None:
    assert ids("Todd Merrows", "Merrow") == ["person:todd-merrows"] * 2


def test_two_people_of_one_surname_stay_two() -> None:
    assert ids("Kevin Novak", "Martin Novak", "Novak") == ["person:kevin-novak", "person:martin-novak", None]


def test_the_role_decides_between_two_of_one_surname() -> None:
    found = ids(("Mayor", "Ann Price"), ("Sheriff", "Tom Price"), ("Mayor", "Price"))
    assert found[2] == "person:ann-price"


def test_the_one_named_so_far_is_meant_by_a_surname() -> None:
    found = ids("Kevin Novak", "Novak", "Martin Novak")
    assert found[1] == "person:kevin-novak"


def test_a_surname_stays_with_the_one_called_so_before() -> None:
    found = ids("Jesse Novak", "Novak", "Sandra Novak", "Novak")
    assert found == ["person:jesse-novak", "person:jesse-novak", "person:sandra-novak", "person:jesse-novak"]


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Gérald O'Hara", "gerald-ohara"),
        ("M. Night  X.", "m-night-x"),
        ("李明", "李明"),
        ("A" * 200, "a" * 80),
    ],
)
def test_slugs(name: str, made: str) -> None:
    assert slug(name) == made


@pytest.mark.parametrize(
    ("a", "b", "may"),
    [
        ("Harold Prewitt", "Harold Prewitt Jr.", False),
        ("Harold Prewitt Jr.", "Harry Prewitt Jr.", True),
        ("Harold Prewitt", "H. Prewitt", True),
    ],
)
def test_father_and_son_are_two(a: str, b: str, may: bool) -> None:
    assert compatible(parse_name(a), parse_name(b)) is may
