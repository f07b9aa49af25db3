"""Claims: what is checked of each, and what is remembered of all for the comparisons."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipeline import tables
from pipeline.checks.articles import Articles, days_of, hashes_or_nothing
from pipeline.checks.cells import cell_problems
from pipeline.checks.entities import Entities
from pipeline.checks.keys import Keys, Places, empty, find, hashes, repeated_keys
from pipeline.checks.mentions import dangling
from pipeline.checks.problem import Mask, Problem, told
from pipeline.checks.reading import Texts, slices
from pipeline.checks.spans import span_problems
from pipeline.checks.units import is_known
from pipeline.checks.within_claims import Quoted, Utterances

ALWAYS_SET = {
    "statistic": ("value", "bound", "unit", "negated"),
    "quote": ("quote_type", "utterance_id"),
}


class Claims:
    """What is remembered of claims, in the order of their table."""

    def __init__(self) -> None:
        self.keys = Keys()
        self.articles, self.units = empty(np.int32), empty(np.int32)
        """Places in `articles` and in `unit_names`, -1 for none."""
        self.types = empty(np.int8)
        """Places in `TYPES`, -1 for neither."""
        self.values = empty(np.float64)
        self.unit_names: dict[str, int] = {}


TYPES = ("statistic", "quote")


def claim_problems(out: Path, articles: Articles, entities: Entities, known: Claims) -> Iterator[Problem]:
    """Faults of claims; what comparisons need goes into `known`."""
    texts, path = Texts(out / "articles.parquet"), out / "claims.parquet"
    quoted, utterances = Quoted(), Utterances()
    read: list[tuple[npt.NDArray[Any], ...]] = []
    for rows in slices(path):
        yield from cell_problems("claims", rows)
        article = find(articles.keys, rows.column("article_id"))
        yield from _reference_problems(rows, article, entities)
        yield from _of_its_article(rows, article, articles)
        yield from span_problems("claims", rows, article, texts)
        for wrong, message in (*_type_faults(rows), *_attribution_faults(rows), *_number_faults(rows)):
            yield from told("claims", rows, wrong, message)
        known.keys.add(hashes(rows.column("claim_id")))
        quoted.add(rows, article)
        utterances.add(rows, article)
        types = pc.index_in(rows.column("claim_type"), value_set=pa.array(TYPES)).fill_null(-1).to_numpy()
        values = rows.column("value").fill_null(np.nan).to_numpy()
        units = _unit_places(rows, known.unit_names)
        read.append((article.astype(np.int32), types.astype(np.int8), values, units))
    if read:
        known.articles, known.types, known.values, known.units = map(np.concatenate, zip(*read, strict=True))
    yield from repeated_keys("claims", path, known.keys)
    known.keys.close()
    yield from quoted.problems(path, known.keys, known.types)
    yield from utterances.problems(path)


def _unit_places(rows: pa.RecordBatch, names: dict[str, int]) -> npt.NDArray[np.int32]:
    encoded = rows.column("unit").dictionary_encode()
    places = [names.setdefault(name, len(names)) for name in encoded.dictionary.to_pylist()]
    named: Places = encoded.indices.fill_null(-1).to_numpy()
    return np.array([*places, -1], np.int32)[named]


def _reference_problems(rows: pa.RecordBatch, article: Places, entities: Entities) -> Iterator[Problem]:
    yield from dangling("claims", rows, "article_id", "articles", article)
    for column in ("speaker_id", "agent_id"):
        yield from dangling("claims", rows, column, "entities", find(entities.keys, rows.column(column)))
    named = rows.column("jurisdiction_ids")
    places = find(entities.keys, named.flatten())
    rows_of = pc.list_parent_indices(named).to_numpy()
    for wrong, fault in (
        (places < 0, "is not in entities"),
        ((places >= 0) & ~np.append(entities.are_places, False)[places], "is no jurisdiction"),
    ):
        for at in np.flatnonzero(wrong).tolist():
            message = f"jurisdiction_ids {named.flatten()[at].as_py()!r} {fault}"
            yield from told("claims", rows.slice(rows_of[at], 1), np.array([True]), message)


def _of_its_article(rows: pa.RecordBatch, article: Places, articles: Articles) -> Iterator[Problem]:
    outlets, days = hashes_or_nothing(rows.column("outlet")), days_of(rows.column("published"))
    found = article >= 0
    wrong = np.zeros(len(rows), np.bool_)
    wrong[found] = (outlets[found] != articles.outlets[article[found]]) | (
        days[found] != articles.days[article[found]]
    )
    yield from told("claims", rows, wrong, "outlet and published are not those of the article")


def _type_faults(rows: pa.RecordBatch) -> Iterator[tuple[Mask, str]]:
    """Columns of the one type that are set in the other, and those that are never null in their own."""
    types = rows.column("claim_type")
    for kind, needed in ALWAYS_SET.items():
        is_kind = pc.equal(types, kind)
        for column, field in tables.columns(tables.ClaimRow).items():
            values = rows.column(column)
            if field.metadata["only"] not in ("", kind) and values.null_count < len(values):
                yield pc.and_(is_kind, values.is_valid()), f"{column} is set in a {kind}"
            if column in needed and values.null_count:
                yield pc.and_(is_kind, values.is_null()), f"{column} is null in a {kind}"


def _attribution_faults(rows: pa.RecordBatch) -> Iterator[tuple[Mask, str]]:
    speaker, cue = rows.column("speaker_id"), rows.column("speaker_text")
    yield pc.and_(speaker.is_valid(), cue.is_null()), "speaker_id is set without speaker_text"


def _number_faults(rows: pa.RecordBatch) -> Iterator[tuple[Mask, str]]:
    value, high = rows.column("value"), rows.column("value_high")
    is_range = pc.equal(rows.column("bound"), "range")
    yield pc.xor(high.is_valid(), is_range), "value_high is set exactly where bound is range"
    yield pc.greater(value, high), "value is above value_high"
    units = rows.column("unit")
    unknown = [unit for unit in pc.unique(units).to_pylist() if unit is not None and not is_known(unit)]
    for unit in unknown:
        yield pc.equal(units, unit), f"unit {unit!r} is no count, percent, ISO 4217 or UCUM code"
    late = pc.greater(rows.column("period_start"), rows.column("period_end"))
    yield late, "period_start is after period_end"
