"""Records to articles: what is stated where, and one plain sentence for each input that cannot be read."""

import datetime
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.article import Article, RejectedError, Stated
from pipeline.read.folder import SUFFIXES, Record, iter_records
from pipeline.read.record import READERS, default_id, read_record
from pipeline.settings import Settings

STORY = (
    "The river rose by 4 feet on Monday night and flooded at least 120 homes in the lower town, officials "
    "said. The mayor said that the bridge would be rebuilt by May, and that the county would pay for it."
)
SPANISH = (
    "El alcalde de la ciudad dijo el lunes que el puente permanecería cerrado hasta nuevo aviso y que los "
    "vecinos deberían usar la ruta del norte, según informó la policía local, mientras el río siga creciendo."
)
JAPANESE = "市長は月曜日、橋は当面の間閉鎖されると述べ、住民は北側の道路を利用するよう呼びかけた。" * 4
SETTINGS = Settings()


def article(data: bytes | str, suffix: str = ".txt", **fields: object) -> Article:
    raw = data.encode() if isinstance(data, str) else data
    line = 3 if suffix == ".jsonl" else None
    defaults: dict[str, object] = {"path": f"sub/a{suffix}", "line": line, "data": raw, "suffix": suffix}
    return read_record(Record(**(defaults | fields)), SETTINGS)


def test_each_suffix_has_a_reader() -> None:
    assert set(READERS) == set(SUFFIXES)


