"""What all tiles found, as one table: groups over the whole run, and rows in order, in bounded memory.

Of every row only numbers are held: its two claims and what it weighs. The rows themselves stay on disk; they
are dealt into boxes by the article of their first claim, and put in order box by box.
"""

import functools
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from pipeline.comparison import groups, reprints, tiles
from pipeline.comparison.arrays import Ints, borders
from pipeline.comparison.catalogue import Catalogue
from pipeline.comparison.hashes import Hashes, key_hash
from pipeline.comparison.planning import Engine
from pipeline.comparison.reasons import one_witness
from pipeline.comparison.shelf import Shelf, open_shelf
from pipeline.comparison.slots import Slots

BOX = 20_000
"""Rows that are put in order at a time, about."""
HOMES = ["article_a", "article_b"]
"""Columns of rows on their way: the articles of their claims."""


class Gathering:
    """The rows of some tiles, of the articles of a catalogue."""

    def __init__(self, known: Catalogue, folder: Path, names: Sequence[str], engine: Engine) -> None:
        self._known, self._folder, self._names = known, folder, names
        self._claims = {kind: _Claims(known, kind) for kind in ("statistics", "quotes")}
        hashed = np.array([key_hash(name) for name in known.ids], dtype=np.uint64)
        self._hash_order = np.argsort(hashed)
        self._hashes: Hashes = hashed[self._hash_order]
        self._leads = self._grouped(engine)

    def _ranks(self, articles: Hashes) -> Ints:
        """The place of each article in order of the ids."""
        return self._known.ranks[self._hash_order[np.searchsorted(self._hashes, articles)]]

    def _grouped(self, engine: Engine) -> dict[str, Ints]:
        """The least claim of the group of each statistic and each quote."""
        rows: dict[str, list[np.ndarray]] = {"statistics": [], "weights": [], "quotes": [], "dropped": []}
        for edges in map(functools.partial(tiles.edges_of, self._folder), self._names):
            quoted = edges.is_quote
            for kind, chosen in (("statistics", ~quoted), ("quotes", quoted)):
                rows[kind].append(self._numbers(kind, edges.articles[chosen], edges.places[chosen]))
            rows["weights"].append(groups.weights(edges.similarity[~quoted], edges.is_scope[~quoted]))
            rows["dropped"].append(self._numbers("statistics", edges.dropped_articles, edges.dropped_places))
        told, said, dropped = (_stacked(rows[kind]) for kind in ("statistics", "quotes", "dropped"))
        weights = np.concatenate([np.empty(0), *rows["weights"]])
        statistics = self._claims["statistics"]
        return {
            "statistics": groups.statistic_groups(
                (told[:, 0], told[:, 1], weights),
                (dropped[:, 0], dropped[:, 1]),
                statistics.homes,
                lambda bundles: engine(
                    functools.partial(_grown, self._known.folder), map(statistics.placed, bundles)
                ),
            ),
            "quotes": groups.quote_groups(said[:, 0], said[:, 1], len(self._claims["quotes"].homes)),
        }

    def _numbers(self, kind: str, articles: Hashes, places: Ints) -> Ints:
        """(rows, 2): the claims as numbers."""
        return self._claims[kind].firsts[self._ranks(articles)] + places

    def rows(self) -> Iterator[pa.Table]:
        """All rows with their groups, in order of their claim_ids, some thousands at a time."""
        witnesses = _Witnesses(self._known)
        for box in self._boxes():
            told = witnesses.told(box).drop_columns(HOMES)
            # In one chunk, so that a file does not show in which pieces its rows came.
            yield told.sort_by([("claim_a", "ascending"), ("claim_b", "ascending")]).combine_chunks()

    def _boxes(self) -> Iterator[pa.Table]:
        """Rows with their groups and their articles, dealt out by the first article."""
        total = sum(len(tiles.edges_of(self._folder, name).is_quote) for name in self._names)
        count = 1 + total // BOX
        if count == 1:
            yield from _joined([self._named(name)[0] for name in self._names])
            return
        folder = self._known.folder / "boxes"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        self._deal(folder, count)
        for box in range(count):
            path = folder / f"{box}.arrows"
            if path.exists():
                with pa.ipc.open_stream(path) as stream:
                    yield stream.read_all()
                path.unlink()

    def _deal(self, folder: Path, count: int) -> None:
        writers: dict[int, pa.RecordBatchStreamWriter] = {}
        try:
            for name in self._names:
                data, ranks = self._named(name)
                boxes = ranks * count // max(1, len(self._known.ids))
                for box in np.unique(boxes).tolist():
                    if box not in writers:
                        writers[box] = pa.ipc.new_stream(folder / f"{box}.arrows", data.schema)
                    writers[box].write_table(data.filter(pa.array(boxes == box)))
        finally:
            for writer in writers.values():
                writer.close()

    def _named(self, name: str) -> tuple[pa.Table, Ints]:
        """The rows of a tile with their groups and the article_ids of their claims; ranks of the first."""
        edges, data = tiles.edges_of(self._folder, name), tiles.rows_of(self._folder, name)
        ranks = self._ranks(edges.articles)
        leads = np.empty_like(edges.places)
        for kind, chosen in (("statistics", ~edges.is_quote), ("quotes", edges.is_quote)):
            numbers = self._claims[kind].firsts[ranks[chosen]] + edges.places[chosen]
            leads[chosen] = self._leads[kind][numbers]
        kinds = ["quotes" if quoted else "statistics" for quoted in edges.is_quote.tolist()]
        named = [
            groups.group_id(*(self._claims[kind].name(lead) for lead in both))
            for kind, both in zip(kinds, leads.tolist(), strict=True)
        ]
        data = data.set_column(
            data.schema.get_field_index("group_id"), "group_id", pa.array(named, pa.string())
        )
        for side, column in enumerate(HOMES):
            homes = self._known.by_id[ranks[:, side]].tolist()
            ids = pa.array([self._known.ids[at] for at in homes], pa.string())
            data = data.append_column(column, ids)
        return data, ranks[:, 0]


