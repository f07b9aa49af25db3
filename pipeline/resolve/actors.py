"""Who each mention of an actor is, within one article."""

from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline.extraction.found import Mention
from pipeline.extraction.spoken_of import countries
from pipeline.resolve.agencies import Bodies
from pipeline.resolve.entity import Entity, Resolved
from pipeline.resolve.people import People, Person
from pipeline.resolve.pronouns import link_descriptions
from pipeline.resolve.slug import slug

UNNAMED = frozenset({"NOMINAL", "PRONOUN"})


def resolve_actors(doc: Doc, mentions: Sequence[Mention]) -> list[Resolved]:
    """One `Resolved` for each mention, in the same order; `entity` is None where nothing decides.

    Mentions must be in order of their spans.
    """
    text = doc.text
    people = People(text)
    persons = people.resolve([(i, m) for i, m in enumerate(mentions) if m.label == "PERSON"])
    bodies = Bodies(text, mentions, countries(doc))
    named = {i: bodies.resolve(m) for i, m in enumerate(mentions) if m.label in {"ORG", "NORP"}}
    entities: dict[int, Entity] = {}
    rules: dict[int, str] = {}
    genders: dict[str, str] = {}
    for index, (person, rule) in persons.items():
        rules[index] = rule
        if person is not None:
            entities[index] = _of_person(person, genders)
    for index, (body, rule) in named.items():
        entities[index], rules[index] = body.made(), rule
    roles = _roles(persons)
    for index, (entity, rule) in link_descriptions(doc, mentions, entities, genders, roles).items():
        rules[index] = rule
        if entity is not None:
            entities[index] = entity
    return [
        Resolved(mention=mention, entity=entities.get(index), rule=rules.get(index, "unresolved"))
        for index, mention in enumerate(mentions)
    ]


def _of_person(person: Person, genders: dict[str, str]) -> Entity:
    entity = person.entity()
    if person.gender:
        genders[entity.entity_id] = person.gender
    return entity


def _roles(persons: dict[int, tuple[Person | None, str]]) -> dict[str, frozenset[str]]:
    """Entity id -> roles borne in the article, in small letters."""
    return {
        f"person:{slug(person.text)}": frozenset(person.roles)
        for person, _ in persons.values()
        if person is not None
    }
