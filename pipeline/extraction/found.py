"""What extraction finds in one article, in plain Python: offsets and values, nothing of spaCy.

Everything here outlives the parsed Doc. `rule` names the patterns and rules that made a thing, joined by
`+`, so that each row can say why it exists.
"""

import dataclasses
import datetime

from pipeline.spans import TextSpan


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The time that a claim is about; days are inclusive, None where that side is open or unknown."""

    span: TextSpan
    start: datetime.date | None
    end: datetime.date | None
    rule: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says it, as the text beside the claim has it: source (`he`) and cue (`said`)."""

    speaker: TextSpan | None
    cue: TextSpan | None
    rule: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Statistic:
    """A quantity and what it is said of; columns as in the data contract."""

    span: TextSpan
    value: float
    value_high: float | None = None
    bound: str = "exact"
    unit: str = "count"
    change: str | None = None
    measure: TextSpan | None = None
    measure_head: str | None = None
    base: str | None = None
    action: str | None = None
    agent: TextSpan | None = None
    negated: bool = False
    period: Period | None = None
    rule: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The content of one stretch of attributed speech, quotation marks left out."""

    span: TextSpan
    quote_type: str
    utterance: int
    """Number of the utterance within the article, from 0."""
    attribution: Attribution | None
    rule: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """An actor or a jurisdiction named, described or referred to by a pronoun."""

    span: TextSpan
    kind: str
    """`actor` or `jurisdiction`."""
    label: str
    """OntoNotes label, `NOMINAL` or `PRONOUN`."""
    name: str
    """The name to resolve by: the surface without title, article and possessive."""
    role: str | None = None
    rule: str


def joined(*rules: str | None) -> str:
    """Ids of rules as one `rule` value, each once, in order."""
    ids = (rule for joint in rules if joint for rule in joint.split("+"))
    return "+".join(dict.fromkeys(rule for rule in ids if rule))
