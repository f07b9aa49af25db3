"""What was measured of large runs goes into the document as it was measured."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from bench_modules import BENCH, bench_module


@pytest.fixture(scope="module")
def scale_report() -> Iterator[ModuleType]:
    with bench_module("scale_report") as module:
        yield module


def measured(articles: int, stage: str, cpu: float) -> dict[str, Any]:
    counts = {"mentions": 5, "entities": 4, "claims": 3, "comparisons": 2}
    return {
        "kind": "rows", "articles": articles, "stage": stage, "cpu_s": cpu, "wall_s": cpu, "main_mb": 300,
        "worker_mb": 0, "rows": counts,
    }  # fmt: skip


def test_the_last_figure_of_a_stage_counts(scale_report: ModuleType) -> None:
    rows = [measured(100, "merge", 9.0), measured(10, "merge", 1.0), measured(100, "merge", 5.0)]
    assert [row["cpu_s"] for row in scale_report.latest(rows)] == [1.0, 5.0]


@pytest.mark.parametrize("grown", [0.5, 1.0, 2.0])
def test_growth_is_the_exponent(scale_report: ModuleType, grown: float) -> None:
    points = [(n, 3.0 * n**grown) for n in (10**4, 10**5, 10**6)]
    factor, found = scale_report.fit(points)
    assert found == pytest.approx(grown) and factor == pytest.approx(3.0)
    assert scale_report.fit([(10, 7.0), *points]) == pytest.approx((factor, found))


def test_one_size_tells_no_growth(scale_report: ModuleType) -> None:
    assert scale_report.fit([(1000, 2.0)])[1] != scale_report.fit([(1000, 2.0)])[1]


def test_a_table_replaces_what_stood_between_its_markers(scale_report: ModuleType) -> None:
    text = "a\n<!-- rows -->\nold\n<!-- /rows -->\nb"
    assert scale_report.put(text, "rows", "new\n") == "a\n<!-- rows -->\nnew\n<!-- /rows -->\nb"
    with pytest.raises(ValueError, match="full"):
        scale_report.put(text, "full", "new\n")


def test_the_plot_has_a_point_for_each_figure(scale_report: ModuleType) -> None:
    rows = [measured(n, stage, n / 50) for n in (10**4, 10**5) for stage in ("merge", "compare")]
    drawn = ElementTree.fromstring(scale_report.plot(rows))
    assert len(drawn.findall(".//{*}circle")) == 2 * len(rows)
    assert "merge: n^1.00" in ElementTree.tostring(drawn, encoding="unicode")


def test_the_document_shows_every_size_that_was_measured(scale_report: ModuleType) -> None:
    text = (BENCH.parent / "docs" / "scale.md").read_text("utf-8")
    lines = (BENCH / "scale.jsonl").read_text("utf-8").splitlines()
    figures = scale_report.latest(map(scale_report.json.loads, lines))
    for name in ("rows", "full", "projection"):
        made = getattr(scale_report, f"{name}_table")(figures)
        assert scale_report.put(text, name, made) == text, "run: python bench/scale.py report"
