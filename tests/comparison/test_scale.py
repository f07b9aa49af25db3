"""The cost of a comparison grows with the run, and what was capped is said."""

import collections
import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from pipeline.comparison import compare

PATH = Path(__file__).parents[2] / "bench" / "newsroom.py"


@pytest.fixture(scope="module")
def newsroom() -> ModuleType:
    spec = importlib.util.spec_from_file_location("newsroom", PATH)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["newsroom"] = module
    spec.loader.exec_module(module)
    return module


def test_the_cost_grows_with_the_run(newsroom: ModuleType, is_subquadratic: Callable[..., bool]) -> None:
    def prepare(size: int) -> Callable[[], object]:
        told = newsroom.edition(size)
        return lambda: compare(told.articles, told.mentions, told.claims, min_similarity=0.5)

    assert is_subquadratic(prepare, 60)


def test_the_made_claims_stand_where_they_say(newsroom: ModuleType) -> None:
    told = newsroom.edition(50)
    text = {row.article_id: row.text for row in told.articles}
    for row in (*told.claims, *told.mentions):
        assert text[row.article_id][row.start : row.end] == row.text
    assert {row.claim_type for row in told.claims} == {"statistic", "quote"}


def test_most_made_articles_tell_a_story_of_their_own(newsroom: ModuleType) -> None:
    told = newsroom.edition(600)
    sizes = collections.Counter(row.article_id.split("-")[0] for row in told.articles)
    assert max(sizes.values()) <= 30
    assert sum(size for size in sizes.values() if size == 1) > 300
    syndication = compare(told.articles, [], [], min_similarity=0.5).syndication
    assert 0.02 < len(syndication) / 600 < 0.4
    assert all(
        one.split("-")[0] == group.removeprefix("reprint:").split("-")[0]
        for one, group in syndication.items()
    )
