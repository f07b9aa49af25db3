"""One id for one actor over a run, and never one for two."""

from collections.abc import Callable, Iterable
from typing import Any

from pipeline import tables
from pipeline.resolve.entity import Entity
from pipeline.resolve.roster import Roster, as_table
from pipeline.resolve.run_wide import NamesUsed, links
from pipeline.tables import MentionRow


def entity(key: str, name: str, kind: str = "") -> Entity:
    kinds = {"person": "person", "org": "organization", "place": "city"}
    return Entity(
        entity_id=key,
        kind="jurisdiction" if key.startswith("place") else "actor",
        type=kind or kinds[key.split(":")[0]],
        name=name,
    )


def mention(article: str, key: str, text: str, label: str = "PERSON", place: int = 0) -> MentionRow:
    return MentionRow(
        mention_id=f"{article}#{key}{text}{place}",
        article_id=article,
        start=place,
        end=place + len(text),
        text=text,
        kind="actor",
        label=label,
        entity_id=key,
    )


TODD = entity("person:todd-merrow", "Todd Merrow")
SHORT = entity("person:merrow", "Merrow")


def in_full(article: str, key: str, name: str) -> list[MentionRow]:
    """An article that names a person in full, then by surname."""
    return [mention(article, key, name), mention(article, key, name.split()[-1], place=50)]


def link_across_articles(mentions: Iterable[MentionRow], entities: Iterable[Entity]) -> dict[str, str]:
    """Old entity id -> new one, of a run of these rows."""
    roster = Roster()
    roster.add(as_table(entities))
    used = NamesUsed(roster)
    used.add(tables.table("mentions", mentions))
    return links(roster, used)


def test_a_surname_alone_is_the_one_person_of_the_run_who_bears_it() -> None:
    rows = [*in_full("a", TODD.entity_id, "Todd Merrow"), mention("b", SHORT.entity_id, "Merrow")]
    assert link_across_articles(rows, [TODD, SHORT]) == {"person:merrow": "person:todd-merrow"}


def test_a_surname_that_two_bear_stays_alone() -> None:
    ann = entity("person:ann-merrow", "Ann Merrow")
    rows = [
        *in_full("a", TODD.entity_id, "Todd Merrow"),
        *in_full("b", ann.entity_id, "Ann Merrow"),
        mention("c", SHORT.entity_id, "Merrow"),
    ]
    assert link_across_articles(rows, [TODD, ann, SHORT]) == {}


def test_a_surname_is_the_bearer_mentioned_far_more_often() -> None:
    ann = entity("person:ann-merrow", "Ann Merrow")
    often = [row for n in range(9) for row in in_full(f"a{n}", TODD.entity_id, "Todd Merrow")]
    rows = [*often, *in_full("b", ann.entity_id, "Ann Merrow"), mention("c", SHORT.entity_id, "Merrow")]
    assert link_across_articles(rows, [TODD, ann, SHORT]) == {"person:merrow": "person:todd-merrow"}


def test_two_people_named_in_full_are_never_joined() -> None:
    other = entity("person:todd-m-merrow", "Todd M. Merrow")
    rows = [*in_full("a", TODD.entity_id, "Todd Merrow"), *in_full("b", other.entity_id, "Todd M. Merrow")]
    assert link_across_articles(rows, [TODD, other]) == {}


def test_an_acronym_is_the_organization_that_another_article_calls_so() -> None:
    short, long = entity("org:ers", "ERS"), entity("org:european-rail-systems", "European Rail Systems")
    rows = [
        mention("a", long.entity_id, "European Rail Systems", "ORG"),
        mention("a", long.entity_id, "ERS", "ORG", 40),
        mention("b", short.entity_id, "ERS", "ORG"),
    ]
    assert link_across_articles(rows, [short, long]) == {"org:ers": "org:european-rail-systems"}


def test_a_word_of_trade_adds_nothing() -> None:
    short, long = entity("org:halden", "Halden"), entity("org:halden-computer", "Halden Computer")
    rows = [
        mention("a", short.entity_id, "Halden", "ORG"),
        mention("b", long.entity_id, "Halden Computer", "ORG"),
    ]
    assert link_across_articles(rows, [short, long]) == {"org:halden-computer": "org:halden"}


def test_another_line_of_business_is_another_organization() -> None:
    short, long = entity("org:halden", "Halden"), entity("org:halden-bank", "Halden Bank")
    rows = [
        mention("a", short.entity_id, "Halden", "ORG"),
        mention("b", long.entity_id, "Halden Bank", "ORG"),
    ]
    assert link_across_articles(rows, [short, long]) == {}


def test_a_firm_is_not_its_founder() -> None:
    firm = entity("org:merrow", "Merrow")
    rows = [*in_full("a", TODD.entity_id, "Todd Merrow"), mention("b", firm.entity_id, "Merrow", "ORG")]
    assert link_across_articles(rows, [TODD, firm]) == {}


def test_a_bare_surname_held_for_an_organization_is_the_person_named_far_more_often() -> None:
    mistaken = entity("org:merrow", "Merrow")
    often = [row for n in range(4) for row in in_full(f"a{n}", TODD.entity_id, "Todd Merrow")]
    rows = [*often, mention("b", mistaken.entity_id, "Merrow", "ORG")]
    assert link_across_articles(rows, [TODD, mistaken]) == {"org:merrow": "person:todd-merrow"}


def test_jurisdictions_are_left_alone() -> None:
    place = entity("place:1", "Merrow")
    rows = [*in_full("a", TODD.entity_id, "Todd Merrow"), mention("b", place.entity_id, "Merrow", "GPE")]
    assert link_across_articles(rows, [TODD, place]) == {}


def test_pronouns_give_no_names() -> None:
    rows = [mention("a", TODD.entity_id, "Todd Merrow"), mention("a", TODD.entity_id, "he", "PRONOUN", 40)]
    he = entity("person:he", "he")
    assert link_across_articles([*rows, mention("b", he.entity_id, "he")], [TODD, he]) == {}


def test_new_ids_are_ids_of_the_run_and_final() -> None:
    rows = [*in_full("a", TODD.entity_id, "Todd Merrow"), mention("b", SHORT.entity_id, "Merrow")]
    found = link_across_articles(rows, [TODD, SHORT])
    assert set(found.values()) <= {TODD.entity_id, SHORT.entity_id}
    assert not set(found) & set(found.values())


def link_of(count: int) -> Callable[[], object]:
    people = [entity(f"person:ann-n{n}", f"Ann N{n}") for n in range(count)]
    rows = [row for one in people for row in in_full(f"a{one.name}", one.entity_id, one.name)]
    return lambda: link_across_articles(rows, people)


def test_time_grows_with_the_number_of_actors_not_with_its_square(is_subquadratic: Any) -> None:
    assert link_of(100)() == {}
    assert is_subquadratic(link_of, 1_000)
