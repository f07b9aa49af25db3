"""Fixtures that several test modules share; what is slow is made once a session."""

import gc
import time
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest
from spacy.language import Language
from spacy.tokens import Doc
from typer.testing import CliRunner

from pipeline.parse import load_pipeline
from pipeline.settings import Settings

ROOT = Path(__file__).parents[1]

# A busy machine is no failure, and the same commit gives the same answer each time.
hypothesis.settings.register_profile("project", deadline=None, derandomize=True)
hypothesis.settings.load_profile("project")


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load_pipeline(Settings().model)


@pytest.fixture(scope="session")
def parse_text(nlp: Language) -> Callable[[str], Doc]:
    return nlp


def cpu_seconds(job: Callable[[], object]) -> float:
    """Least CPU seconds of three tries, without the collector of garbage."""
    tries = []
    gc.disable()
    try:
        for _ in range(3):
            start = time.process_time()
            job()
            tries.append(time.process_time() - start)
    finally:
        gc.enable()
    return min(tries)


@pytest.fixture(scope="session")
def is_subquadratic() -> Callable[[Callable[[int], Callable[[], object]], int], bool]:
    """Whether work on eight times as much costs far less than 64 times as much.

    `prepare(size)` gives the job to measure. No bound on seconds: machines differ, growth does not.
    """

    def measure(prepare: Callable[[int], Callable[[], object]], size: int) -> bool:
        return cpu_seconds(prepare(8 * size)) < 32 * max(cpu_seconds(prepare(size)), 0.005)

    return measure


@pytest.fixture(scope="session")
def sample_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped corpus through the command line, once: a folder with the six tables."""
    from pipeline.cli import app

    out = tmp_path_factory.mktemp("sample") / "outputs"
    result = CliRunner().invoke(app, ["extract", str(ROOT / "corpus"), "--out", str(out), "--workers", "1"])
    assert result.exit_code == 0, result.output
    return out
