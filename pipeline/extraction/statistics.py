"""Statistics: quantities, each with what it is said of, the event, the change and the time."""

import datetime

from spacy.tokens import Doc

from pipeline.extraction.anchors import Anchor, TokenIndex
from pipeline.extraction.changes import find_change
from pipeline.extraction.events import find_event
from pipeline.extraction.found import Period, Statistic, joined
from pipeline.extraction.frequencies import rate_of_count
from pipeline.extraction.measures import find_measure
from pipeline.extraction.plausible import is_statistic
from pipeline.extraction.quantities import find_quantities
from pipeline.extraction.shares import Measure
from pipeline.extraction.statistic_times import ArticleTimes
from pipeline.extraction.syntax import text_span, trimmed


def find_statistics(doc: Doc, published: datetime.date | None, country: str | None = None) -> list[Statistic]:
    """All statistics of a parsed text, by start, spans not overlapping, offsets in code points.

    `published` resolves their periods; `country` (ISO 3166-1) is the outlet's, for a bare `$`.
    """
    text = doc.text
    quantities = find_quantities(text, country)
    if not quantities:
        return []
    index = TokenIndex(doc, quantities)
    times = ArticleTimes(doc, text, quantities, published, country)
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
        found.append(_statistic(anchor, measure, change, times.of(anchor, measure, change)))
    return found


def _statistic(anchor: Anchor, measure: Measure, change: str | None, period: Period | None) -> Statistic:
    quantity = anchor.quantity
    event = find_event(anchor, measure)
    words = trimmed(measure.span) if measure.span is not None else None
    rate = rate_of_count(anchor, measure.span)
    return Statistic(
        span=quantity.span,
        value=quantity.value,
        value_high=quantity.value_high,
        bound=quantity.bound,
        unit=rate or quantity.unit,
        change=change,
        measure=text_span(words) if words is not None else None,
        measure_head=measure.head.lemma_.lower() if words is not None and measure.head is not None else None,
        base=measure.base,
        action=event.action,
        agent=text_span(event.agent) if event.agent is not None else None,
        negated=event.negated,
        period=period,
        rule=joined(quantity.rule, "rate" if rate else "", measure.rule, period.rule if period else None),
    )
