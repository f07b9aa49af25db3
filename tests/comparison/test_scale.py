"""The cost of a comparison grows with the run, and what was capped is said."""

import collections
import gzip
import importlib
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from bench_modules import bench_module

from pipeline import checks, tables
from pipeline.comparison import compare


@pytest.fixture(scope="module", autouse=True)
def newsroom() -> Iterator[ModuleType]:
    """bench/newsroom.py; those beside it can be imported meanwhile."""
    with bench_module("newsroom") as module:
        yield module


def test_the_cost_grows_with_the_run(newsroom: ModuleType, is_subquadratic: Callable[..., bool]) -> None:
    def prepare(size: int) -> Callable[[], object]:
        told = newsroom.edition(size, mean_words=120)
        return lambda: compare(told.articles, told.mentions, told.claims, min_similarity=0.5)

    assert is_subquadratic(prepare, 60)


def test_the_made_rows_stand_where_they_say(newsroom: ModuleType) -> None:
    told = newsroom.edition(60)
    text = {row.article_id: row.text for row in told.articles}
    for row in (*told.claims, *told.mentions):
        assert text[row.article_id][row.start : row.end] == row.text
    for claim in told.claims:
        whole = text[claim.article_id]
        assert claim.sentence in whole
        assert (
            claim.speaker_text is None or whole[claim.speaker_start : claim.speaker_end] == claim.speaker_text
        )
        assert claim.cue_text is None or whole[claim.cue_start : claim.cue_end] == claim.cue_text
        assert claim.measure is None or whole[claim.measure_start : claim.measure_end] == claim.measure
    assert {row.claim_type for row in told.claims} == {"statistic", "quote"}


def test_made_news_is_as_dense_as_real_news(newsroom: ModuleType) -> None:
    """Of 475 real local articles: 15.5 statistics, 27 quotes, 110 mentions in a thousand words."""
    told = newsroom.edition(400)
    words = sum(row.words for row in told.articles) / 1000
    kinds = collections.Counter(row.claim_type for row in told.claims)
    assert 12 < kinds["statistic"] / words < 20
    assert 22 < kinds["quote"] / words < 33
    assert 90 < len(told.mentions) / words < 130
    assert 200 < 1000 * words / 400 < 500


def test_three_made_articles_in_ten_are_reprints(newsroom: ModuleType) -> None:
    told = newsroom.edition(800)
    sizes = collections.Counter(row.article_id.split("-")[0] for row in told.articles)
    assert max(sizes.values()) <= 25
    assert 0.3 < sum(size for size in sizes.values() if size == 1) / 800 < 0.55
    syndication = compare(told.articles, [], [], min_similarity=0.5).syndication
    assert 0.2 < len(syndication) / 800 < 0.45
    assert all(
        one.split("-")[0] == group.removeprefix("reprint:").split("-")[0]
        for one, group in syndication.items()
    )


def test_parts_hold_the_rows_of_the_archive(tmp_path: Path) -> None:
    parts, archive = (importlib.import_module(name) for name in ("parts", "archive"))
    folders = parts.write(70, tmp_path, chunk=20)
    assert len({folder.name[:16] for folder in folders}) > 2
    rows = [
        row
        for folder in folders
        for row in tables.rows(tables.ArticleRow, tables.read(folder / "articles.parquet"))
    ]
    into = io.BytesIO()
    archive.write(into, 70)
    lines = [json.loads(line) for line in gzip.decompress(into.getvalue()).splitlines()]
    assert [(row.article_id, row.outlet, row.text) for row in rows] == [
        (line["id"], line["outlet"], line["text"]) for line in lines
    ]
    for name in ("articles", "mentions", "entities", "claims", "rejects"):
        for folder in folders:
            assert not list(checks.schema_problems(name, tables.read(folder / f"{name}.parquet")))


def test_the_same_stories_come_from_any_start(newsroom: ModuleType) -> None:
    whole = {row.article_id: row.text for row in newsroom.edition(60).articles}
    later = newsroom.edition(20, first=10).articles
    assert any(row.article_id in whole for row in later)
    assert all(whole.get(row.article_id, row.text) == row.text for row in later)