def _stacked(pairs: Sequence[Ints]) -> Ints:
    return np.concatenate([np.empty((0, 2), dtype=np.int64), *pairs])


def _joined(pieces: Sequence[pa.Table]) -> Iterator[pa.Table]:
    if pieces:
        yield pa.concat_tables(pieces)


class _Claims:
    """The statistics or the quotes of a run as numbers: by the ids of their articles, then by their own."""

    def __init__(self, known: Catalogue, kind: str) -> None:
        self._known, self._kind = known, kind
        sizes = known.column(kind)[known.by_id]
        self.firsts: Ints = borders(sizes)
        """The first of each article, by the place of its id."""
        self.homes: Ints = np.repeat(np.arange(len(sizes)), sizes)
        """The article of each, as the place of its id."""

    def _place(self, number: int) -> tuple[int, int]:
        """Its article, and which of that article's it is."""
        rank = int(self.homes[number])
        return int(self._known.by_id[rank]), number - int(self.firsts[rank])

    def placed(self, bundle: groups.Bundle) -> "Placed":
        """A bundle with the places of its claims."""
        return Placed(bundle, {claim: self._place(claim) for homes, _ in bundle for claim in homes})

    def name(self, number: int) -> str:
        """A name that does not depend on the other articles of the run."""
        at, place = self._place(number)
        return f"{self._known.ids[at]} {self._kind} {place}"


class Placed(NamedTuple):
    """Pieces, and the article of each of their claims, and which of that article's it is."""

    bundle: groups.Bundle
    places: Mapping[int, tuple[int, int]]


class _Held:
    """Claim -> slots."""

    def __init__(self, shelf: Shelf, places: Mapping[int, tuple[int, int]]) -> None:
        self._shelf, self._places = shelf, places

    def __getitem__(self, claim: int) -> Slots:
        article, place = self._places[claim]
        return self._shelf[article].slots(place)


def _grown(shelf: Path, placed: Placed) -> groups.Leads:
    return groups.grown(placed.bundle, _Held(open_shelf(shelf), placed.places))


class _Witnesses:
    """Who else prints the stories of a run."""

    def __init__(self, known: Catalogue) -> None:
        groups_ = known.syndication
        outlets = {own: name for own, name in zip(known.ids, known.outlets, strict=True) if own in groups_}
        self._fellows = reprints.fellows(outlets, groups_)

    def told(self, rows: pa.Table) -> pa.Table:
        """The same rows; those of stories that several outlets print say so in their reasons."""
        listed = rows["reasons"].to_pylist()
        for side, column in zip(("outlet_a", "outlet_b"), HOMES, strict=True):
            pairs = zip(rows[column].to_pylist(), rows[side].to_pylist(), strict=True)
            for reasons, (article_id, outlet) in zip(listed, pairs, strict=True):
                if article_id in self._fellows:
                    reasons += one_witness(article_id, outlet, self._fellows[article_id])
        place = rows.schema.get_field_index("reasons")
        return rows.set_column(
            place, rows.schema.field(place), pa.array(listed, rows.schema.field(place).type)
        )
