"""Claims that name claims of their article: statistics inside quotes, and the parts of one utterance."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipeline.checks.keys import Hashes, Keys, Places, empty, hashes
from pipeline.checks.problem import Problem, about, told_late

QUOTE = 1


class Quoted:
    """Spans of all claims, and which of them stand inside which quotes."""

    def __init__(self) -> None:
        self._spans: list[npt.NDArray[np.int32]] = [np.empty((3, 0), np.int32)]
        self._rows: list[Places] = [empty(np.int64)]
        self._quotes: list[Hashes] = [empty(np.uint64)]
        self._first = 0

    def add(self, rows: pa.RecordBatch, articles: Places) -> None:
        """The next rows of `claims`, with the places of their articles."""
        start, end = (rows.column(name).fill_null(-1).to_numpy() for name in ("start", "end"))
        self._spans.append(np.stack([articles.astype(np.int32), start, end]))
        inner = rows.column("quote_id").is_valid()
        self._rows.append(np.flatnonzero(inner) + self._first)
        self._quotes.append(hashes(rows.column("quote_id").filter(inner)))
        self._first += len(rows)

    def problems(self, path: Path, keys: Keys, types: npt.NDArray[np.int8]) -> Iterator[Problem]:
        """Statistics whose `quote_id` names nothing, no quote, or a quote that they do not stand in."""
        article, start, end = np.concatenate(self._spans, axis=1)
        rows = np.concatenate(self._rows)
        quotes = keys.places(np.concatenate(self._quotes))
        missing = quotes < 0
        other = ~missing & (types[quotes] != QUOTE)
        abroad = ~missing & ~other & (article[quotes] != article[rows])
        around = (start[quotes] <= start[rows]) & (end[rows] <= end[quotes])
        for wrong, fault in (
            (missing, "is not in claims"),
            (other, "is no quote"),
            (abroad, "is a quote of another article"),
            (~missing & ~other & ~abroad & ~around, "is a quote that does not hold the statistic"),
        ):
            yield from told_late("claims", path, rows[wrong], about("quote_id", fault))


class Utterances:
    """The utterance of each quote, with what all its parts share."""

    def __init__(self) -> None:
        self._ids: list[Hashes] = [empty(np.uint64)]
        self._shared: list[Places] = [np.empty((4, 0), np.int64)]
        self._first = 0

    def add(self, rows: pa.RecordBatch, articles: Places) -> None:
        """The next rows of `claims`, with the places of their articles."""
        named = rows.column("utterance_id").is_valid()
        self._ids.append(hashes(rows.column("utterance_id").filter(named)))
        at = np.flatnonzero(named)
        speaker, cue = (
            rows.column(name).filter(named).fill_null(-1).to_numpy()
            for name in ("speaker_start", "cue_start")
        )
        self._shared.append(np.stack([at + self._first, articles[at], speaker, cue]))
        self._first += len(rows)

    def problems(self, path: Path) -> Iterator[Problem]:
        """Quotes that share an utterance with another article's, or with another speaker's or cue's."""
        rows, *shared = np.concatenate(self._shared, axis=1)
        _, first, utterance = np.unique(np.concatenate(self._ids), return_index=True, return_inverse=True)
        lead = first[utterance]
        article, speaker, cue = (column != column[lead] for column in shared)
        for wrong, whose in ((article, "article"), (~article & (speaker | cue), "speaker or cue")):
            yield from told_late(
                "claims", path, rows[wrong], f"utterance_id is also that of a quote of another {whose}"
            )
