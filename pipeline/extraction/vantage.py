"""Where a time is told from: the day of publication, the tense, the country, and the time told of before."""

import dataclasses
import datetime

from pipeline.extraction.calendar_words import UNKNOWN, Days


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Vantage:
    """What the words of a time are relative to."""

    now: datetime.date
    """The day of publication."""
    tense: str | None = None
    """`past`, `future` or `present`, of the verb beside the time; None where no parse tells."""
    country: str | None = None
    """ISO 3166-1 code of the outlet's country: whose fiscal year, whose Thanksgiving."""
    before: Days = UNKNOWN
    """The time that the text was speaking of: "a year earlier" is earlier than that."""

    @property
    def ahead(self) -> bool:
        return self.tense == "future"
