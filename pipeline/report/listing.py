"""Pairs, and numbers of one article, as lines that other programs read, with what a reader has decided."""

import csv
import io
import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline import decisions, finished
from pipeline.comparison.within import Within, within
from pipeline.formulas import guarded
from pipeline.output import Tables

SIDE = ("outlet", "text", "measure", "sentence")
COLUMNS = (
    "verdict",
    "similarity",
    *(f"{name}_{side}" for side in "ab" for name in SIDE),
    "difference",
    "ratio",
    "reasons",
    "decision",
    "note",
    "claim_a",
    "claim_b",
    "group_id",
)
"""Columns of a listed pair, in order."""

WITHIN = (
    "verdict",
    "kind",
    "article_id",
    "outlet",
    "claim",
    "text",
    "sentence",
    "others",
    "other_texts",
    "other_sentence",
    "reasons",
)
"""Columns of a listed row of one article. `kind` is headline, parts or share; `claim` is the claim_id of the
headline's number, the total or the share, `others` those of the numbers that it should fit."""

Record = dict[str, Any]


def listed_pairs(found: Tables, verdicts: Sequence[str] = ()) -> list[Record]:
    """Pairs of these verdicts (none: all) with both sides and the reader's decision, as plain values."""
    decided = decisions.read(found.out)
    rows = found.pairs()
    if verdicts:
        rows = rows[rows["verdict"].isin(verdicts)]
    return [_record(row, decided) for row in rows.to_dict("records")]


def listed_within(out: Path, verdicts: Sequence[str] = ()) -> list[Record]:
    """Numbers of one article that should fit each other (verdicts; none: all), conflicts first.

    One slice of the run is in memory. Raises OutputError where `out` holds no finished run.
    """
    chosen = [
        _within_record(row)
        for read in finished.read_slices(out)
        for row in within(read.articles, read.mentions, read.claims)
        if not verdicts or row.verdict in verdicts
    ]
    return sorted(chosen, key=lambda record: (record["verdict"] != "conflict", record["article_id"]))


def _within_record(row: Within) -> Record:
    return {
        "verdict": row.verdict,
        "kind": row.kind,
        "article_id": row.article_id,
        "outlet": row.outlet,
        "claim": row.claim.claim_id,
        "text": row.claim.text,
        "sentence": row.claim.sentence,
        "others": [other.claim_id for other in row.others],
        "other_texts": [other.text for other in row.others],
        "other_sentence": row.others[0].sentence,
        "reasons": list(row.reasons),
    }


def _record(row: Mapping[Hashable, Any], decided: dict[decisions.Pair, decisions.Decision]) -> Record:
    known = decided.get((row["claim_a"], row["claim_b"]))
    plain = {name: _plain(row.get(name)) for name in COLUMNS}
    return {
        **plain,
        "decision": known.decision if known else None,
        "note": known.note or None if known else None,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, str) or value is None:
        return value
    if hasattr(value, "tolist"):
        value = value.tolist()
    return None if value != value else value


def as_json(records: Iterable[Record]) -> str:
    """One JSON object a line."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def as_csv(records: Iterable[Record], columns: Sequence[str] = COLUMNS) -> str:
    """A header and a line a record; lists are joined, and no cell is one that a spreadsheet would run."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for record in records:
        writer.writerow([guarded(_cell(name, record[name])) for name in columns])
    return out.getvalue()


def _cell(name: str, value: Any) -> Any:
    """What a list is in a cell: sentences follow each other, other things are parted by a bar."""
    if isinstance(value, list | tuple) or (name == "reasons" and value is None):
        return (" " if name == "reasons" else " | ").join(value or ())
    return value


def open_pairs(records: Iterable[Record], verdicts: Sequence[str]) -> list[Record]:
    """Those of these verdicts that no reader has found wrong."""
    return [row for row in records if row["verdict"] in verdicts and row["decision"] != "wrong"]


def settled(records: Sequence[Record]) -> str | None:
    """How many pairs a reader has decided, as a sentence; None where there are none."""
    counts = {name: sum(row["decision"] == name for row in records) for name in decisions.DECISIONS}
    if not any(counts.values()):
        return None
    return f"Settled by {decisions.NAME}: {counts['right']} right, {counts['wrong']} wrong."
