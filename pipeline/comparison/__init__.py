"""Claims of different outlets side by side: which speak of the same thing, and how they relate."""

import dataclasses
import functools
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from pathlib import Path

import pyarrow as pa

from pipeline import tables
from pipeline.comparison import putting
from pipeline.comparison.candidates import Pair, met
from pipeline.comparison.catalogue import Catalogue, inverse
from pipeline.comparison.cutting import cut, meetings, turns
from pipeline.comparison.gathering import Gathering
from pipeline.comparison.planning import Engine, Item, Result, find_pairs, serial
from pipeline.comparison.putting import Slice
from pipeline.comparison.tiles import is_done, judge_tile
from pipeline.tables import ArticleRow, ClaimRow, ComparisonRow, MentionRow

__all__ = [
    "Compared",
    "Comparison",
    "Engine",
    "Work",
    "candidate_pairs",
    "compare",
    "compare_slices",
    "serial",
    "sweep",
]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Rows of `comparisons` in order of their claims, and what was learned on the way."""

    rows: tuple[ComparisonRow, ...]
    syndication: Mapping[str, str]
    """article_id -> syndication_group, for articles that have a near-identical reprint in the run."""
    notes: tuple[str, ...] = ()
    """What was left out because a block was too large, one sentence each."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """As `Comparison`, for a run whose rows do not sit in memory."""

    rows: Callable[[], Iterator[pa.Table]]
    """All rows of `comparisons` in order of their claims, some thousands at a time."""
    syndication: Mapping[str, str]
    notes: tuple[str, ...]
    tiles: Sequence[str]
    """The names of all tiles; see `sweep`."""
    judged: int
    """How many of them were worked on; the others were there already."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Where and how a comparison is worked out."""

    shelf: Path
    """An empty folder, or that of an earlier try with the same slices."""
    tiles: Path
    """A folder for what tiles find, which later runs can use again."""
    stamp: str = ""
    """Stands for all that rows depend on beside the articles: the program, its rules and settings."""
    engine: Engine = serial
    on_progress: Callable[[str, int, int], None] = lambda *_: None
    """Called with what is done, how much of it, and how much there is."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    articles: Sequence[ArticleRow]
    mentions: Sequence[MentionRow]
    claims: Sequence[ClaimRow]


def compare(
    articles: Sequence[ArticleRow],
    mentions: Sequence[MentionRow],
    claims: Sequence[ClaimRow],
    *,
    min_similarity: float,
) -> Comparison:
    """Pairs the claims of different outlets that speak of the same thing, and judges each pair.

    The order of the rows given does not matter, and an article never changes what is said of two others.
    `min_similarity` is from 0 to 1; pairs less alike are left out. For rows that fit in memory; a run is
    compared by `compare_slices`.
    """
    if not articles:
        return Comparison(rows=(), syndication={})
    part = _Rows(articles=articles, mentions=mentions, claims=claims)
    with tempfile.TemporaryDirectory() as folder:
        work = Work(shelf=Path(folder) / "shelf", tiles=Path(folder) / "tiles")
        found = compare_slices([part].__getitem__, 1, work, min_similarity=min_similarity)
        rows = tuple(row for box in found.rows() for row in tables.rows(ComparisonRow, box))
    return Comparison(rows=rows, syndication=found.syndication, notes=found.notes)


def candidate_pairs(
    articles: Sequence[ArticleRow], mentions: Sequence[MentionRow], claims: Sequence[ClaimRow]
) -> tuple[list[Pair], tuple[str, ...]]:
    """The pairs of statistics that `compare` judges, and its notes; for learning what makes a pair alike."""
    part = _Rows(articles=articles, mentions=mentions, claims=claims)
    notes: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        putting.put(0, part, Path(folder))
        known = Catalogue(Path(folder), 1)
        pairs = find_pairs(known, serial, notes)
        found = [
            (a.slots, b.slots)
            for one, other, alike, figures, _ in meetings(pairs, known.affinities(pairs.articles))
            if alike or figures
            for a, b in met(known.shelf[one], known.shelf[other], figures, alike)
        ]
    ordered = sorted(found, key=lambda pair: (pair[0].claim.claim_id, pair[1].claim.claim_id))
    return ordered, tuple(sorted(notes))


def compare_slices(
    read: Callable[[int], Slice], slices: int, work: Work, *, min_similarity: float
) -> Compared:
    """As `compare`, for a run of any size: `read` gives each of so many slices of it by its number.

    Memory grows with the number of articles, some hundred bytes each, not with their texts. With an engine
    of several processes `read` must be picklable. An interrupted comparison goes on where it stopped.
    """
    for folder in (work.shelf, work.tiles):
        folder.mkdir(parents=True, exist_ok=True)
    for _ in _telling(work, "reading claims")(functools.partial(_put, read, work.shelf), range(slices)):
        pass
    known = Catalogue(work.shelf, slices)
    known.save()
    notes: list[str] = []
    names, judged = _judge(known, work, min_similarity, notes)
    gathering = Gathering(known, work.tiles, names, _telling(work, "grouping"))
    return Compared(
        rows=gathering.rows,
        syndication=known.syndication,
        notes=tuple(sorted(notes)),
        tiles=names,
        judged=judged,
    )


def _telling(work: Work, stage: str) -> Engine:
    """The engine of a comparison, which tells how far a stage of it has come."""

    def engine(job: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        total = len(items) if isinstance(items, Sized) else 0
        for done, found in enumerate(work.engine(job, items), 1):
            work.on_progress(stage, done, max(done, total))
            yield found

    return engine


def _put(read: Callable[[int], Slice], folder: Path, at: int) -> None:
    if not putting.is_put(at, folder):
        putting.put(at, read(at), folder)


def _judge(known: Catalogue, work: Work, min_similarity: float, notes: list[str]) -> tuple[list[str], int]:
    """The names of all tiles, and how many of them were not there and have been judged."""
    pairs = find_pairs(known, _telling(work, "finding pairs"), notes)
    stamp = f"{work.stamp} {min_similarity!r}"
    order = turns(pairs.articles, known.days, known.dates)
    cuts = list(cut(pairs, order, inverse(order), known.digests, stamp))
    missing = [tile for tile in cuts if not is_done(work.tiles, tile.name)]
    job = functools.partial(judge_tile, shelf=work.shelf, into=work.tiles, min_similarity=min_similarity)
    there = len(cuts) - len(missing)
    for done, _ in enumerate(work.engine(job, missing), there + 1):
        work.on_progress("comparing", done, len(cuts))
    return [tile.name for tile in cuts], len(missing)


def sweep(tiles: Path, names: Iterable[str]) -> None:
    """Remove what tiles of earlier runs found."""
    kept = set(names)
    for path in tiles.iterdir():
        if path.name.split(".")[0] not in kept:
            path.unlink(missing_ok=True)
