"""Articles as runs of text, each with the row that it belongs to: what the article view draws."""

import collections
import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from pipeline.comparison.phrases import figure
from pipeline.report.page.cards import period
from pipeline.report.page.run_rows import Row, RunRows
from pipeline.tables import ArticleRow, ClaimRow, MentionRow

KINDS = ("quote", "actor", "jurisdiction", "statistic")
"""In the order of drawing: a statistic inside a quote shows on top."""
BUDGET = 2_000_000
"""Characters of articles that one page holds, so that it stays under 5 MB."""


class Mark(NamedTuple):
    """A row of the tables on its stretch of text, with the words to show beside it."""

    start: int
    end: int
    kind: str
    note: str


def article_rows(run: RunRows, wanted: Sequence[str], budget: int = BUDGET) -> tuple[list[Row], int]:
    """The articles in the order wanted as far as the budget goes, and how many did not fit."""
    marks = _marks(run, set(wanted))
    rows: list[Row] = []
    for article_id in wanted:
        article = run.articles[article_id]
        budget -= len(article.text)
        if budget < 0:
            break
        rows.append(_article_row(article, marks[article_id]))
    return rows, len(wanted) - len(rows)


def _article_row(article: ArticleRow, marks: Sequence[Mark]) -> Row:
    url = article.url or ""
    return {
        "id": article.article_id,
        "outlet": article.outlet or article.article_id,
        "headline": article.headline or article.article_id,
        "published": article.published.isoformat() if article.published else None,
        "authors": ", ".join(article.authors),
        "url": url if url.lower().startswith(("http://", "https://")) else None,
        "runs": runs(article.text, marks),
    }


def _marks(run: RunRows, wanted: set[str]) -> Mapping[str, list[Mark]]:
    """By article."""
    marks: dict[str, list[Mark]] = collections.defaultdict(list)
    for mention in run.mentions:
        if mention.article_id in wanted:
            note = _mention_note(run, mention)
            marks[mention.article_id].append(Mark(mention.start, mention.end, mention.kind, note))
    for claim in run.claims.values():
        if claim.article_id in wanted:
            marks[claim.article_id].append(
                Mark(claim.start, claim.end, claim.claim_type, _claim_note(run, claim))
            )
    return marks


def _mention_note(run: RunRows, mention: MentionRow) -> str:
    told = (run.name_of(mention.entity_id) or "nobody known", mention.role, mention.entity_id)
    return " · ".join(part for part in told if part)


def _claim_note(run: RunRows, claim: ClaimRow) -> str:
    said = run.name_of(claim.speaker_id) or claim.speaker_text
    if claim.claim_type == "quote":
        return f"{claim.quote_type} quote · " + (f"said by {said}" if said else "speaker unknown")
    told = (figure(claim), claim.measure, claim.action, period(claim), f"said by {said}" if said else None)
    return " · ".join(part for part in told if part)


def runs(text: str, marks: Iterable[Mark]) -> list[list[Any]]:
    """The text cut where a mark begins or ends: `[words, kind, note]`, or `[words]` where nothing is marked.

    Where marks overlap the kind that is drawn last wins.
    """
    marks = sorted(marks, key=lambda mark: (mark.start, -mark.end, KINDS.index(mark.kind)))
    borders = sorted({0, len(text), *(at for mark in marks for at in mark[:2])})
    found: list[list[Any]] = []
    open_marks: list[Mark] = []
    upcoming = 0
    for start, end in itertools.pairwise(borders):
        while upcoming < len(marks) and marks[upcoming].start <= start:
            open_marks.append(marks[upcoming])
            upcoming += 1
        open_marks = [mark for mark in open_marks if mark.end > start]
        top = max(open_marks, key=lambda mark: (KINDS.index(mark.kind), mark.start), default=None)
        found.append([text[start:end], *(top[2:] if top else ())])
    return found
