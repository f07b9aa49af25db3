"""Rows of models/furniture.jsonl, and the exactness of what they mark."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import models
from pipeline.read.furniture import FurnitureRule
from pipeline.read.plain import read_page

RULES = models.load("furniture.jsonl", FurnitureRule)
LINES = tuple(example for rule in RULES for example in (*rule.examples, *rule.counterexamples))


@pytest.mark.parametrize("rule, text", [(rule, text) for rule in RULES for text in rule.examples])
def test_examples(rule: FurnitureRule, text: str) -> None:
    assert rule.matches(text), rule.id


@pytest.mark.parametrize("rule, text", [(rule, text) for rule in RULES for text in rule.counterexamples])
def test_counterexamples(rule: FurnitureRule, text: str) -> None:
    assert not rule.matches(text), rule.id


def test_ids_are_unique() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)


PIECES = st.one_of(
    st.sampled_from(LINES),
    st.text(max_size=40),
    st.just("The river rose by 4 feet, officials said on Monday."),
)
BREAKS = st.sampled_from(["\n", "\r\n", "\n\n", "\r", "\u2028", " ", "\u00a0", "\U0001f6a8", "e\u0301"])


@given(st.lists(st.tuples(PIECES, BREAKS), max_size=12))
def test_spans_are_exact_in_order_and_apart(parts: list[tuple[str, str]]) -> None:
    text = "".join(piece + gap for piece, gap in parts)
    end = 0
    page = read_page(text)
    for furniture in page.furniture:
        assert end <= furniture.span.start < furniture.span.end <= len(text)
        marked = furniture.span.of(text)
        assert marked == marked.strip()
        end = furniture.span.end
    if page.dateline is not None:
        assert page.dateline.of(text)[0].isupper()


STORY = (
    "Advertisement spending rose 12 percent, the report said.",
    "Share prices of the company fell on Monday after it cut its forecast.",
    "“Copyright law has not kept pace,” said Ann Poe, who can be reached only by post.",
    "Photos of the flood showed 40 cars under water.",
    "On September 11, 2001, she was in Millbrook.",
    "Read more books, the librarian told them; follow the money, said another on Twitter.",
    "Sign up for coverage by Jan. 15, officials told residents.",
    "Subscribers and comments doubled to 4,000.",
    "The Bureau of Mines (USBM) said the Federal Reserve (Fed) would help.",
    "By Monday, 12 roads were open, and by Jane Doe's account 3 more on Tuesday.",
    "Updated figures published on May 10, 2025 show 12 deaths.",
)


@pytest.mark.parametrize("line", STORY)
@pytest.mark.parametrize("place", ["first", "alone", "last"])
def test_story_is_no_furniture(line: str, place: str) -> None:
    around = "The council met on Tuesday evening and voted to rebuild the bridge over the river by May."
    text = {"first": f"{line}\n\n{around}", "alone": line, "last": f"{around}\n\n{line}"}[place]
    assert not read_page(text).furniture


def reading(unit: str, times: int) -> Callable[[], object]:
    starts = ("", "Published ", "By A B, ", "May 1, 2025", "Photo: ")
    text = "\n".join(start + unit * times for start in starts)
    return lambda: read_page(text)


@pytest.mark.parametrize("unit", ["A ", "Aa-", "(", "1", " ", "AP/", "A.", "May 1, 2025 ", "By A B, ", "9/"])
def test_no_pattern_backtracks_badly(unit: str, is_subquadratic: Any) -> None:
    assert is_subquadratic(lambda times: reading(unit, times), 20)
