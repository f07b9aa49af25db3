"""The mistakes that a newcomer is likeliest to make: one plain message each, that says what to do next."""

import errno
import json
import os
import shutil
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

from pipeline import merge, work
from pipeline.cli import app
from pipeline.suggestions import did_you_mean

TEXT = "Nine people were hurt in Ohio, the sheriff said."


def claims(*arguments: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a small corpus."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(TEXT)
    return tmp_path


@pytest.fixture
def outputs(here: Path, sample_run: Path) -> Path:
    shutil.copytree(sample_run, here / "outputs")
    return here / "outputs"


def told(result: Result, code: int = 1) -> str:
    """The message, which is one line on standard error and no traceback."""
    assert result.exit_code == code, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    if code == 1:
        assert result.stderr.count("\n") == 1
        assert result.stdout == ""
    return result.stderr


def test_a_folder_that_is_not_there() -> None:
    assert told(claims("extract", "artcles")) == (
        "There is no folder or file artcles. Did you mean articles?\n"
    )
    assert "There is no folder nowhere either" in told(claims("extract", "nowhere/at-all"))


def test_an_empty_folder(here: Path) -> None:
    (here / "empty").mkdir()
    assert "The folder empty is empty: put articles into it as files that end in .txt" in told(
        claims("extract", "empty")
    )
    assert not (here / "outputs").exists()


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("a.pdf", "pdftotext"),
        ("a.docx", "Save documents as plain text first."),
        ("urls.csv", "make JSON lines of it with pandas"),
        ("a.mhtml", "HTML only"),
        ("a.zip", "Unpack it first."),
        ("claims.parquet", "name the folder of the articles"),
        ("letter", "1 without a suffix"),
    ],
)
def test_a_folder_of_other_files(name: str, advice: str, here: Path) -> None:
    (here / "other").mkdir()
    (here / "other" / name).write_text("x")
    message = told(claims("extract", "other"))
    assert message.startswith("Nothing can be read: other has 1 ")
    assert advice in message


def test_a_csv_as_corpus(here: Path) -> None:
    (here / "stories.csv").write_text("url,text\n")
    assert "make JSON lines of it with pandas" in told(claims("extract", "stories.csv"))


@pytest.mark.parametrize("verb", ["report", "export", "check"])
def test_a_file_instead_of_a_folder_of_tables(verb: str, here: Path) -> None:
    (here / "notes.txt").write_text("x")
    assert "notes.txt is a file: name the folder" in told(claims(verb, "notes.txt"))


def test_a_file_where_the_tables_should_go(here: Path) -> None:
    (here / "notes.txt").write_text("x")
    message = told(claims("extract", "articles", "--out", "notes.txt"))
    assert message == "Cannot write to notes.txt: it is a file. Name a folder with --out.\n"


READERS = (["report"], ["export"], ["show", "x"], ["explain", "x"])


@pytest.mark.parametrize("command", READERS, ids=lambda command: command[0])
def test_tables_of_an_older_version(command: list[str], outputs: Path) -> None:
    path = outputs / "claims.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["utterance_id"]), path)
    out = [] if len(command) == 1 else ["--out"]
    message = told(claims(*command, *out, "outputs"))
    fault = "outputs was written by another version or program: claims has no column utterance_id"
    assert f"{fault}. Run again: claims extract CORPUS" in message


@pytest.mark.parametrize("command", READERS, ids=lambda command: command[0])
def test_a_damaged_table(command: list[str], outputs: Path) -> None:
    (outputs / "entities.parquet").write_bytes(b"PAR1 no more")
    out = [] if len(command) == 1 else ["--out"]
    message = told(claims(*command, *out, "outputs"))
    assert "entities.parquet is damaged and cannot be read. Run again: claims extract CORPUS" in message


