"""Which bodies and people a description may mean."""

import pytest

from pipeline.resolve.descriptions import fits, is_called, is_other_partys, said_more
from pipeline.resolve.entity import Entity


def body(name: str, kind: str = "organization") -> Entity:
    return Entity(entity_id="org:x", kind="actor", type=kind, name=name)


@pytest.mark.parametrize(
    ("name", "kind", "noun", "may"),
    [
        ("Department of Labor", "agency", "department", True),
        ("Department of Labor", "agency", "agency", True),
        ("Halden", "organization", "company", True),
        ("Halden Commission", "organization", "company", False),
        ("International Brotherhood of Teamsters", "organization", "union", True),
        ("Halden", "organization", "union", False),
    ],
)
def test_nouns_that_a_body_is_called_by(name: str, kind: str, noun: str, may: bool) -> None:
    assert fits(body(name, kind), noun) is may


@pytest.mark.parametrize(
    ("text", "name", "is_it"),
    [
        ("the court", "Supreme Court of the United States", True),
        ("the high court", "Supreme Court of the United States", True),
        ("the appeals court", "Supreme Court of the United States", False),
        ("the appeals court", "Court of Appeals", True),
    ],
)
def test_what_narrows_a_description_down(text: str, name: str, is_it: bool) -> None:
    assert is_called(body(name), said_more(text, "court")) is is_it


@pytest.mark.parametrize(
    ("text", "roles", "is_other"),
    [
        ("the Democratic nominee", {"republican nominee"}, True),
        ("the Republican nominee", {"republican nominee"}, False),
        ("the nominee", {"republican nominee"}, False),
    ],
)
def test_the_other_partys_nominee(text: str, roles: set[str], is_other: bool) -> None:
    assert is_other_partys(text, frozenset(roles)) is is_other
