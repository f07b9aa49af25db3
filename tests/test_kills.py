"""A pulled plug: a run killed anywhere ends, when run again, with the tables of one that nobody disturbed."""

import functools
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from kills import ENDED, run_until
from small_archive import inputs, sums, write_archive

import pipeline
from pipeline import portions
from pipeline.errors import OutputError
from pipeline.settings import Settings

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a run is forked to be killed")
ARTICLES = 27
SEED = 20261122
POINTS = int(os.environ.get("KILLS", "14"))
"""Over all runs; `make test-kills` has 40."""
THRESHOLD = 0.6

Job = Callable[[], object]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive, and its finished run with all parts, `whole`. The model is loaded here, before any fork."""
    folder = tmp_path_factory.mktemp("kills")
    write_archive(folder / "archive", ARTICLES)
    pipeline.extract(folder / "archive", folder / "whole", workers=1)
    return folder


def extract(home: Path, out: Path) -> Job:
    """The whole run."""
    return functools.partial(pipeline.extract, home / "archive", out, workers=1)


def merge(home: Path, out: Path) -> Job:
    """All parts are there: what is left is to join and to compare them."""
    shutil.copytree(home / "whole" / ".parts", out / ".parts")
    return extract(home, out)


def merge_again(home: Path, out: Path) -> Job:
    """As `merge`, into a folder with the tables of a former run over fewer articles."""
    fewer = home / "fewer"
    if not fewer.exists():
        pipeline.extract(home / "archive", fewer, workers=1, limit=9)
    shutil.copytree(fewer, out)
    shutil.copytree(home / "whole" / ".parts", out / ".parts", dirs_exist_ok=True)
    return extract(home, out)


def compare(home: Path, out: Path) -> Job:
    """The comparison of a finished run, from other settings back to the usual ones."""
    shutil.copytree(home / "whole", out)
    pipeline.compare(out, min_similarity=THRESHOLD)
    return functools.partial(pipeline.compare, out)


def shards(home: Path, out: Path) -> Job:
    """Shards, made before, are joined."""
    folders = [home / "shard-1", home / "shard-2"]
    for number, folder in enumerate(folders, 1):
        if not folder.exists():
            portions.extract_portion(
                home / "archive", folder, Settings(workers=1), portions.Portion(number, 2)
            )
    return functools.partial(portions.merge_portions, out, folders, Settings())


def points(run: Callable[[Path, Path], Job], home: Path, count: int, tmp_path: Path) -> list[int]:
    """Operations before which to kill: spread over the run, chosen by a seed."""
    job = run(home, tmp_path / "counted")
    killed, operations = run_until(job, tmp_path / "counted", ENDED)
    assert not killed
    assert operations > count
    return sorted(random.Random(SEED).sample(range(1, operations + 1), count))


@pytest.mark.parametrize(
    ("run", "share"),
    [(extract, 0.15), (merge, 0.2), (merge_again, 0.275), (compare, 0.225), (shards, 0.15)],
)
def test_a_run_killed_anywhere_goes_on_to_the_same_bytes(
    run: Callable[[Path, Path], Job], share: float, home: Path, tmp_path: Path
) -> None:
    for point in points(run, home, round(share * POINTS), tmp_path):
        out = tmp_path / f"killed-{point}"
        job = run(home, out)
        before = sums(out) if run in (merge_again, compare) else {}
        killed, _ = run_until(job, out, point)
        assert killed, point
        assert_whole_or_refused(out, before, sums(home / "whole"))
        job()
        assert sums(out) == sums(home / "whole"), f"killed before operation {point}"
        assert not list(out.glob(".parts/*.partial"))
        found = pipeline.load(out)
        assert len(found.articles) + len(found.rejects) == inputs(ARTICLES)
        shutil.rmtree(out)


def assert_whole_or_refused(out: Path, before: dict[str, str], after: dict[str, str]) -> None:
    """Between the kill and the next run, a reader finds the former tables, or the new ones, or a refusal."""
    try:
        pipeline.load(out)
    except OutputError as error:
        assert "Run the same command again" in str(error)
        assert pipeline.check(out)
    except FileNotFoundError:
        assert not before
    else:
        assert sums(out) in (before, after)


def test_a_run_killed_many_times_in_a_row_still_ends(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    job = merge_again(home, out)
    for point in random.Random(SEED).sample(range(3, 40), 6):
        run_until(job, out, point)
    job()
    assert sums(out) == sums(home / "whole")
