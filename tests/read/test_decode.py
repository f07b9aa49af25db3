"""Bytes to text: offsets count in the decoded file, and damage is told from other encodings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.article import RejectedError
from pipeline.read.decode import decode

TEXT = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1)


@given(TEXT.filter(lambda text: not text.startswith("\ufeff")))
def test_utf8_is_the_text_itself(text: str) -> None:
    data = text.encode()
    if not data.startswith((b"%PDF-", b"{\\rtf", b"\xef\xbb\xbf")):
        assert decode(data) == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_byte_order_mark_is_no_text(encoding: str) -> None:
    text = "A bridge — 40 metres — fell."
    mark = b"" if encoding in {"utf-8-sig", "utf-16", "utf-32"} else "\ufeff".encode(encoding)
    assert decode(mark + text.encode(encoding)) == text


def test_line_ends_and_combining_marks_stay() -> None:
    text = "One\r\ntwo\rthree\n\ncafe\u0301 \U0001f469\u200d\U0001f692\t4\u2028five"
    assert decode(text.encode()) == text


@pytest.mark.parametrize(
    "text, encoding",
    [
        ("The mayor said “no” — it’s a café", "cp1252"),
        ("El señor Núñez pagó 4 €; ¿quién más?", "cp1252"),
        ("CAFÉ MÜNCHEN, £5m ½", "latin-1"),
        ("Мэр города заявил, что мост закрыт до понедельника, и ещё многое другое.", "cp1251"),
        ("Żółć gęślą jaźń, burmistrz powiedział wczoraj, że most będzie zamknięty", "cp1250"),
    ],
)
def test_other_encodings(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_charset_of_a_page() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body>Мост закрыт</body></html>'
    assert decode(page.encode("cp1251"), is_html=True) == page
    latin = page.replace("windows-1251", "iso-8859-1").replace("Мост закрыт", "“Closed”")
    assert decode(latin.encode("cp1252"), is_html=True) == latin


@pytest.mark.parametrize(
    "data, told",
    [
        (b"The caf\xc3\xa9 and the na\xc3\xafve r\xc3", "byte 26 is not UTF-8"),
        ("“Closed,” he said — ".encode() * 9 + b"\xe2\x80 fin", "not UTF-8"),
        (b"abc \xff\xfe\xfa def", "no encoding"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        (bytes(range(1, 32)) * 3, "binary"),
        (b"%PDF-1.7 text", "PDF"),
        (b"PK\x03\x04rest", "Office"),
        (b"\xff\xfea\x00b", "UTF-16-LE"),
        (b"\xff\xfea\x00\x00\x00", "binary"),
    ],
)
def test_what_is_no_text(data: bytes, told: str) -> None:
    with pytest.raises(RejectedError, match=told):
        decode(data)


@given(st.binary())
def test_any_bytes_are_read_or_rejected(data: bytes) -> None:
    try:
        assert "\0" not in decode(data)
    except RejectedError as error:
        assert str(error).endswith(".")
