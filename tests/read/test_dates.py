"""Dates as pages write them, and the year of a date without one."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.dates import RELEASED, full_date, inferred_date, written_date, years_in

FORMATS = (
    "%Y-%m-%d",
    "%B %d, %Y",
    "%A, %B %d, %Y",
    "%d %B %Y",
    "%b. %d, %Y",
    "%a %b %d %Y",
    "%d %b %Y",
    "%m/%d/%Y",
)


@given(
    st.dates(datetime.date(1950, 1, 1), datetime.date(2049, 12, 31)), st.sampled_from(FORMATS), st.booleans()
)
def test_every_day_in_every_form(day: datetime.date, form: str, in_capitals: bool) -> None:
    text = day.strftime(form)
    assert full_date(text.upper() if in_capitals else text) == day


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Tuesday, July 2nd, 2013", "2013-07-02"),
        ("Sept. 22, 2025", "2025-09-22"),
        ("2025-09-22T17:33:00+02:00", "2025-09-22"),
        ("Mon, 22 Sep 2025 10:00:00 GMT", "2025-09-22"),
        ("the 4th of July, 2013", "2013-07-04"),
        ("22/09/2025", "2025-09-22"),
        ("09/10/2025", "2025-09-10"),
        ("10.09.2025", "2025-09-10"),
        ("2024-02-30", None),
        ("31 April 2024", None),
        ("soon", None),
        ("September 2025", None),
        ("May 12", None),
        ("Marlins 12, 2025", None),
    ],
)
def test_full_dates(text: str, expected: str | None) -> None:
    found = full_date(text)
    assert (found and found.isoformat()) == expected


@pytest.mark.parametrize(
    "years, copyright_year, latest, expected",
    [
        ([], None, datetime.date(2026, 3, 1), "2025-09-22"),
        ([], None, datetime.date(2020, 1, 1), "2025-09-22"),  # a file's date may be reset: past is past
        ([], None, datetime.date(2032, 1, 1), "2031-09-22"),
        ([2019], None, None, "2025-09-22"),
        ([2013, 2012], None, None, "2014-09-22"),
        ([2012, 2099], None, None, "2014-09-22"),
        ([2024], 2014, None, "2014-09-22"),
    ],
)
def test_year_of_monday_22_september(
    years: list[int], copyright_year: int | None, latest: datetime.date | None, expected: str
) -> None:
    written = written_date("5:33 PM on Monday, September 22")
    assert written is not None
    found = inferred_date(written, years, copyright_year, latest)
    assert found is not None and found.isoformat() == expected


def test_without_a_weekday_only_the_copyright_decides() -> None:
    written = written_date("Sept. 22")
    assert written is not None
    assert inferred_date(written, [2024], None, RELEASED) is None
    assert inferred_date(written, [], 2024, RELEASED) == datetime.date(2024, 9, 22)


def test_years_are_told_from_numbers() -> None:
    assert years_in("In 2019 and 2021, $2,020 and 2020.5, 1999 percent, 12020, 2014%") == [2019, 2021, 1999]


@given(st.text(max_size=60))
def test_any_text_has_a_date_or_none(text: str) -> None:
    found = written_date(text)
    assert found is None or 1 <= found.day <= 31
