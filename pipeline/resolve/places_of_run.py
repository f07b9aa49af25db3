"""The run-wide pass over places: they are settled again by the homes that all of an outlet's articles tell.

A run's shards settle each article by itself. What they write, mentions with their rules and the text, is all
that settling needs, so that once they are joined each article of an outlet with a home can be settled anew;
parsing and finding mentions is not repeated. The same articles give the same places however they were cut
into shards.
"""

import collections
import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from pipeline.extraction.found import Mention, joined
from pipeline.extraction.jurisdictions import resolving_name
from pipeline.read.article import Article
from pipeline.resolve.entity import Entity, Resolved
from pipeline.resolve.outlet_homes import homes
from pipeline.resolve.place_context import Home
from pipeline.resolve.place_frames import RunnerUp
from pipeline.resolve.places import resolve_places, runners_up
from pipeline.spans import TextSpan
from pipeline.tables import ArticleRow, ClaimRow, MentionRow

SETTLED_BY = "place-"
"""How ids of rules that settle a place begin."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Rows with the places that the whole run tells; `entities` are those that are new."""

    mentions: list[MentionRow]
    claims: list[ClaimRow]
    entities: list[Entity]


def settle_places(
    articles: Sequence[ArticleRow],
    mentions: Sequence[MentionRow],
    claims: Sequence[ClaimRow],
    entities: Iterable[Entity],
) -> Settled:
    """Settle the jurisdictions of all articles again, each knowing its outlet's home; order is kept.

    `mentions` are those of the articles settled one by one.
    """
    known = {entity.entity_id: entity for entity in entities if entity.kind == "jurisdiction"}
    rows = _by_article(mentions)
    at_home = _homes(articles, rows, known)
    found: dict[str, Resolved] = {}
    for article in articles:
        home = at_home.get(article.outlet or "")
        if home is not None and (listed := rows.get(article.article_id)):
            settled = resolve_places(_article(article), [_mention(row) for row in listed], home)
            found |= {row.mention_id: item for row, item in zip(listed, settled, strict=True)}
    return Settled(
        mentions=[_row(row, found.get(row.mention_id)) for row in mentions],
        claims=_claims(claims, rows, found),
        entities=[item.entity for item in found.values() if item.entity is not None],
    )


def runners_up_in(
    article: ArticleRow, articles: Sequence[ArticleRow], mentions: Sequence[MentionRow]
) -> dict[str, RunnerUp]:
    """`mention_id` of a place of an article -> the place that came second, as the run decided it.

    `articles` and their `mentions` are at least those of the article's outlet; the homes are found anew.
    """
    rows = _by_article(mentions)
    first = []
    for each in articles:
        items = resolve_places(_article(each), [_mention(row) for row in rows.get(each.article_id, [])])
        first.append((_article(each), items))
    home = homes(first).get(article.outlet or "")
    listed = rows.get(article.article_id, [])
    second = runners_up(_article(article), [_mention(row) for row in listed], home)
    return {row.mention_id: item for row, item in zip(listed, second, strict=True) if item is not None}


def _by_article(mentions: Iterable[MentionRow]) -> dict[str, list[MentionRow]]:
    found: dict[str, list[MentionRow]] = collections.defaultdict(list)
    for row in mentions:
        if row.kind == "jurisdiction":
            found[row.article_id].append(row)
    return found


def _homes(
    articles: Iterable[ArticleRow], rows: Mapping[str, list[MentionRow]], known: Mapping[str, Entity]
) -> dict[str, Home]:
    def resolved(row: MentionRow) -> Resolved:
        return Resolved(
            mention=_mention(row), entity=known.get(row.entity_id or ""), rule=_parts(row.rule, True)
        )

    return homes(
        (_article(article), [resolved(row) for row in rows.get(article.article_id, ())])
        for article in articles
    )


def _article(row: ArticleRow) -> Article:
    return Article(article_id=row.article_id, path=row.path, text=row.text, outlet=row.outlet, url=row.url)


def _mention(row: MentionRow) -> Mention:
    rule = _parts(row.rule, False)
    return Mention(
        span=TextSpan(row.start, row.end),
        kind=row.kind,
        label=row.label,
        name=resolving_name(row.text, rule),
        role=row.role,
        rule=rule,
    )


def _parts(rule: str | None, settled: bool) -> str:
    """Of the ids in `rule` those that say how a place was settled, or those that say how it was found."""
    return "+".join(part for part in (rule or "").split("+") if part.startswith(SETTLED_BY) == settled)


def _row(row: MentionRow, item: Resolved | None) -> MentionRow:
    if item is None:
        return row
    entity_id = item.entity.entity_id if item.entity else None
    return dataclasses.replace(row, entity_id=entity_id, rule=joined(item.mention.rule, item.rule))


Moves: TypeAlias = Mapping[str, Sequence[tuple[int, str | None]]]
"""Old id -> where the mentions that had it begin, with their new ids; of one article."""


def _claims(
    claims: Sequence[ClaimRow], rows: Mapping[str, list[MentionRow]], found: Mapping[str, Resolved]
) -> list[ClaimRow]:
    """Claims with the new ids; each old id becomes that of the nearest mention that had it."""
    moved = {key: moves for key, listed in rows.items() if (moves := _moves(listed, found))}
    return [
        _renamed(claim, moved[claim.article_id]) if claim.article_id in moved else claim for claim in claims
    ]


def _moves(listed: Iterable[MentionRow], found: Mapping[str, Resolved]) -> Moves:
    """All mentions of the old ids that some mention left; empty where no place changed."""
    moves: dict[str, list[tuple[int, str | None]]] = collections.defaultdict(list)
    left = set()
    for row in listed:
        item = found.get(row.mention_id)
        if row.entity_id is None or item is None:
            continue
        new = item.entity.entity_id if item.entity else None
        moves[row.entity_id].append((row.start, new))
        if new != row.entity_id:
            left.add(row.entity_id)
    return {old: moves[old] for old in sorted(left)}


def _renamed(claim: ClaimRow, moves: Moves) -> ClaimRow:
    def new_id(old: str | None) -> str | None:
        if old is None or old not in moves:
            return old
        return min(moves[old], key=lambda move: abs(move[0] - claim.start))[1]

    places = [new_id(place) for place in claim.jurisdiction_ids]
    return dataclasses.replace(
        claim,
        jurisdiction_ids=tuple(dict.fromkeys(place for place in places if place is not None)),
        speaker_id=new_id(claim.speaker_id),
        agent_id=new_id(claim.agent_id),
    )
