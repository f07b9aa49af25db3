"""The tables of the data contract: one frozen dataclass a table.

Arrow schemas, the data package, the documentation and the checks all derive from these classes, so a
column is named in one place only.
"""

import collections
import contextlib
import dataclasses
import datetime
import functools
import types
import typing
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import durable
from pipeline.pandas_metadata import pandas_metadata

BOUNDS = ("exact", "approximately", "more_than", "at_least", "less_than", "at_most", "range")
STATISTIC_VERDICTS = ("agree", "compatible", "conflict", "scope_differs", "period_differs")
QUOTE_VERDICTS = ("same", "variant", "misattributed")
ACTOR_TYPES = ("person", "agency", "organization", "office", "group")
JURISDICTION_TYPES = ("country", "state", "county", "city", "district", "other")


def column(doc: str, *, allowed: Sequence[str] = (), key: bool = False, refers_to: str = "") -> Any:
    """A column that is never null. `refers_to` is `table.column` of the key that it holds."""
    metadata = {"doc": doc, "allowed": allowed, "key": key, "refers_to": refers_to, "only": ""}
    return dataclasses.field(metadata=metadata)


def optional(doc: str, *, allowed: Sequence[str] = (), refers_to: str = "", only: str = "") -> Any:
    """A column that may be null. `only` names the claim_type that the column belongs to."""
    metadata = {"doc": doc, "allowed": allowed, "key": False, "refers_to": refers_to, "only": only}
    return dataclasses.field(default=None, metadata=metadata)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """One row per article read."""

    article_id: str = column("key: the JSONL id, or the path without its suffix", key=True)
    path: str = column("input file, relative to the corpus folder")
    outlet: str | None = optional("who published it")
    authors: tuple[str, ...] = column("bylines")
    headline: str | None = optional("headline")
    published: datetime.date | None = optional("day of publication")
    published_from: str | None = optional("how the day is known", allowed=("metadata", "text", "inferred"))
    url: str | None = optional("web address")
    language: str | None = optional("ISO 639-1 code of the language that the text is in")
    text: str = column("the text that all offsets count in")
    text_sha256: str = column("SHA-256 of the text in UTF-8")
    words: int = column("tokens that are not space or punctuation")
    syndication_group: str | None = optional("same for near-identical reprints")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MentionRow:
    """One row per mention of an actor or a jurisdiction."""

    mention_id: str = column("key", key=True)
    article_id: str = column("the article", refers_to="articles.article_id")
    start: int = column("first code point")
    end: int = column("one past the last code point")
    text: str = column("surface text")
    kind: str = column("what is mentioned", allowed=("actor", "jurisdiction"))
    label: str = column("OntoNotes entity label, or NOMINAL, PRONOUN")
    role: str | None = optional("title or office borne in the text")
    entity_id: str | None = optional("who or where that is", refers_to="entities.entity_id")
    rule: str | None = optional("what recognized and resolved it")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EntityRow:
    """One row per distinct actor or jurisdiction of the run."""

    entity_id: str = column("stable, readable key: person:todd-lyons, place:US-CA", key=True)
    kind: str = column("actor or jurisdiction", allowed=("actor", "jurisdiction"))
    type: str = column("kind of actor or jurisdiction", allowed=ACTOR_TYPES + JURISDICTION_TYPES)
    name: str = column("canonical name")
    aliases: tuple[str, ...] = column("surface forms seen, sorted")
    country: str | None = optional("ISO 3166-1 alpha-2")
    subdivision: str | None = optional("ISO 3166-2")
    fips: str | None = optional("US FIPS code: 2 digits for a state, 5 for a county")
    geonames_id: str | None = optional("GeoNames id")
    lat: float | None = optional("WGS 84 degrees north")
    lon: float | None = optional("WGS 84 degrees east")
    parent_id: str | None = optional(
        "enclosing jurisdiction, or organization that an office belongs to (may stand outside the run)"
    )
    mentions: int = column("mentions in the run")
    articles: int = column("articles of the run that mention it")
    outlets: int = column("outlets of the run that mention it")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """One row per claim: a statistic or a quote."""

    claim_id: str = column("key", key=True)
    article_id: str = column("the article", refers_to="articles.article_id")
    outlet: str | None = optional("who published it")
    published: datetime.date | None = optional("day of publication")
    claim_type: str = column("statistic or quote", allowed=("statistic", "quote"))
    start: int = column("first code point of the claim's own span")
    end: int = column("one past the last code point")
    text: str = column("the claim's own span: the quantity, or the content of the quote")
    sentence: str = column("the sentence it stands in")
    jurisdiction_ids: tuple[str, ...] = column("jurisdictions it is about", refers_to="entities.entity_id")
    speaker_start: int | None = optional("first code point of the source beside the cue")
    speaker_end: int | None = optional("one past its last code point")
    speaker_text: str | None = optional("the source as written beside the cue")
    speaker_id: str | None = optional("who that is", refers_to="entities.entity_id")
    cue_start: int | None = optional("first code point of the cue")
    cue_end: int | None = optional("one past its last code point")
    cue_text: str | None = optional("the word or words that attribute")
    rule: str = column("ids of the patterns and rules that made the row, joined by +")
    value: float | None = optional("the number; low end of a range", only="statistic")
    value_high: float | None = optional("high end of a range", only="statistic")
    bound: str | None = optional("how the number binds the value", allowed=BOUNDS, only="statistic")
    unit: str | None = optional("count, percent, an ISO 4217 code or a UCUM code", only="statistic")
    change: str | None = optional(
        "set where the number is a change, not a level", allowed=("up", "down"), only="statistic"
    )
    measure: str | None = optional("what is counted or measured, as written", only="statistic")
    measure_start: int | None = optional("first code point of the measure", only="statistic")
    measure_end: int | None = optional("one past its last code point", only="statistic")
    measure_head: str | None = optional("lemma of the measure's head", only="statistic")
    base: str | None = optional("for a share: what it is a share of", only="statistic")
    action: str | None = optional("lemma of the governing event", only="statistic")
    agent_id: str | None = optional("who did it", refers_to="entities.entity_id", only="statistic")
    negated: bool | None = optional("whether the event is denied", only="statistic")
    period_start: datetime.date | None = optional(
        "first day of the time that the number is about", only="statistic"
    )
    period_end: datetime.date | None = optional("last day of that time", only="statistic")
    period_text: str | None = optional("that time as written", only="statistic")
    quote_id: str | None = optional(
        "the quote that the statistic stands inside", refers_to="claims.claim_id", only="statistic"
    )
    quote_type: str | None = optional(
        "how much is in quotation marks", allowed=("direct", "indirect", "mixed"), only="quote"
    )
    utterance_id: str | None = optional("same for all rows of one utterance", only="quote")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonRow:
    """One row per pair of claims from different outlets that speak of the same thing."""

    group_id: str = column("pairs about one thing share one; a pair between two things has its own")
    claim_type: str = column("statistic or quote", allowed=("statistic", "quote"))
    claim_a: str = column("the lesser claim_id of the pair", refers_to="claims.claim_id")
    claim_b: str = column("the greater claim_id of the pair", refers_to="claims.claim_id")
    outlet_a: str | None = optional("outlet of claim_a")
    outlet_b: str | None = optional("outlet of claim_b")
    similarity: float = column("0 to 1: how sure it is that both speak of the same thing")
    verdict: str = column("how they relate", allowed=STATISTIC_VERDICTS + QUOTE_VERDICTS)
    difference: float | None = optional("value_b - value_a")
    ratio: float | None = optional("larger over smaller")
    reasons: tuple[str, ...] = column("one plain sentence each, fit to show a reader")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RejectRow:
    """One row per input that could not be read."""

    path: str = column("input file, relative to the corpus folder")
    line: int | None = optional("line number in a JSONL file")
    error: str = column("one plain sentence")


