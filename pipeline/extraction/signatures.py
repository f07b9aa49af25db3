"""Speech that is laid out, not told: signed pull quotes and the turns of a transcript."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from pipeline.extraction.announced import Link
from pipeline.extraction.sources import Run, tight
from pipeline.extraction.speech import Layout
from pipeline.extraction.utterances import Utterance
from pipeline.spans import TextSpan

_SIGNATURE = re.compile(r"(?:—|–|--|―|-)\s*(?P<name>[A-Z][^\n.!?\"“”]{2,120}(?:\.[^\n.!?\"“”]{0,60}){0,3})$")
"""`— Attorney General Jeff Sessions`, `-- Sen. Jane Doe, D-Ohio`"""
_TURN = re.compile(
    r"[\"“]?(?P<name>(?:[A-Z][A-Z.'’-]*[A-Z.])(?:[ ][A-Z][A-Z.'’-]*){0,5}(?:[ ]?\([^)\n]{1,40}\))?):"
    r"[ \t\u00a0]+(?=\S)"
)
"""`TRUMP: ...`, `JAKE TAPPER: ...`, `SEN. DOE (R-OHIO): ...`"""
_FEWEST_TURNS = 2
_LONGEST_TURN = 4
"""Paragraphs that a turn can go on for; more are the writer's own."""


def signature_after(doc: Doc, layout: Layout, paragraph: int) -> Link | None:
    """The name under a pull quote, in a paragraph of its own after a dash."""
    if paragraph + 1 >= len(layout.paragraphs):
        return None
    span = layout.paragraphs[paragraph + 1]
    match = _SIGNATURE.match(layout.text, span.start, span.end)
    if match is None:
        return None
    source = _tokens(doc, layout.runs[paragraph + 1], TextSpan(*match.span("name")))
    return Link(source.start, None, source, "signature") if source is not None else None


def turns(doc: Doc, layout: Layout) -> list[Utterance]:
    """The turns of a transcript: paragraphs that begin with a name in capitals and a colon.

    One such line alone is a label ("UPDATE: ..."); two names, or one name twice, are people who speak.
    """
    found = list(_turns(doc, layout))
    return found if len(found) >= _FEWEST_TURNS else []


def _turns(doc: Doc, layout: Layout) -> Iterator[Utterance]:
    """Turns in order, each with the paragraphs up to the next one; after the last nobody knows who speaks."""
    last: Utterance | None = None
    waiting: list[Run] = []
    for span, run in zip(layout.paragraphs, layout.runs, strict=True):
        match = _TURN.match(layout.text, span.start, span.end)
        if match is None:
            content = tight(doc, run.start, run.end)
            if content is not None and layout.text[span.start : span.start + 2].lstrip('"“')[:1] != "(":
                waiting.append(content)
            continue
        if last is not None and len(waiting) <= _LONGEST_TURN:
            last.contents.extend(waiting)
        waiting.clear()
        source = _tokens(doc, run, TextSpan(*match.span("name")))
        begin = next((p for p in range(run.start, run.end) if doc[p].idx >= match.end()), run.end)
        content = tight(doc, begin, run.end)
        last = None
        if source is not None and content is not None and not source.overlaps(content):
            last = Utterance(None, source, [content], "turn")
            yield last


def _tokens(doc: Doc, run: Run, span: TextSpan) -> Run | None:
    """Tokens of a run that lie in a span."""
    inside = [p for p in range(run.start, run.end) if span.start <= doc[p].idx < span.end]
    return tight(doc, inside[0], inside[-1] + 1) if inside else None