@pytest.mark.parametrize("command", READERS, ids=lambda command: command[0])
def test_a_missing_table(command: list[str], outputs: Path) -> None:
    (outputs / "comparisons.parquet").unlink()
    out = [] if len(command) == 1 else ["--out"]
    assert "holds no finished run: comparisons.parquet is missing" in told(claims(*command, *out, "outputs"))


def test_a_damaged_table_is_made_anew_by_the_same_command(here: Path) -> None:
    claims("extract", "articles", "--quiet")
    (here / "outputs" / "claims.parquet").write_bytes(b"PAR1 no more")
    assert claims("extract", "articles", "--quiet").exit_code == 0
    assert pd.read_parquet(here / "outputs" / "claims.parquet")["value"].tolist()[:1] == [9]


def test_a_folder_that_may_not_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "outputs")

    monkeypatch.setattr(Path, "mkdir", refuse)
    message = told(claims("extract", "articles"))
    assert message == "Cannot write to outputs: Permission denied. Name a folder of your own with --out.\n"


@pytest.mark.parametrize("place", ["merge", "work"])
def test_a_full_disk(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "outputs/x.parquet")

    monkeypatch.setattr(*{"merge": (merge, "finish"), "work": (work, "extract_shard")}[place], full)
    message = told(claims("extract", "articles", "--workers", 1))
    assert "No space left on device" in message
    assert "what is done is kept: make room, and the same command goes on" in message


@pytest.mark.parametrize(("out", "where"), [("articles", "is"), ("articles/tables", "lies inside")])
def test_tables_inside_the_corpus(out: str, where: str, here: Path) -> None:
    message = told(claims("extract", "articles", "--out", out))
    assert message == f"{out} {where} the corpus articles: name a folder beside it with --out.\n"
    assert sorted(path.name for path in (here / "articles").iterdir()) == ["a.txt"]