Row: TypeAlias = ArticleRow | MentionRow | EntityRow | ClaimRow | ComparisonRow | RejectRow
R = TypeVar("R", ArticleRow, MentionRow, EntityRow, ClaimRow, ComparisonRow, RejectRow)

TABLES: Mapping[str, type[Row]] = types.MappingProxyType(
    {
        "articles": ArticleRow,
        "mentions": MentionRow,
        "entities": EntityRow,
        "claims": ClaimRow,
        "comparisons": ComparisonRow,
        "rejects": RejectRow,
    }
)

_ARROW: Mapping[object, pa.DataType] = types.MappingProxyType(
    {
        str: pa.string(),
        int: pa.int32(),
        float: pa.float64(),
        bool: pa.bool_(),
        datetime.date: pa.date32(),
        tuple[str, ...]: pa.list_(pa.string()),
    }
)


def columns(row_type: type[Row]) -> dict[str, dataclasses.Field[Any]]:
    """Name -> field of a table's columns, in order."""
    return {field.name: field for field in dataclasses.fields(row_type)}


def is_optional(field: dataclasses.Field[Any]) -> bool:
    return field.default is None


@functools.cache
def schema(name: str) -> pa.Schema:
    """The arrow schema of a table, with the metadata that makes pandas keep Int32 and boolean."""
    row_type = TABLES[name]
    hints = typing.get_type_hints(row_type)
    fields = []
    for field in columns(row_type).values():
        kinds = [kind for kind in typing.get_args(hints[field.name]) if kind is not type(None)]
        kind = kinds[0] if is_optional(field) else hints[field.name]
        fields.append(pa.field(field.name, _ARROW[kind], metadata={"doc": field.metadata["doc"]}))
    plain = pa.schema(fields)
    return plain.with_metadata(pandas_metadata(plain))


