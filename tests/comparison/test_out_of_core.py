"""A run of any size is compared as a small one: in slices, ranges, tiles, boxes and passes."""

import functools
import itertools
import random
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whole_run import RunTables, load

from pipeline import comparison, engines, slices, tables
from pipeline.comparison import (
    blocks,
    cutting,
    gathering,
    groups,
    neighbours,
    sharing,
    shelf,
    tiles,
    utterances,
)
from pipeline.slices import Reader
from pipeline.tables import ComparisonRow


@pytest.fixture(scope="module")
def sample(sample_run: Path) -> RunTables:
    return load(sample_run)


@pytest.fixture(scope="module")
def expected(sample: RunTables) -> comparison.Comparison:
    return comparison.compare(sample.articles, sample.mentions, sample.claims, min_similarity=0.5)


def cut(sample: RunTables, order: list[int], size: int) -> list[Any]:
    """Slices of so many articles, in the order given."""
    found = []
    for chosen in (order[at : at + size] for at in range(0, len(order), size)):
        articles = [sample.articles[at] for at in chosen]
        ids = {row.article_id for row in articles}
        found.append(
            SimpleNamespace(
                articles=articles,
                mentions=[row for row in sample.mentions if row.article_id in ids],
                claims=[row for row in sample.claims if row.article_id in ids],
            )
        )
    return found


def compared(parts: list[Any], folder: Path, name: str = "shelf") -> tuple[list[ComparisonRow], Any]:
    work = comparison.Work(shelf=folder / name, tiles=folder / "tiles")
    found = comparison.compare_slices(parts.__getitem__, len(parts), work, min_similarity=0.5)
    return [row for box in found.rows() for row in tables.rows(ComparisonRow, box)], found


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
def test_slices_do_not_matter(
    sample: RunTables, expected: comparison.Comparison, size: int, tmp_path: Path
) -> None:
    order = list(range(len(sample.articles)))
    random.Random(size).shuffle(order)
    rows, found = compared(cut(sample, order, size), tmp_path)
    assert tuple(rows) == expected.rows
    assert (found.syndication, found.notes) == (expected.syndication, expected.notes)


@pytest.mark.parametrize(
    ("module", "name", "value"),
    [
        (gathering, "BOX", 3),
        (sharing, "KEYS", 50),
        (sharing, "CLAIMS", 7),
        (utterances, "AT_ONCE", 50),
        (neighbours, "RANGE", 2),
        (cutting, "LARGEST", 1),
        (shelf, "HELD", 1),
    ],
)
def test_bounds_of_memory_do_not_matter(
    sample: RunTables,
    expected: comparison.Comparison,
    module: Any,
    name: str,
    value: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, name, value)
    rows, _ = compared(cut(sample, list(range(len(sample.articles))), 5), tmp_path)
    assert tuple(rows) == expected.rows


def test_processes_do_not_matter(sample_run: Path, expected: comparison.Comparison, tmp_path: Path) -> None:
    read = Reader.of(sample_run)
    engine = functools.partial(engines.run, workers=2)
    work = comparison.Work(shelf=tmp_path / "shelf", tiles=tmp_path / "tiles", engine=engine)
    found = comparison.compare_slices(read, read.count, work, min_similarity=0.5)
    assert [row for box in found.rows() for row in tables.rows(ComparisonRow, box)] == list(expected.rows)


def test_what_was_judged_is_not_judged_again(
    sample: RunTables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cutting, "LARGEST", 1)
    order = list(range(len(sample.articles)))
    newest = max(order, key=lambda at: str(sample.articles[at].published))
    before = [at for at in order if at != newest]
    _, first = compared(cut(sample, before, 1000), tmp_path, "first")
    assert first.judged == len(first.tiles) > 3
    again, second = compared(cut(sample, before, 1000), tmp_path, "second")
    assert second.judged == 0
    rows, added = compared(cut(sample, order, 1000), tmp_path, "added")
    assert 0 < added.judged <= len(added.tiles) // 2
    assert rows == list(
        comparison.compare(sample.articles, sample.mentions, sample.claims, min_similarity=0.5).rows
    )
    comparison.sweep(tmp_path / "tiles", added.tiles)
    assert {path.name.split(".")[0] for path in (tmp_path / "tiles").iterdir()} == set(added.tiles)
    assert again


def test_a_stopped_comparison_goes_on(
    sample: RunTables, expected: comparison.Comparison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cutting, "LARGEST", 1)
    parts = cut(sample, list(range(len(sample.articles))), 4)

    def stops(job: Any, items: Any) -> Any:
        for at, item in enumerate(items):
            if getattr(job, "func", None) is tiles.judge_tile and at == 3:
                raise KeyboardInterrupt
            yield job(item)

    work = comparison.Work(shelf=tmp_path / "shelf", tiles=tmp_path / "tiles", engine=stops)
    with pytest.raises(KeyboardInterrupt):
        comparison.compare_slices(parts.__getitem__, len(parts), work, min_similarity=0.5)
    rows, found = compared(parts, tmp_path)
    assert tuple(rows) == expected.rows
    assert found.judged == len(found.tiles) - 3


@pytest.mark.parametrize("suffix", ["npz", "parquet"])
def test_a_damaged_tile_is_removed_and_found_again(
    sample: RunTables, expected: comparison.Comparison, suffix: str, tmp_path: Path
) -> None:
    parts = cut(sample, list(range(len(sample.articles))), 1000)
    _, found = compared(parts, tmp_path, "first")
    damaged = tmp_path / "tiles" / f"{found.tiles[-1]}.{suffix}"
    damaged.write_bytes(damaged.read_bytes()[:-20])
    with pytest.raises(tiles.DamagedTileError, match="Run the same command again"):
        compared(parts, tmp_path, "second")
    rows, again = compared(parts, tmp_path, "third")
    assert tuple(rows) == expected.rows
    assert again.judged == 1


keys = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 12)), max_size=60, unique=True)


@given(listed=keys, whole=st.integers(2, 6), near=st.integers(1, 3))
def test_blocks_meet(listed: list[tuple[int, int]], whole: int, near: int) -> None:
    found = blocks.meetings(
        np.array([key for key, _ in listed], dtype=np.uint64),
        np.array([holder for _, holder in listed], dtype=np.int64),
        whole,
        near,
    )
    wanted: dict[tuple[int, int], int] = {}
    for key in range(5):
        block = sorted(holder for own, holder in listed if own == key)
        for (at, one), (to, other) in itertools.combinations(enumerate(block), 2):
            if len(block) <= whole or to - at <= near:
                wanted[one, other] = wanted.get((one, other), 0) + 1
    pairs = zip(found.one.tolist(), found.other.tolist(), strict=True)
    assert dict(zip(pairs, found.shared.tolist(), strict=True)) == wanted


@given(pairs=st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), min_size=1, max_size=25))
def test_quotes_hang_together(pairs: list[tuple[int, int]]) -> None:
    one, other = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True))
    found = groups.quote_groups(one, other, 16).tolist()
    sets = [{claim} for claim in range(16)]
    for a, b in pairs:
        joined = sets[a] | sets[b]
        for claim in joined:
            sets[claim] = joined
    assert found == [min(group) for group in sets]


def test_a_finished_run_is_read_slice_by_slice(sample: RunTables, sample_run: Path) -> None:
    with slices.aligned(sample_run, sample_run / "aside") as folder:
        assert folder == sample_run
    read = Reader.of(sample_run)
    assert (read.count, read.articles) == (1, len(sample.articles))
    assert (read(0).articles, read(0).claims) == (sample.articles, sample.claims)
