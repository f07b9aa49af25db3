"""The inputs of a run are never held in memory, however many there are and however many cannot be read."""

import gzip
import tracemalloc
from pathlib import Path

import pytest
from small_archive import inputs, sums, write_archive

import pipeline
from pipeline.inputs import Rejects, Source, read_plan
from pipeline.read.folder import CorpusError
from pipeline.settings import Settings
from pipeline.tables import RejectRow

LINES = 50_000
SHORT, LONG = b'{"text": "' + b"x" * 1_500 + b'"}\n', b'{"text": "' + b"x" * 6_000 + b'"}\n'


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A compressed file of 190 MB of lines, half of them too long to be read."""
    path = tmp_path_factory.mktemp("inputs") / "archive.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for _ in range(LINES // 100):
            file.write((SHORT + LONG) * 50)
    return path


def test_a_large_archive_is_planned_in_little_memory(archive: Path, tmp_path: Path) -> None:
    settings = Settings(max_characters=1_000)
    tracemalloc.start()
    try:
        plan = read_plan(Source.of(archive, tmp_path, settings))
        held, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert plan.inputs == len(plan.rejects) == LINES // 2
    assert plan.size == plan.inputs * len(SHORT)
    assert most < 12_000_000
    assert held < 4_000_000


def test_rejects_come_back_as_they_went_in() -> None:
    rejects = Rejects()
    rows = [
        RejectRow(path=f"a\n{number}é\u2028.txt", line=number or None, error="No.") for number in range(3)
    ]
    for row in rows:
        rejects.append(row)
        assert list(rejects) == rows[: len(rejects)]


def test_a_corpus_that_changes_while_it_is_read_is_told(tmp_path: Path) -> None:
    corpus = write_archive(tmp_path / "archive", 4)
    changed = []

    def change(_: object) -> None:
        if not changed:
            changed.append(True)
            (corpus / "late.txt").write_text("Nine people were hurt in Ohio.")

    with pytest.raises(CorpusError, match="has changed while it was read: run the same command again"):
        pipeline.extract(corpus, tmp_path / "out", engine="serial", on_progress=change)
    pipeline.extract(corpus, tmp_path / "out", engine="serial")
    pipeline.extract(corpus, tmp_path / "other", engine="serial")
    assert sums(tmp_path / "out") == sums(tmp_path / "other")
    found = pipeline.load(tmp_path / "out")
    assert len(found.articles) + len(found.rejects) == inputs(4)
