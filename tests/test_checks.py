"""Every invariant that `check` names is caught when it is broken, and nothing is told of what is sound."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from damage import DAMAGE, FAR_APART
from planted import Damage, marked, rows, save

from pipeline.checks import MOST, Problem, articles, check, reading

Lay = Callable[[Path], None]


@pytest.fixture
def out(sample_run: Path, tmp_path: Path) -> Path:
    """A copy of the sample run, to be damaged."""
    folder = tmp_path / "out"
    shutil.copytree(sample_run, folder, ignore=shutil.ignore_patterns(".parts"))
    return folder


def is_told(damage: Damage, row: str, problems: Sequence[Problem]) -> bool:
    """Whether a problem names table, row and fault."""
    named = [problem.message for problem in problems if (problem.table, problem.row) == (damage.table, row)]
    return any(damage.told in message for message in named)


def test_the_sample_run_is_sound(sample_run: Path) -> None:
    assert check(sample_run) == []


def test_the_kinds_of_damage_are_many_and_different() -> None:
    kinds = [damage.kind for damage in DAMAGE]
    assert len(set(kinds)) == len(kinds) >= 100


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.kind)
def test_planted_damage_is_told_with_table_row_and_fault(out: Path, damage: Damage) -> None:
    row = damage.plant(out)
    assert is_told(damage, row, check(out))


def test_missing_and_damaged_tables_are_all_told(out: Path) -> None:
    forget_digests(out)
    (out / "claims.parquet").write_bytes(b"PAR1 and nothing more")
    (out / "mentions.parquet").unlink()
    assert [problem.table for problem in check(out)] == ["mentions", "claims"]


def forget_digests(out: Path) -> None:
    """As if the tables had been written as they are by another program."""
    marked(lambda marker: marker.pop("tables"))(out / "run.json")


@pytest.fixture
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the tables were too long to be read at once."""
    monkeypatch.setattr(reading, "MOST_TEXTS", 6)
    monkeypatch.setattr(articles, "MOST_TEXTS", 6)
    monkeypatch.setattr(reading.slices, "__defaults__", (None, 60))


def unaligned(out: Path) -> None:
    """Row groups of the tables that do not belong together."""
    for number, table in enumerate(("articles", "mentions", "claims", "entities", "comparisons")):
        path = out / f"{table}.parquet"
        pq.write_table(pq.read_table(path), path, row_group_size=5 + 41 * number)


def shuffled(out: Path) -> None:
    """Claims and mentions in another order than their articles."""
    for table in ("mentions", "claims"):
        save(out, table, sorted(rows(out, table), key=lambda row: row["start"]))


def in_parts(out: Path) -> None:
    """Tables that are folders of part files."""
    for table in ("articles", "claims"):
        path = out / f"{table}.parquet"
        data = pq.read_table(path)
        path.unlink()
        path.mkdir()
        half = len(data) // 2
        pq.write_table(data.slice(0, half), path / "part-0.parquet")
        pq.write_table(data.slice(half), path / "part-1.parquet")


LAYOUTS = [unaligned, shuffled, in_parts]


@pytest.mark.usefixtures("small_slices")
@pytest.mark.parametrize("lay", LAYOUTS)
def test_sound_tables_are_sound_however_their_rows_lie(out: Path, lay: Lay) -> None:
    lay(out)
    forget_digests(out)
    assert check(out) == []


@pytest.mark.usefixtures("small_slices")
@pytest.mark.parametrize("lay", LAYOUTS)
@pytest.mark.parametrize("damage", FAR_APART, ids=lambda damage: damage.kind)
def test_damage_is_told_however_the_rows_lie(out: Path, lay: Lay, damage: Damage) -> None:
    row = damage.plant(out)
    lay(out)
    assert is_told(damage, row, check(out))


def test_no_slice_is_longer_than_asked(sample_run: Path) -> None:
    path = sample_run / "mentions.parquet"
    lengths = [len(batch) for batch in reading.slices(path, most=100)]
    assert max(lengths) <= 100
    assert sum(lengths) == pq.read_metadata(path).num_rows


@pytest.mark.usefixtures("small_slices")
def test_texts_of_few_articles_are_held(sample_run: Path) -> None:
    texts = reading.Texts(sample_run / "articles.parquet")
    expected = pq.read_table(sample_run / "articles.parquet")["text"].to_pylist()
    places = np.array([5, 0, -1, 19, 5, 1])
    found = {}
    for here, beside in texts.beside(places):
        assert np.ptp(places[here]) < 6
        found |= dict(zip(here.tolist(), beside, strict=True))
    assert found == {row: expected[place] for row, place in enumerate(places.tolist()) if place >= 0}


def test_the_list_of_problems_ends(out: Path) -> None:
    mentions = rows(out, "mentions")
    wrong = [row | {"mention_id": f"m{n}", "start": -1} for n, row in enumerate(mentions * 25)]
    save(out, "mentions", wrong)
    problems = check(out)
    assert len(problems) == MOST + 1
    assert "more than 10,000 problems" in problems[-1].message
