"""Entities of many articles as one table, with their surface forms and counts."""

import collections
from collections.abc import Iterable, Mapping

from pipeline.resolve.entity import Entity
from pipeline.tables import EntityRow, MentionRow


def entity_rows(
    entities: Iterable[Entity], mentions: Iterable[MentionRow], outlets: Mapping[str, str | None]
) -> list[EntityRow]:
    """One row per entity that is mentioned, sorted by id.

    `outlets` gives each article's outlet; an article without one counts as an outlet of its own. Pronouns
    and descriptions count as mentions but give no alias.
    """
    aliases: dict[str, set[str]] = collections.defaultdict(set)
    articles: dict[str, set[str]] = collections.defaultdict(set)
    publishers: dict[str, set[tuple[str | None, str]]] = collections.defaultdict(set)
    counts: collections.Counter[str] = collections.Counter()
    for mention in mentions:
        key = mention.entity_id
        if key is None:
            continue
        counts[key] += 1
        articles[key].add(mention.article_id)
        outlet = outlets.get(mention.article_id)
        publishers[key].add((outlet, "" if outlet else mention.article_id))
        if mention.label not in {"NOMINAL", "PRONOUN"}:
            aliases[key].add(" ".join(mention.text.split()))
    distinct = {entity.entity_id: entity for entity in entities}
    return [
        _row(distinct[key], aliases[key], counts[key], len(articles[key]), len(publishers[key]))
        for key in sorted(counts)
    ]


def _row(entity: Entity, aliases: set[str], mentions: int, articles: int, outlets: int) -> EntityRow:
    return EntityRow(
        entity_id=entity.entity_id,
        kind=entity.kind,
        type=entity.type,
        name=entity.name,
        aliases=tuple(sorted(aliases)),
        country=entity.country,
        subdivision=entity.subdivision,
        fips=entity.fips,
        geonames_id=entity.geonames_id,
        lat=entity.lat,
        lon=entity.lon,
        parent_id=entity.parent_id,
        mentions=mentions,
        articles=articles,
        outlets=outlets,
    )
