"""Times and their days, from the examples that each pattern carries."""

import datetime

import pytest
import spacy

from pipeline import models
from pipeline.extraction.periods import PeriodExample, PeriodRow, find_periods

ROWS = models.load("periods.jsonl", PeriodRow)
BLANK = spacy.blank("en")


@pytest.mark.parametrize(
    ("row", "example"),
    [
        pytest.param(row, example, id=f"{row.id}-{n}")
        for row in ROWS
        for n, example in enumerate(row.examples)
    ],
)
def test_each_example_is_found_and_resolved(row: PeriodRow, example: PeriodExample) -> None:
    found = find_periods(BLANK(example.text), example.published)
    assert [(p.span.of(example.text), p.start, p.end) for p in found if p.rule == row.id] == [
        (example.period, example.start, example.end)
    ]


def test_without_a_day_of_publication_a_time_without_year_stays_open() -> None:
    (found,) = find_periods(BLANK("It grew since January."), None)
    assert (found.start, found.end) == (None, None)


def test_a_named_year_needs_no_day_of_publication() -> None:
    (found,) = find_periods(BLANK("It grew in 2011."), None)
    assert (found.start, found.end) == (datetime.date(2011, 1, 1), datetime.date(2011, 12, 31))


def test_a_day_that_no_calendar_has_is_not_resolved() -> None:
    (found,) = find_periods(BLANK("It rained on February 30, 2011."), datetime.date(2011, 5, 1))
    assert found.start is None


def test_a_month_that_is_not_over_yet_is_that_of_the_year_before() -> None:
    (found,) = find_periods(BLANK("It rained in December."), datetime.date(2025, 9, 22))
    assert found.start == datetime.date(2024, 12, 1)


@pytest.mark.parametrize(
    "text", ["You may go.", "They march on.", "It cost 2,011 dollars.", "The second man fell."]
)
def test_no_time(text: str) -> None:
    assert find_periods(BLANK(text), datetime.date(2025, 9, 22)) == []
