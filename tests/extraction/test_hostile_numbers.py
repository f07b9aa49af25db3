"""Numbers in strange writing: the right value or no row, no crash, no work that grows with the square."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extraction.lexemes import digits_value
from pipeline.extraction.quantities import find_quantities

Growth = Callable[[Callable[[int], Callable[[], object]], int], bool]


def values(text: str) -> list[float]:
    return [found.value for found in find_quantities(text)]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1\u00a0234\u00a0567 people", 1_234_567),
        ("1\u2009234\u2009567 people", 1_234_567),
        ("1\u202f234\u202f567 people", 1_234_567),
        ("1 234 567 people", 1_234_567),
        ("some 12 500 people", 12_500),
        ("€12 500", 12_500),
        ("a 4 700-metre peak", 4_700),
        ("1’234’567 people", 1_234_567),
        ("1,23,45,678 people", 12_345_678),
        ("12,34,567 people", 1_234_567),
        ("٤٠٠,٠٠٠ people", 400_000),
        ("٤٠٠٬٠٠٠ people", 400_000),
        ("१२३ people", 123),
        ("４００，０００ people", 400_000),
        ("５％", 5),
        ("−5 C", -5),
    ],
)
def test_groupings_and_scripts(written: str, value: float) -> None:
    assert values(f"It came to {written}.") == [value]


@pytest.mark.parametrize(
    "written",
    [
        "9" * 10_000,
        "1," * 5_000 + "1",
        "1" + ",000" * 5_000,
        "1,2345",
        "12,3",
        "1,23,4",
        "0,400",
        "000,400",
        "4٠0",
        "1_000",
        "4\u200b00",
        "4\ufe0f\u20e3",
        "10²",
        "Ⅻ",
        "131 564",
        "million " * 5_000,
        "1e6",
        "6’2”",
    ],
    ids=lambda written: repr(written[:12]),
)
def test_what_cannot_be_read_for_sure_is_no_number(written: str) -> None:
    assert values(f"It came to {written}.") == []


@given(
    st.integers(min_value=1000, max_value=10**15), st.sampled_from([",", "\u00a0", "\u2009", "\u202f", "’"])
)
def test_groups_read_as_their_digits(number: int, group: str) -> None:
    assert digits_value(f"{number:,}".replace(",", group)) == number


@given(st.integers(min_value=10**5, max_value=10**15))
def test_indian_groups_read_as_their_digits(number: int) -> None:
    head, tail = str(number)[:-3], str(number)[-3:]
    pairs = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)][::-1]
    assert digits_value(",".join([*pairs, tail])) == number


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from([0x660, 0x6F0, 0x966, 0xFF10]))
def test_digits_of_one_script_read_as_those_of_another(number: int, zero: int) -> None:
    written = "".join(chr(zero + int(digit)) for digit in str(number))
    assert digits_value(written) == number
    assert digits_value("7" + written) is None


@given(st.text(alphabet="0123456789,. '’\u00a0\u2009", max_size=40))
def test_digits_give_their_own_value_or_none(written: str) -> None:
    value = digits_value(written)
    if value is not None:
        digits = "".join(sign for sign in written if sign.isdigit())
        assert value == float(digits) / 10 ** _decimals(written, digits)


def _decimals(written: str, digits: str) -> int:
    """How many digits stand behind the decimal point: none where points only set off groups."""
    head, _, tail = written.rpartition(".")
    return len([sign for sign in tail if sign.isdigit()]) if _ and "." not in head and digits else 0


PIECES = [
    "9",
    "1,",
    "one hundred ",
    "two hundred and ",
    "a half of a ",
    "1 to ",
    "1-",
    "1–2 ",
    "$5 ",
    "two-",
    "1/",
]
PIECES += [
    "5 per ",
    "“One ",
    "5\n",
    "May 5 ",
    "Smith, 5, ",
    "five or ",
    "5:05 ",
    "5° 5′",
    "Five ",
    "No. 5, ",
    "5@",
]
PIECES += [
    "million ",
    "1 234 ",
    "5 x 10",
    "3 dollars 50 cents ",
    "“The ",
    "age of five ",
    "(5) ",
    "Counts 4, ",
    "_5",
]


@pytest.mark.parametrize("piece", PIECES)
def test_long_runs_take_linear_time(piece: str, is_subquadratic: Growth) -> None:
    def prepare(size: int) -> Callable[[], object]:
        text = piece * size
        return lambda: find_quantities(text)

    assert is_subquadratic(prepare, 100)
