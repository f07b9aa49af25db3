"""Offsets: `text[start:end]` is the surface text, and a sentence holds the claim that stands in it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.checks.keys import Places
from pipeline.checks.problem import Problem, told
from pipeline.checks.reading import Texts

Span = tuple[str, str, str]
NEAR = 500
"""Characters."""
OWN: Span = ("start", "end", "text")
SPANS: dict[str, tuple[Span, ...]] = {
    "mentions": (OWN,),
    "claims": (
        OWN,
        ("speaker_start", "speaker_end", "speaker_text"),
        ("cue_start", "cue_end", "cue_text"),
        ("measure_start", "measure_end", "measure"),
    ),
}


def _covers(text: str, start: int, end: int, sentence: str) -> bool:
    """Whether the sentence stands in the text so that it covers the span."""
    return text.find(sentence, max(0, end - len(sentence)), start + len(sentence)) >= 0


def _has(text: str, start: int, end: int, words: str) -> bool:
    """Whether the words stand in the text; most stand near the span."""
    return text.find(words, max(0, start - NEAR), end + NEAR) >= 0 or words in text


AROUND = {
    "its sentence is not what stands around it in the article": (_covers, "sentence"),
    "period_text does not stand in the article": (_has, "period_text"),
}
"""What a claim copies of the text beside its spans."""


def span_problems(table: str, rows: pa.RecordBatch, articles: Places, texts: Texts) -> Iterator[Problem]:
    """Spans of a slice that are half set, turned around, or not what the article has there."""
    wrong = {span: np.zeros(len(rows), np.bool_) for span in SPANS[table]}
    around = {fault: np.zeros(len(rows), np.bool_) for fault in AROUND} if table == "claims" else {}
    cells = {name: rows.column(name).to_pylist() for span in SPANS[table] for name in span}
    cells |= {name: rows.column(name).to_pylist() for _, name in AROUND.values() if around}
    for here, beside in texts.beside(articles):
        for span in wrong:
            wrong[span][here] = [
                text[start:end] != surface for text, start, end, surface in _picked(here, beside, cells, span)
            ]
        for fault in around:
            holds, name = AROUND[fault]
            picked = _picked(here, beside, cells, ("start", "end", name))
            around[fault][here] = [None not in row and not holds(*row) for row in picked]
    for span, differs in wrong.items():
        yield from _span_faults(table, rows, span, differs)
    for fault, missing in around.items():
        yield from told(table, rows, missing, fault)


def _picked(
    here: Places, texts: Sequence[str], cells: Mapping[str, Sequence[Any]], names: Span
) -> Iterator[tuple[str, Any, Any, Any]]:
    """The text and three cells of each of these rows."""
    places = here.tolist()
    return zip(texts, *([cells[name][place] for place in places] for name in names), strict=True)


def _span_faults(
    table: str, rows: pa.RecordBatch, span: Span, wrong: npt.NDArray[np.bool_]
) -> Iterator[Problem]:
    start, end, surface = (rows.column(name) for name in span)
    names = f"{span[0]}, {span[1]} and {span[2]}"
    valid = [column.is_valid().to_numpy(zero_copy_only=False) for column in (start, end, surface)]
    set_columns = np.sum(valid, axis=0)
    yield from told(table, rows, (set_columns > 0) & (set_columns < 3), f"{names} are not all set")
    whole = set_columns == 3
    turned = pc.or_(pc.less(start, 0), pc.greater_equal(start, end)).fill_null(False)
    turned = turned.to_numpy(zero_copy_only=False)
    yield from told(table, rows, whole & turned, f"{span[0]} is below 0 or not before {span[1]}")
    yield from told(table, rows, whole & ~turned & wrong, f"text[{span[0]}:{span[1]}] is not {span[2]}")
