"""Corpora and tables at addresses: in memory, and on an S3 server of this machine where one is installed."""

import datetime
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_archive import sums, write_archive
from typer.testing import CliRunner

import pipeline
from pipeline import remote, tables
from pipeline.cli import app
from pipeline.read.folder import CorpusError
from pipeline.remote import RemoteError

fsspec = pytest.importorskip("fsspec")
ARTICLES = 9


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLAIMS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with a manifest, and its run, `out`."""
    folder = tmp_path_factory.mktemp("remote")
    archive = write_archive(folder / "archive", ARTICLES)
    (archive / "sub").mkdir()
    (archive / "sub" / "b.txt").write_text("Nine people were hurt in Ohio, the sheriff said.")
    (archive / "manifest.csv").write_text("path,outlet\nlate.txt,The Harbor Ledger\nsub/b.txt,Marlow News\n")
    pipeline.extract(archive, folder / "out", engine="serial")
    return folder


def put(archive: Path, url: str) -> None:
    system, root = fsspec.core.url_to_fs(url)
    for path in sorted(archive.rglob("*")):
        if path.is_file():
            system.pipe_file(f"{root}/{path.relative_to(archive).as_posix()}", path.read_bytes())


def fetched_sums(url: str, to: Path) -> dict[str, str]:
    system, root = fsspec.core.url_to_fs(url)
    to.mkdir()
    for name in tables.TABLES:
        (to / f"{name}.parquet").write_bytes(system.cat_file(f"{root}/{name}.parquet"))
    return sums(to)


@pytest.fixture
def memory(local: Path) -> Iterator[str]:
    put(local / "archive", "memory://bucket/archive")
    yield "memory://bucket"
    fsspec.filesystem("memory").store.clear()


@pytest.mark.usefixtures("cache")
def test_memory_to_memory_gives_the_same_bytes(memory: str, local: Path, tmp_path: Path) -> None:
    told = CliRunner().invoke(
        app, ["extract", f"{memory}/archive", "--out", f"{memory}/out", "--engine", "serial"]
    )
    assert told.exit_code == 0, told.output
    assert fetched_sums(f"{memory}/out", tmp_path / "sent") == sums(local / "out")
    marker = fsspec.filesystem("memory").cat_file("/bucket/out/run.json")
    assert marker == (local / "out" / "run.json").read_bytes()


@pytest.mark.usefixtures("cache")
def test_only_what_changed_is_fetched_and_done(
    memory: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = fsspec.filesystem("memory")
    fetched: list[str] = []
    true_get = type(system).get_file
    monkeypatch.setattr(
        type(system),
        "get_file",
        lambda self, path, to, **more: (fetched.append(path), true_get(self, path, to, **more))[1],
    )
    first = pipeline.extract(f"{memory}/archive", tmp_path / "out", engine="serial")
    assert not first.unchanged
    assert len(fetched) == 6
    assert pipeline.extract(f"{memory}/archive", tmp_path / "out", engine="serial").unchanged
    assert len(fetched) == 6
    system.rm("/bucket/archive/late.txt")
    system.pipe_file("/bucket/archive/sub/b.txt", b"Ten people were hurt in Ohio, the mayor said.")
    pipeline.extract(f"{memory}/archive", tmp_path / "out", engine="serial")
    assert fetched[6:] == ["/bucket/archive/sub/b.txt"]
    found = pipeline.load(tmp_path / "out").articles.set_index("article_id")["text"]
    assert "late" not in found.index
    assert found["sub/b"].startswith("Ten people")


def test_a_file_keeps_its_date_where_the_store_knows_it(
    cache: Path, memory: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = fsspec.filesystem("memory")
    system.store["/bucket/archive/late.txt"].modified = datetime.datetime(2001, 2, 3, tzinfo=datetime.UTC)
    remote.near(f"{memory}/archive", "out")
    fetched = next(cache.rglob("late.txt"))
    assert datetime.datetime.fromtimestamp(fetched.stat().st_mtime, datetime.UTC).year == 2001
    system.pipe_file("/bucket/archive/late.txt", b"Nobody was hurt.")
    monkeypatch.setattr(type(system), "modified", fsspec.AbstractFileSystem.modified)
    remote.near(f"{memory}/archive", "out")
    assert fetched.read_bytes() == b"Nobody was hurt."


def test_a_single_file_is_read(cache: Path, memory: str, tmp_path: Path) -> None:
    report = pipeline.extract(f"{memory}/archive/wire-0.jsonl", tmp_path / "out", engine="serial")
    assert report.worked == ARTICLES // 3
    assert [path.name for path in cache.rglob("*.jsonl") if path.is_file()] == ["wire-0.jsonl"]


@pytest.mark.usefixtures("cache")
def test_names_that_lead_out_are_not_fetched(cache: Path) -> None:
    for name in ("../a.txt", "/a.txt", "a/../../b.txt", "a\\b.txt", "a//b.txt", "a\0.txt", "a.exe"):
        assert remote._relative(f"bucket/{name}", "bucket", False) in ("", "a.txt"), name
    assert remote._relative("bucket/sub/a.txt", "bucket", False) == "sub/a.txt"
    assert not cache.exists()


@pytest.mark.usefixtures("cache")
def test_what_is_missing_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CorpusError, match="There is nothing at memory://nowhere"):
        pipeline.extract("memory://nowhere", tmp_path / "out")
    with pytest.raises(RemoteError, match="nosuch://x cannot be opened"):
        pipeline.extract("nosuch://x", tmp_path / "out")
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(RemoteError, match=r"pip install 'news-claims\[remote\]'"):
        pipeline.extract("s3://bucket/news", tmp_path / "out")


@pytest.mark.parametrize(
    ("place", "is_url"),
    [
        ("s3://b/x", True),
        ("GS://b", True),
        ("C:\\news", False),
        ("C:/news", False),
        ("a/b", False),
        ("-", False),
    ],
)
def test_what_is_an_address(place: str, is_url: bool) -> None:
    assert remote.is_url(place) == is_url


@pytest.fixture
def s3(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An S3 server on this machine."""
    pytest.importorskip("moto.server")
    s3fs = pytest.importorskip("s3fs")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"]
    log = tmp_path / "server.log"
    with log.open("wb") as file:
        server = subprocess.Popen(command, stderr=file, stdout=file)
    while "Running on http://" not in log.read_text():
        assert server.poll() is None, log.read_text()
        time.sleep(0.1)
    address = log.read_text().partition("Running on ")[2].split()[0]
    monkeypatch.setenv("AWS_ENDPOINT_URL", address)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    s3fs.S3FileSystem.clear_instance_cache()
    s3fs.S3FileSystem().mkdir("bucket")
    yield "s3://bucket"
    server.kill()
    server.wait()


@pytest.mark.usefixtures("cache")
def test_an_s3_server_gives_the_same_bytes(s3: str, local: Path, tmp_path: Path) -> None:
    put(local / "archive", f"{s3}/archive")
    pipeline.extract(f"{s3}/archive", f"{s3}/out", engine="serial")
    assert fetched_sums(f"{s3}/out", tmp_path / "sent") == sums(local / "out")
    assert pipeline.extract(f"{s3}/archive", f"{s3}/out", engine="serial").unchanged
    with pytest.raises(CorpusError, match="nothing at s3://absent/x"):
        pipeline.extract("s3://absent/x", tmp_path / "out")
