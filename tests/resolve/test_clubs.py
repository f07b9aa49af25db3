"""Clubs that share a nickname: the league that the article speaks of tells them apart."""

import pytest

from pipeline.resolve.clubs import club_meant, leagues_of


@pytest.mark.parametrize(
    ("nickname", "text", "names", "club"),
    [
        ("Cardinals", "They won in the ninth inning.", [], "org:st-louis-cardinals"),
        ("Cardinals", "They beat the Mets.", ["Mets", "Cardinals"], "org:st-louis-cardinals"),
        ("Cardinals", "The quarterback fell.", [], "org:arizona-cardinals"),
        ("Cardinals", "They met in Rome to elect a pope.", [], None),
        ("Cardinals", "Football and baseball: the quarterback threw in the ninth inning.", [], None),
        ("Rams", "Their quarterback fell.", [], None),
        ("Kings", "The puck slid past the Kings.", [], "org:los-angeles-kings"),
    ],
)
def test_the_league_tells_the_club(nickname: str, text: str, names: list[str], club: str | None) -> None:
    assert club_meant(nickname, leagues_of(text, names)) == club
