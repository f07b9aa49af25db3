"""Statistics: quantities, each with what it is said of, the event, the change and the time."""

import bisect
import datetime
from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline.extraction.anchors import Anchor, TokenIndex
from pipeline.extraction.changes import find_change
from pipeline.extraction.events import find_event
from pipeline.extraction.found import Period, Statistic, joined
from pipeline.extraction.measures import find_measure
from pipeline.extraction.periods import NamedTime, find_times, resolved
from pipeline.extraction.plausible import is_statistic
from pipeline.extraction.quantities import find_quantities
from pipeline.extraction.shares import Measure
from pipeline.extraction.syntax import governing_verb, text_span, trimmed
from pipeline.spans import TextSpan


def find_statistics(doc: Doc, published: datetime.date | None, country: str | None = None) -> list[Statistic]:
    """All statistics of a parsed text, by start, spans not overlapping, offsets in code points.

    `published` resolves their periods; `country` (ISO 3166-1) is the outlet's, for a bare `$`.
    """
    quantities = find_quantities(doc.text, country)
    if not quantities:
        return []
    index = TokenIndex(doc, quantities)
    times = find_times(doc.text)
    found: list[Statistic] = []
    before: list[tuple[Anchor, Measure]] = []
    previous: tuple[Anchor, str | None] | None = None
    for quantity in quantities:
        anchor = index.anchor(quantity)
        if not is_statistic(anchor, before[-1][0] if before else None):
            continue
        measure = find_measure(anchor, before)
        same = previous is not None and previous[0].sentence.start == anchor.sentence.start
        change = find_change(anchor, previous if same else None)
        before.append((anchor, measure))
        previous = (anchor, change)
        time = _time_of(anchor, times)
        period = resolved(time, published) if time is not None else None
        found.append(_statistic(anchor, measure, change, period))
    return found


def _statistic(anchor: Anchor, measure: Measure, change: str | None, period: Period | None) -> Statistic:
    quantity = anchor.quantity
    event = find_event(anchor, measure)
    words = trimmed(measure.span) if measure.span is not None else None
    return Statistic(
        span=quantity.span,
        value=quantity.value,
        value_high=quantity.value_high,
        bound=quantity.bound,
        unit=quantity.unit,
        change=change,
        measure=text_span(words) if words is not None else None,
        measure_head=measure.head.lemma_.lower() if words is not None and measure.head is not None else None,
        base=measure.base,
        action=event.action,
        agent=text_span(event.agent) if event.agent is not None else None,
        negated=event.negated,
        period=period,
        rule=joined(quantity.rule, measure.rule, period.rule if period else None),
    )


def _time_of(anchor: Anchor, times: Sequence[NamedTime]) -> NamedTime | None:
    """The time of the statistic's sentence: the nearest that the statistic does not itself make up.

    Within one clause ("sold 200 in May and 300 in June") the one that follows closest comes first.
    """
    first = anchor.sentence.start_char
    last = anchor.sentence.end_char
    at = bisect.bisect_left([time.span.start for time in times], first)
    span = anchor.quantity.span
    inside = []
    for time in times[at:]:
        if time.span.start >= last:
            break
        if not time.span.overlaps(span) and _same_clause(anchor, time):
            inside.append(time)
    return min(inside, key=lambda time: _distance(anchor, span, time), default=None)


def _same_clause(anchor: Anchor, time: NamedTime) -> bool:
    """Whether the verb over one of the two is also over the other.

    "Since he returned in January 2025, he has vowed to deport millions": January is the return's alone.
    """
    token = anchor.doc.char_span(time.span.start, time.span.end, alignment_mode="expand")
    if token is None:
        return True
    when = governing_verb(token.root)
    counted = governing_verb(anchor.head)
    if (
        when is None
        or counted is None
        or when.i == counted.i
        or time.row.id in {"since", "since-start", "so-far"}
    ):
        return True
    return when.is_ancestor(anchor.head) or counted.is_ancestor(token.root)


def _distance(anchor: Anchor, span: TextSpan, time: NamedTime) -> tuple[int, int]:
    """Borders of clauses between, then characters between; what follows is a little nearer."""
    text = anchor.doc.text
    if time.span.start >= span.end:
        gap = text[span.end : time.span.start]
        return gap.count(", ") + gap.count("; ") + gap.count(" and "), len(gap)
    gap = text[time.span.end : span.start]
    return gap.count("; ") + gap.count(" and ") + gap.count(", ") // 2, len(gap) + 10
