"""Mentions of one article resolved together."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from pipeline.extraction.actors import find_actors
from pipeline.resolve.actors import resolve_actors

Parse = Callable[[str], Doc]


def links(doc: Doc) -> list[tuple[str, str | None]]:
    """Surface and entity id of each mention."""
    return [
        (item.mention.span.of(doc.text), item.entity.entity_id if item.entity else None)
        for item in resolve_actors(doc, find_actors(doc))
    ]


def test_one_result_for_each_mention_in_order(parse_text: Parse) -> None:
    doc = parse_text("Acting Director Todd Merrow met the mayor. He thanked the Department of Labor.")
    mentions = find_actors(doc)
    assert [item.mention for item in resolve_actors(doc, mentions)] == mentions


def test_no_mentions_give_no_results(parse_text: Parse) -> None:
    assert resolve_actors(parse_text("It rained."), []) == []


@pytest.mark.parametrize(
    ("text", "surface", "entity_id"),
    [
        ("Todd Merrow resigned. He had served for two years.", "He", "person:todd-merrow"),
        ("Susan Keller met Martin Holt. She smiled.", "She", "person:susan-keller"),
        ("Mr. Merrow met Ms. Dane in Rome. She smiled.", "She", "person:dane"),
        ("“I am tired,” Todd Merrow said.", "I", "person:todd-merrow"),
        (
            "Todd Merrow, the acting director of the jail, resigned.",
            "the acting director",
            "person:todd-merrow",
        ),
        ("Gov. Ann Lee signed it. The governor was alone.", "The governor", "person:ann-lee"),
        ("The governor of Ohio signed it.", "The governor", "office:governor-of-us-oh"),
        ("The Illinois AG signed it.", "The Illinois AG", "office:attorney-general-of-us-il"),
        ("Airbus lost money. The company cut 300 jobs.", "The company", "org:airbus"),
        ("The Department of Labor met. The department voted.", "The department", "org:us-dol"),
        ("The governor resigned.", "The governor", None),
        ("A 21-year-old man was arrested on Friday. He was released.", "He", None),
        ("Todd Merrow spoke. A man was arrested later. He was released.", "He", None),
        ("A man who was arrested is the president.", "the president", None),
    ],
)
def test_descriptions_and_pronouns(parse_text: Parse, text: str, surface: str, entity_id: str | None) -> None:
    assert (surface, entity_id) in links(parse_text(text))


def test_groups_have_a_type_of_their_own(parse_text: Parse) -> None:
    doc = parse_text("Muslims and Christians marched together.")
    entities = [item.entity for item in resolve_actors(doc, find_actors(doc)) if item.entity]
    assert [(entity.entity_id, entity.type) for entity in entities] == [
        ("group:muslims", "group"),
        ("group:christians", "group"),
    ]


def test_every_mention_says_which_rule_decided(parse_text: Parse) -> None:
    doc = parse_text("Todd Merrow met the mayor of Rome. He thanked ICE.")
    assert all(item.rule for item in resolve_actors(doc, find_actors(doc)))
