"""Fills the template: data as JSON that no browser takes for code, style and script named by their hashes."""

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2

from pipeline import decisions
from pipeline.errors import ClaimsError
from pipeline.output import Tables
from pipeline.report.page import figures
from pipeline.report.page.cards import claim_cards, group_cards
from pipeline.report.page.passages import article_rows
from pipeline.report.page.run_rows import Row, RunRows, read_run
from pipeline.report.page.timeline import timelines

PAIRS_A_PAGE = 1000
_ASSETS = Path(__file__).parent / "assets"
_SCRIPTS = ("elements.js", "words.js", "decisions.js", "page.js")


class ReportError(ClaimsError):
    """The report cannot be written."""


def write_report(found: Tables, to: Path, pairs_a_page: int = PAIRS_A_PAGE) -> list[Path]:
    """Write the report of a run to `to`, beyond `pairs_a_page` comparisons to further pages beside it.

    Returns the pages in order; raises ReportError when one cannot be written.
    """
    run = read_run(found)
    settled = decisions.read(found.out)
    claims = claim_cards(run, (key for pair in run.comparisons for key in (pair.claim_a, pair.claim_b)))
    groups = group_cards(run, claims)
    pages = list(_pages(groups, pairs_a_page)) or [[]]
    paths = [to if number == 0 else to.with_stem(f"{to.stem}-{number + 1}") for number in range(len(pages))]
    shared: dict[str, Any] = {
        "run": run.name,
        "counts": figures.counts(run),
        "verdicts": figures.verdicts(run),
        "matrix": figures.matrix(run),
        "timelines": timelines(groups, claims),
        "pages": [path.name for path in paths],
    }
    for number, (path, listed) in enumerate(zip(paths, pages, strict=True)):
        data, left_out = _data(run, listed, claims)
        data["decisions"] = _settled(settled, listed)
        _write(path, _render(data, **shared, number=number, left_out=left_out))
    return paths


def _data(run: RunRows, listed: Sequence[Row], claims: Mapping[str, Row]) -> tuple[Row, int]:
    """What one page holds, and the number of articles that it has no room for."""
    shown = [claims[key] for group in listed for witness in group["witnesses"] for key in witness]
    articles, left_out = article_rows(run, list(dict.fromkeys(claim["article"] for claim in shown)))
    data = {
        "run": _digest(run),
        "groups": listed,
        "claims": {claim["id"]: claim for claim in shown},
        "articles": {article["id"]: article for article in articles},
    }
    return data, left_out


def _settled(found: Mapping[decisions.Pair, decisions.Decision], listed: Sequence[Row]) -> list[Row]:
    """What has been decided of the pairs of a page."""
    pairs = [(pair["a"], pair["b"]) for group in listed for pair in group["pairs"]]
    return [
        {"a": a, "b": b, "decision": found[a, b].decision, "note": found[a, b].note}
        for a, b in pairs
        if (a, b) in found
    ]


def _pages(groups: Sequence[Row], most: int) -> Iterator[list[Row]]:
    """Groups in order, at most `most` pairs to a page; a group with more has a page of its own."""
    page: list[Row] = []
    size = 0
    for group in groups:
        if page and size + len(group["pairs"]) > most:
            yield page
            page, size = [], 0
        page.append(group)
        size += len(group["pairs"])
    if page:
        yield page


def _digest(run: RunRows) -> str:
    """Names the run, so that decisions taken on one report are not shown on another's."""
    ids = "\n".join(sorted(f"{pair.claim_a} {pair.claim_b}" for pair in run.comparisons))
    return hashlib.sha256(ids.encode()).hexdigest()[:16]


def _render(data: Row, **shown: Any) -> str:
    loader = jinja2.FileSystemLoader(_ASSETS)
    templates = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    style = (_ASSETS / "page.css").read_text("utf-8")
    script = "\n".join((_ASSETS / name).read_text("utf-8") for name in _SCRIPTS)
    hashes = {"style_hash": _hash(style), "script_hash": _hash(script)}
    page = templates.get_template("page.html.j2")
    return page.render(data=_json(data), style=style, script=script, **hashes, **shown)


def _json(data: Row) -> str:
    """JSON that can stand inside a script element: no `<`, `>` or `&`, so no tag or comment begins in it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _hash(text: str) -> str:
    """A source expression of Content Security Policy, level 2."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    except OSError as error:
        raise ReportError(f"The report cannot be written to {path}: {error}") from error
