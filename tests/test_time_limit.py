"""An article that takes too long is a row of rejects, whatever it is that takes so long."""

import re
import signal
import time
from pathlib import Path

import pytest
from spacy.tokens import Doc

from pipeline import shards
from pipeline.read.article import Article
from pipeline.read.folder import Record
from pipeline.settings import Settings
from pipeline.tabulate import ArticleTables
from pipeline.tabulate import tabulate as plain_tabulate
from pipeline.time_limit import OverTime, time_limit

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer of CPU time here")


def spin() -> None:
    while True:
        try:
            sum(range(1000))
        except Exception:  # a library that swallows errors must not swallow the limit
            continue


def backtrack() -> None:
    re.fullmatch(r"(a+)+b", "a" * 60)


@pytest.mark.parametrize("job", [spin, backtrack])
def test_work_without_end_is_stopped(job: object) -> None:
    with pytest.raises(OverTime), time_limit(0.05):
        job()  # type: ignore[operator]


def test_waiting_costs_nothing_and_the_limit_ends_with_its_block() -> None:
    with time_limit(0.05):
        time.sleep(0.2)
    with time_limit(0):
        sum(range(10**6))
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def record(name: str, text: str) -> Record:
    return Record(path=name, data=text.encode(), suffix=".txt")


def test_an_article_over_time_is_a_row_and_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain_read = shards.read_record

    def read(one: Record, settings: Settings) -> Article:
        return spin() if one.path == "slow-to-read.txt" else plain_read(one, settings)  # type: ignore

    def tabulate(doc: Doc, article: Article) -> ArticleTables:
        return spin() if "slow" in article.path else plain_tabulate(doc, article)  # type: ignore

    monkeypatch.setattr(shards, "read_record", read)
    monkeypatch.setattr(shards, "tabulate", tabulate)
    names = ["a.txt", "slow-to-read.txt", "slow.txt", "z.txt"]
    settings = Settings(max_seconds=3)
    records = tuple(record(name, "The mayor said that 12 people were hurt.") for name in names)
    (shard,) = shards.cut(records, settings)
    done = shards.extract_shard(shard, settings, tmp_path / "out" / ".parts")
    assert (done.articles, done.rejects) == (2, 2)
    import pandas as pd

    rejects = pd.read_parquet(tmp_path / "out" / ".parts" / done.part / "rejects.parquet")
    assert list(rejects.path) == ["slow-to-read.txt", "slow.txt"]
    assert set(rejects.error) == {"The article took longer than 3 seconds of CPU time."}
