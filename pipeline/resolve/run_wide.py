"""One entity id for one actor over a whole run, without joining namesakes."""

import collections
from collections.abc import Mapping, Sequence

from pipeline.resolve.acronyms import core
from pipeline.resolve.agencies import SPARE_WORDS
from pipeline.resolve.entity import Entity
from pipeline.tables import MentionRow

UNNAMED = frozenset({"NOMINAL", "PRONOUN"})
FAR_MORE = 5
"""A bearer of a name must be mentioned so many times more often than the next to be meant by it."""
MORE = 3
"""So many times more often must a person be mentioned than an organization of that bare surname."""


def link_across_articles(mentions: Sequence[MentionRow], entities: Sequence[Entity]) -> dict[str, str]:
    """Old entity id -> new one, for the actors of a run that are another article's under a shorter name.

    An actor known only by short names ("Lyons", "EADS") is the one that other articles call by all of these
    and by a longer one; where several could be meant it stays itself. New ids are always ids of `entities`.
    Cost: one pass over the mentions, and over the entities that share a surface form.
    """
    known = {entity.entity_id: entity for entity in entities if entity.kind == "actor"}
    forms = _forms(mentions, known)
    bearers: dict[str, list[str]] = collections.defaultdict(list)
    for key in sorted(forms):
        for form in sorted(forms[key]):
            bearers[form].append(key)
    counts = collections.Counter(mention.entity_id for mention in mentions if mention.entity_id)
    bare = _bare_names(known, forms)
    links: dict[str, str] = {}
    for key in sorted(forms):
        target = _longer(known[key], known, forms, bearers, counts) or bare.get(key)
        if target is not None:
            links[key] = target
    for old in links:
        counts[_end(links, old)] += counts[old]
    for key in sorted(forms):
        person = _person_meant(known[key], known, forms, bearers, counts)
        if key not in links and person is not None:
            links[key] = person
    return {old: _end(links, old) for old in links}


def _forms(mentions: Sequence[MentionRow], known: Mapping[str, Entity]) -> dict[str, set[str]]:
    """Entity id -> the surface forms that named it."""
    forms: dict[str, set[str]] = collections.defaultdict(set)
    for mention in mentions:
        if mention.entity_id in known and mention.label not in UNNAMED:
            forms[str(mention.entity_id)].add(core(mention.text))
    return forms


def _bare_names(known: Mapping[str, Entity], forms: Mapping[str, set[str]]) -> dict[str, str]:
    """Organization with a word of trade -> the one of the run named without: "Apple Computer", "Apple"."""
    by_name = {known[key].name: key for key in sorted(forms) if known[key].type == "organization"}
    found = {}
    for name, key in by_name.items():
        parts = name.split()
        if len(parts) > 1 and parts[-1] in SPARE_WORDS and " ".join(parts[:-1]) in by_name:
            found[key] = by_name[" ".join(parts[:-1])]
    return found


def _longer(
    entity: Entity,
    known: Mapping[str, Entity],
    forms: Mapping[str, set[str]],
    bearers: Mapping[str, Sequence[str]],
    counts: Mapping[str, int],
) -> str | None:
    own = forms[entity.entity_id]
    shared = [set(bearers[form]) for form in sorted(own)]
    others = set.intersection(*shared) - {entity.entity_id}
    fits = sorted(
        (key for key in others if _may_be(entity, known[key]) and len(forms[key]) > len(own)),
        key=lambda key: (-counts[key], key),
    )
    if not fits:
        return None
    if len(fits) > 1 and counts[fits[0]] < FAR_MORE * counts[fits[1]]:
        return None
    return fits[0]


def _person_meant(
    entity: Entity,
    known: Mapping[str, Entity],
    forms: Mapping[str, set[str]],
    bearers: Mapping[str, Sequence[str]],
    counts: Mapping[str, int],
) -> str | None:
    """The person whose bare surname the recognizer held for an organization's name.

    Only where the run calls one person so far more often than it names that organization: "Trump" in an
    article that never says "Donald", not "Ford".
    """
    if entity.type != "organization" or forms[entity.entity_id] != {entity.name} or " " in entity.name:
        return None
    people = [key for key in bearers[entity.name] if known[key].type == "person" and " " in known[key].name]
    far = [key for key in people if counts[key] >= MORE * counts[entity.entity_id]]
    return far[0] if len(people) == len(far) == 1 else None


def _may_be(short: Entity, longer: Entity) -> bool:
    """Whether one may be a shorter name of the other: never two people named in full."""
    if short.type != "person" and longer.type == "person":
        return False
    if longer.type == "person":
        return " " not in short.name and longer.name.lower().endswith(" " + short.name.lower())
    if short.type == "person":
        return False
    return len(longer.name) > len(short.name)


def _end(links: Mapping[str, str], key: str) -> str:
    """The last id of a chain; a chain gets longer names only, so it ends."""
    seen = {key}
    while key in links and links[key] not in seen:
        key = links[key]
        seen.add(key)
    return key
