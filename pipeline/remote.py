"""Corpora and tables at addresses such as `s3://bucket/news`, by fsspec and the package for their kind.

A run reads its corpus twice and goes on where it was interrupted, so both ends have a copy on this machine:
what is new or changed in the corpus is fetched, file by file, and the tables are sent when the run has ended,
the marker last.
"""

import contextlib
import dataclasses
import hashlib
import importlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline import lock, tables
from pipeline.durable import replacing
from pipeline.errors import ClaimsError
from pipeline.publish import MARKER, UNFINISHED
from pipeline.read.folder import CorpusError, suffix_of
from pipeline.read.manifest import NAME as MANIFEST

_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_INDEX = ".fetched.json"
SENT = (*(f"{name}.parquet" for name in tables.TABLES), "datapackage.json")


class RemoteError(ClaimsError):
    """An address cannot be read or written, or the package for its kind is not installed."""


def is_url(place: str | os.PathLike[str]) -> bool:
    """Whether a corpus or an output folder is an address; `C:\\news` is none."""
    return _URL.match(os.fspath(place)) is not None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Where a run finds its corpus and leaves its tables on this machine."""

    corpus: str
    out: Path
    url: str = ""
    """Where the tables are to be sent, if anywhere."""

    def send(self) -> None:
        """Send the tables, the marker last, when they are for an address. Raises RemoteError."""
        if self.url:
            _send(self.out, self.url)


def near(corpus: str, out: str, *, keeps_parts: bool = False) -> Near:
    """Places on this machine for a corpus, fetched if it stands at an address, and for tables.

    Only tables can be sent to an address, and not the parts that a shard leaves. Raises RemoteError, and
    CorpusError when there is nothing at the address of the corpus.
    """
    if is_url(out):
        if keeps_parts:
            raise RemoteError(f"A shard stays on this machine until it is merged: {out} is no folder of it.")
        _opened(out)  # what is missing for it is told before the work, not after it
    here = str(_fetched(corpus)) if is_url(corpus) else corpus
    if is_url(out):
        return Near(corpus=here, out=_copy_of(out), url=out)
    return Near(corpus=here, out=Path(out))


def cache() -> Path:
    """Where copies stand: `CLAIMS_CACHE`, else the folder for such things that this system has."""
    chosen = os.environ.get("CLAIMS_CACHE")
    if chosen:
        return Path(chosen)
    system = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME")
    return (Path(system) if system else Path.home() / ".cache") / "news-claims"


def _copy_of(url: str) -> Path:
    """The folder of this machine for an address; the digest keeps addresses of one last name apart."""
    digest = hashlib.sha256(url.rstrip("/").encode()).hexdigest()[:16]
    name = re.sub(r"[^\w.-]", "_", PurePosixPath(url.rstrip("/")).name)[-40:].lstrip(".")
    return cache() / f"{digest}-{name}"


def _opened(url: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it."""
    kind = url.partition("://")[0]
    try:
        fsspec = importlib.import_module("fsspec")
    except ImportError as error:
        raise RemoteError(f"{kind}:// addresses need fsspec: pip install 'news-claims[remote]'") from error
    try:
        system, path = fsspec.core.url_to_fs(url)
    except ImportError as error:
        raise RemoteError(f"{kind}:// addresses need one more package. {error}.") from error
    except ValueError as error:
        raise RemoteError(f"{url} cannot be opened: {error}.") from error
    return system, str(path)


def _fetched(url: str) -> Path:
    """A copy of the corpus at an address: the folder, or the single file."""
    system, root = _opened(url)
    with _told(url, "read"):
        system.invalidate_cache()
        is_file = system.isfile(root)
        found = {root: system.info(root)} if is_file else system.find(root, detail=True)
    folder = _copy_of(url)
    wanted = {name: info for path, info in found.items() if (name := _relative(path, root, is_file))}
    if not wanted:
        raise CorpusError(f"There is nothing at {url} that can be read.")
    with lock.held(folder):
        _mirror(system, wanted, folder, url)
    return folder / PurePosixPath(root).name if is_file else folder


def _relative(path: str, root: str, is_file: bool) -> str:
    """The name of a file below the corpus; nothing for what is not read, or leads out of the copy."""
    name = PurePosixPath(path).name if is_file else path.removeprefix(root.rstrip("/")).lstrip("/")
    pure = PurePosixPath(name)
    leads_out = pure.is_absolute() or ".." in pure.parts or Path(name).drive or "\\" in name or "\0" in name
    is_read = suffix_of(name) is not None or name == MANIFEST
    return name if is_read and not leads_out and pure.as_posix() == name else ""


def _mirror(system: Any, wanted: Mapping[str, Mapping[str, Any]], folder: Path, url: str) -> None:
    """Fetch what is new or changed, and remove what is gone."""
    prints = {name: _print(info) for name, info in wanted.items()}
    known: dict[str, str] = {}
    with contextlib.suppress(OSError, ValueError):
        known = json.loads((folder / _INDEX).read_text("utf-8"))
    for name in known.keys() - prints.keys():
        (folder / name).unlink(missing_ok=True)
    for name in sorted(prints):
        target = folder / name
        if known.get(name) == prints[name] and target.is_file():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with replacing(target) as temporary, _told(url, "read"):
            system.get_file(wanted[name]["name"], str(temporary))
            changed = _changed(system, wanted[name]["name"])
            if changed is not None:
                os.utime(temporary, (changed, changed))
    with replacing(folder / _INDEX) as temporary:
        temporary.write_text(json.dumps(prints), "utf-8")


def _changed(system: Any, path: str) -> float | None:
    """When a file was changed, in seconds of Unix time: the date of a text that states none may hang on it.

    None where a store keeps no dates, of which fsspec says NotImplementedError, and some lack the field.
    """
    try:
        return float(system.modified(path).timestamp())
    except (NotImplementedError, KeyError):
        return None


def _print(info: Mapping[str, Any]) -> str:
    """What changes when a file does: sizes, dates, tags of the store."""
    told = sorted((key, str(value)) for key, value in info.items())
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _send(folder: Path, url: str) -> None:
    """Send the tables of a run; until the marker is there, a reader finds the word `unfinished`."""
    system, root = _opened(url)
    root = root.rstrip("/")
    marker = (folder / MARKER).read_bytes()
    with _told(url, "written"):
        if system.exists(f"{root}/{MARKER}") and system.cat_file(f"{root}/{MARKER}") == marker:
            return
        system.makedirs(root, exist_ok=True)
        system.pipe_file(f"{root}/{MARKER}", json.dumps({UNFINISHED: "tables"}).encode())
        for name in SENT:
            system.put_file(str(folder / name), f"{root}/{name}")
        system.pipe_file(f"{root}/{MARKER}", marker)


@contextlib.contextmanager
def _told(url: str, done: str) -> Iterator[None]:
    """Each kind of store has errors of its own, for a wrong key as for a lost line."""
    try:
        yield
    except FileNotFoundError as error:
        raise CorpusError(f"There is nothing at {url}.") from error
    except Exception as error:
        raise RemoteError(f"{url} cannot be {done} ({type(error).__name__}: {error}).") from error
