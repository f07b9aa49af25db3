"""Work is shards: a shard of inputs goes in, a folder of part tables comes out.

Shards are cut where the inputs themselves say so (by a hash of each input's name), so that adding an
article to a corpus changes one shard and leaves the others as they are. A part's name is a digest of all
that it depends on: a part that is there is done, and needs no other mark.
"""

import dataclasses
import functools
import hashlib
import importlib.metadata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
from spacy.tokens import Doc

from pipeline import models, publish, tables
from pipeline.errors import ClaimsError
from pipeline.parse import load_pipeline, parse
from pipeline.read.article import Article, RejectedError
from pipeline.read.folder import Record
from pipeline.read.record import read_record
from pipeline.resolve.counts import entity_rows
from pipeline.settings import Settings
from pipeline.shown import shown
from pipeline.tables import RejectRow
from pipeline.tabulate import ArticleTables, tabulate
from pipeline.taken import duplicate_error
from pipeline.time_limit import OverTime, over_time, time_limit

PART_TABLES = ("articles", "mentions", "entities", "claims", "rejects")
SMALLEST, LARGEST = 8, 64
LARGEST_BYTES = 4_000_000


class VersionError(ClaimsError):
    """A worker runs another version of the program than the machine that gives it work."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """Some inputs of a run, and the name of the part that they become."""

    part: str
    records: tuple[Record, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What became of a shard."""

    part: str
    articles: int
    rejects: int


@functools.cache
def code_digest() -> str:
    """SHA-256 over the program, its rules and the versions of what decides its results."""
    total = hashlib.sha256(models.digest().encode())
    package = Path(__file__).resolve().parent
    for path in sorted(package.rglob("*.py")):
        total.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    for name in ("spacy", "dateparser", "trafilatura"):
        total.update(f"{name}=={importlib.metadata.version(name)}".encode())
    return total.hexdigest()


def cut(records: Iterable[Record], settings: Settings) -> Iterator[Shard]:
    """Shards of 8 to 64 inputs, in the order of the inputs."""
    current: list[Record] = []
    size = 0
    for record in records:
        current.append(record)
        size += len(record.data)
        name = hashlib.sha256(f"{record.path}:{record.line}".encode()).digest()
        border = name[0] % 16 == 0 and len(current) >= SMALLEST
        if border or len(current) >= LARGEST or size >= LARGEST_BYTES:
            yield _shard(current, settings)
            current, size = [], 0
    if current:
        yield _shard(current, settings)


def _shard(records: Sequence[Record], settings: Settings) -> Shard:
    total = hashlib.sha256((code_digest() + settings.rows_digest()).encode())
    for record in records:
        stated = "" if record.stated is None else repr(record.stated)
        total.update(f"{record.path}\0{record.line}\0{stated}\0{len(record.data)}\0".encode())
        total.update(record.data)
    return Shard(part=total.hexdigest()[:32], records=tuple(records))


def extract_shard(shard: Shard, settings: Settings, parts: Path) -> Done:
    """Read, parse and tabulate a shard; write its part under a temporary name, then rename it.

    A bad input becomes a row of `rejects` and costs no other article its rows. Raises VersionError on a
    worker that would make other rows of the shard than the machine that cut it.
    """
    if _shard(shard.records, settings).part != shard.part:
        raise VersionError(
            "A worker has another version of news-claims, of its rules or of a library than the machine that "
            "gives it work: install the same ones."
        )
    rejects: list[RejectRow] = []
    articles = _read(shard.records, settings, rejects)
    origin = {article.article_id: line for article, line in articles}
    results = []
    nlp = load_pipeline(settings.model)
    work = functools.partial(_tabulate, seconds=settings.max_seconds)
    for result in parse(nlp, (article for article, _ in articles), work, settings.batch_size):
        if isinstance(result, ArticleTables):
            results.append(result)
        else:
            rejects.append(dataclasses.replace(result[1], line=origin[result[0]]))
    rejects.sort(key=lambda row: (row.path, row.line or 0))
    _write(results, rejects, parts / shard.part)
    return Done(part=shard.part, articles=len(results), rejects=len(rejects))


def is_damaged(part: Path) -> bool:
    """Whether a part cannot be read, as after a fault of the disk."""
    try:
        for name in PART_TABLES:
            tables.read(part / f"{name}.parquet")
    except (OSError, pa.ArrowException):
        return True
    return False


def _read(
    records: Iterable[Record], settings: Settings, rejects: list[RejectRow]
) -> list[tuple[Article, int | None]]:
    """Articles with their line numbers; what cannot be read, and second articles of one id, to `rejects`."""
    articles: dict[str, tuple[Article, int | None]] = {}
    for record in records:
        try:
            with time_limit(settings.max_seconds):
                article = read_record(record, settings)
        except ClaimsError:
            raise  # a broken table of rules is no fault of the article
        except (Exception, OverTime) as error:
            told = _why(error, "read", settings.max_seconds)
            rejects.append(RejectRow(path=record.path, line=record.line, error=told))
            continue
        first = articles.setdefault(article.article_id, (article, record.line))
        if first[0] is not article:
            error_text = duplicate_error(article.article_id, first[0].path)
            rejects.append(RejectRow(path=record.path, line=record.line, error=error_text))
    return list(articles.values())


def _tabulate(doc: Doc, article: Article, seconds: int) -> ArticleTables | tuple[str, RejectRow]:
    """The article's rows; a fault of ours in one article costs that article only, and says so."""
    try:
        with time_limit(seconds):
            return tabulate(doc, article)
    except ClaimsError:
        raise  # a broken table of rules is no fault of the article
    except (Exception, OverTime) as error:  # the run goes on, and the fault is on record
        return article.article_id, RejectRow(path=article.path, error=_why(error, "analysed", seconds))


def _why(error: BaseException, what: str, seconds: int) -> str:
    """The sentence for `rejects`; faults of the program are named, so that they can be reported."""
    if isinstance(error, RejectedError):
        return str(error)
    if isinstance(error, OverTime):
        return over_time(seconds)
    return f"The article could not be {what} ({type(error).__name__}: {shown(str(error))})."


def _write(results: list[ArticleTables], rejects: list[RejectRow], folder: Path) -> None:
    mentions = [row for result in results for row in result.mentions]
    outlets = {result.article.article_id: result.article.outlet for result in results}
    entities = entity_rows((entity for result in results for entity in result.entities), mentions, outlets)
    rows: dict[str, Iterable[tables.Row]] = {
        "articles": [result.article for result in results],
        "mentions": mentions,
        "entities": entities,
        "claims": [row for result in results for row in result.claims],
        "rejects": rejects,
    }
    with publish.staging(folder.parent.parent) as staged:
        for name in PART_TABLES:
            tables.write(staged / f"{name}.parquet", tables.table(name, rows[name]))
        publish.move(staged, folder)  # False: another worker was faster with the same rows
