"""Fixtures that several test modules share; what is slow is made once a session."""

from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc
from typer.testing import CliRunner

from pipeline.parse import load_pipeline
from pipeline.settings import Settings

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load_pipeline(Settings().model)


@pytest.fixture(scope="session")
def parse_text(nlp: Language) -> Callable[[str], Doc]:
    return nlp


@pytest.fixture(scope="session")
def sample_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped corpus through the command line, once: a folder with the six tables."""
    from pipeline.cli import app

    out = tmp_path_factory.mktemp("sample") / "outputs"
    result = CliRunner().invoke(app, ["extract", str(ROOT / "corpus"), "--out", str(out), "--workers", "1"])
    assert result.exit_code == 0, result.output
    return out
