"""How `claims extract` and `claims compare` end, and what they announce: for people, or as JSON."""

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from pipeline import run
from pipeline.errors import ClaimsError
from pipeline.output import Tables
from pipeline.portions import PortionReport
from pipeline.preview import preview as preview_run
from pipeline.read.survey import Survey, counted
from pipeline.report import listing
from pipeline.report.summary import figures, summary, within_section
from pipeline.settings import Settings
from pipeline.shown import shown

SHOWN = 5


def show(report: run.Report) -> None:
    """The summary on standard output, notes on standard error."""
    if report.unchanged:
        typer.echo("Nothing has changed since the last run: no work to do.", err=True)
    Console().print(summary(Tables(report.out)))
    for note in report.notes:
        typer.echo(note, err=True)


def portion_done(report: PortionReport, *, as_json: bool, quiet: bool) -> str:
    """How `claims extract --shard` ends: what was done, and how to go on."""
    if as_json:
        told = {"shard": str(report.portion), "inputs": report.inputs, "total": report.total}
        return json.dumps(told | {"worked": report.worked, "out": str(report.out)}, ensure_ascii=False) + "\n"
    if quiet:
        return ""
    return (
        f"Shard {report.portion} is done: {report.inputs:,} of {report.total:,} inputs, in {report.out}. "
        f"When all {report.portion.of} are: claims merge OUT FOLDER... with the folders of all of them.\n"
    )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What `claims compare` is asked to print; without verdicts and forms, the summary."""

    verdicts: Sequence[str] = ()
    as_json: bool = False
    as_csv: bool = False
    within: bool = False
    """Numbers inside each article: as a section of the summary, or listed in place of the pairs."""


def show_compared(report: run.Report, wanted: Wanted) -> None:
    """The summary, or a list, on standard output; how many pairs are settled on standard error."""
    is_list = wanted.as_json or wanted.as_csv or bool(wanted.verdicts)
    pairs = listing.listed_pairs(Tables(report.out), wanted.verdicts)
    inside = listing.listed_within(report.out, wanted.verdicts) if wanted.within else []
    if is_list:
        records, columns = (inside, listing.WITHIN) if wanted.within else (pairs, listing.COLUMNS)
        listed = listing.as_csv(records, columns) if wanted.as_csv else listing.as_json(records)
        typer.echo(listed, nl=False)
    else:
        show(report)
        if wanted.within:
            Console().print(within_section(inside, report.out))
    for sentence in filter(None, [listing.settled(pairs)]):
        typer.echo(sentence, err=True)


def failing(report: run.Report, verdicts: Sequence[str], *, within: bool = False) -> str | None:
    """How many rows have one of these verdicts and are not found wrong by a reader; None: no row."""
    if not verdicts:
        return None
    found = listing.open_pairs(listing.listed_pairs(Tables(report.out)), verdicts)
    inside = listing.listed_within(report.out, verdicts) if within else []
    if not found and not inside:
        return None
    told = f"{len(found)} pairs" + (f" and {len(inside)} rows within an article" if within else "")
    return f"{told}: {', '.join(sorted({row['verdict'] for row in [*found, *inside]}))}."


def as_json(report: run.Report) -> str:
    """The summary as one JSON object: counts, whether there was work, what breaks the contract, notes."""
    found: dict[str, Any] = figures(Tables(report.out))
    found |= {"unchanged": report.unchanged, "worked": report.worked}
    found |= {"problems": [str(problem) for problem in report.problems], "notes": list(report.notes)}
    return json.dumps(found, ensure_ascii=False)


def announced(corpus: str, out: Path, settings: Settings, survey: Survey | None, *, as_json: bool) -> str:
    """What a run would read and do. Raises ClaimsError for standard input, which can be read once only."""
    if survey is None:
        raise ClaimsError("--dry-run needs a folder or a file: standard input can be read once only.")
    preview = preview_run(Path(corpus), out, settings)
    rejects = [
        f"{shown(row.path)}{f', line {row.line}' if row.line else ''}: {row.error}" for row in preview.rejects
    ]
    if as_json:
        told = {"read": dict(survey.readable), "passed_over": dict(survey.others), "inputs": preview.inputs}
        told |= {"there": preview.there, "unchanged": preview.unchanged, "rejects": rejects}
        return json.dumps(told | {"model": settings.model, "out": str(out)}, ensure_ascii=False) + "\n"
    lines = [f"Would read {preview.inputs:,} inputs of {corpus}: files {counted(survey.readable)}."]
    if survey.others:
        lines.append(f"Would pass over {counted(survey.others)}.")
    if preview.unchanged:
        lines.append(f"The tables in {out} are up to date: there is nothing to do.")
    else:
        lines.append(
            f"{preview.there:,} of them are done already. Model {settings.model}; tables go to {out}."
        )
    lines += rejects[:SHOWN]
    if len(rejects) > SHOWN:
        lines.append(f"and {len(rejects) - SHOWN:,} more that cannot be read")
    return "\n".join([*lines, "Nothing was written."]) + "\n"
