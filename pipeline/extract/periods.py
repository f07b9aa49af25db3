"""Times that statistics are about, resolved against the day of publication."""

import datetime

from spacy.tokens import Doc

from pipeline.extract.found import Period


def find_periods(doc: Doc, published: datetime.date | None) -> list[Period]:
    return []
