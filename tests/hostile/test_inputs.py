"""Thousands of bad inputs: each becomes an article that can be stored, or a plain sentence why not."""

import json

import pytest
from hostile.checked import read, take_apart
from hostile.generator import records
from hostile.traps import TRAPS
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.article import Article
from pipeline.read.folder import Record
from pipeline.read.html import MAX_ATTRIBUTES

COUNT = 5000


def test_five_thousand_bad_inputs() -> None:
    articles = rejected = 0
    for record in records(COUNT):
        found = read(record)
        if isinstance(found, Article):
            articles += 1
            if articles % 4 == 0:
                take_apart(found.text)
        else:
            rejected += 1
    assert articles + rejected == COUNT
    assert articles > COUNT // 5 and rejected > COUNT // 5  # neither all let in nor all turned away


@given(st.binary(max_size=200), st.sampled_from([".txt", ".html", ".jsonl"]))
def test_any_bytes(data: bytes, suffix: str) -> None:
    read(Record(path="a" + suffix, line=1, data=data, suffix=suffix))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(
    st.dictionaries(
        st.sampled_from(["id", "text", "html", "outlet", "published", "url", "authors", "headline"]), JSON
    )
)
def test_any_fields(fields: dict[str, object]) -> None:
    read(Record(path="a.jsonl", line=1, data=json.dumps(fields).encode(), suffix=".jsonl"))


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    take_apart(text)


@given(st.lists(st.sampled_from(sorted(TRAPS)), min_size=1, max_size=6), st.integers(1, 60))
def test_traps_in_any_order(names: list[str], size: int) -> None:
    text = "".join(TRAPS[name](size) for name in names)
    take_apart(text)
    read(Record(path="a.txt", data=text.encode(), suffix=".txt"))


@pytest.mark.parametrize("name", sorted(TRAPS))
def test_long_traps(name: str) -> None:
    """`make fuzz` measures how the work on them grows."""
    text = TRAPS[name](6000)
    take_apart(text)
    read(Record(path="a.txt", data=text.encode(), suffix=".txt"))


def page(markup: str) -> Article | str:
    return read(Record(path="a.html", data=markup.encode(), suffix=".html"))


STORY = "<p>The river rose by 4 feet on Monday night and flooded at least 120 homes, officials said.</p>"


@pytest.mark.parametrize("tag", ["div", "p", "table><tr><td", "ul><li", "span"])
def test_pages_twenty_thousand_levels_deep(tag: str) -> None:
    page(f"<{tag}>" * 20_000 + STORY)


def test_entities_that_laugh_a_billion_times() -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    found = page(f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a0 "ha">{laughs}]>{STORY * 3}<p>&a11;</p>')
    assert isinstance(found, Article) and "hahaha" not in found.text and len(found.text) < 2000


def test_entities_of_files_are_not_read() -> None:
    found = page(f'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>{STORY * 3}<p>here: &x;</p>')
    assert isinstance(found, Article) and "root:" not in found.text


def test_tags_without_end() -> None:
    many = " ".join(f"a{number}=b" for number in range(MAX_ATTRIBUTES + 5))
    told = "A tag of the page has more than 10,000 attributes."
    assert page(f"<p {many}>{STORY}</p>") == told
    assert page(f"<!-- <script> --><p {many}>{STORY}</p>") == told
    assert page(f'<title x="<script>"><p {many}>{STORY}</p>') == told
    script = "if (a<b) { " + "x = y; " * 10_000 + "}"
    assert isinstance(page(f"<script>{script}</script>{STORY * 3}"), Article)


def test_words_and_marks_have_a_bound() -> None:
    found = read(Record(path="a.txt", data=b"," * 300_000, suffix=".txt"))
    assert found == "The article has 300,000 words and marks, more than the 250,000 allowed."


def test_a_day_of_publication_with_a_thousand_digits() -> None:
    """Such a number is no float: it once ended the run."""
    data = b'{"text": "The river rose.", "published": -' + b"9" * 1000 + b"}"
    found = read(Record(path="a.jsonl", line=1, data=data, suffix=".jsonl"))
    assert isinstance(found, Article) and found.published is None
