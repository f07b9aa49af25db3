"""Entities of many articles as one table, with their surface forms and counts."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline import tables
from pipeline.resolve.entity import Entity
from pipeline.resolve.roster import COLUMNS, Roster, as_table
from pipeline.resolve.run_wide import UNNAMED
from pipeline.resolve.tally import LEAST_WAITING, Numbers, Tally, paired, parted
from pipeline.tables import EntityRow, MentionRow

ROWS = 100_000
"""Rows of the table that are made at once."""


def entity_rows(
    entities: Iterable[Entity], mentions: Iterable[MentionRow], outlets: Mapping[str, str | None]
) -> list[EntityRow]:
    """One row per entity that is mentioned, sorted by id; of several descriptions the first.

    `outlets` gives each article's outlet; an article without one counts as an outlet of its own. Pronouns
    and descriptions count as mentions but give no alias.
    """
    roster = Roster()
    roster.add(as_table(entities))
    counted = EntityCounts(roster)
    counted.add(tables.table("mentions", mentions), list(outlets), list(outlets.values()))
    return [row for data in counted.tables() for row in tables.rows(EntityRow, data)]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    """What some articles say of their entities, by the place of an entity in `ids`."""

    ids: pa.Array
    mentions: Numbers
    articles: Numbers
    alone: Numbers
    """Articles without an outlet."""
    outlets: Numbers
    """Pairs of an entity and an outlet."""
    aliases: pa.Table


class EntityCounts:
    """Counts the entities of a run, some articles at a time.

    Grows with the distinct pairs of an entity and an outlet (16 bytes each) and of an entity and an alias
    (about 50 bytes each), twice that while they are summed.
    """

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._outlets: dict[str, int] = {}
        self._mentions, self._articles, self._alone, self._pairs = Tally(), Tally(), Tally(), Tally()
        self._aliases = pa.table({"number": pa.array([], pa.int64()), "alias": pa.array([], pa.string())})
        self._waiting: list[_Counted] = []
        self._count = 0

    def add(self, mentions: pa.Table, articles: Iterable[str], outlets: Iterable[str | None]) -> None:
        """Count all mentions of some articles, whose outlets are parallel to them.

        The roster gets to know their entities before `tables` is asked.
        """
        said = mentions.filter(pc.is_valid(mentions["entity_id"]))
        publisher = np.array([self._outlet(outlet) for outlet in outlets], np.int64)
        article = pc.index_in(said["article_id"], value_set=pa.array(articles, pa.string())).to_numpy()
        encoded = said["entity_id"].combine_chunks().dictionary_encode()
        ids, entity = encoded.dictionary, encoded.indices.to_numpy().astype(np.int64)
        found, published = parted(np.unique(paired(entity, article)))
        by = publisher[published]
        self._waiting.append(
            _Counted(
                ids=ids,
                mentions=np.bincount(entity, minlength=len(ids)),
                articles=np.bincount(found, minlength=len(ids)),
                alone=np.bincount(found[by < 0], minlength=len(ids)),
                outlets=np.unique(paired(found[by >= 0], by[by >= 0])),
                aliases=_aliases(entity, said),
            )
        )
        self._count += len(ids)
        if self._count > max(LEAST_WAITING, len(self._aliases) // 4):
            self._sum_up()

    def _outlet(self, name: str | None) -> int:
        return self._outlets.setdefault(name, len(self._outlets)) if name else -1

    def tables(self) -> Iterator[pa.Table]:
        """The rows of `entities`, sorted by id, some at a time."""
        self._sum_up()
        entities = self._roster.table()
        mentions, articles, alone = (
            _by_number(tally.sums(), len(entities)) for tally in (self._mentions, self._articles, self._alone)
        )
        outlets = alone + np.bincount(parted(self._pairs.sums()[0])[0], minlength=len(entities))
        numbers = np.flatnonzero(mentions)
        numbers = numbers[pc.sort_indices(entities["entity_id"].take(numbers)).to_numpy()]
        at, aliases = self._sorted_aliases(numbers, len(entities))
        for start in range(0, len(numbers), ROWS):
            some = numbers[start : start + ROWS]
            offsets = at[start : start + len(some) + 1]
            found = entities.take(some)
            columns: dict[str, Any] = {name: found[name].combine_chunks() for name in COLUMNS}
            columns["aliases"] = pa.ListArray.from_arrays(
                pa.array(offsets - offsets[0], pa.int32()),
                aliases.slice(offsets[0], offsets[-1] - offsets[0]),
            )
            columns |= {"mentions": mentions[some], "articles": articles[some], "outlets": outlets[some]}
            yield pa.table(columns).select(tables.schema("entities").names).cast(tables.schema("entities"))

    def _sorted_aliases(self, numbers: Numbers, size: int) -> tuple[Numbers, pa.Array]:
        """Where the aliases of entities in this order begin, and where the last end; and these aliases."""
        rank = np.full(size, -1)
        rank[numbers] = np.arange(len(numbers))
        ranked = pa.table({"rank": rank[self._aliases["number"].to_numpy()], "alias": self._aliases["alias"]})
        ranked = ranked.sort_by([("rank", "ascending"), ("alias", "ascending")])
        at = np.searchsorted(ranked["rank"].to_numpy(), np.arange(len(numbers) + 1))
        return at, ranked["alias"].combine_chunks()

    def _sum_up(self) -> None:
        if not self._waiting:
            return
        waiting, self._waiting, self._count = self._waiting, [], 0
        numbers = self._roster.numbers(pa.concat_arrays([each.ids for each in waiting]))
        ends = np.cumsum([len(each.ids) for each in waiting])
        of = np.split(numbers, ends[:-1])
        for tally, name in (
            (self._mentions, "mentions"),
            (self._articles, "articles"),
            (self._alone, "alone"),
        ):
            tally.add(numbers, np.concatenate([getattr(each, name) for each in waiting]))
        for each, own in zip(waiting, of, strict=True):
            entity, outlet = parted(each.outlets)
            self._pairs.add(paired(own[entity], outlet))
        renumbered = [
            pa.table({"number": own[each.aliases["number"].to_numpy()], "alias": each.aliases["alias"]})
            for each, own in zip(waiting, of, strict=True)
        ]
        self._aliases = (
            pa.concat_tables([self._aliases, *renumbered]).group_by(["number", "alias"]).aggregate([])
        )


def _aliases(entity: Numbers, said: pa.Table) -> pa.Table:
    """Distinct pairs of an entity and how it is called."""
    is_name = pc.invert(pc.is_in(said["label"], value_set=pa.array(sorted(UNNAMED))))
    named = pa.table({"number": entity, "text": said["text"]}).filter(is_name)
    distinct = named.group_by(["number", "text"]).aggregate([])
    aliases = [" ".join(text.split()) for text in distinct["text"].to_pylist()]
    return pa.table({"number": distinct["number"], "alias": pa.array(aliases, pa.string())})


def _by_number(sums: tuple[Numbers, Numbers], size: int) -> Numbers:
    found = np.zeros(size, np.int64)
    found[sums[0]] = sums[1]
    return found
