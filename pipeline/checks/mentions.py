"""Mentions: spans, the article and the entity that each names, and what they add up to."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.checks.articles import NOTHING, Articles
from pipeline.checks.cells import cell_problems
from pipeline.checks.entities import NAMELESS, Entities
from pipeline.checks.keys import Hashes, Keys, Places, find, hashes, mixed, repeated_keys
from pipeline.checks.problem import Problem, about, told, told_late
from pipeline.checks.reading import Texts, slices
from pipeline.checks.spans import span_problems


class _Counts:
    """Mentions, articles and outlets of each entity, and the surface forms it is called by."""

    def __init__(self, entities: Entities) -> None:
        self.mentions = np.zeros(len(entities.keys), np.int64)
        self._in: list[Hashes] = [np.empty(0, np.uint64)]
        self._forms: list[Hashes] = [np.empty(0, np.uint64)]
        self._bearers: list[Places] = [np.empty(0, np.int64)]

    def add(self, rows: pa.RecordBatch, entities: Places, articles: Places) -> None:
        named = entities >= 0
        found, counts = np.unique(entities[named], return_counts=True)
        self.mentions[found] += counts
        pairs = (entities << 32 | articles)[named & (articles >= 0)]
        self._in.append(np.unique(pairs.astype(np.uint64)))
        called = pc.invert(pc.is_in(rows.column("label"), value_set=pa.array(NAMELESS)))
        called = named & called.to_numpy(zero_copy_only=False)
        forms = _spaced_hashes(rows.column("text"))[called]
        forms, first = np.unique(mixed(forms, entities[called].astype(np.uint64)), return_index=True)
        self._forms.append(forms)
        self._bearers.append(entities[called][first])

    def forms(self) -> tuple[Hashes, Places]:
        """Each surface form of each entity as one hash, and the entity's place."""
        forms, first = np.unique(np.concatenate(self._forms), return_index=True)
        return forms, np.concatenate(self._bearers)[first]

    def counted(self, articles: Articles) -> dict[str, Places]:
        """What each entity's row has to say."""
        pairs = np.unique(np.concatenate(self._in))
        entity = (pairs >> np.uint64(32)).astype(np.int64)
        article = (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)
        outlet = articles.outlets[article]
        outlet = np.where(outlet == NOTHING, article.astype(np.uint64), outlet)
        _, first = np.unique(mixed(entity.astype(np.uint64), outlet), return_index=True)
        size = len(self.mentions)
        return {
            "mentions": self.mentions,
            "articles": np.bincount(entity, minlength=size),
            "outlets": np.bincount(entity[first], minlength=size),
        }


def _spaced_hashes(surfaces: pa.Array) -> Hashes:
    """Hashes of surface forms with single spaces, as aliases have them."""
    encoded = surfaces.dictionary_encode(null_encoding="encode")
    spaced = [None if form is None else " ".join(form.split()) for form in encoded.dictionary.to_pylist()]
    places: Places = encoded.indices.to_numpy()
    return hashes(pa.array(spaced, pa.string()))[places]


def mention_problems(out: Path, articles: Articles, entities: Entities) -> Iterator[Problem]:
    """Faults of mentions, and of the entities whose counts or aliases are not those of their mentions."""
    keys, counts, texts = Keys(), _Counts(entities), Texts(out / "articles.parquet")
    path = out / "mentions.parquet"
    for rows in slices(path):
        yield from cell_problems("mentions", rows)
        article = find(articles.keys, rows.column("article_id"))
        entity = find(entities.keys, rows.column("entity_id"))
        yield from dangling("mentions", rows, "article_id", "articles", article)
        yield from dangling("mentions", rows, "entity_id", "entities", entity)
        kinds = rows.column("kind").to_numpy(zero_copy_only=False)
        is_place = np.append(entities.are_places, False)[entity]
        unlike = (entity >= 0) & (is_place != (kinds == "jurisdiction"))
        yield from told("mentions", rows, unlike, "kind is not that of its entity")
        yield from span_problems("mentions", rows, article, texts)
        keys.add(hashes(rows.column("mention_id")))
        counts.add(rows, entity, article)
    yield from repeated_keys("mentions", path, keys)
    yield from _miscounted(out / "entities.parquet", entities, counts, articles)


def dangling(table: str, rows: pa.RecordBatch, column: str, target: str, places: Places) -> Iterator[Problem]:
    """Rows whose key into another table is not there; `places` is where it was found."""
    missing = rows.column(column).is_valid().to_numpy(zero_copy_only=False) & (places < 0)
    yield from told(table, rows, missing, about(column, f"is not in {target}"))


def _miscounted(path: Path, entities: Entities, counts: _Counts, articles: Articles) -> Iterator[Problem]:
    never = counts.mentions == 0
    yield from told_late("entities", path, np.flatnonzero(never), "nothing in mentions refers to it")
    for name, found in counts.counted(articles).items():
        wrong = np.flatnonzero(~never & (entities.counts.get(name, found) != found))
        yield from told_late("entities", path, wrong, f"{name} is not how many the run has")
    forms, bearers = counts.forms()
    wrong = np.union1d(
        entities.bearers[~np.isin(entities.aliases, forms)], bearers[~np.isin(forms, entities.aliases)]
    )
    yield from told_late("entities", path, wrong, "aliases are not the surface forms of its mentions")
