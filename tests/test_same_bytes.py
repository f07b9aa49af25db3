"""The same archive gives the same bytes, wherever and in whatever order the work is done."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_archive import inputs, sums, write_archive

import pipeline

ARTICLES = 45


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_archive(tmp_path_factory.mktemp("same") / "archive", ARTICLES)


@pytest.fixture(scope="module")
def serial(archive: Path) -> Path:
    out = archive.parent / "serial"
    report = pipeline.extract(archive, out, engine="serial")
    assert report.problems == ()
    found = pipeline.load(out)
    assert len(found.articles) + len(found.rejects) == inputs(ARTICLES)
    assert len(found.pairs()) > 0
    return out


def test_two_processes_give_the_same_bytes(archive: Path, serial: Path, tmp_path: Path) -> None:
    pipeline.extract(archive, tmp_path / "out", workers=2)
    assert sums(tmp_path / "out") == sums(serial)


def test_files_listed_in_another_order_give_the_same_bytes(
    archive: Path, serial: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    true_scandir = os.scandir

    @contextlib.contextmanager
    def backwards(path: str) -> "Iterator[Iterator[os.DirEntry[str]]]":
        with true_scandir(path) as entries:
            yield iter(sorted(entries, key=lambda entry: entry.name, reverse=True))

    class Backwards:
        """A folder as another file system may list it."""

        def __init__(self, path: str) -> None:
            self._opened = contextlib.ExitStack()
            self._entries = self._opened.enter_context(backwards(path))

        def __enter__(self) -> "Iterator[os.DirEntry[str]]":
            return self._entries

        def __exit__(self, *_: object) -> None:
            self._opened.close()

        def __iter__(self) -> "Iterator[os.DirEntry[str]]":
            return self._entries

    monkeypatch.setattr("pipeline.read.folder.os.scandir", Backwards)
    pipeline.extract(archive, tmp_path / "out", engine="serial")
    assert sums(tmp_path / "out") == sums(serial)


def test_an_archive_in_another_place_gives_the_same_bytes(serial: Path, tmp_path: Path) -> None:
    moved = write_archive(tmp_path / "elsewhere" / "moved", ARTICLES)
    pipeline.extract(moved, tmp_path / "out", engine="serial", batch_size=5)
    assert sums(tmp_path / "out") == sums(serial)
