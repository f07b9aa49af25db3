"""Tables are whole or the former ones, on a disk that is full, may not be written, or is unplugged."""

import errno
import functools
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from kills import ENDED, run_until
from small_archive import sums, write_archive

import pipeline
from pipeline import publish
from pipeline.errors import OutputError

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is forked to be killed")
NOBODY = 65534


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive, and a finished run over part of it."""
    folder = tmp_path_factory.mktemp("publish")
    write_archive(folder / "archive", 9)
    pipeline.extract(folder / "archive", folder / "out", workers=1, limit=5)
    return folder


def write_files(folder: Path, content: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("a.parquet", "b.parquet", "c.parquet"):
        (folder / name).write_text(content)
    return folder


def old_run(folder: Path) -> Path:
    write_files(folder, "old")
    (folder / "run.json").write_text('{"rows": "old"}')
    return folder


def publish_new(out: Path) -> None:
    with publish.staging(out) as staged:
        publish.publish(write_files(staged, "new"), out, {"rows": "new"})


@needs_fork
def test_files_killed_at_any_step_are_all_old_or_all_new_or_refused(tmp_path: Path) -> None:
    counted = old_run(tmp_path / "counted")
    _, steps = run_until(functools.partial(publish_new, counted), counted, ENDED)
    seen = set()
    for step in range(1, steps + 1):
        out = old_run(tmp_path / f"killed-{step}")
        assert run_until(functools.partial(publish_new, out), out, step)[0]
        held = {path.read_text() for path in out.glob("*.parquet")}
        try:
            publish.require_unmixed(out)
            assert held in ({"old"}, {"new"})
            assert {publish.read_marker(out)["rows"]} == held
        except OutputError:
            held = {"refused"}
        seen |= held
        publish_new(out)
        publish.require_unmixed(out)
        assert {path.read_text() for path in out.glob("*.parquet")} == {"new"}
    assert seen == {"old", "refused", "new"}


@pytest.mark.parametrize(
    ("before", "after", "at_stake"),
    [
        ({}, {"rows": "a"}, "tables"),
        ({"rows": "a"}, {"rows": "a"}, "comparisons"),
        ({"rows": "a"}, {"rows": "b"}, "tables"),
        ({"rows": "a", "unfinished": "tables"}, {"rows": "a"}, "tables"),
        ({"rows": "a", "unfinished": "comparisons"}, {"rows": "a"}, "comparisons"),
    ],
)
def test_what_a_stopped_run_mixes(before: dict[str, str], after: dict[str, str], at_stake: str) -> None:
    assert publish._at_stake(before, after) == at_stake


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EIO])
@pytest.mark.parametrize("failing", ["rename", "replace", "write_text", "mkdir"])
def test_a_disk_that_fails_is_told_and_costs_nothing(
    code: int, failing: str, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    shutil.copytree(home / "out", out)
    before = sums(out)

    def fails(path: Path, *_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code), str(path))

    with monkeypatch.context() as patch:
        patch.setattr(Path, failing, fails)
        with pytest.raises(OutputError, match=f"Cannot write to .*: {os.strerror(code)}"):
            pipeline.extract(home / "archive", out, workers=1)
    assert sums(out) == before
    assert pipeline.check(out) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """A disk of so many bytes, where this process may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()

    def mounted(size: int) -> Path:
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
        if shutil.which("mount") is None or subprocess.run(command, capture_output=True).returncode:
            pytest.skip("a disk of its own needs the right to mount one")
        return folder

    yield mounted
    if folder.is_mount():
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.parametrize("room", [0, 4, 20, 60, 120])
def test_a_full_disk_leaves_the_former_tables(
    room: int, home: Path, small_disk: Callable[[int], Path]
) -> None:
    disk = small_disk(4 << 20)
    shutil.copytree(home / "out", disk / "out")
    before = sums(disk / "out")
    fill(disk, room * 1024)
    with pytest.raises(OutputError, match=r"No space left on device.*the same command goes on"):
        pipeline.extract(home / "archive", disk / "out", workers=1)
    assert sums(disk / "out") == before
    assert pipeline.check(disk / "out") == []
    (disk / "filling").unlink()
    report = pipeline.extract(home / "archive", disk / "out", workers=1)
    assert report.problems == ()
    assert sums(disk / "out") != before


def fill(disk: Path, room: int) -> None:
    with (disk / "filling").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            file.truncate(file.tell() - room)


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions")
def test_a_folder_that_may_not_be_written_is_refused(
    home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    out = tmp_path_factory.mktemp("theirs") / "out"
    shutil.copytree(home / "out", out)
    before = sums(out)
    for folder in (out / ".parts", out):
        folder.chmod(0o555)
    (out / ".parts" / "lock").chmod(0o444)
    for folder in (out, *out.parents[:3], home, home / "archive"):
        folder.chmod(folder.stat().st_mode | 0o555)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        with pytest.raises(OutputError, match=r"Permission denied\. Name a folder of your own with --out"):
            pipeline.extract(home / "archive", out, workers=1)
        with pytest.raises(OutputError, match="Permission denied"):
            pipeline.compare(out)
    finally:
        if is_root:
            os.seteuid(0)
    assert sums(out) == before
