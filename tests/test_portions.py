"""Shards of one run on machines that share nothing, joined in any order to the bytes of one run."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from small_archive import inputs, sums, write_archive

import pipeline
from pipeline import portions
from pipeline.errors import ClaimsError, OutputError
from pipeline.portions import Portion, extract_portion, merge_portions
from pipeline.settings import Settings

ARTICLES = 60
SERIAL = Settings(engine="serial")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive, `whole`, its run, and `shard-1` to `shard-3`."""
    folder = tmp_path_factory.mktemp("portions")
    write_archive(folder / "archive", ARTICLES)
    pipeline.extract(folder / "archive", folder / "whole", engine="serial")
    for number in (1, 2, 3):
        done = extract_portion(folder / "archive", folder / f"shard-{number}", SERIAL, Portion(number, 3))
        assert done.worked == done.inputs
    return folder


def shards(home: Path, order: Sequence[int] = (1, 2, 3)) -> list[Path]:
    return [home / f"shard-{number}" for number in order]


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 1, 2)])
def test_shards_in_any_order_give_the_bytes_of_one_run(
    order: tuple[int, ...], home: Path, tmp_path: Path
) -> None:
    report = merge_portions(tmp_path / "out", shards(home, order), Settings())
    assert report.problems == ()
    assert sums(tmp_path / "out") == sums(home / "whole")
    found = pipeline.load(tmp_path / "out")
    assert len(found.articles) + len(found.rejects) == inputs(ARTICLES)


def test_shards_are_disjoint_and_leave_nothing_out(home: Path) -> None:
    parts = [
        {path.name for path in (folder / ".parts").iterdir() if path.is_dir()} for folder in shards(home)
    ]
    assert sum(map(len, parts)) == len(set.union(*parts))
    assert set.union(*parts) == {
        path.name for path in (home / "whole" / ".parts").iterdir() if path.is_dir()
    } - {"tiles"}


def test_a_shell_loop_makes_them(home: Path, tmp_path: Path) -> None:
    """With the parts that are there already, as after an interruption: no model is loaded."""
    for number in (1, 2, 3):
        shutil.copytree(home / f"shard-{number}", tmp_path / f"part-{number}")
    loop = (
        f'claims() {{ {sys.executable} -m pipeline.cli "$@"; }}\n'
        f"for i in 1 2 3; do claims extract {home / 'archive'} --shard $i/3 --out part-$i || exit 1; done\n"
        "claims merge out part-*"
    )
    done = subprocess.run(["sh", "-c", loop], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Shard 2/3 is done" in done.stdout
    assert sums(tmp_path / "out") == sums(home / "whole")


def test_a_missing_shard_is_named(home: Path, tmp_path: Path) -> None:
    held = [number for number in (1, 2, 3) if any(shards(home, [number])[0].glob(".parts/*/claims.parquet"))]
    absent = held[-1]
    rest = [number for number in (1, 2, 3) if number != absent]
    with pytest.raises(
        OutputError, match=rf"Shard {absent}/3 is missing or not finished.*--shard {absent}/3"
    ):
        merge_portions(tmp_path / "out", shards(home, rest), Settings())
    assert not (tmp_path / "out").exists()


def test_shards_of_two_runs_are_not_joined(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    extract_portion(home / "archive", other, Settings(engine="serial", limit=3), Portion(2, 3))
    with pytest.raises(OutputError, match="shards of different runs"):
        merge_portions(tmp_path / "out", [*shards(home, (1, 3)), other], Settings())


def test_folders_of_another_kind_are_refused(home: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="holds no finished shard"):
        merge_portions(tmp_path / "out", [home / "whole"], Settings())
    with pytest.raises(OutputError, match="holds the tables of a run"):
        extract_portion(home / "archive", home / "whole", SERIAL, Portion(1, 2))


def test_a_run_goes_on_from_a_shard(home: Path, tmp_path: Path) -> None:
    shutil.copytree(home / "shard-1", tmp_path / "out")
    there = sum(portions._Planned.read(home / "shard-1").portion.has(part) for part in part_names(home))
    report = pipeline.extract(home / "archive", tmp_path / "out", engine="serial")
    assert (report.worked < inputs(ARTICLES)) == (there > 0)
    assert sums(tmp_path / "out") == sums(home / "whole")


def part_names(home: Path) -> list[str]:
    return list(portions._Planned.read(home / "shard-1").parts())


@pytest.mark.parametrize("text", ["0/3", "4/3", "1", "a/b", "1/0", "-1/3", ""])
def test_what_is_no_shard_is_refused(text: str) -> None:
    with pytest.raises(ClaimsError, match="write 1/3, 2/3 and 3/3 for three machines"):
        Portion.read(text)


def test_a_damaged_part_is_made_anew(home: Path, tmp_path: Path) -> None:
    for number in (1, 2, 3):
        shutil.copytree(home / f"shard-{number}", tmp_path / f"shard-{number}")
    damaged = sorted(tmp_path.glob("shard-*/.parts/*/claims.parquet"))[0]
    damaged.write_bytes(damaged.read_bytes()[:-9])
    with pytest.raises(OutputError, match=r"1 parts of the run.*were damaged and have been removed"):
        merge_portions(tmp_path / "out", shards(tmp_path), Settings())
    again = damaged.parents[2]
    done = extract_portion(home / "archive", again, SERIAL, Portion(int(again.name[-1]), 3))
    assert 0 < done.worked <= done.inputs
    merge_portions(tmp_path / "out", shards(tmp_path), Settings())
    assert sums(tmp_path / "out") == sums(home / "whole")
