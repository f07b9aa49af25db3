"""The run-wide pass over places: they are settled again by the homes that all of an outlet's articles tell.

A run's shards settle each article by itself. What they write, mentions with their rules and the text, is all
that settling needs, so that once they are joined each article of an outlet with a home can be settled anew;
parsing and finding mentions is not repeated. The same articles give the same places however they were cut
into shards.
"""

import collections
import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline import tables
from pipeline.extraction.found import Mention, joined
from pipeline.extraction.jurisdictions import resolving_name
from pipeline.read.article import Article
from pipeline.resolve.entity import Entity, Resolved
from pipeline.resolve.outlet_homes import Homes, names
from pipeline.resolve.place_context import Home
from pipeline.resolve.place_frames import RunnerUp
from pipeline.resolve.places import resolve_places, runners_up
from pipeline.slices import Piece
from pipeline.spans import TextSpan
from pipeline.tables import ArticleRow, MentionRow

SETTLED_BY = "place-"
"""How ids of rules that settle a place begin."""


def learn_homes(homes: Homes, piece: Piece) -> None:
    """Read what some articles tell of where their outlets are at home."""
    places = piece.mentions.filter(pc.equal(piece.mentions["kind"], "jurisdiction"))
    rows = _by_article(tables.rows(MentionRow, places))
    keys, outlets = (piece.articles[name].to_pylist() for name in ("article_id", "outlet"))
    homes.read(
        (outlet, names((_mention(row), row.entity_id, _parts(row.rule, True)) for row in rows.get(key, ())))
        for key, outlet in zip(keys, outlets, strict=True)
        if outlet
    )


def settle(piece: Piece, homes: Mapping[str, Home]) -> tuple[Piece, list[Entity]]:
    """The same articles with the places that the homes of their outlets tell, and what entities these are."""
    local = pc.is_in(piece.articles["outlet"], value_set=pa.array(sorted(homes), pa.string()))
    articles = tables.rows(ArticleRow, piece.articles.filter(local))
    keys = pa.array([article.article_id for article in articles], pa.string())
    meant = pc.and_(
        pc.equal(piece.mentions["kind"], "jurisdiction"),
        pc.is_in(piece.mentions["article_id"], value_set=keys),
    )
    rows = _by_article(tables.rows(MentionRow, piece.mentions.filter(meant)))
    found: dict[str, Resolved] = {}
    for article in articles:
        if listed := rows.get(article.article_id):
            home = homes[article.outlet or ""]
            settled = resolve_places(_article(article), [_mention(row) for row in listed], home)
            found |= {row.mention_id: item for row, item in zip(listed, settled, strict=True)}
    moved = {key: moves for key, listed in rows.items() if (moves := _moves(listed, found))}
    settled_piece = piece._replace(
        mentions=_with_places(piece.mentions, meant, found), claims=_claims(piece.claims, moved)
    )
    return settled_piece, [item.entity for item in found.values() if item.entity is not None]


def _with_places(mentions: pa.Table, meant: pa.ChunkedArray, found: Mapping[str, Resolved]) -> pa.Table:
    """Mentions with their new places and rules; those that are not `meant` stay as they are."""
    items = [found[key] for key in mentions["mention_id"].filter(meant).to_pylist()]
    return _replaced(
        mentions,
        meant,
        entity_id=[item.entity.entity_id if item.entity else None for item in items],
        rule=[joined(item.mention.rule, item.rule) for item in items],
    )


def _replaced(data: pa.Table, chosen: pa.ChunkedArray, **new: Sequence[object]) -> pa.Table:
    """The table with new values, column by column, in the rows chosen."""
    row = np.arange(len(data))
    row[chosen.to_numpy()] = len(data) + np.arange(pc.sum(chosen).as_py() or 0)
    for name, values in new.items():
        place = data.schema.get_field_index(name)
        field = data.schema.field(place)
        both = pa.concat_arrays([*data[name].chunks, pa.array(values, field.type)])
        data = data.set_column(place, field, both.take(row))
    return data


def runners_up_in(
    article: ArticleRow, articles: Sequence[ArticleRow], mentions: Sequence[MentionRow]
) -> dict[str, RunnerUp]:
    """`mention_id` of a place of an article -> the place that came second, as the run decided it.

    `articles` and their `mentions` are at least those of the article's outlet; the homes are found anew.
    """
    rows = _by_article(row for row in mentions if row.kind == "jurisdiction")
    homes = Homes()
    for each in articles:
        items = resolve_places(_article(each), [_mention(row) for row in rows.get(each.article_id, [])])
        told = [(item.mention, item.entity.entity_id if item.entity else None, item.rule) for item in items]
        homes.read([(each.outlet, names(told))] if each.outlet else [])
    home = homes.found().get(article.outlet or "")
    listed = rows.get(article.article_id, [])
    second = runners_up(_article(article), [_mention(row) for row in listed], home)
    return {row.mention_id: item for row, item in zip(listed, second, strict=True) if item is not None}


def _by_article(mentions: Iterable[MentionRow]) -> dict[str, list[MentionRow]]:
    found: dict[str, list[MentionRow]] = collections.defaultdict(list)
    for row in mentions:
        found[row.article_id].append(row)
    return found


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


@functools.lru_cache(maxsize=4096)
def _parts(rule: str | None, settled: bool) -> str:
    """Of the ids in `rule` those that say how a place was settled, or those that say how it was found."""
    return "+".join(part for part in (rule or "").split("+") if part.startswith(SETTLED_BY) == settled)


Moves: TypeAlias = Mapping[str, Sequence[tuple[int, str | None]]]
"""Old id -> where the mentions that had it begin, with their new ids; of one article."""


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


def _claims(claims: pa.Table, moved: Mapping[str, Moves]) -> pa.Table:
    """Claims with the new ids; each old id becomes that of the nearest mention that had it."""
    touched = pc.is_in(claims["article_id"], value_set=pa.array(sorted(moved), pa.string()))
    chosen = claims.filter(touched)
    at = list(zip(chosen["article_id"].to_pylist(), chosen["start"].to_pylist(), strict=True))

    def renamed(name: str) -> list[str | None]:
        return [
            _new_id(old, start, moved[article])
            for (article, start), old in zip(at, chosen[name].to_pylist(), strict=True)
        ]

    places = [
        list(dict.fromkeys(new for old in listed if (new := _new_id(old, start, moved[article])) is not None))
        for (article, start), listed in zip(at, chosen["jurisdiction_ids"].to_pylist(), strict=True)
    ]
    return _replaced(
        claims,
        touched,
        jurisdiction_ids=places,
        speaker_id=renamed("speaker_id"),
        agent_id=renamed("agent_id"),
    )


def _new_id(old: str | None, start: int, moves: Moves) -> str | None:
    """The id of the mention that had the old one, nearest to where a claim starts."""
    if old is None or old not in moves:
        return old
    return min(moves[old], key=lambda move: abs(move[0] - start))[1]
