"""The command line: each verb parses its arguments and calls one function."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.errors import ClaimsError
from pipeline.suggestions import did_you_mean
from pipeline.verb import FOUND, UNSOUND, app, verb

if TYPE_CHECKING:
    from pipeline.checks import Problem

__all__ = ["app"]

SHOWN_PROBLEMS = 20

Out = Annotated[Path, typer.Option("--out", help="Folder of the tables.")]
Run = Annotated[Path, typer.Argument(metavar="OUT", help="Folder of the tables.", show_default="outputs")]
Config = Annotated[Path | None, typer.Option("--settings", help="A claims.toml with settings.")]
MinSimilarity = Annotated[
    float | None,
    typer.Option(help="Pairs less alike than this are left out, from 0 to 1.", show_default="0.5"),
]


@verb("extract corpus --out outputs --workers 2")
def extract(
    corpus: Annotated[str, typer.Argument(help="Folder of articles, one file, or - for JSONL on stdin.")],
    out: Annotated[str, typer.Option("--out", help="Folder of the tables.")] = "outputs",
    model: Annotated[str | None, typer.Option(help="An installed spaCy pipeline.")] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Worker processes.", show_default="by size")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=0, help="Read this many articles; 0: all.")] = None,
    engine: Annotated[
        str | None,
        typer.Option(help="Where work is done: processes, serial or dask.", show_default="processes"),
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(help="For dask: its scheduler, as tcp://host:8786, or its scheduler file.")
    ] = None,
    shard: Annotated[
        str | None, typer.Option(help="Do one portion, as 2/3, and leave it for claims merge.")
    ] = None,
    min_similarity: MinSimilarity = None,
    settings: Config = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be read; write nothing.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but what went wrong.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as one JSON object.")] = False,
) -> None:
    """Read a corpus and write all six tables, comparisons included."""
    from pipeline import portions, remote, run
    from pipeline import settings as run_settings
    from pipeline.read.survey import survey
    from pipeline.report import ending
    from pipeline.report.progress import progress_bar

    flags = {"model": model, "workers": workers, "limit": limit, "min_similarity": min_similarity}
    chosen = run_settings.load(settings, **flags, engine=engine, scheduler=scheduler)
    portion = portions.Portion.read(shard) if shard is not None else None
    here = remote.near(corpus, out, keeps_parts=portion is not None)
    found = survey(Path(here.corpus)) if corpus != "-" else None
    if dry_run:
        typer.echo(ending.announced(here.corpus, here.out, chosen, found, as_json=as_json), nl=False)
        return
    with progress_bar(quiet) as show_progress:
        if portion is not None:
            done = portions.extract_portion(here.corpus, here.out, chosen, portion, show_progress)
            typer.echo(ending.portion_done(done, as_json=as_json, quiet=quiet), nl=False)
            return
        report = run.extract(here.corpus, here.out, chosen, show_progress)
    here.send()
    if as_json:
        typer.echo(ending.as_json(report))
    elif not quiet:
        ending.show(report)
    _exit_by(report.problems)


@verb("merge outputs part-1 part-2 part-3")
def merge(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Folder of the tables.")],
    folders: Annotated[
        list[Path],
        typer.Argument(metavar="FOLDER...", help="What claims extract --shard wrote, in any order."),
    ],
    min_similarity: MinSimilarity = None,
    settings: Config = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as one JSON object.")] = False,
) -> None:
    """Join the shards of one run, made on several machines, to its tables, comparisons included."""
    from pipeline import portions
    from pipeline import settings as run_settings
    from pipeline.report import ending
    from pipeline.report.progress import progress_bar

    chosen = run_settings.load(settings, min_similarity=min_similarity)
    with progress_bar() as show_progress:
        report = portions.merge_portions(out, folders, chosen, show_progress)
    if as_json:
        typer.echo(ending.as_json(report))
    else:
        ending.show(report)
    _exit_by(report.problems)


Verdicts = Annotated[
    list[str] | None, typer.Option(help="List these verdicts only; can be given several times.")
]


@verb("compare outputs --min-similarity 0.7")
def compare(
    out: Annotated[
        list[Path] | None,
        typer.Argument(metavar="OUT...", help="Folders of finished runs.", show_default="outputs"),
    ] = None,
    to: Annotated[Path | None, typer.Option("--out", help="Where the tables of several runs go.")] = None,
    min_similarity: MinSimilarity = None,
    verdict: Verdicts = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the pairs as JSON, one a line.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print the pairs as CSV.")] = False,
    fail_on: Annotated[
        list[str] | None, typer.Option(help="End with code 4 if a pair has this verdict and is not settled.")
    ] = None,
    within: Annotated[
        bool,
        typer.Option("--within", help="Compare numbers inside each article: headline, totals, shares."),
    ] = False,
    settings: Config = None,
) -> None:
    """Redo the comparison of a finished run, or compare several runs as if they were one."""
    from pipeline import run
    from pipeline import settings as run_settings
    from pipeline.report import ending
    from pipeline.report.progress import progress_bar

    known = [*(verdict or ()), *(fail_on or ())]
    _require_verdicts(known)
    folders = out or [Path("outputs")]
    chosen = run_settings.load(settings, min_similarity=min_similarity)
    with progress_bar() as show_progress:
        report = run.compare(folders, chosen, to, show_progress)
    wanted = ending.Wanted(verdicts=verdict or (), as_json=as_json, as_csv=as_csv, within=within)
    ending.show_compared(report, wanted)
    _exit_by(report.problems)
    failing = ending.failing(report, fail_on or (), within=within)
    if failing:
        typer.echo(failing, err=True)
        raise typer.Exit(FOUND)


@verb("check outputs")
def check(out: Run = Path("outputs")) -> None:
    """Verify every invariant of the tables: offsets, keys, enumerations, pairs."""
    import pipeline

    if not out.is_dir():
        _require_run(out)
    _exit_by(pipeline.check(out))
    typer.echo(f"{out} is sound.")


@verb("report outputs")
def report(
    out: Run = Path("outputs"),
    to: Annotated[
        Path | None, typer.Option(help="The file to write.", show_default="report.html in the output folder")
    ] = None,
) -> None:
    """Write a page that shows, side by side, where the outlets differ: it opens in any browser, offline."""
    import pipeline

    _require_run(out)
    for page in pipeline.write_report(out, to):
        typer.echo(page)


@verb("export outputs --to sqlite")
def export(
    out: Run = Path("outputs"),
    to: Annotated[str, typer.Option(help="sqlite, csv, jsonl, label-studio or json-ld.")] = "sqlite",
    file: Annotated[
        Path | None, typer.Option(help="The file or folder to write.", show_default="in the output folder")
    ] = None,
    group: Annotated[str | None, typer.Option(help="The group_id that json-ld is of.")] = None,
) -> None:
    """Write the tables for other programs: datasette, spreadsheets, Label Studio, the semantic web."""
    import pipeline

    _require_run(out)
    typer.echo(pipeline.export(out, to, file, group))


@verb("show flood/harbor-ledger --out outputs")
def show(
    article_id: Annotated[str, typer.Argument(help="article_id of an article of the run.")],
    out: Out = Path("outputs"),
) -> None:
    """Print an article with its actors, jurisdictions, statistics and quotes marked."""
    import rich

    import pipeline

    _require_run(out)
    rich.print(pipeline.show(article_id, out))


@verb("explain 'flood/harbor-ledger#s351-353' --out outputs")
def explain(
    claim_id: Annotated[str, typer.Argument(help="claim_id of a claim of the run.")],
    out: Out = Path("outputs"),
) -> None:
    """Say why a claim exists: its sentence, its values as read, the rules that fired, its comparisons."""
    import rich

    import pipeline

    _require_run(out)
    rich.print(pipeline.explain(claim_id, out))


@verb("tables claims")
def tables(name: Annotated[str | None, typer.Argument(help="One table; default: all.")] = None) -> None:
    """Print what the tables hold: every column with its type and meaning."""
    import rich

    from pipeline.report.describe import described

    rich.print(described(name))


@verb("evaluate tests/cases")
def evaluate(
    cases: Annotated[Path, typer.Argument(help="A .jsonl file of golden cases, or a folder of them.")],
    errors: Annotated[int, typer.Option(min=0, help="Print this many errors.")] = 0,
    model: Annotated[str | None, typer.Option(help="An installed spaCy pipeline.")] = None,
) -> None:
    """Score the extraction against golden cases: precision, recall and F1 by kind."""
    import rich

    from pipeline import settings as run_settings
    from pipeline.evaluation import evaluate as evaluate_cases
    from pipeline.report.scores import score_table

    rich.print(score_table(evaluate_cases(cases, run_settings.load(model=model)), errors))


def _require_run(out: Path) -> None:
    from pipeline.finished import require_run

    require_run(out)


def _require_verdicts(chosen: Sequence[str]) -> None:
    from pipeline import tables

    known = (*tables.STATISTIC_VERDICTS, *tables.QUOTE_VERDICTS)
    for name in chosen:
        if name not in known:
            raise ClaimsError(f"{name!r} is no verdict: {', '.join(known)}.{did_you_mean(name, known)}")


def _exit_by(problems: "Sequence[Problem]") -> None:
    for problem in problems[:SHOWN_PROBLEMS]:
        typer.echo(str(problem), err=True)
    if len(problems) > SHOWN_PROBLEMS:
        typer.echo(f"and {len(problems) - SHOWN_PROBLEMS} more", err=True)
    if problems:
        raise typer.Exit(UNSOUND)


if __name__ == "__main__":
    app()
