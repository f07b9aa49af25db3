"""Pairs as lines that other programs read: JSON or CSV, with what a reader has decided about them."""

import csv
import io
import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from pipeline import decisions
from pipeline.output import Tables
from pipeline.report.export import guarded

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

Record = dict[str, Any]


def listed_pairs(found: Tables, verdicts: Sequence[str] = ()) -> list[Record]:
    """Pairs of these verdicts (none: all) with both sides and the reader's decision, as plain values."""
    decided = decisions.read(found.out)
    rows = found.pairs()
    if verdicts:
        rows = rows[rows["verdict"].isin(verdicts)]
    return [_record(row, decided) for row in rows.to_dict("records")]


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


def as_csv(records: Iterable[Record]) -> str:
    """A header and a line a pair; reasons are joined, and no cell is one that a spreadsheet would run."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for record in records:
        cells = {**record, "reasons": " ".join(record["reasons"] or ())}
        writer.writerow([guarded(cells[name]) for name in COLUMNS])
    return out.getvalue()


def open_pairs(records: Iterable[Record], verdicts: Sequence[str]) -> list[Record]:
    """Those of these verdicts that no reader has found wrong."""
    return [row for row in records if row["verdict"] in verdicts and row["decision"] != "wrong"]


def settled(records: Sequence[Record]) -> str | None:
    """How many pairs a reader has decided, as a sentence; None where there are none."""
    counts = {name: sum(row["decision"] == name for row in records) for name in decisions.DECISIONS}
    if not any(counts.values()):
        return None
    return f"Settled by {decisions.NAME}: {counts['right']} right, {counts['wrong']} wrong."
