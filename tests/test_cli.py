"""The commands: help at once, examples that work, plain messages and exit codes."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import typer.main
from typer.testing import CliRunner, Result

from pipeline.cli import app

ROOT = Path(__file__).parents[1]
VERBS = ("extract", "merge", "compare", "check", "report", "export", "show", "explain", "tables", "evaluate")


def claims(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom pipeline.cli import app\n"
        "try: app(['extract', '--help'])\nexcept SystemExit: pass\n"
        "heavy = {'spacy', 'pandas', 'pyarrow', 'numpy'} & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Example: claims extract corpus --out outputs" in done.stdout


def test_every_verb_is_there_with_an_example() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    assert sorted(commands) == sorted(VERBS)
    for verb in VERBS:
        assert "Example: claims " in claims(verb, "--help").output


def make_shards(parts: Path) -> None:
    for number in (1, 2, 3):
        shutil.copytree(parts, f"part-{number}/.parts")  # all work is done: this is quick
        result = claims("extract", "corpus", "--shard", f"{number}/3", "--out", f"part-{number}")
        assert result.exit_code == 0, result.output
        assert f"Shard {number}/3 is done" in result.output


@pytest.mark.parametrize("verb", VERBS)
def test_the_example_in_the_help_works(
    verb: str, sample_run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(sample_run, tmp_path / "outputs")
    for name in ("corpus", "tests"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    if verb == "merge":
        make_shards(sample_run / ".parts")
    shown = " ".join(claims(verb, "--help").output.split())
    example = re.search(r"Example: claims (.*)$", shown)
    assert example is not None
    result = claims(*shlex.split(example.group(1)))
    assert result.exit_code == 0, result.output


def test_a_missing_model_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("Nine people were hurt.")
    result = claims("extract", tmp_path / "corpus", "--out", tmp_path / "out", "--model", "en_core_web_xl")
    assert result.exit_code == 1
    assert "en_core_web_xl is not installed: install" in result.stderr
    assert "Traceback" not in result.output
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["extract", "no-such-folder"], 1, "no-such-folder"),
        (["show", "no-such-article"], 1, "has no article no-such-article"),
        (["explain", "no-such-claim"], 1, "has no claim no-such-claim"),
        (["tables", "no-such-table"], 1, "There is no table no-such-table"),
        (["evaluate", "no-such-file.jsonl"], 1, "no-such-file.jsonl"),
        (["compare", "no-such-folder"], 1, "There is no folder no-such-folder"),
        (["check", "no-such-folder"], 1, "There is no folder no-such-folder"),
        (["extract"], 2, "Missing argument"),
        (["compare", "--min-similarity", "7"], 1, "min_similarity"),
    ],
)
def test_errors_are_plain(
    arguments: list[str],
    code: int,
    told: str,
    sample_run: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copytree(sample_run, tmp_path / "outputs")
    monkeypatch.chdir(tmp_path)
    result = claims(*arguments)
    assert result.exit_code == code, result.output
    assert told in result.output + result.stderr


def test_an_interrupt_says_how_to_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline import run

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "extract", interrupted)
    (tmp_path / "a.txt").write_text("Nine people were hurt.")
    result = claims("extract", tmp_path, "--out", tmp_path / "out")
    assert result.exit_code == 130
    assert "the same command goes on" in result.stderr


def test_explain_names_rule_sentence_and_comparison(sample_run: Path) -> None:
    pair = pd.read_parquet(sample_run / "comparisons.parquet").iloc[0]
    result = claims("explain", pair["claim_a"], "--out", sample_run)
    assert result.exit_code == 0
    assert "Rules that fired" in result.output
    assert pair["verdict"] in result.output


def test_show_prints_the_text(sample_run: Path) -> None:
    article = pd.read_parquet(sample_run / "articles.parquet").iloc[0]
    result = claims("show", article["article_id"], "--out", sample_run)
    assert article["text"].split()[0] in result.output


def test_a_corpus_of_nothing_readable_ends_plainly(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_bytes(b"")
    result = claims("extract", tmp_path / "corpus", "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert "rejects.parquet" in result.output.replace("\n", "")


def test_standard_input_is_read(tmp_path: Path) -> None:
    lines = '{"id": "x", "text": "Nine people were hurt in Ohio, the sheriff said."}\n'
    out = tmp_path / "out"
    result = CliRunner().invoke(app, ["extract", "-", "--out", str(out)], input=lines)
    assert result.exit_code == 0, result.output
    articles = pd.read_parquet(out / "articles.parquet")
    assert articles["article_id"].tolist() == ["x"]
    assert articles["path"].tolist() == ["-"]
