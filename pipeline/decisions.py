"""`decisions.csv`: what a reader has decided about pairs, kept beside the tables across runs.

The file has a header and the columns `claim_a`, `claim_b`, `decision` (`right` or `wrong`) and, if wanted,
`note`. The order of the two claims does not matter. The program reads it and never changes it, but to carry
the decisions of several runs into their joint folder.
"""

import csv
import dataclasses
from collections.abc import Iterable, Mapping
from pathlib import Path

from pipeline.errors import ClaimsError
from pipeline.formulas import guarded, unguarded

NAME = "decisions.csv"
COLUMNS = ("claim_a", "claim_b", "decision", "note")
DECISIONS = ("right", "wrong")

Pair = tuple[str, str]


class DecisionsError(ClaimsError):
    """`decisions.csv` holds a row that says nothing; the message names file and line."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Whether a reader found the verdict on a pair right, and a note."""

    claim_a: str
    claim_b: str
    decision: str
    note: str = ""

    @property
    def pair(self) -> Pair:
        return (min(self.claim_a, self.claim_b), max(self.claim_a, self.claim_b))


def read(folder: Path) -> dict[Pair, Decision]:
    """The decisions of a folder by pair, the lesser claim_id first; empty where there is no file.

    A later row on the same pair wins. Raises DecisionsError for a row without two claims or a decision.
    """
    path = folder / NAME
    if not path.exists():
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in COLUMNS[:3] if name not in (reader.fieldnames or ())]
            if missing:
                raise DecisionsError(f"{path} has no column {', '.join(missing)}.")
            found = [_decision(path, reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DecisionsError(f"{path} cannot be read: {error}.") from error
    return {decision.pair: decision for decision in found}


def _decision(path: Path, line: int, row: Mapping[str, str | None]) -> Decision:
    told = {name: unguarded((row.get(name) or "").strip()) for name in COLUMNS}
    told["decision"] = told["decision"].lower()
    if not told["claim_a"] or not told["claim_b"]:
        raise DecisionsError(f"{path}, line {line}: claim_a and claim_b must both be given.")
    if told["decision"] not in DECISIONS:
        raise DecisionsError(f"{path}, line {line}: decision is {told['decision']!r}, not right or wrong.")
    return Decision(**told)


def write(folder: Path, decisions: Iterable[Decision]) -> None:
    """Write decisions in order of their pairs; nothing where there are none."""
    rows = sorted(decisions, key=lambda decision: decision.pair)
    if not rows:
        return
    with (folder / NAME).open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        out.writeheader()
        for row in rows:
            out.writerow({name: guarded(cell) for name, cell in dataclasses.asdict(row).items()})