@pytest.mark.usefixtures("outputs")
@pytest.mark.parametrize(
    ("command", "hint"),
    [
        (["show", "flood/harbor-ledgr"], "Did you mean flood/harbor-ledger"),
        (["explain", "flood/harbor-ledger#s351-352"], "Did you mean flood/harbor-ledger#s351-353"),
        (["explain", "flood/harbor-ledger"], "Did you mean flood/harbor-ledger#"),
        (["tables", "claim"], "Did you mean claims?"),
        (["compare", "outputs", "--verdict", "conflicts"], "Did you mean conflict?"),
        (["export", "outputs", "--to", "sqlit"], "Did you mean sqlite?"),
        (["explain", "zzzz"], "It has, for example: "),
        (["show", "zzzz"], "It has, for example: "),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_an_unknown_name_gets_near_ones(command: list[str], hint: str) -> None:
    assert hint in told(claims(*command))


def test_an_unknown_group_gets_near_ones(outputs: Path) -> None:
    group = pd.read_parquet(outputs / "comparisons.parquet")["group_id"].iloc[0]
    message = told(claims("export", "outputs", "--to", "json-ld", "--group", group[:-1]))
    assert f"has no group {group[:-1]}. Did you mean " in message


@pytest.mark.parametrize(
    ("command", "hint"),
    [
        (["extrct", "articles"], "extract"),
        (["extract", "articles", "--lmit", "3"], "--limit"),
        (["extract", "articles", "--workers", "0"], "--workers"),
        (["extract", "articles", "--workers", "-2"], "--workers"),
        (["extract", "articles", "--limit", "ten"], "--limit"),
        (["extract"], "corpus"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_that_is_not_understood(command: list[str], hint: str) -> None:
    assert hint in told(claims(*command), code=2)


def test_a_wrong_setting(here: Path) -> None:
    (here / "claims.toml").write_text("modle = 'en_core_web_md'\n")
    message = told(claims("extract", "articles", "--settings", "claims.toml"))
    assert message.startswith("claims.toml: modle: ")
    assert "Did you mean model? Settings are: model, language" in message
    assert "nowhere.toml cannot be read" in told(claims("extract", "articles", "--settings", "nowhere.toml"))


def test_a_language_model_that_is_not_installed() -> None:
    message = told(claims("extract", "articles", "--model", "en_core_web_xl"))
    assert "en_core_web_xl is not installed: install" in message


@pytest.mark.parametrize(
    ("manifest", "reason"),
    [
        (
            "path,outlet\nb.txt,X\n",
            "manifest.csv, line 2: The manifest names b.txt, and there is no such file.",
        ),
        ("file,outlet\na.txt,X\n", "manifest.csv: The manifest has no column path; its first line names"),
    ],
)
def test_a_manifest_that_does_not_fit_is_told_before_and_after(
    manifest: str, reason: str, here: Path
) -> None:
    (here / "articles" / "manifest.csv").write_text(manifest)
    before = claims("extract", "articles", "--dry-run")
    after = claims("extract", "articles")
    assert before.exit_code == after.exit_code == 0
    assert reason in before.stdout
    assert reason in " ".join(after.stdout.split())


def test_a_line_that_is_no_json(here: Path) -> None:
    (here / "articles" / "lines.jsonl").write_text(json.dumps({"text": TEXT}) + "\n{'text': 'x'}\n")
    shown = claims("extract", "articles")
    assert shown.exit_code == 0
    assert "lines.jsonl, line 2: " in shown.stdout


@pytest.mark.parametrize("sent", ["", "\n"])
def test_nothing_on_standard_input(sent: str) -> None:
    assert told(claims("extract", "-", stdin=sent)) == (
        "Nothing came on standard input: give it JSON lines, one article a line.\n"
    )


def test_a_dry_run_of_standard_input() -> None:
    assert "standard input can be read once only" in told(claims("extract", "-", "--dry-run", stdin="{}"))


def test_a_dry_run_writes_nothing(here: Path) -> None:
    (here / "articles" / "b.pdf").write_text("x")
    shown = claims("extract", "articles", "--dry-run").stdout
    assert shown.startswith("Would read 1 inputs of articles: files 1 .txt.\nWould pass over 1 .pdf.\n")
    assert "0 of them are done already. Model en_core_web_sm; tables go to outputs." in shown
    assert not (here / "outputs").exists()


def test_a_dry_run_knows_what_is_done(here: Path) -> None:
    assert claims("extract", "articles", "--quiet").output == ""
    assert "up to date: there is nothing to do" in claims("extract", "articles", "--dry-run").stdout
    (here / "articles" / "b.txt").write_text(TEXT)
    announced = json.loads(claims("extract", "articles", "--dry-run", "--json").stdout)
    assert (announced["inputs"], announced["unchanged"]) == (2, False)
    limited = json.loads(claims("extract", "articles", "--dry-run", "--json", "--limit", 1).stdout)
    assert (limited["inputs"], limited["there"], limited["unchanged"]) == (1, 1, True)


def test_the_summary_as_json(sample_run: Path) -> None:
    result = claims("extract", "articles", "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 0
    assert found["articles"] == 1
    assert found["statistics"] == 1
    assert (found["worked"], found["unchanged"], found["problems"], found["rejects"]) == (1, False, [], 0)
    again = json.loads(claims("extract", "articles", "--json").stdout)
    assert (again["worked"], again["unchanged"]) == (0, True)
    verdicts = pd.read_parquet(sample_run / "comparisons.parquet")["verdict"]
    from pipeline.output import Tables
    from pipeline.report.summary import figures

    assert figures(Tables(sample_run))["pairs"] == verdicts.value_counts().to_dict()


def test_near_names_are_of_the_same_article_first() -> None:
    known = ["b#s1-2", "a#s10-12", "a#s90-99"]
    assert did_you_mean("a#s10-13", known).startswith(" Did you mean a#s10-12")
    assert "b#" not in did_you_mean("a#s1-2", known)
    assert did_you_mean("zzz", known) == ""
