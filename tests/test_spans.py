"""Offsets, covers and paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.spans import Cover, TextSpan, lines, paragraphs

SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 9)).map(lambda pair: TextSpan(pair[0], pair[0] + pair[1]))
)


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2)])
def test_an_empty_stretch_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a stretch"):
        TextSpan(start, end)


@given(SPANS, SPANS)
def test_a_cover_answers_as_a_search_would(spans: list[TextSpan], asked: list[TextSpan]) -> None:
    cover = Cover(spans)
    for span in asked:
        assert cover.overlaps(span) == any(span.overlaps(other) for other in spans)


@given(st.text(alphabet="ab .\n\r\t\u2028é😀", max_size=80))
def test_lines_hold_every_character_but_white_space(text: str) -> None:
    found = list(lines(text))
    assert "".join("".join(span.of(text).split()) for span in found) == "".join(text.split())
    assert all(span.of(text) == span.of(text).strip() for span in found)
    assert found == sorted(found)


def test_each_line_is_a_paragraph_where_lines_end_sentences() -> None:
    text = "The dam broke.\r\nFour people died.\r\nMore rain is due."
    assert [span.of(text) for span in paragraphs(text)] == text.split("\r\n")


def test_a_line_that_breaks_off_is_joined_to_its_rest() -> None:
    text = (
        "A mix of rain and wet snow is expected to fall on the town and on the hills Saturday\n"
        "    night, the service said.\nSchools in the county will open two hours late on Monday morning."
    )
    assert [span.of(text)[:8] for span in paragraphs(text)] == ["A mix of", "Schools "]


def test_hard_wrapped_lines_are_joined() -> None:
    text = (
        "The dam above the town broke on\nMonday night after a week of\nrain, and the water took the\n"
        "lower bridge.\n\nFour people died, the sheriff said,\nand more rain is due."
    )
    assert [span.of(text)[:8] for span in paragraphs(text)] == ["The dam ", "Four peo"]