def table(name: str, rows: Iterable[Row]) -> pa.Table:
    """Rows of one table as arrow; the order is kept."""
    listed = list(rows)
    arrays = {column: [getattr(row, column) for row in listed] for column in columns(TABLES[name])}
    return pa.table(arrays, schema=schema(name))


class Writer:
    """Writes one parquet file row group by row group; it is put in its place whole, or not at all.

    Use it in a `with` statement; a block that fails leaves what stood there before. Raises OSError.
    """

    def __init__(self, path: Path, name: str) -> None:
        self._path, self._schema = path, schema(name)
        self._open = contextlib.ExitStack()

    def __enter__(self) -> "Writer":
        with contextlib.ExitStack() as opened:
            temporary = opened.enter_context(durable.replacing(self._path))
            writer = pq.ParquetWriter(temporary, self._schema, compression="zstd")
            self._file: pq.ParquetWriter = opened.enter_context(writer)
            self._open = opened.pop_all()
        return self

    def write(self, data: pa.Table) -> None:
        """Add a row group, also one without rows."""
        self._file.write_table(data, row_group_size=max(1, len(data)))

    def __exit__(self, *error: Any) -> None:
        self._open.__exit__(*error)


def write(path: Path, data: pa.Table) -> None:
    """Write one parquet file whole or not at all; raises OSError."""
    with durable.replacing(path) as temporary:
        pq.write_table(data, temporary, compression="zstd")


def read(path: Path) -> pa.Table:
    """A table from a parquet file or from a folder of part files.

    Raises FileNotFoundError when there is neither, and pyarrow.ArrowInvalid when a file is damaged.
    """
    if not path.exists():
        raise FileNotFoundError(f"{path} does not exist")
    return pq.ParquetFile(path).read() if path.is_file() else pq.read_table(path)


def read_schema(path: Path) -> pa.Schema:
    """The columns of a table, by the end of its file, which a file cut off lacks; raises as `read` does."""
    return pq.read_schema(path) if path.is_file() else read(path).schema


def rows(row_type: type[R], data: pa.Table) -> list[R]:
    """Arrow back to dataclasses, in the order of the table.

    Filled column by column: a run has millions of rows, and calling the class for each takes seven times as
    long.
    """
    found = [object.__new__(row_type) for _ in range(len(data))]
    for name, kind in typing.get_type_hints(row_type).items():
        values = data[name].to_pylist()
        if kind == tuple[str, ...]:
            values = [None if value is None else tuple(value) for value in values]
        collections.deque(map(vars(row_type)[name].__set__, found, values), maxlen=0)
    return found
