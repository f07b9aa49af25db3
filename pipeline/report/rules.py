"""What the rules that made a row say, in words: rows of `models/rules.csv` and of the pattern files."""

import dataclasses
import functools

from pipeline import models


@dataclasses.dataclass(frozen=True, slots=True)
class Rule:
    """A row of `models/rules.csv`: a rule that stands in code. `prep_*` stands for all that begin so."""

    id: str
    says: str


def meaning(rule: str) -> str | None:
    """What an id in the column `rule` says; None for an unknown one.

    `clause:say` is a frame and the lemma of the cue in it; an id of a pattern file is shown by its example.
    """
    frame, _, lemma = rule.partition(":")
    if lemma:
        said = _says(frame)
        return f"{said}; the cue is “{lemma}”" if said else None
    if said := _says(rule):
        return said
    found = models.find_row(rule)
    if found is None:
        return None
    name, row = found
    example = (row.get("examples") or [row.get("example") or rule])[0]
    if isinstance(example, dict):
        example = example["text"]
    return f"a row of models/{name}, as in “{example}”"


def _says(rule: str) -> str | None:
    return _rules().get(rule) or _rules().get(rule.partition("_")[0] + "_*")


@functools.cache
def _rules() -> dict[str, str]:
    return {row.id: row.says for row in models.load("rules.csv", Rule)}
