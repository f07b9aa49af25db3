"""Which inputs a corpus has, and what becomes of those that cannot be read."""

import datetime
import gzip
import io
import os
import sys
from pathlib import Path
from typing import Literal

import pytest

from pipeline.read.folder import CorpusError, Record, iter_records
from pipeline.tables import RejectRow

LINE = b'{"text": "x"}\n'


def read(corpus: Path | Literal["-"], max_bytes: int = 1000) -> tuple[list[Record], list[RejectRow]]:
    rejects: list[RejectRow] = []
    return list(iter_records(corpus, on_reject=rejects.append, max_bytes=max_bytes)), rejects


def fill(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def test_order_and_what_is_passed_over(tmp_path: Path) -> None:
    names = ["b.txt", "a/z.HTML", "a/é.txt", "a/b/c.htm", "B.txt", "feed.jsonl", "x/feed.jsonl.gz"]
    passed = ["README.txt", ".hidden.txt", ".git/a.txt", "notes.pdf", "x/readme.md", "plain", "data.json"]
    files = dict.fromkeys(names + passed, b"x") | {
        "feed.jsonl": LINE,
        "x/feed.jsonl.gz": gzip.compress(LINE),
    }
    records, rejects = read(fill(tmp_path, files))
    expected = ["B.txt", "a/b/c.htm", "a/z.HTML", "a/é.txt", "b.txt", "feed.jsonl", "x/feed.jsonl.gz"]
    assert [record.path for record in records] == expected
    assert [record.suffix for record in records] == [
        ".txt",
        ".htm",
        ".html",
        ".txt",
        ".txt",
        ".jsonl",
        ".jsonl",
    ]
    assert not rejects


def test_a_single_file_is_a_corpus(tmp_path: Path) -> None:
    fill(tmp_path, {"sub/a.txt": b"x", "feed.jsonl": LINE * 2})
    assert [record.path for record in read(tmp_path / "sub" / "a.txt")[0]] == ["a.txt"]
    assert [record.line for record in read(tmp_path / "feed.jsonl")[0]] == [1, 2]


@pytest.mark.parametrize("name", ["nowhere", "notes.pdf"])
def test_no_corpus(tmp_path: Path, name: str) -> None:
    fill(tmp_path, {"notes.pdf": b"x"})
    with pytest.raises(CorpusError, match=name):
        read(tmp_path / name)


def test_lines_are_numbered_and_blank_ones_passed_over(tmp_path: Path) -> None:
    records, rejects = read(fill(tmp_path, {"a.jsonl": b"\n" + LINE + b"  \r\n" + LINE.strip()}))
    assert [(record.line, record.data.strip()) for record in records] == [
        (2, LINE.strip()),
        (4, LINE.strip()),
    ]
    assert not rejects


def test_too_long(tmp_path: Path) -> None:
    exactly = b"y" * 999 + b"\n"
    data = LINE + b"x" * 200_000 + b"\n" + exactly + b"z" * 1001 + b"\n" + LINE
    records, rejects = read(fill(tmp_path, {"a.jsonl": data, "b.txt": b"x" * 1001, "c.txt": b"x" * 1000}))
    assert [(record.path, record.line) for record in records] == [
        ("a.jsonl", 1),
        ("a.jsonl", 3),
        ("a.jsonl", 5),
        ("c.txt", None),
    ]
    assert [(reject.path, reject.line) for reject in rejects] == [
        ("a.jsonl", 2),
        ("a.jsonl", 4),
        ("b.txt", None),
    ]
    assert "longer than 1,000 bytes" in rejects[0].error


def test_truncated_gzip_keeps_the_lines_before_the_break(tmp_path: Path) -> None:
    lines = b"".join(b'{"text": "%d"}\n' % number for number in range(50_000))
    data = gzip.compress(lines)
    records, rejects = read(fill(tmp_path, {"a.jsonl.gz": data[: len(data) // 2], "b.txt": b"x"}))
    *before, last = records
    assert len(before) > 10_000 and last.path == "b.txt"
    assert [record.data for record in before] == lines.splitlines(keepends=True)[: len(before)]
    (reject,) = rejects
    assert reject.path == "a.jsonl.gz" and "breaks off" in reject.error and reject.line == len(before) + 1


def test_damaged_gzip(tmp_path: Path) -> None:
    data = gzip.compress(b"".join(b'{"id": "%d", "text": "x"}\n' % number for number in range(500)), mtime=0)
    broken = data[:10] + b"\xff" * 20 + data[30:]  # a block of a kind that deflate does not have
    records, rejects = read(fill(tmp_path, {"a.jsonl.gz": b"no gzip", "b.jsonl.gz": broken}), 10_000)
    assert not records
    assert [reject.path for reject in rejects] == ["a.jsonl.gz", "b.jsonl.gz"]
    assert all("damaged" in reject.error for reject in rejects)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_unreadable_file_and_folder(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": b"x", "b/c.txt": b"x", "d.txt": b"x"})
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "b").chmod(0)
    records, rejects = read(tmp_path)
    (tmp_path / "b").chmod(0o700)
    assert [record.path for record in records] == ["d.txt"]
    assert [(reject.path, "permission denied" in reject.error) for reject in rejects] == [
        ("a.txt", True),
        ("b", True),
    ]


def test_unopenable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, {"a.txt": b"x", "b.txt": b"x"})
    whole = Path.open

    def refuse(path: Path, *arguments: str) -> object:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return whole(path, *arguments)

    monkeypatch.setattr(Path, "open", refuse)
    records, rejects = read(tmp_path)
    assert [record.path for record in records] == ["b.txt"]
    assert rejects == [RejectRow(path="a.txt", error="The file cannot be read: permission denied.")]


def test_links(tmp_path: Path) -> None:
    fill(tmp_path, {"a/b.txt": b"x"})
    try:
        (tmp_path / "a" / "loop").symlink_to(tmp_path / "a")
        (tmp_path / "broken.txt").symlink_to(tmp_path / "nothing")
    except OSError:
        pytest.skip("no links on this system")
    records, rejects = read(tmp_path)
    assert [record.path for record in records] == ["a/b.txt"]
    assert [reject.path for reject in rejects] == ["a/loop", "broken.txt"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LINE * 2)))
    records, rejects = read("-")
    assert [(record.path, record.line, record.modified) for record in records] == [
        ("-", 1, None),
        ("-", 2, None),
    ]
    assert not rejects


MANIFEST = """\ufeffPath,outlet,published,url,authors,headline,note
a.txt,The Echo,2025-09-22,https://example.com/a,Jane Doe; John Roe,"Flood, again",x
sub\\b.txt,The Echo,"September 22, 2025",,,
c.txt,The Echo,soon,,,
missing.txt,The Echo,,,,
a.txt,The Post,,,,
../a.txt,The Post,,,,
notes.pdf,The Post,,,,
,The Post,,,,

d.txt,The Post
"""


def test_manifest(tmp_path: Path) -> None:
    files = dict.fromkeys(("a.txt", "sub/b.txt", "c.txt", "d.txt", "e.txt", "notes.pdf"), b"x")
    records, rejects = read(fill(tmp_path, files | {"manifest.csv": MANIFEST.encode()}))
    stated = {record.path: record.stated for record in records}
    a, b, c, d = (stated[name] for name in ("a.txt", "sub/b.txt", "c.txt", "d.txt"))
    assert a is not None and b is not None and c is not None and d is not None
    assert (a.outlet, a.published, a.authors) == (
        "The Echo",
        datetime.date(2025, 9, 22),
        ("Jane Doe", "John Roe"),
    )
    assert (a.headline, a.url) == ("Flood, again", "https://example.com/a")
    assert b.published == datetime.date(2025, 9, 22) and b.headline is None
    assert (c.outlet, c.published) == ("The Echo", None)
    assert d.outlet == "The Post"
    assert stated["e.txt"] is None
    told = ["not a date", "no such file", "twice", "outside", "no format", "no path"]
    assert [reject.line for reject in rejects] == [4, 5, 6, 7, 8, 9]
    assert all(words in reject.error for words, reject in zip(told, rejects, strict=True))
    assert all(reject.path == "manifest.csv" for reject in rejects)


@pytest.mark.parametrize(
    "data, told",
    [
        (b"file,outlet\na.txt,x\n", "no column path"),
        (b"", "no column path"),
        (b"path\x00\x00", "binary"),
        (b'path\n"a.txt' + b"x" * 200_000, "field"),
    ],
)
def test_damaged_manifest(tmp_path: Path, data: bytes, told: str) -> None:
    records, rejects = read(fill(tmp_path, {"a.txt": b"x", "manifest.csv": data}))
    assert [(record.path, record.stated) for record in records] == [("a.txt", None)]
    (reject,) = rejects
    assert reject.path == "manifest.csv" and told in reject.error
