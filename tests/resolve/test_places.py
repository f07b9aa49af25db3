"""Resolving mentions of jurisdictions: mentions are given, so that finding them plays no part."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.extraction.found import Mention
from pipeline.models import load
from pipeline.read.article import Article
from pipeline.resolve.entity import Resolved
from pipeline.resolve.place_frames import DefaultRow, defaults
from pipeline.resolve.places import resolve_places
from pipeline.spans import TextSpan
from pipeline.tables import JURISDICTION_TYPES

_MARKED = re.compile(r"\[([^\]]+)\]")


def resolved(marked: str, outlet: str | None = None, url: str | None = None) -> list[Resolved]:
    """Resolve the places marked as `[Paris], [Texas]`; `[~Mexican]` is a demonym."""
    text, mentions = "", []
    for index, piece in enumerate(_MARKED.split(marked)):
        label = "NORP" if piece.startswith("~") else "GPE"
        piece = piece.lstrip("~")
        if index % 2:
            span = TextSpan(len(text), len(text) + len(piece))
            mentions.append(Mention(span=span, kind="jurisdiction", label=label, name=piece, rule="given"))
        text += piece
    article = Article(article_id="a", path="a", text=text, outlet=outlet, url=url)
    return resolve_places(article, mentions)


def ids(marked: str, outlet: str | None = None, url: str | None = None) -> list[str | None]:
    return [item.entity.entity_id if item.entity else None for item in resolved(marked, outlet, url)]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("in [Paris], [Texas], it", ["place:gn-4717560", "place:US-TX"]),
        ("in [Paris]", ["place:gn-2988507"]),
        ("in [London], [Ont.], it", ["place:gn-6058560", "place:CA-ON"]),
        (
            "[Tulare], [Calif.]; [Ithaca], [N.Y.]",
            ["place:gn-5403783", "place:US-CA", "place:gn-5122432", "place:US-NY"],
        ),
        ("in [Washington], [D.C.]", ["place:gn-4140963", "place:US-DC"]),
        ("[New York], [N.Y.]", ["place:gn-5128581", "place:US-NY"]),
        ("in [California], [Illinois] and [New York]", ["place:US-CA", "place:US-IL", "place:US-NY"]),
        ("in [New York] on Monday", ["place:gn-5128581"]),
        ("in [Florida], [Massachusetts] and [Maine]", ["place:US-FL", "place:US-MA", "place:US-ME"]),
        ("[Georgia], [Armenia] and [Russia]", ["place:GE", "place:AM", "place:RU"]),
        ("[Georgia] and [Alabama]", ["place:US-GA", "place:US-AL"]),
        ("[Tbilisi], [Georgia]. Then [Georgia] won", ["place:gn-611717", "place:GE", "place:GE"]),
        ("[Athens], [Georgia]. Then [Georgia] won", ["place:gn-4180386", "place:US-GA", "place:US-GA"]),
        ("[Cook County]", ["place:US-17031"]),
        ("[Laurel County] in [Kentucky]", ["place:US-21125", "place:US-KY"]),
        ("[Travis County], [Texas]", ["place:US-48453", "place:US-TX"]),
        ("[~Mexican] and [~Guyanese]", ["place:MX", "place:GY"]),
        ("[Zzyx Flats], [Ariz.], burned", ["place:US-AZ/zzyx-flats", "place:US-AZ"]),
        ("[Washington state]", ["place:US-WA"]),
        ("[U.S.] and [US] and [United States]", ["place:US"] * 3),
        ("[Zzyx]", [None]),
    ],
)
def test_places(marked: str, expected: list[str | None]) -> None:
    assert ids(marked) == expected


def test_one_name_is_one_place() -> None:
    assert ids("[Paris] burned. [Paris], [Texas], is small. [Paris] mourns.")[::3] == ["place:gn-4717560"] * 2


def test_names_of_many_places_decide_together() -> None:
    towns = resolved(
        "the towns of [Berea], [Richmond], [London] and [Somerset] in [Kentucky], [Kentucky] police said"
    )
    assert [item.entity.subdivision for item in towns if item.entity] == ["US-KY"] * 6


def test_the_home_country_alone_is_no_company() -> None:
    assert ids("[~Americans] in [America] and the [United States]; [Georgia]")[:3] == ["place:US"] * 3


def test_an_outlets_country_decides() -> None:
    abroad, home = (
        ids("in [Perth]", url="https://www.example.co.uk/a"),
        ids("in [Perth]", outlet="example.com.au"),
    )
    assert (abroad, home) == (["place:gn-2640358"], ["place:gn-2063523"])


def test_a_city_has_its_codes() -> None:
    city = resolved("[Ithaca], [N.Y.]")[0].entity
    assert city is not None
    assert (city.type, city.country, city.subdivision, city.fips, city.geonames_id, city.parent_id) == (
        "city",
        "US",
        "US-NY",
        "36109",
        "5122432",
        "place:US-36109",
    )
    assert city.lat == pytest.approx(42.44, abs=0.01) and city.lon == pytest.approx(-76.5, abs=0.01)


def test_an_unknown_place_lies_in_its_state_without_coordinates() -> None:
    place = resolved("[Zzyx Flats], [Ariz.]")[0].entity
    assert place is not None
    assert (place.parent_id, place.subdivision, place.country, place.lat) == (
        "place:US-AZ",
        "US-AZ",
        "US",
        None,
    )


def test_every_resolved_mention_says_why() -> None:
    items = resolved("[~Mexican] [Paris], [Texas], and [Ohio], [Springfield], [Washington] [Zzyx]")
    assert all(item.rule.startswith("place-") for item in items if item.entity)
    assert {item.entity.type for item in items if item.entity} <= set(JURISDICTION_TYPES)


def test_defaults_name_places_of_the_gazetteer() -> None:
    assert len(defaults()) == len(load("place_defaults.csv", DefaultRow))


def resolving(count: int) -> Callable[[], list[Resolved]]:
    text = ", ".join(["[Paris]", "[Springfield]", "[Texas]", "[Zzyx]"] * (count // 4))
    return lambda: resolved(text)


def test_a_list_of_two_thousand_places_is_not_quadratic(is_subquadratic: Any) -> None:
    assert len(resolving(2000)()) == 2000
    assert is_subquadratic(resolving, 250)
