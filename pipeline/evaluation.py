"""Scores the extraction against golden cases: short texts with the complete list of rows they should give.

A case is one JSON object a line: `id`, `text`, optionally `published`, `outlet`, and for each kind that it
checks (`statistics`, `quotes`, `actors`, `jurisdictions`) the rows expected. A row names its surface as
`text` and any columns of the data contract to check; beside these `entity` (canonical name of the entity),
`speaker`, `speaker_name`, `agent` (names of the claim's speaker and agent). `why` is for readers.
A kind that is absent is not checked; with an empty list nothing of it may be found.

A case or a row with `gap` (why it is hard) is a known gap: it counts neither for nor against, and is an error
once it comes out right, so that the mark goes.
"""

import dataclasses
import datetime
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline import tables
from pipeline.errors import ClaimsError
from pipeline.parse import load_pipeline, parse
from pipeline.read.article import Article
from pipeline.settings import Settings
from pipeline.tabulate import ArticleTables, tabulate

KINDS = ("statistics", "quotes", "actors", "jurisdictions")
FILES = (*KINDS, "attribution")
UNNAMED = frozenset({"NOMINAL", "PRONOUN"})
NOT_COLUMNS = frozenset({"why", "gap"})


class CasesError(ClaimsError):
    """A file of cases is missing or wrong."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A text and the rows that it should give, by kind."""

    case_id: str
    text: str
    published: datetime.date | None
    outlet: str | None
    expected: Mapping[str, list[dict[str, Any]]]
    gap: str | None = None


@dataclasses.dataclass(slots=True, kw_only=True)
class Score:
    """Counts of one kind: rows expected, rows found, rows right in every stated column, known gaps."""

    expected: int = 0
    found: int = 0
    right: int = 0
    gaps: int = 0
    errors: list[str] = dataclasses.field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def evaluate(path: Path, settings: Settings) -> dict[str, Score]:
    """Scores by kind over a file of cases, or over those of a folder that are named after a kind.

    Raises CasesError when there is no case or one is wrong.
    """
    cases = {case.case_id: case for case in read_cases(path)}
    articles = (
        Article(
            article_id=case.case_id,
            path=case.case_id,
            text=case.text,
            outlet=case.outlet,
            published=case.published,
            published_from="metadata" if case.published else None,
        )
        for case in cases.values()
    )
    scores = {kind: Score() for kind in KINDS}
    for result in parse(load_pipeline(settings.model), articles, tabulate, settings.batch_size):
        case = cases[result.article.article_id]
        for kind, rows in case.expected.items():
            _score(case, kind, rows, list(found_rows(result, kind)), scores[kind])
    return scores


def read_cases(path: Path) -> list[Case]:
    """All cases of a file or folder, in order; raises CasesError."""
    if path.is_dir():
        files = [file for file in sorted(path.glob("*.jsonl")) if file.stem.split("_")[0] in FILES]
    else:
        files = [path]
    cases: dict[str, Case] = {}
    for file in files:
        for line, text in enumerate(_lines(file), 1):
            if text.strip():
                case = _case(file, line, text)
                if case.case_id in cases:
                    raise CasesError(f"{file}:{line}: the id {case.case_id} is taken")
                cases[case.case_id] = case
    if not cases:
        raise CasesError(f"{path} holds no cases: files are named after a kind, as statistics.jsonl")
    return list(cases.values())


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CasesError(f"{file}: {error}") from error


def _case(file: Path, line: int, text: str) -> Case:
    try:
        row = json.loads(text)
        published = row.get("published")
        return Case(
            case_id=row["id"],
            text=row["text"],
            published=datetime.date.fromisoformat(published) if published else None,
            outlet=row.get("outlet"),
            expected={kind: row[kind] for kind in KINDS if kind in row},
            gap=row.get("gap"),
        )
    except (ValueError, KeyError, AttributeError) as error:
        raise CasesError(f"{file}:{line}: not a case: {error}") from error


def found_rows(result: ArticleTables, kind: str) -> Iterator[dict[str, Any]]:
    """Rows of a kind with the names of their entities."""
    names = {entity.entity_id: entity for entity in result.entities}
    if kind in ("statistics", "quotes"):
        for claim in result.claims:
            if claim.claim_type + "s" == kind:
                row = {name: getattr(claim, name) for name in tables.columns(tables.ClaimRow)}
                speaker, agent = names.get(claim.speaker_id or ""), names.get(claim.agent_id or "")
                yield row | {
                    "speaker": claim.speaker_text,
                    "speaker_name": speaker.name if speaker else None,
                    "agent": agent.name if agent else None,
                }
        return
    for mention in result.mentions:
        if mention.kind + "s" == kind:
            row = {name: getattr(mention, name) for name in tables.columns(tables.MentionRow)}
            entity = names.get(mention.entity_id or "")
            if entity:
                row |= {field.name: getattr(entity, field.name) for field in dataclasses.fields(entity)}
            yield row | {"entity": entity.name if entity else None}


def _score(
    case: Case, kind: str, expected: Sequence[dict[str, Any]], found: list[dict[str, Any]], score: Score
) -> None:
    """Adds a case to a score; one that is a gap as a whole is scored aside."""
    if case.gap is None:
        _count(case, kind, expected, found, score)
        return
    aside = Score()
    _count(case, kind, expected, found, aside)
    score.gaps += max(1, len(expected))
    if not aside.errors:
        score.errors.append(f"{case.case_id}: {kind}: the gap is closed: take its mark away")


def _count(
    case: Case, kind: str, expected: Iterable[dict[str, Any]], found: list[dict[str, Any]], score: Score
) -> None:
    left = list(found)
    for wanted in expected:
        best = min(left, key=lambda row: _distance(wanted, row), default=None)
        if best is not None and _distance(wanted, best)[0] == 2:
            best = None
        if best is not None:
            left.remove(best)
        wrong = ["not found"] if best is None else list(_differences(wanted, best))
        if "gap" in wanted:
            score.gaps += 1
            wrong = [] if wrong else ["the gap is closed: take its mark away"]
        else:
            score.expected += 1
            score.found += best is not None
            score.right += not wrong
        score.errors += [f"{case.case_id}: {kind}: {wanted['text']!r}: {text}" for text in wrong]
    spurious = [row for row in left if row.get("label") not in UNNAMED]
    score.found += len(spurious)
    score.errors += [f"{case.case_id}: {kind}: should not be: {row['text']!r}" for row in spurious]


def _distance(wanted: Mapping[str, Any], row: Mapping[str, Any]) -> tuple[int, int, int]:
    """How far a row is from what is wanted: the same surface, one inside the other, neither."""
    surface, text = wanted["text"], row["text"]
    kind = 0 if surface == text else 1 if surface in text or text in surface else 2
    return kind, len(list(_differences(wanted, row))), row["start"]


def _differences(wanted: Mapping[str, Any], row: Mapping[str, Any]) -> Iterator[str]:
    for column, value in wanted.items():
        if column in NOT_COLUMNS:
            continue
        if column not in row and value is not None:
            yield f"{column} is missing, not {value!r}"
        elif not _same(value, row.get(column)):
            yield f"{column} is {row.get(column)!r}, not {value!r}"


def _same(wanted: Any, found: Any) -> bool:
    if isinstance(found, datetime.date):
        return bool(wanted == found.isoformat())
    if isinstance(found, tuple):
        return bool(list(found) == wanted)
    if isinstance(wanted, (int, float)) and isinstance(found, (int, float)):
        return math.isclose(wanted, found, rel_tol=1e-6)
    return bool(wanted == found)
