"""Parties of the world: which one a name means, by the countries that an article speaks of."""

import pytest

from pipeline import models
from pipeline.extraction.actor_words import known_bodies
from pipeline.extraction.jurisdiction_names import names
from pipeline.extraction.parties import Meanings, Party, parties


@pytest.mark.parametrize(
    ("name", "spoken", "party"),
    [
        ("Labour", {"GB": 2}, "org:uk-labour-party"),
        ("Labour Party", {"NZ": 3, "GB": 1}, "org:nz-new-zealand-labour-party"),
        ("NPP", {"GH": 1}, "org:gh-new-patriotic-party"),
        ("NPP", {"LK": 1}, "org:lk-national-peoples-power"),
        ("People’s Party", {"ES": 1}, "org:es-peoples-party"),
        ("Tories", {"GB": 1}, "org:uk-conservative-party"),
        ("Labour", {}, None),
        ("Labour", {"FR": 4}, None),
        ("Labour Party", {"NZ": 1, "GB": 1}, None),
        ("Greens", {"DE": 3}, None),
    ],
)
def test_a_name_means_the_party_of_the_country_most_spoken_of(
    name: str, spoken: dict[str, int], party: str | None
) -> None:
    sense = Meanings(spoken, [name]).of(name)
    assert (sense.party.id if sense else None) == party


def test_a_guarded_name_counts_beside_a_sure_party_of_its_country() -> None:
    sense = Meanings({"DE": 3}, ["SPD", "Greens"]).of("Greens")
    assert sense is not None
    assert sense.party.name == "Alliance 90/The Greens"
    assert Meanings({"DE": 3, "US": 1}, ["GOP", "Greens"]).of("Greens") is not sense


def test_every_party_has_an_id_and_a_country_of_its_own() -> None:
    rows = models.load("parties_world.csv", Party)
    assert len(parties()) == len(rows) >= 350
    assert {row.country for row in rows} - set(names()) == set()


def test_no_party_has_two_ids() -> None:
    spelled = {(row.id[:7], row.name): row.id for row in known_bodies().values()}
    both = {row.name: spelled.get((row.id[:7], row.name)) for row in parties().values()}
    assert {name: key for name, key in both.items() if key is not None and key not in parties()} == {}


def test_no_spelling_has_two_parties_in_one_country() -> None:
    owners: dict[tuple[str, str], set[str]] = {}
    for row in parties().values():
        columns = (row.short, row.guarded, row.members, row.aliases)
        for text in (row.name, *filter(None, "|".join(columns).split("|"))):
            owners.setdefault((row.country, text), set()).add(row.name)
    assert {key: found for key, found in owners.items() if len(found) > 1} == {}
