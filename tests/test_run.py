"""Runs: resumed, repeated, on several workers, over bad input; always the same bytes."""

import contextlib
import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import pipeline
from pipeline import engines, tables
from pipeline.run import OutputError
from pipeline.shards import Shard
from pipeline.work import number_of_workers

ENDLESS = """
import itertools
import signal
from pipeline import engines
from pipeline.cli import app

true_run = engines.run
engines.run = lambda job, shards, *more, **named: true_run(job, itertools.cycle(list(shards)), *more, **named)
signal.signal(signal.SIGINT, signal.default_int_handler)
app()
"""
"""`claims` with work that comes again and again: a run cannot have ended before it is stopped.
It hears Ctrl-C also where the tests run in the background of a shell, which has its jobs ignore it."""
STORY = (
    "The river rose by {rise} feet on Monday, Sheriff Dana Holt said. “We moved {moved} families,” she said. "
    "The Marlow Fire Department counted more than {homes} flooded homes in Ohio."
)


def write_corpus(folder: Path, articles: int) -> Path:
    folder.mkdir()
    for number in range(articles):
        text = STORY.format(rise=number % 7 + 2, moved=number + 12, homes=100 + number % 5)
        (folder / f"story-{number:03}.txt").write_text(text, "utf-8")
    return folder


def table_bytes(out: Path) -> dict[str, bytes]:
    return {name: (out / f"{name}.parquet").read_bytes() for name in tables.TABLES}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("run") / "corpus", 80)