@pytest.mark.parametrize(
    "data, suffix, told",
    [
        (b"", ".txt", "The file is empty"),
        (b" \r\n\t\n", ".txt", "The file is empty"),
        (b"\xef\xbb\xbf \n", ".txt", "no text"),
        ("\u00a0\u2003".encode(), ".txt", "no text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ".txt", "binary"),
        (b"The caf\xc3\xa9 r\xc3(sum\xc3\xa9", ".txt", "byte 11 is not UTF-8"),
        (SPANISH, ".txt", "in Spanish, and this run reads English"),
        (JAPANESE, ".txt", "in Japanese"),
        (b'{"text": "x"', ".jsonl", "not JSON"),
        (b"[" * 100_000, ".jsonl", "not JSON"),
        (b"[1, 2]", ".jsonl", "a JSON list, not a JSON object"),
        (b'"text"', ".jsonl", "a JSON string"),
        (b"12", ".jsonl", "a number"),
        (b"null", ".jsonl", "null"),
        (b'{"headline": "x"}', ".jsonl", "neither text nor html"),
        (b'{"text": "", "html": null}', ".jsonl", "neither text nor html"),
        (b'{"text": 12}', ".jsonl", "text is not a string"),
        (b'{"text": ["x"]}', ".jsonl", "text is not a string"),
        (b'{"id": [1], "text": "x"}', ".jsonl", "id is not a string"),
        (b'{"text": "a\\u0000b"}', ".jsonl", "binary"),
        (json.dumps({"text": SPANISH}), ".jsonl", "in Spanish"),
        (b"<html><body><nav>Home</nav></body></html>", ".html", "no article text"),
        (b"<", ".html", "no article text"),
        (b'{"html": "<p></p>"}', ".jsonl", "no article text"),
    ],
)
def test_rejects(data: bytes | str, suffix: str, told: str) -> None:
    with pytest.raises(RejectedError, match=told) as raised:
        article(data, suffix)
    sentence = str(raised.value)
    assert sentence.endswith(".") and "\n" not in sentence and len(sentence) < 200


def test_an_article_of_300_000_words() -> None:
    with pytest.raises(RejectedError, match="more than the 1,000,000 allowed"):
        article("The river rose again. " * 75_000)


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufeff"), max_size=60))
def test_text_is_the_decoded_file(text: str) -> None:
    whole = f"{STORY}\r\n\r\n{text}\r\nfin\n"
    for mark in (b"", b"\xef\xbb\xbf"):
        assert article(mark + whole.encode()).text == whole


@given(st.text(max_size=60))
def test_text_of_json_is_its_field(text: str) -> None:
    whole = f"{STORY}\r\n{text}"
    if "\0" in text:
        return
    found = article(json.dumps({"text": whole}), ".jsonl").text
    assert len(found) == len(whole)
    assert found == whole.encode("utf-8", "surrogatepass").decode("utf-8", "replace") or "\ufffd" in found


def test_half_a_surrogate_pair_can_be_stored() -> None:
    found = article(b'{"id": "a\\ud800", "text": "one \\ud83d two", "outlet": "\\udc00"}', ".jsonl")
    assert found.text == "one \ufffd two"
    (found.article_id + str(found.outlet)).encode()


@pytest.mark.parametrize(
    "path, line, expected",
    [
        ("a.txt", None, "a"),
        ("2025/flood.v2.HTML", None, "2025/flood.v2"),
        ("wire/may.jsonl.gz", 12, "wire/may:12"),
        ("feed.jsonl", 1, "feed:1"),
        ("-", 4, "stdin:4"),
        (".txt", None, ".txt"),
    ],
)
def test_default_ids(path: str, line: int | None, expected: str) -> None:
    assert default_id(Record(path=path, line=line, data=b"", suffix=".txt")) == expected


def test_id_of_json() -> None:
    assert article(b'{"id": "x-1", "text": "x"}', ".jsonl").article_id == "x-1"
    assert article(b'{"id": 17, "text": "x"}', ".jsonl").article_id == "17"
    assert article(b'{"text": "x"}', ".jsonl").article_id == "sub/a:3"


PAGE = f"""<!doctype html><html lang="en"><head><title>River floods Millbrook - The Daily Echo</title>
<meta property="og:title" content="River floods Millbrook">
<meta property="og:site_name" content="The Daily Echo">
<meta name="author" content="Jane Doe"><link rel="canonical" href="https://example.com/2025/flood">
<meta property="article:published_time" content="2025-09-22T10:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>River floods Millbrook</h1>
<p>{STORY}</p><p>The dam was built on May 10, 1962. {STORY}</p></article>
<div class="comments"><h2>Comments</h2><p>First comment, which is no part of the story at all.</p></div>
<footer>Copyright 2025 The Daily Echo</footer></body></html>"""


def test_html() -> None:
    found = article(PAGE, ".html")
    assert (found.outlet, found.authors, found.headline) == (
        "The Daily Echo",
        ("Jane Doe",),
        "River floods Millbrook",
    )
    assert (found.published, found.published_from) == (datetime.date(2025, 9, 22), "metadata")
    assert found.url == "https://example.com/2025/flood"
    assert found.text.count(STORY) == 2 and "First comment" not in found.text


def test_html_without_a_date_is_not_dated_by_its_story() -> None:
    page = re.sub(r"<meta property=.article:published_time.*?>", "", PAGE).replace("/2025/", "/")
    assert article(page, ".html").published is None


def test_a_manifest_wins_over_fields_and_fields_over_text() -> None:
    fields = {
        "outlet": {"name": "The Echo"},
        "published": "2025-09-23",
        "authors": ["Ann Poe", {"name": "John Roe"}, 3],
        "text": f"River floods Millbrook\n\nBy Jane Doe\n\nSept. 22, 2025\n\n{STORY}\n\n{STORY}",
    }
    data = json.dumps(fields)
    found = article(data, ".jsonl")
    assert (found.outlet, found.authors, found.headline) == (
        "The Echo",
        ("Ann Poe", "John Roe"),
        "River floods Millbrook",
    )
    assert (found.published, found.published_from) == (datetime.date(2025, 9, 23), "metadata")
    found = article(data, ".jsonl", stated=Stated(outlet="The Post", published=datetime.date(2025, 9, 24)))
    assert (found.outlet, found.authors) == ("The Post", ("Ann Poe", "John Roe"))
    assert found.published == datetime.date(2025, 9, 24)
    del fields["published"]
    found = article(json.dumps(fields), ".jsonl")
    assert (found.published, found.published_from) == (datetime.date(2025, 9, 22), "text")


@pytest.mark.parametrize(
    "published, expected",
    [
        ("2025-09-22T23:59:59-05:00", "2025-09-22"),
        ("22 September 2025", "2025-09-22"),
        (1758537600, "2025-09-22"),
        (1758537600000, "2025-09-22"),
        ("2 hours ago", None),
        (True, None),
        (1e300, None),
        ({"day": 1}, None),
    ],
)
def test_published_of_json(published: object, expected: str | None) -> None:
    found = article(json.dumps({"text": "x", "published": published}), ".jsonl").published
    assert (found and found.isoformat()) == expected


def test_language_is_said_only_when_known() -> None:
    assert article(STORY).language == "en"
    assert article("El puente está cerrado.").language is None


def test_a_spanish_run_reads_spanish() -> None:
    record = Record(path="a.txt", data=SPANISH.encode(), suffix=".txt")
    assert read_record(record, Settings(language="es")).language == "es"
    english = Record(path="a.txt", data=STORY.encode(), suffix=".txt")
    with pytest.raises(RejectedError, match="in English, and this run reads Spanish"):
        read_record(english, Settings(language="es"))


def test_bad_inputs_lose_no_other_article(tmp_path: Path) -> None:
    good = json.dumps({"id": "good", "text": STORY})
    (tmp_path / "feed.jsonl").write_text(f'{{"text": 1}}\n{good}\nnot json\n{"x" * 20_000_000}\n{good}\n')
    (tmp_path / "a.txt").write_bytes(b"\x00\x01")
    (tmp_path / "b.txt").write_text(STORY)
    rejected: list[tuple[str, int | None]] = []
    read = []
    for record in iter_records(tmp_path, on_reject=lambda row: rejected.append((row.path, row.line))):
        try:
            read.append(read_record(record, SETTINGS).article_id)
        except RejectedError:
            rejected.append((record.path, record.line))
    assert read == ["b", "good", "good"]
    assert rejected == [("a.txt", None), ("feed.jsonl", 1), ("feed.jsonl", 3), ("feed.jsonl", 4)]
