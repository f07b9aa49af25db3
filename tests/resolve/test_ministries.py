"""Ministries: the name in full, and the country that keeps those of one name apart."""

import pytest

from pipeline.resolve.ministries import country_of_article, ministry, owner


@pytest.mark.parametrize(
    ("name", "country", "full"),
    [
        ("Saudi Interior Ministry", "SA", "Ministry of Interior"),
        ("French Interior Ministry", "FR", "Ministry of the Interior"),
        ("UK Ministry of Defence", "GB", "Ministry of Defence"),
        ("Japanese Defense Ministry", "JP", "Ministry of Defense"),
        ("Iranian Foreign Ministry", "IR", "Ministry of Foreign Affairs"),
        ("Ministry of Health of Ukraine", "UA", "Ministry of Health"),
        ("Egyptian Ministry of Antiquities", "EG", "Ministry of Antiquities"),
    ],
)
def test_a_national_ministry_has_its_name_in_full(name: str, country: str, full: str) -> None:
    found = ministry(name)
    assert found is not None
    assert found.country == country
    entity = found.entity(country)
    assert (entity.name, entity.parent_id) == (full, f"place:{country}")
    assert entity.entity_id.startswith(f"org:{country.lower()}-ministry-of-")


@pytest.mark.parametrize(
    "name", ["Ontario Ministry of Health", "Ministry", "Grace Fellowship", "Ministry of Sound of Music"]
)
def test_what_is_no_national_ministry(name: str) -> None:
    assert ministry(name) is None


@pytest.mark.parametrize(
    ("before", "country"),
    [
        ("four drones. Ukraine's ", "UA"),
        ("a source in the South Korean ", "KR"),
        ("Smith's ", None),
        ("Texas' ", None),
        ("said the ", None),
    ],
)
def test_the_country_stands_before_the_name(before: str, country: str | None) -> None:
    assert owner(before) == country


@pytest.mark.parametrize(
    ("spoken", "country"),
    [
        ({"GB": 4, "FR": 2}, "GB"),
        ({"GB": 3, "FR": 2}, None),
        ({"US": 5}, None),
        ({}, None),
        ({"EG": 1}, "EG"),
    ],
)
def test_an_article_is_about_a_country_named_twice_as_often(
    spoken: dict[str, int], country: str | None
) -> None:
    assert country_of_article(spoken) == country
