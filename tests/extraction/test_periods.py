"""Times and their days, from the examples that each pattern carries."""

import datetime
import itertools
import re

import pytest
from dateutil.easter import easter as easter_of_dateutil
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import models
from pipeline.extraction.calendar_words import UNKNOWN
from pipeline.extraction.found import Period
from pipeline.extraction.holidays import Holiday, easter
from pipeline.extraction.leaders import Head
from pipeline.extraction.periods import PeriodExample, PeriodRow, Piece, find_times, resolved
from pipeline.extraction.point_dates import point_days, weekday_near, year_of
from pipeline.extraction.vantage import Vantage

ROWS = models.load("periods.jsonl", PeriodRow)
MONDAY = datetime.date(2025, 9, 22)


def day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def only(
    text: str, published: datetime.date | None, tense: str | None = None, country: str | None = None
) -> Period:
    (time,) = find_times(text)
    return resolved(time, published, tense=tense, country=country)


def periods(text: str, published: datetime.date | None) -> list[Period]:
    """All times of a text with their days, each resolved after the one before it."""
    found: list[Period] = []
    before = UNKNOWN
    for time in find_times(text):
        found.append(resolved(time, published, before=before))
        before = (found[-1].start, found[-1].end)
    return found


@pytest.mark.parametrize(
    ("row", "example"),
    [
        pytest.param(row, example, id=f"{row.id}-{n}")
        for row in ROWS
        for n, example in enumerate(row.examples)
    ],
)
def test_each_example_is_found_and_resolved(row: PeriodRow, example: PeriodExample) -> None:
    found = periods(example.text, example.published)
    assert [(p.span.of(example.text), p.start, p.end) for p in found if p.rule.split("+")[0] == row.id] == [
        (example.period, example.start, example.end)
    ]


@pytest.mark.parametrize(
    ("row", "text"), [pytest.param(row, text, id=row.id) for row in ROWS for text in row.counterexamples]
)
def test_no_counterexample_is_found(row: PeriodRow, text: str) -> None:
    assert [time.row.id for time in find_times(text) if time.row.id == row.id] == []


def test_each_piece_is_used_and_each_name_in_braces_is_one() -> None:
    used = {name for row in ROWS for name in re.findall(r"\{([a-z]+)\}", row.pattern + "".join(row.near))}
    pieces = {piece.name for piece in models.load("period_pieces.csv", Piece)}
    assert used == pieces | {"leader", "guarded", "first", "holiday"}


def test_without_a_day_of_publication_a_time_without_year_stays_open() -> None:
    found = only("It grew since January.", None)
    assert (found.start, found.end) == (None, None)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("It grew in 2011.", "2011-01-01", "2011-12-31"),
        ("It has grown since 2019.", "2019-01-01", ""),
        ("It rained on May 3, 2011.", "2011-05-03", "2011-05-03"),
        ("It grew in the 1990s.", "1990-01-01", "1999-12-31"),
        ("It grew last year.", "", ""),
        ("It rained on Tuesday.", "", ""),
        ("It grew under Mr. Trump.", "", ""),
        ("It snowed on Thanksgiving.", "", ""),
    ],
)
def test_only_a_named_year_needs_no_day_of_publication(text: str, start: str, end: str) -> None:
    found = only(text, None)
    assert (found.start, found.end) == (day(start), day(end))


@pytest.mark.parametrize(
    "text",
    ["It rained on February 30, 2011.", "It rained on Feb. 30.", "It rained from Sept. 31 through Oct. 2."],
)
def test_a_day_that_no_calendar_has_is_not_resolved(text: str) -> None:
    found = only(text, MONDAY)
    assert (found.start, found.end) == (None, None)


@pytest.mark.parametrize(
    ("text", "tense", "start"),
    [
        ("in December", "past", "2024-12-01"),
        ("in December", None, "2024-12-01"),
        ("in December", "future", "2025-12-01"),
        ("in September", "past", "2025-09-01"),
        ("in March", "future", "2026-03-01"),
        ("on Oct. 3", "past", "2024-10-03"),
        ("on Oct. 3", "future", "2025-10-03"),
        ("on Oct. 3", "present", "2025-10-03"),
        ("on March 3", "present", "2025-03-03"),
        ("on Monday", "past", "2025-09-22"),
        ("last Monday", "past", "2025-09-15"),
        ("next Monday", None, "2025-09-29"),
        ("on Friday", "past", "2025-09-19"),
        ("on Friday", "future", "2025-09-26"),
        ("by Friday", None, "2025-09-26"),
        ("in the fourth quarter", "past", "2024-10-01"),
        ("in the fourth quarter", "future", "2025-10-01"),
        ("on Thanksgiving", "past", "2024-11-28"),
        ("on Thanksgiving", "future", "2025-11-27"),
        ("the 12 months ending June 30", "past", "2024-07-01"),
        ("the 12 months ending June 30", "future", "2025-07-01"),
        ("the 12 months ended June 30", "future", "2024-07-01"),
    ],
)
def test_the_tense_decides_which_of_two_days_is_meant(text: str, tense: str | None, start: str) -> None:
    assert only(text, MONDAY, tense).start == day(start)