@pytest.fixture(scope="module")
def finished(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("run") / "out"
    report = pipeline.extract(corpus, out, workers=1)
    assert report.problems == ()
    assert report.worked == 80
    return out


def test_a_second_run_does_no_work(corpus: Path, finished: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "run", lambda *_, **__: pytest.fail("work was done"))
    before = table_bytes(finished)
    report = pipeline.extract(corpus, finished)
    assert report.unchanged
    assert table_bytes(finished) == before


def test_an_added_article_costs_one_shard(tmp_path: Path) -> None:
    out = tmp_path / "out"
    grown = write_corpus(tmp_path / "corpus", 80)
    pipeline.extract(grown, out, workers=1)
    (grown / "story-040b.txt").write_text("Four people died in Ohio, the sheriff said.", "utf-8")
    report = pipeline.extract(grown, out, workers=1)
    assert 1 <= report.worked < 80
    assert len(pd.read_parquet(out / "articles.parquet")) == 81


def test_an_interrupted_run_goes_on(
    corpus: Path, finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    true_run = engines.run

    def stops_after_one(job: object, items: Iterator[Shard], *_: object, **__: object) -> Iterator[object]:
        yield next(iter(true_run(job, items, 1)))  # type: ignore[arg-type]
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(engines, "run", stops_after_one)
        with pytest.raises(KeyboardInterrupt):
            pipeline.extract(corpus, tmp_path / "out", workers=1)
    report = pipeline.extract(corpus, tmp_path / "out", workers=1)
    assert 0 < report.worked < 80
    assert table_bytes(tmp_path / "out") == table_bytes(finished)


@pytest.fixture
def begun(corpus: Path, tmp_path: Path) -> "Iterator[subprocess.Popen[str]]":
    """A run on two workers into `out`, in a session of its own, that has written a part."""
    out = tmp_path / "out"
    command = [sys.executable, "-c", ENDLESS, "extract", str(corpus), "--out", str(out), "--workers", "2"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while not list(out.glob(".parts/*/rejects.parquet")):
        assert process.poll() is None, process.communicate()[1]
        time.sleep(0.01)
    yield process
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def test_a_killed_run_goes_on(
    begun: "subprocess.Popen[str]", corpus: Path, finished: Path, tmp_path: Path
) -> None:
    """With all its workers, as when the plug is pulled."""
    out = tmp_path / "out"
    os.killpg(begun.pid, signal.SIGKILL)
    begun.wait()
    pipeline.extract(corpus, out, workers=1)
    assert table_bytes(out) == table_bytes(finished)


def test_ctrl_c_ends_workers_at_once_and_the_next_run_goes_on(
    begun: "subprocess.Popen[str]", corpus: Path, finished: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    begun.send_signal(signal.SIGINT)
    told = begun.communicate(timeout=60)[1]  # comes when the last worker has closed its end, too
    assert begun.returncode == 130
    assert "the same command goes on" in told
    assert "Traceback" not in told
    pipeline.extract(corpus, out, workers=1)
    assert table_bytes(out) == table_bytes(finished)


def test_bad_input_costs_nobody_else_a_row(finished: Path, tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", 80)
    (corpus / "empty.txt").write_bytes(b"")
    (corpus / "binary.txt").write_bytes(bytes(range(256)) * 40)
    lines = ['{"id": "fine", "text": "Nine people were hurt in Ohio."}', "{broken", '{"id": "bare"}']
    lines += ['{"id": "fine", "text": "Ten people were hurt in Ohio."}']
    (corpus / "lines.jsonl").write_text("\n".join(lines), "utf-8")
    whole = gzip.compress(b'{"id": "zipped", "text": "Two people died in Texas."}\n' * 2000)
    (corpus / "truncated.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    report = pipeline.extract(corpus, tmp_path / "out", workers=1)
    assert report.problems == ()
    found = pipeline.load(tmp_path / "out")
    good = pipeline.load(finished).claims
    kept = found.claims[found.claims["article_id"].isin(set(good["article_id"]))]
    assert kept["claim_id"].tolist() == good["claim_id"].tolist()
    assert (found.articles["article_id"] == "fine").sum() == 1
    rejected = found.rejects.set_index("path")
    assert set(rejected.index) == {"empty.txt", "binary.txt", "lines.jsonl", "truncated.jsonl.gz"}
    assert rejected.loc["lines.jsonl", "line"].tolist() == [2, 3, 4]
    assert found.rejects["error"].str.len().min() > 10


def test_one_id_in_two_shards_is_kept_once(tmp_path: Path) -> None:
    rows = [{"id": f"a{number % 150}", "text": f"{number + 3} people came to Ohio."} for number in range(151)]
    (tmp_path / "rows.jsonl").write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    report = pipeline.extract(tmp_path / "rows.jsonl", tmp_path / "out", workers=1)
    found = pipeline.load(tmp_path / "out")
    assert report.problems == ()
    assert len(found.articles) == 150
    assert "a0" in found.rejects["error"].tolist()[0]


def test_a_fault_of_ours_costs_one_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline import shards

    true_tabulate = shards.tabulate

    def fails_on_one(doc, article):  # type: ignore[no-untyped-def]
        if article.article_id == "story-001":
            raise ZeroDivisionError("by zero")
        return true_tabulate(doc, article)

    monkeypatch.setattr(shards, "tabulate", fails_on_one)
    pipeline.extract(write_corpus(tmp_path / "corpus", 3), tmp_path / "out", workers=1)
    found = pipeline.load(tmp_path / "out")
    assert found.articles["article_id"].tolist() == ["story-000", "story-002"]
    assert found.rejects["path"].tolist() == ["story-001.txt"]
    assert "ZeroDivisionError: by zero" in found.rejects["error"].tolist()[0]


def test_an_empty_corpus_gives_empty_tables(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    report = pipeline.extract(tmp_path / "corpus", tmp_path / "out")
    assert report.problems == ()
    found = pipeline.load(tmp_path / "out")
    assert dict(found.sizes()) == dict.fromkeys(tables.TABLES, 0)
    assert len(found.pairs("conflict")) == 0
    assert "value_b" in found.pairs().columns


def test_limit_reads_so_many(corpus: Path, tmp_path: Path) -> None:
    pipeline.extract(corpus, tmp_path / "out", workers=1, limit=3)
    assert len(pipeline.load(tmp_path / "out").articles) == 3


def test_comparing_again_changes_nothing_but_what_was_asked(finished: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for name, data in table_bytes(finished).items():
        (out / f"{name}.parquet").write_bytes(data)
    pipeline.compare(out)
    assert table_bytes(out) == table_bytes(finished)


def test_what_holds_no_run_cannot_be_compared(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="holds no finished run"):
        pipeline.compare(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX paths")
def test_an_output_that_is_a_file_is_refused(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("taken")
    with pytest.raises(OutputError, match="Cannot write"):
        pipeline.extract(corpus, tmp_path / "out")


def test_workers_follow_the_work() -> None:
    from pipeline.settings import Settings

    assert number_of_workers(Settings(), 1000, 10) == 1
    assert number_of_workers(Settings(workers=3), 1000, 10) == 3
