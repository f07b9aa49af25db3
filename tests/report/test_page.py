"""The report of a run: complete, self-contained, and nothing of an article becomes markup or code."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import pipeline
from pipeline.cli import app
from pipeline.report.page import write_report
from pipeline.report.page.passages import KINDS, Mark, article_rows, runs
from pipeline.report.page.run_rows import read_run
from pipeline.report.page.timeline import timelines
from pipeline.report.page.titles import quote_title, statistic_title
from pipeline.report.page.write import ReportError
from pipeline.report.verdicts import telling

HOSTILE = "</script><script>alert(1)</script><!-- {{ 7 * 7 }} </textarea> <img src=x onerror=alert(2)> \u202e"


def data_of(page: Path) -> dict[str, Any]:
    found = re.search(
        r'<script type="application/json" id="data">(.*?)</script>', page.read_text("utf-8"), re.S
    )
    assert found is not None
    return dict(json.loads(found[1]))


@pytest.fixture(scope="module")
def page(sample_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(pipeline.load(sample_run), tmp_path_factory.mktemp("page") / "report.html")[0]


def test_every_comparison_is_in_the_report(sample_run: Path, page: Path) -> None:
    data = data_of(page)
    shown = {(p["a"], p["b"], p["verdict"]) for group in data["groups"] for p in group["pairs"]}
    pairs = pipeline.load(sample_run).comparisons
    assert shown == set(zip(pairs["claim_a"], pairs["claim_b"], pairs["verdict"], strict=True))


def test_a_claim_is_shown_in_its_own_words(sample_run: Path, page: Path) -> None:
    claims = pipeline.load(sample_run).claims.set_index("claim_id")
    for claim_id, card in data_of(page)["claims"].items():
        claim = claims.loc[claim_id]
        assert card["marked"] == claim["text"]
        assert card.get("before", "") in claim["sentence"]


def test_conflicts_come_first(page: Path) -> None:
    groups = data_of(page)["groups"]
    ranks = [group["telling"] for group in groups]
    assert ranks == sorted(ranks, reverse=True)
    assert "conflict" in groups[0]["verdicts"] or "misattributed" in groups[0]["verdicts"]


def test_decisions_of_the_folder_are_shown(sample_run: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    shutil.copytree(sample_run, run)
    pair = pipeline.load(run).comparisons.iloc[0]
    row = f"{pair.claim_b},{pair.claim_a},wrong,'=another year"
    (run / "decisions.csv").write_text(f"claim_a,claim_b,decision,note\n{row}\nx,y,right,\n", "utf-8")
    (found,) = data_of(write_report(pipeline.load(run), tmp_path / "page.html")[0])["decisions"]
    assert (found["a"], found["b"], found["decision"]) == (pair.claim_a, pair.claim_b, "wrong")
    assert found["note"] == "=another year"


def statistic(**slots: str) -> dict[str, Any]:
    return {"marked": "14", **slots}


@pytest.mark.parametrize(
    ("claims", "title"),
    [
        ([{"measure": "homes", "action": "destroy", "before": "The flood destroyed "}], "Homes · destroyed"),
        ([{"measure": "homes", "action": "destroy", "before": "It fell on "}], "Homes"),
        ([{"measure": "bags", "action": "carry", "after": " bags were carried off"}], "Bags · carried"),
        (
            [{"measure": "requests", "action": "turn down", "before": "It turned down "}],
            "Requests · turned down",
        ),
        ([{"measure": "seats", "action": "have", "before": "It has "}], "Seats"),
        ([{"measure": "women", "base": "the staff"}], "Women, share of the staff"),
        ([{"measure": "men"}, {"measure": "Deaths"}, {"measure": "deaths"}], "Deaths"),
        ([{}], "“14”"),
        ([{"measure": "very " * 40 + "long"}], "Very" + " very" * 16 + "…"),
    ],
)
def test_titles_say_what_is_measured(claims: list[dict[str, str]], title: str) -> None:
    assert statistic_title([statistic(**slots) for slots in claims]) == title


def test_a_quote_is_named_by_its_speaker_where_all_agree() -> None:
    said = {"marked": "“We lost it,”", "speaker_name": "Dana Whitlock"}
    assert quote_title([said, said]) == "Dana Whitlock: “We lost it”"
    assert quote_title([said, said | {"speaker_name": "Russell Tibbets"}]) == "“We lost it”"


def test_a_number_said_of_two_things_tells_more_than_two_numbers() -> None:
    assert telling("scope_differs", 0.9, 1.0) > telling("scope_differs", 0.9, 3.0)
    assert telling("variant", 0.95, None) > telling("conflict", 0.6, 2.0)
    assert telling("conflict", 0.95, 1.2) > telling("variant", 0.95, None)


def test_the_page_asks_for_nothing_from_anywhere(page: Path) -> None:
    text = re.sub(r'<script type="application/json".*?</script>', "", page.read_text("utf-8"), flags=re.S)
    assert "default-src 'none'" in text
    assert re.findall(r"""(?:src|href)=["'](?!#|data:)[^"']*""", text) == []


def damaged(run: Path, to: Path) -> Path:
    """The run with a hostile text in every column that an article can fill."""
    shutil.copytree(run, to)
    for name, columns in {
        "articles": ["outlet", "headline", "url"],
        "claims": ["outlet", "measure", "base", "speaker_text", "period_text", "cue_text", "action"],
        "comparisons": ["outlet_a", "outlet_b"],
        "entities": ["name"],
        "mentions": ["role"],
    }.items():
        table = pd.read_parquet(to / f"{name}.parquet")
        for column in columns:
            table[column] = HOSTILE
        table.to_parquet(to / f"{name}.parquet")
    return to


def test_a_hostile_article_stays_text(sample_run: Path, tmp_path: Path) -> None:
    run = damaged(sample_run, tmp_path / "run")
    page = write_report(pipeline.load(run), tmp_path / "page.html")[0]
    text = page.read_text("utf-8")
    assert text.count("<script") == text.count("</script>") == 2
    assert "<img" not in text and "<!--" not in text and "49" not in re.findall(r"<h1>.*?</h1>", text)
    assert all(card["outlet"] == HOSTILE for card in data_of(page)["claims"].values())
    assert all(article["url"] is None for article in data_of(page)["articles"].values())


def test_many_pairs_go_to_further_pages_and_none_is_lost(sample_run: Path, tmp_path: Path) -> None:
    pages = write_report(pipeline.load(sample_run), tmp_path / "page.html", pairs_a_page=50)
    assert len(pages) > 2
    found = [data_of(path)["groups"] for path in pages]
    pairs = [(p["a"], p["b"]) for groups in found for group in groups for p in group["pairs"]]
    assert len(pairs) == len(set(pairs)) == len(pipeline.load(sample_run).comparisons)
    assert all(other.name in pages[0].read_text("utf-8") for other in pages)


def test_articles_beyond_the_budget_are_counted(sample_run: Path) -> None:
    run = read_run(pipeline.load(sample_run))
    wanted = list(run.articles)
    rows, left_out = article_rows(run, wanted, budget=5000)
    assert 0 < len(rows) < len(wanted)
    assert len(rows) + left_out == len(wanted)


def test_the_command_says_where_the_page_is(sample_run: Path, tmp_path: Path) -> None:
    to = tmp_path / "deep" / "page.html"
    result = CliRunner().invoke(app, ["report", str(sample_run), "--to", str(to)])
    assert result.exit_code == 0
    assert Path(result.output.strip()) == to
    assert to.stat().st_size > 10_000


def test_a_page_that_cannot_be_written_is_a_plain_message(sample_run: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ReportError, match="cannot be written"):
        write_report(pipeline.load(sample_run), tmp_path / "file" / "page.html")


def claim(claim_id: str, day: str, value: float, bound: str = "exact") -> dict[str, object]:
    return {
        "id": claim_id,
        "published": day,
        "value": value,
        "bound": bound,
        "outlet": "A",
        "figure": str(value),
    }


def test_growing_counts_are_drawn_with_their_bounds() -> None:
    claims = {
        "a": claim("a", "2025-09-01", 10),
        "b": claim("b", "2025-09-02", 20, "at_least"),
        "c": claim("c", "2025-09-05", 40),
    }
    group = {
        "id": "group-1",
        "type": "statistic",
        "title": "deaths",
        "verdicts": ["period_differs"],
        "witnesses": [["a"], ["b"], ["c"]],
    }
    (drawing,) = timelines([group], claims)
    assert [dot.x for dot in drawing.dots] == sorted(dot.x for dot in drawing.dots)
    assert [dot.y for dot in drawing.dots] == sorted((dot.y for dot in drawing.dots), reverse=True)
    assert drawing.dots[0].low == drawing.dots[0].high
    assert drawing.dots[1].low - drawing.dots[1].high > 20
    assert timelines([group | {"verdicts": ["agree"]}], claims) == []


marks = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 12), st.sampled_from(KINDS)).map(
        lambda drawn: Mark(drawn[0], min(drawn[0] + drawn[1], 50), drawn[2], "note")
    ),
    max_size=12,
)


@given(marks)
def test_runs_make_up_the_text_and_mark_what_is_marked(drawn: list[Mark]) -> None:
    text = "".join(chr(97 + at % 26) for at in range(50))
    cut = runs(text, drawn)
    assert "".join(run[0] for run in cut) == text
    at = 0
    for words, *kind in cut:
        covering = {mark.kind for mark in drawn if mark.start <= at < mark.end}
        assert bool(kind) == bool(covering)
        assert not kind or kind[0] == max(covering, key=KINDS.index)
        at += len(words)