def test_what_the_past_tense_tells_of_this_year_lies_before_publication() -> None:
    assert only("this year", MONDAY, "past").end == MONDAY
    assert only("this year", MONDAY, "future").end == datetime.date(2025, 12, 31)


@pytest.mark.parametrize(
    ("text", "country", "start", "rule"),
    [
        ("in fiscal year 2024", None, "2023-10-01", "fiscal-year+us-federal"),
        ("in fiscal 2024", "US", "2023-10-01", "fiscal-year+us-federal"),
        ("in financial year 2024", "AU", "2023-07-01", "fiscal-year"),
        ("in financial year 2023-24", "GB", "2023-04-01", "fiscal-year"),
        ("in financial year 2024", "GB", "", "fiscal-year"),
        ("in fiscal 2023-24", "US", "", "fiscal-year"),
        ("in fiscal 2023-25", "CA", "", "fiscal-year"),
        ("in fiscal year 2024", "FR", "", "fiscal-year"),
        ("over Thanksgiving weekend", "CA", "2024-10-12", "holiday"),
        ("last summer", "AU", "2024-12-01", "season"),
    ],
)
def test_the_country_decides_whose_year_or_holiday_it_is(
    text: str, country: str | None, start: str, rule: str
) -> None:
    found = only(text, MONDAY, country=country)
    assert (found.start, found.rule) == (day(start), rule)


@pytest.mark.parametrize("holiday", models.load("holidays.csv", Holiday), ids=lambda row: row.name)
def test_each_holiday_is_found_and_has_a_day_each_year(holiday: Holiday) -> None:
    assert [time.row.id for time in find_times(f"It rained on {holiday.name}.")] == ["holiday"]
    assert all(holiday.in_year(year).year == year for year in range(1950, 2051))


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Labor Day", "2024-09-02"), ("Memorial Day", "2024-05-27"), ("Election Day", "2022-11-08")],
)
def test_holidays_by_weekday(name: str, expected: str) -> None:
    (row,) = (row for row in models.load("holidays.csv", Holiday) if row.name == name)
    assert row.in_year(int(expected[:4])) == day(expected)


def test_easter_is_that_of_another_library() -> None:
    assert [easter(year) for year in range(1900, 2100)] == [easter_of_dateutil(y) for y in range(1900, 2100)]


def test_terms_of_one_country_follow_each_other() -> None:
    heads = models.load("heads_of_government.csv", Head)
    for country in sorted({head.country for head in heads}):
        terms = sorted(
            (head.start, head.end or datetime.date.max) for head in heads if head.country == country
        )
        assert all(start < end for start, end in terms)
        assert all(one[1] <= two[0] for one, two in itertools.pairwise(terms))


@given(
    st.dates(datetime.date(1990, 1, 1), datetime.date(2030, 12, 31)), st.integers(1, 12), st.integers(1, 28)
)
@settings(max_examples=40, deadline=None)
def test_days_of_the_past_are_those_that_dateparser_reads(
    published: datetime.date, month: int, number: int
) -> None:
    ours = datetime.date(year_of(month, number, Vantage(now=published)), month, number)
    assert point_days(f"{ours:%B} {number}", published) == (ours, ours)
    name = f"{ours:%A}"
    there = weekday_near(name, "", Vantage(now=published))
    assert there == published or point_days(name, published) == (there, there)


@pytest.mark.parametrize(
    "text",
    [
        "You may go.",
        "They march on.",
        "It cost 2,011 dollars.",
        "The second man fell.",
        "It pays $40 a year.",
        "Each year it pays.",
        "It falls annually.",
        "Under pressure from Trump's lawyers it paid.",
        "May Robinson sat in the sun.",
    ],
)
def test_no_time(text: str) -> None:
    assert periods(text, MONDAY) == []


@given(st.lists(st.sampled_from([row.examples[0].text for row in ROWS]), min_size=2, max_size=5))
@settings(max_examples=30, deadline=None)
def test_times_are_in_order_and_apart(sentences: list[str]) -> None:
    text = "\n".join(sentences)
    spans = [time.span for time in find_times(text)]
    assert all(one.end <= two.start for one, two in itertools.pairwise(spans))
    assert len(spans) >= len(sentences)
