"""Offsets: `text[start:end]` is the surface text, and a sentence holds the claim that stands in it."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.checks.keys import Places
from pipeline.checks.problem import Problem, told
from pipeline.checks.reading import Texts

Span = tuple[str, str, str]
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


def span_problems(table: str, rows: pa.RecordBatch, articles: Places, texts: Texts) -> Iterator[Problem]:
    """Spans of a slice that are half set, turned around, or not what the article has there."""
    differ: dict[Span, npt.NDArray[np.bool_]] = {span: np.zeros(len(rows), np.bool_) for span in SPANS[table]}
    outside, without = np.zeros(len(rows), np.bool_), np.zeros(len(rows), np.bool_)
    columns = {name: rows.column(name).to_pylist() for span in SPANS[table] for name in span}
    sentences = rows.column("sentence").to_pylist() if table == "claims" else []
    periods = rows.column("period_text").to_pylist() if table == "claims" else []
    for here, beside in texts.beside(articles):
        for span in SPANS[table]:
            chosen = [_pick(columns[name], here) for name in span]
            differ[span][here] = [
                text[start:end] != surface for text, start, end, surface in zip(beside, *chosen, strict=True)
            ]
        if sentences:
            chosen = [_pick(values, here) for values in (columns["start"], columns["end"], sentences)]
            outside[here] = [not _holds(*each) for each in zip(beside, *chosen, strict=True)]
            without[here] = [
                period is not None and period not in text
                for text, period in zip(beside, _pick(periods, here), strict=True)
            ]
    for span, wrong in differ.items():
        yield from _span_faults(table, rows, span, wrong)
    yield from told(table, rows, outside, "its sentence is not what stands around it in the article")
    yield from told(table, rows, without, "period_text does not stand in the article")


def _pick(values: Sequence[Any], places: Places) -> list[Any]:
    return [values[place] for place in places.tolist()]


def _holds(text: str, start: int | None, end: int | None, sentence: str | None) -> bool:
    """Whether the sentence stands in the text so that it covers the span."""
    if start is None or end is None or sentence is None:
        return True  # told as nulls
    return text.find(sentence, max(0, end - len(sentence)), start + len(sentence)) >= 0


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
