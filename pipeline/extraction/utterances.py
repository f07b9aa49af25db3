"""Utterances while they are put together, and the tokens that each has taken."""

import dataclasses

from pipeline.extraction.sources import Run


@dataclasses.dataclass(slots=True)
class Utterance:
    """One attribution: a cue, a source and all stretches of content, as runs of tokens."""

    cue: Run | None
    source: Run | None
    contents: list[Run]
    rule: str


class Taken:
    """Tokens that already belong to an attribution, so that none is nested in another or shared.

    Sources may be shared ("Christie praised her and defended the deal"), contents and cues may not.
    """

    def __init__(self, size: int) -> None:
        self._used = bytearray(size)
        self._owners: list[Utterance | None] = [None] * size

    def add(self, utterance: Utterance) -> None:
        for run in (*utterance.contents, utterance.cue, utterance.source):
            if run is not None:
                self._used[run.start : run.end] = b"\x01" * (run.end - run.start)
        for run in utterance.contents:
            self._owners[run.start : run.end] = [utterance] * (run.end - run.start)

    def is_free(self, run: Run) -> bool:
        return self._used.find(1, run.start, run.end) < 0

    def source(self, run: Run | None, cue: Run) -> Run | None:
        """The source, unless it stands inside some content.

        "Officials say they oppose it, arguing that ...": they is said by the officials, who argue too.
        """
        if run is None:
            return None
        owner = next((owner for owner in self._owners[run.start : run.end] if owner is not None), None)
        if owner is None:
            return run
        return owner.source if max(owner.contents).end <= cue.start else None

    def clipped(self, run: Run) -> Run | None:
        """The part of a run that is free from its start on; None if less than half of it is left."""
        start = run.start
        while start < run.end and self._used[start]:
            start += 1
        end = start
        while end < run.end and not self._used[end]:
            end += 1
        return Run(start, end) if 2 * (end - start) >= run.end - run.start else None
