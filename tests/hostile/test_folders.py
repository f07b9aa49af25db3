"""Names, links, pipes and devices in a corpus: none leads out of it, and none is passed over unsaid."""

import csv
import gzip
import os
import stat
from pathlib import Path

import pytest

from pipeline.read import folder, inflated, manifest
from pipeline.read.folder import Record, iter_records
from pipeline.shown import shown
from pipeline.tables import RejectRow

SECRET = "This must never be read."


def read(corpus: Path, max_bytes: int = 1000) -> tuple[list[Record], dict[str, str]]:
    rejects: list[RejectRow] = []
    records = list(iter_records(corpus, on_reject=rejects.append, max_bytes=max_bytes))
    return records, {reject.path: reject.error for reject in rejects}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with one article, beside a file that lies outside it."""
    (tmp_path / "secret.txt").write_text(SECRET)
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "a.txt").write_text(SECRET)
    corpus = tmp_path / "corpus"
    (corpus / "sub").mkdir(parents=True)
    (corpus / "good.txt").write_text("x")
    return corpus


def link(name: Path, target: Path | str) -> None:
    try:
        name.symlink_to(target)
    except OSError:
        pytest.skip("no links on this system")


@pytest.mark.parametrize("target", ["../secret.txt", "../secrets", "..", "/etc/passwd", "/dev/zero", "/"])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "sub/a.html", "plain"])
def test_links_out_of_the_folder(corpus: Path, name: str, target: str) -> None:
    link(
        corpus / name,
        target if target.startswith("/") else os.path.relpath(corpus / target, (corpus / name).parent),
    )
    records, rejects = read(corpus)
    assert [record.path for record in records] == ["good.txt"]
    assert set(rejects) == {name}
    told = "pipe, a socket or a device" if target == "/dev/zero" else "leads out of the corpus folder"
    assert told in rejects[name]


def test_a_link_that_begins_like_the_folder_leads_out_of_it(corpus: Path) -> None:
    beside = corpus.with_name("corpus-secret")
    beside.mkdir()
    (beside / "a.txt").write_text(SECRET)
    link(corpus / "a.txt", beside / "a.txt")
    assert "leads out" in read(corpus)[1]["a.txt"]


def test_links_within_the_folder(corpus: Path) -> None:
    link(corpus / "twin.txt", corpus / "good.txt")
    link(corpus / "sub" / "up", corpus)
    link(corpus / "sub" / "self", corpus / "sub")
    link(corpus / "mutual", corpus / "sub")
    link(corpus / "chain.txt", corpus / "ring.txt")
    link(corpus / "ring.txt", corpus / "chain.txt")
    records, rejects = read(corpus)
    assert [record.path for record in records] == ["good.txt", "twin.txt"]
    assert set(rejects) == {"chain.txt", "ring.txt", "mutual", "sub/self", "sub/up"}
    assert all(
        "links to folders are not followed" in rejects[name] for name in ("mutual", "sub/self", "sub/up")
    )
    assert "cannot be read" in rejects["ring.txt"]


def test_a_corpus_that_is_named_by_a_link_is_read(corpus: Path) -> None:
    link(corpus.with_name("named"), corpus)
    link(corpus.with_name("named.txt"), corpus.with_name("secret.txt"))
    assert [record.path for record in read(corpus.with_name("named"))[0]] == ["good.txt"]
    assert [record.path for record in read(corpus.with_name("named.txt"))[0]] == ["named.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl.gz", "plain", "manifest.csv"])
def test_pipes_are_not_opened(corpus: Path, name: str) -> None:
    os.mkfifo(corpus / name)
    link(corpus / "linked.txt", corpus / name)
    records, rejects = read(corpus)
    assert [record.path for record in records] == ["good.txt"]
    assert set(rejects) == {name, "linked.txt"}
    assert all("pipe" in error for error in rejects.values())


@pytest.mark.skipif(os.name != "posix", reason="names that other systems do not take")
@pytest.mark.parametrize(
    "name",
    [
        b"a\nb.txt",
        b"a\x1b[31mb.txt",
        b"a\xe2\x80\xaetxt.txt",
        b"\xff\xfe.txt",
        b"=1+1.txt",
        b"a\tb.txt",
        b"[red].txt",
    ],
)
def test_strange_names_are_read_and_fit_to_show(corpus: Path, name: bytes) -> None:
    (Path(os.fsdecode(bytes(corpus) + b"/" + name))).write_text("x")
    records, rejects = read(corpus)
    assert len(records) == 2 and not rejects
    for record in records:
        record.path.encode()
        assert shown(record.path).isprintable()


def test_folders_in_folders_deeper_than_the_stack(corpus: Path) -> None:
    here = os.open(corpus, os.O_RDONLY)
    try:
        for _ in range(1200):
            os.mkdir("d", dir_fd=here)
            below = os.open("d", os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = below
        handle = os.open("deep.txt", os.O_WRONLY | os.O_CREAT, dir_fd=here)
        os.write(handle, b"x")
        os.close(handle)
    finally:
        os.close(here)
    assert [record.path for record in read(corpus)[0]] == ["d/" * 1200 + "deep.txt", "good.txt"]
    (corpus / ("d/" * 1200 + "deep.txt")).unlink()
    for depth in range(1200, 0, -1):  # what clears the folders of tests away has a stack, too
        (corpus / ("d/" * depth)).rmdir()


@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt",
        "sub/../../secret.txt",
        "/etc/passwd",
        "..\\secret.txt",
        "\\\\host\\share\\a.txt",
        "a" * 5000 + ".txt",
        "d/" * 3000 + "a.txt",
        "a\nb.txt",
        "\u202egpj.txt",
        "nul\u2028.txt",
        "~/secret.txt",
        "good.txt/x.txt",
    ],
)
def test_manifest_paths_that_leave_the_folder_or_name_nothing(corpus: Path, path: str) -> None:
    with (corpus / "manifest.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["path", "outlet"], [path, "The Echo"], ["good.txt", "The Echo"]])
    records, rejects = read(corpus)
    assert [(record.path, record.stated and record.stated.outlet) for record in records] == [
        ("good.txt", "The Echo")
    ]
    (error,) = rejects.values()
    assert "outside the corpus folder" in error or "no such file" in error
    assert error.isprintable() and len(error) < 200


def test_a_manifest_that_is_a_link_out_of_the_folder(corpus: Path) -> None:
    (corpus.parent / "other.csv").write_text("path,outlet\ngood.txt,The Echo\n")
    link(corpus / "manifest.csv", corpus.parent / "other.csv")
    records, rejects = read(corpus)
    assert [(record.path, record.stated) for record in records] == [("good.txt", None)]
    assert all("leads out" in error for error in rejects.values()) and rejects


def test_a_manifest_too_long(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifest, "MAX_BYTES", 100)
    (corpus / "manifest.csv").write_text("path,outlet\n" + "good.txt,x\n" * 20)
    assert "longer than 100 bytes" in read(corpus)[1]["manifest.csv"]


def test_fifty_megabytes_of_one_line(corpus: Path) -> None:
    with (corpus / "a.jsonl").open("wb") as file:
        file.write(b'{"text": "x"}\n')
        for _ in range(50):
            file.write(b"x" * 1_000_000)
        file.write(b'\n{"text": "y"}\n')
    records, rejects = read(corpus)
    assert [(record.path, record.line) for record in records] == [
        ("a.jsonl", 1),
        ("a.jsonl", 3),
        ("good.txt", None),
    ]
    assert "longer than 1,000 bytes" in rejects["a.jsonl"]


@pytest.mark.parametrize(
    ("piece", "told"),
    [(b"\0", "line without end"), (b"\n", "nothing but empty lines"), (b" \n", "empty lines")],
)
def test_a_file_without_end_is_given_up(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, piece: bytes, told: str
) -> None:
    monkeypatch.setattr(folder, "PATIENCE", 100_000)
    (corpus / "a.jsonl").write_bytes(b'{"text": "x"}\n' + piece * 300_000)
    records, rejects = read(corpus)
    assert [record.path for record in records] == ["a.jsonl", "good.txt"]
    assert told in rejects["a.jsonl"] and "is not read" in rejects["a.jsonl"]


def test_a_bomb_of_zeros_is_given_up_before_it_bursts(corpus: Path) -> None:
    """1 GB of zeros in a megabyte; of ten times as much no more would be read."""
    block = gzip.compress(b"\0" * 50_000_000, 9)
    with (corpus / "a.jsonl.gz").open("wb") as file:
        for _ in range(20):
            file.write(block)
    records, rejects = read(corpus, 4_000_000)
    assert [record.path for record in records] == ["good.txt"]
    assert "is not read" in rejects["a.jsonl.gz"]


def test_a_bomb_of_short_lines_is_given_up(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inflated, "ALWAYS", 100_000)
    (corpus / "a.jsonl.gz").write_bytes(gzip.compress(b"{}\n" * 1_000_000))
    (corpus / "b.jsonl.gz").write_bytes(gzip.compress(os.urandom(300_000).hex().encode() + b"\n"))
    records, rejects = read(corpus, 1_000_000)
    assert "inflates to more than 100 times its size" in rejects["a.jsonl.gz"]
    assert {record.path for record in records} == {"a.jsonl.gz", "b.jsonl.gz", "good.txt"}


def test_bytes_that_are_no_file_of_that_kind_keep_the_others(corpus: Path) -> None:
    for suffix in folder.SUFFIXES:
        (corpus / f"empty{suffix}").touch()
        (corpus / f"folder{suffix}").mkdir()
    records, rejects = read(corpus)
    assert {record.path for record in records} == {"empty.txt", "empty.html", "empty.htm", "good.txt"}
    assert not rejects
    assert stat.S_ISDIR((corpus / "folder.txt").stat().st_mode)
