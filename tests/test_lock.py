"""Two runs into one folder: the second is refused, and no lock outlives its process."""

import os
import signal
from pathlib import Path

import pytest
from small_archive import write_archive
from typer.testing import CliRunner

import pipeline
from pipeline import lock
from pipeline.cli import app
from pipeline.errors import OutputError


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lock")
    write_archive(folder / "archive", 4)
    pipeline.extract(folder / "archive", folder / "out", workers=1)
    return folder


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract", "archive", "--out", "out"],
        ["compare", "out"],
        ["compare", "out", "out", "--out", "out"],
    ],
)
def test_a_second_run_is_refused(
    arguments: list[str], finished: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(finished)
    with lock.held(Path("out")):
        told = CliRunner().invoke(app, arguments)
    assert told.exit_code == 1
    assert told.stderr.startswith(f"Another run (process {os.getpid()}) is writing to out: wait until it")
    assert CliRunner().invoke(app, arguments).exit_code == 0


def test_reading_needs_no_lock(finished: Path) -> None:
    with lock.held(finished / "out"):
        assert pipeline.check(finished / "out") == []
        assert len(pipeline.load(finished / "out").articles) == 5


def test_a_lock_ends_with_its_run(tmp_path: Path) -> None:
    with pytest.raises(KeyError), lock.held(tmp_path / "out"):
        raise KeyError("a fault of the run")
    with lock.held(tmp_path / "out") as parts:
        assert parts == tmp_path / "out" / ".parts"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is forked to be killed")
def test_a_lock_ends_with_its_process(tmp_path: Path) -> None:
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        with lock.held(tmp_path / "out"):
            os.write(write, b".")
            signal.pause()
    os.read(read, 1)
    with pytest.raises(lock.TakenError, match=rf"\(process {child}\)"), lock.held(tmp_path / "out"):
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with lock.held(tmp_path / "out"):
        pass


def test_what_a_stopped_run_left_is_swept_away(tmp_path: Path) -> None:
    left = tmp_path / "out" / ".parts" / "0123.partial"
    left.mkdir(parents=True)
    (left / "claims.parquet").write_bytes(b"half")
    with lock.held(tmp_path / "out"):
        assert not left.exists()


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match="it is a file"), lock.held(tmp_path / "out"):
        pass
