"""Names of authors and outlets."""

import pytest

from pipeline.read.bylines import is_outlet, outlet_name, split_names


@pytest.mark.parametrize(
    "written, names",
    [
        ("By Jane Doe", ["Jane Doe"]),
        ("By JANE DOE and JOHN McROE, Staff Writers", ["Jane Doe", "JOHN McROE"]),
        ("MARK MCROE, ANA DE LA CRUZ and J. P. POE", ["Mark McRoe", "Ana De La Cruz", "J. P. Poe"]),
        ("Jane Doe; John Roe", ["Jane Doe", "John Roe"]),
        ("Jane Doe | Ann Poe", ["Jane Doe", "Ann Poe"]),
        ("Martin Roe, Jr. and Ann Poe", ["Martin Roe, Jr", "Ann Poe"]),
        ("Doe, Jane", ["Doe, Jane"]),
        ("The Associated Press", ["The Associated Press"]),
        ("JANE O'NEIL", ["Jane O'Neil"]),
        ("CNN", ["CNN"]),
        ("JANE DOE Associated Press", ["Jane Doe", "Associated Press"]),
        ("By Ann Poe Staff Writer", ["Ann Poe"]),
        ("", []),
    ],
)
def test_split_names(written: str, names: list[str]) -> None:
    assert list(split_names(written)) == names


@pytest.mark.parametrize(
    "name", ["AP", "The Daily Echo", "The Center Square", "WQZN", "example.com", "Midland Press"]
)
def test_outlets(name: str) -> None:
    assert is_outlet(name)


@pytest.mark.parametrize("name", ["Jane Doe", "Texas", "WTI", "Green Party of Ohio"])
def test_no_outlets(name: str) -> None:
    assert not is_outlet(name)


def test_agencies_are_written_out() -> None:
    assert outlet_name("AP") == "The Associated Press"
    assert outlet_name(" The  Daily Echo. ") == "The Daily Echo"
