"""Counts by time or by another unit, stated behind what is counted: `1,200 arrests a day`."""

from spacy.tokens import Span

from pipeline.extraction.anchors import Anchor
from pipeline.extraction.lexemes import lex
from pipeline.extraction.units import per_unit

_WINDOW = 6


def rate_of_count(anchor: Anchor, measure: Span | None) -> str | None:
    """`/d` of "1,200 arrests a day", `/[smi_us]` of "90 people per square mile"; None for a plain count."""
    if anchor.quantity.unit != "count" or measure is None or not 0 <= measure.start - anchor.last <= 2:
        return None
    following = anchor.doc[measure.end : min(measure.end + _WINDOW, anchor.sentence.end)]
    if len(following) < 2 or following[0].lower_ not in {"a", "an", "per", "each", "every"}:
        return None
    words = "each" + following.text[5:] if following[0].lower_ == "every" else following.text
    below = per_unit(lex(f"{anchor.number.text} {words}"), 1)
    return f"/{below}" if below else None
