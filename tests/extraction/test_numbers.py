"""Numbers in digits and words, with exact offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import models
from pipeline.extraction.lexemes import digits_value, lex
from pipeline.extraction.number_words import NumberWord
from pipeline.extraction.numbers import numbers
from pipeline.extraction.quantities import find_quantities


def read(text: str) -> list[tuple[str, float]]:
    lexemes = lex(text)
    return [(text[lexemes[n.first].start : lexemes[n.last - 1].end], n.value) for n in numbers(lexemes)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("400,000", 400_000),
        ("12,34,567", 1_234_567),
        ("1.234.567", 1_234_567),
        ("1\u00a0234\u00a0567", 1_234_567),
        (".534", 0.534),
        ("25k", 25_000),
        ("2.7m", 2_700_000),
        ("3.5bn", 3_500_000_000),
        ("4 hundred million", 400_000_000),
        ("2½", 2.5),
        ("1 1/2", 1.5),
        ("1/4", 0.25),
        ("twenty-five", 25),
        ("three thousand two hundred and twelve", 3_212),
        ("nine hundred ninety-nine thousand nine hundred ninety-nine", 999_999),
        ("one and a half million", 1_500_000),
        ("one million and a half", 1_500_000),
        ("one billion and a half million", 1_000_500_000),
        ("six million and two thirds", 6_666_666.6667),
        ("half a million", 500_000),
        ("a quarter of a million", 250_000),
        ("half a dozen", 6),
        ("two dozen", 24),
        ("a hundred", 100),
        ("twelve hundred", 1_200),
        ("tens of thousands", 10_000),
        ("hundreds of millions", 100_000_000),
        ("several thousand", 1_000),
        ("three-quarters", 0.75),
        ("a third", 1 / 3),
        ("1 crore", 10_000_000),
    ],
)
def test_one_number(text: str, value: float) -> None:
    ((surface, found),) = read(text)
    assert surface == text
    assert found == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize("text", ["3.8.1", "1,2", "the final third of the pitch", "a", "an hour", ""])
def test_what_cannot_be_read_for_sure_is_no_number(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "count"), [("nineteen eighty", 2), ("one and two", 2), ("3 and 4 million", 2)]
)
def test_numbers_side_by_side_stay_apart(text: str, count: int) -> None:
    assert len(read(text)) == count


@pytest.mark.parametrize(
    "row",
    [pytest.param(row, id=f"{row.word}-{row.kind}") for row in models.load("number_words.csv", NumberWord)],
)
def test_each_number_word_is_read_in_its_example(row: NumberWord) -> None:
    assert row.word in row.example.lower()
    assert find_quantities(f"There were {row.example}.") or row.word in {"zero", "one", "fourths", "halves"}


NAMES = models.load("number_words.csv", NumberWord)
SMALL = sorted(((row.word, row.value) for row in NAMES if row.kind == "small"), key=lambda pair: pair[1])
TENS = sorted(((row.word, row.value) for row in NAMES if row.kind == "ten"), key=lambda pair: pair[1])


def in_words(number: int) -> str:
    """An independent writer of numbers."""
    small = [read_name for read_name, _ in SMALL]
    tens = ["", "", *(read_name for read_name, _ in TENS)]
    if number < 20:
        return small[number]
    if number < 100:
        return tens[number // 10] + (f"-{small[number % 10]}" if number % 10 else "")
    for size, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            return f"{in_words(number // size)} {name}" + (f" {in_words(rest)}" if rest else "")
    raise AssertionError


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_any_number_in_words_comes_back(number: int) -> None:
    text = in_words(number)
    assert read(text) == [(text, float(number))]


@given(st.integers(min_value=0, max_value=10**15), st.integers(min_value=0, max_value=99))
def test_any_number_in_digits_comes_back_with_its_offsets(whole: int, cents: int) -> None:
    for written in (f"{whole}", f"{whole:,}", f"{whole:,}.{cents:02d}"):
        text = f"It cost ${written} in all."
        (found,) = find_quantities(text)
        assert found.number.of(text) == written
        assert found.value == float(written.replace(",", ""))
        assert found.unit == "USD"


@given(st.text(alphabet="0123456789.,-–$%/ abmk½'oneforty", max_size=80))
def test_arbitrary_text_never_raises_and_offsets_slice(text: str) -> None:
    last = 0
    for found in find_quantities(text):
        assert last <= found.span.start < found.span.end <= len(text)
        assert found.span.contains(found.number)
        last = found.span.end


@pytest.mark.parametrize("text", ["9" * 50_000, "9," * 20_000, "one " * 20_000, "a." * 20_000, "-1" * 20_000])
def test_long_runs_take_linear_time(text: str) -> None:
    assert isinstance(find_quantities(text[:50_000]), list)


@pytest.mark.parametrize(
    ("digits", "value"), [("1,234.5", 1234.5), ("1,23", None), ("1.2.3", None), ("007", 7)]
)
def test_digit_groups(digits: str, value: float | None) -> None:
    assert digits_value(digits) == value
