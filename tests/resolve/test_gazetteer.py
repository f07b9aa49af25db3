"""The gazetteer: what it holds, how names are looked up, that it is quick and small."""

import csv
import itertools

import pytest
import spacy

from pipeline import models
from pipeline.gazetteer import NATIONS, Cities, city_lines, gazetteer
from pipeline.place_tables import NameRow
from pipeline.tables import JURISDICTION_TYPES
from pipeline.toponym_key import toponym_key


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("St. Paul", "SAINT PAUL"),
        ("U.S.", "US"),
        ("Montréal", "Montreal"),
        ("Wilkes-Barre", "Wilkes Barre"),
        ("O’Fallon", "O'Fallon"),
        ("Fort Worth", "Ft. Worth"),
        ("Coeur d'Alene", "Coeur d’Alene"),
    ],
)
def test_spellings_share_a_key(name: str, other: str) -> None:
    assert toponym_key(name) == toponym_key(other)


@pytest.mark.parametrize("name", ["", " ", ".", "—", "\n"])
def test_no_word_no_key(name: str) -> None:
    assert toponym_key(name) == "" and not gazetteer().knows("")


@pytest.mark.parametrize(
    ("name", "place_id", "subdivision"),
    [
        ("Chicago", "place:gn-4887398", "US-IL"),
        ("Toronto", "place:gn-6167865", "CA-ON"),
        ("Guadalajara", "place:gn-4005539", "MX-JAL"),
        ("Manchester", "place:gn-2643123", "GB-ENG"),
        ("Brisbane", "place:gn-2174003", "AU-QLD"),
        ("Munich", "place:gn-2867714", "DE-BY"),
        ("Lyon", "place:gn-2996944", "FR-ARA"),
        ("Mumbai", "place:gn-1275339", "IN-MH"),
        ("São Paulo", "place:gn-3448439", "BR-SP"),
    ],
)
def test_cities_have_their_subdivision(name: str, place_id: str, subdivision: str) -> None:
    found = {place.place_id: place for place in gazetteer().cities(toponym_key(name))}
    assert found[place_id].subdivision == subdivision


@pytest.mark.parametrize("country", ["US", "CA", "MX", "GB", "AU", "DE", "FR", "IN", "BR"])
def test_nearly_all_cities_of_these_countries_have_an_iso_subdivision(country: str) -> None:
    codes = {code for code in gazetteer().by_id if code.startswith(f"place:{country}-")}
    total = known = 0
    for line in city_lines().decode().split("\n")[:-1]:
        fields = line.split("\t")
        if fields[4] == country:
            total += 1
            known += f"place:{fields[5]}" in codes
    assert total > 500 and known >= 0.99 * total


def test_lines_are_sorted_so_that_bisection_finds_them() -> None:
    keys = [line.split(b"\t", 1)[0] for line in city_lines().split(b"\n")[:-1]]
    assert len(keys) > 200_000 and all(a <= b for a, b in itertools.pairwise(keys))


def test_first_and_last_and_missing_names() -> None:
    cities = Cities()
    keys = [line.split("\t", 1)[0] for line in city_lines().decode().split("\n")[:-1]]
    assert cities.named(keys[0]) and cities.named(keys[-1])
    assert cities.named("") == cities.named("zzzzzzzz") == cities.named("no such town") == ()


def test_states_and_counties_have_their_codes() -> None:
    known = gazetteer()
    states = [
        place
        for place in known.by_id.values()
        if place.country == "US" and place.type == "state" and place.fips
    ]
    counties = [place for place in known.by_id.values() if place.country == "US" and place.type == "county"]
    assert len(states) >= 50 and len(counties) > 3100
    mainland = {place.subdivision for place in states if place.lat is not None}
    assert all(
        len(place.fips or "") == 5 and place.lat is not None
        for place in counties
        if place.subdivision in mainland
    )
    assert known.by_id["place:US-17031"].name == "Cook County"


def test_parents_are_known_and_types_allowed() -> None:
    known = gazetteer()
    for place in known.by_id.values():
        assert place.type in JURISDICTION_TYPES
        assert place.parent_id is None or place.parent_id in known.by_id
    assert {f"place:{code}" for code in NATIONS} <= set(known.by_id)


def test_english_names_stand_before_local_ones() -> None:
    assert gazetteer().by_id["place:DE-BY"].name == "Bavaria"
    assert gazetteer().units("bavaria") == gazetteer().units("bayern")


def test_names_survive_the_tokenizer() -> None:
    """A name is looked up token by token: every alias must give the same key that way."""
    tokenizer = spacy.blank("en").tokenizer
    for row in models.load("place_names.csv", NameRow):
        words = [toponym_key(token.text) for token in tokenizer(f"in {row.name}, it")][1:-2]
        assert " ".join(filter(None, words)).replace(" ", "") == toponym_key(row.name).replace(" ", ""), (
            row.name
        )


def test_demonyms_are_unique() -> None:
    with (models.folder() / "demonyms.csv").open(encoding="utf-8", newline="") as file:
        demonyms = [row["demonym"] for row in csv.DictReader(file)]
    assert len(demonyms) == len(set(demonyms)) > 400
