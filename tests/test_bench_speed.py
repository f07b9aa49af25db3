"""The speed bench times what a run calls, each stage once."""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from bench_modules import bench_module

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def speed() -> Iterator[ModuleType]:
    with bench_module("speed") as module:
        yield module


class Clock:
    """Stands in for the CPU clock, so that nothing is timed in earnest."""

    def __init__(self) -> None:
        self.now = 0.0

    def work(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(speed: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(speed.time, "process_time", lambda: clock.now)
    return clock


def test_a_stage_within_a_stage_is_counted_once(speed: ModuleType, clock: Clock) -> None:
    stopwatch = speed.Stopwatch()
    inner = stopwatch.watch(clock.work, "inner")
    with stopwatch.stage("outer"):
        clock.work(2)
        inner(5)
        clock.work(1)
    clock.work(9)
    assert stopwatch.spent == {"outer": 3, "inner": 5}


def test_a_generator_is_timed_while_it_works_only(speed: ModuleType, clock: Clock) -> None:
    def steps() -> Iterator[int]:
        for step in range(3):
            clock.work(1)
            yield step

    stopwatch = speed.Stopwatch()
    found = []
    for step in stopwatch.watch(steps, "steps")():
        clock.work(7)
        found.append(step)
    assert found == [0, 1, 2]
    assert stopwatch.spent == {"steps": 3}


def test_figures_of_a_short_run(speed: ModuleType, tmp_path: Path) -> None:
    settings = speed.Settings(workers=1, limit=3)
    figures = speed.side_by_side(ROOT / "corpus", tmp_path / "out", settings)
    seconds = figures["cpu seconds"]
    assert figures["words"] > 100
    assert {"tokenizer only", "bare spaCy", "extract", "compare"} <= set(seconds)
    for stage in speed.stage_names():
        assert f"extract: {stage}" in seconds
    stages = [spent for name, spent in seconds.items() if name.startswith("extract: ")]
    assert sum(stages) == pytest.approx(seconds["extract"], abs=0.1)
    assert seconds["extract: parse"] > 0
    assert figures["of bare spaCy"]["bare spaCy"] == 1
