"""Claims out of news articles: who says what, with which numbers, compared across outlets.

    import pipeline

    pipeline.extract("my-articles", "outputs")   # read, extract, resolve, compare, write the tables
    t = pipeline.load("outputs")                 # t.claims, t.comparisons, ... are DataFrames
    t.pairs("conflict")                          # both sides of each conflict in one row

Importing this package is cheap: spaCy and pandas are imported by the functions that use them.
"""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pipeline import spacy_commands

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd
    from rich.console import RenderableType

    from pipeline.checks import Problem
    from pipeline.evaluation import Score
    from pipeline.output import Tables
    from pipeline.run import Progress, Report

__all__ = [
    "check",
    "compare",
    "evaluate",
    "explain",
    "export",
    "extract",
    "load",
    "show",
    "within",
    "write_report",
]

spacy_commands.leave_out()


def extract(
    corpus: str | os.PathLike[str],
    out: str | os.PathLike[str],
    *,
    on_progress: "Callable[[Progress], None] | None" = None,
    **settings: Any,
) -> "Report":
    """Run everything over a corpus folder and write the tables to `out`; returns what was done.

    Both may be addresses such as `s3://bucket/news`; the report names the copy of the tables on this machine.

    `settings` are those of `pipeline.settings.Settings`, such as `workers=2` or `limit=100`.

    Raises
    ------
    pipeline.settings.SettingsError
        A setting is unknown or out of range.
    pipeline.read.folder.CorpusError, pipeline.parse.MissingModelError, pipeline.run.OutputError
        The corpus does not exist, the language model is not installed, `out` cannot be written.
    """
    from pathlib import Path

    from pipeline import remote, run
    from pipeline.settings import load as load_settings

    chosen = load_settings(**settings)
    here = remote.near(os.fspath(corpus), os.fspath(out))
    report = run.extract(Path(here.corpus), here.out, chosen, on_progress or (lambda _: None))
    here.send()
    return report


def compare(
    *out: str | os.PathLike[str], to: str | os.PathLike[str] | None = None, **settings: Any
) -> "Report":
    """Redo the comparison of a finished run, or of several as if they were one, into the folder `to`.

    Raises pipeline.run.OutputError when a folder holds no finished run.
    """
    from pathlib import Path

    from pipeline import run
    from pipeline.settings import load as load_settings

    into = None if to is None else Path(to)
    return run.compare([Path(folder) for folder in out], load_settings(**settings), into)


def load(out: str | os.PathLike[str] = "outputs") -> "Tables":
    """The tables of a finished run as DataFrames; raises FileNotFoundError when one is missing."""
    from pathlib import Path

    from pipeline.output import Tables

    return Tables(Path(out))


def within(out: str | os.PathLike[str] = "outputs") -> "pd.DataFrame":
    """Numbers of one article that should fit: headline and body, total and parts, share and counts.

    Returns
    -------
    One row each, conflicts first, with the columns of `pipeline.report.listing.WITHIN`. They are no rows of
    `comparisons`, which holds pairs of different outlets only.

    Raises pipeline.finished.OutputError when the folder holds no finished run.
    """
    from pathlib import Path

    import pandas as pd

    from pipeline.report.listing import WITHIN, listed_within

    return pd.DataFrame(listed_within(Path(out)), columns=list(WITHIN))


def check(out: str | os.PathLike[str] = "outputs") -> "list[Problem]":
    """All rows of an output folder that break the data contract; empty when it is sound."""
    from pathlib import Path

    from pipeline.checks import check as check_tables

    return check_tables(Path(out))


def show(article_id: str, out: str | os.PathLike[str] = "outputs") -> "RenderableType":
    """An article with what was found in it marked, for `rich.print`; raises ClaimsError if unknown."""
    from pipeline.report.show import article_view

    return article_view(load(out), article_id)


def write_report(
    out: str | os.PathLike[str] = "outputs", to: str | os.PathLike[str] | None = None
) -> "list[Path]":
    """Write the report of a run, by default to `report.html` in its folder; returns its pages.

    Raises pipeline.errors.ClaimsError when there is no run or the page cannot be written.
    """
    from pathlib import Path

    from pipeline.report.page import write_report as write_pages

    return write_pages(load(out), Path(to) if to is not None else Path(out) / "report.html")


def export(
    out: str | os.PathLike[str] = "outputs",
    form: str = "sqlite",
    to: str | os.PathLike[str] | None = None,
    group: str | None = None,
) -> "Path":
    """Write a run for other programs, as `pipeline.report.export.export` has it; returns what was written.

    Raises pipeline.errors.ClaimsError for an unknown form or group, and when nothing can be written there.
    """
    from pathlib import Path

    from pipeline.report.export import export as export_run

    return export_run(load(out), form, Path(to) if to is not None else None, group)


def explain(claim_id: str, out: str | os.PathLike[str] = "outputs") -> "RenderableType":
    """Why a claim exists, for `rich.print`; raises ClaimsError if the run has no such claim."""
    from pipeline.report.explain import explanation

    return explanation(load(out), claim_id)


def evaluate(cases: str | os.PathLike[str], **settings: Any) -> "dict[str, Score]":
    """Scores by kind against golden cases; raises pipeline.evaluation.CasesError when one is wrong."""
    from pathlib import Path

    from pipeline.evaluation import evaluate as evaluate_cases
    from pipeline.settings import load as load_settings

    return evaluate_cases(Path(cases), load_settings(**settings))
