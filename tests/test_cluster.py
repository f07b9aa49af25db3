"""Dask as the engine: a real scheduler and workers on this machine; a lost worker costs nobody a row."""

import operator
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import slow_work
from small_archive import sums, write_archive

import pipeline
from pipeline import engines
from pipeline.cluster import ClusterError
from pipeline.engines import WorkerLostError

distributed = pytest.importorskip("distributed")
ARTICLES = 60


class Cluster:
    """`dask scheduler` and two `dask worker` of one thread each."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "scheduler.json"
        flags = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show")
        self.scheduler = start("scheduler", *flags, "--scheduler-file", str(self.file))
        flags = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        self.workers = [
            start("worker", *flags, "--scheduler-file", str(self.file), "--local-directory", str(folder))
            for _ in range(2)
        ]

    def end(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


def start(*arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path)
    yield made
    made.end()


def test_a_worker_killed_in_mid_run_costs_nothing(cluster: Cluster, tmp_path: Path) -> None:
    corpus = write_archive(tmp_path / "archive", ARTICLES)
    pipeline.extract(corpus, tmp_path / "serial", engine="serial")
    while not cluster.file.exists():
        time.sleep(0.05)
    killed = []

    def kill_one(progress: object) -> None:
        if not killed and 0 < progress.done < progress.total:  # type: ignore[attr-defined]
            killed.append(cluster.workers[0].pid)
            cluster.workers[0].send_signal(signal.SIGKILL)

    out = tmp_path / "dask"
    report = pipeline.extract(corpus, out, engine="dask", scheduler=str(cluster.file), on_progress=kill_one)
    assert killed
    assert report.problems == ()
    assert sums(out) == sums(tmp_path / "serial")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The scheduler of one worker, started as `dask worker` starts it: as a daemon under a nanny."""
    flags = {"n_workers": 1, "threads_per_worker": 1, "processes": True, "dashboard_address": ":0"}
    with distributed.LocalCluster(host="127.0.0.1", silence_logs=50, **flags) as cluster:
        cluster.scheduler.allowed_failures = 1
        yield cluster.scheduler_address
        cluster.wait_for_workers(1, timeout=60)  # a nanny that is closed as it starts a worker fails


def test_the_time_limit_holds_on_workers(address: str) -> None:
    found = list(engines.run(slow_work.without_end, [0.2, 0.3], 1, engine="dask", scheduler=address))
    assert found == ["over time", "over time"]


def test_an_item_that_processes_die_of_ends_the_run(address: str) -> None:
    with pytest.raises(WorkerLostError, match="ended 3 times while it worked on the same input"):
        list(engines.run(os._exit, [9], 1, engine="dask", scheduler=address))
    assert list(engines.run(operator.neg, [1], 1, engine="dask", scheduler=address)) == [-1]


def test_an_item_that_kills_workers_ends_the_run(address: str) -> None:
    with pytest.raises(WorkerLostError, match="ended while they worked on the same input"):
        list(engines.run(slow_work.kill_parent, [0], 1, engine="dask", scheduler=address))


def test_more_items_than_workers_have_their_results() -> None:
    flags = {"n_workers": 1, "threads_per_worker": 3, "processes": False, "dashboard_address": ":0"}
    with distributed.LocalCluster(silence_logs=50, **flags) as cluster:
        address = cluster.scheduler_address
        found = engines.run(operator.neg, range(40), 1, engine="dask", scheduler=address)
        assert sorted(found) == sorted(-number for number in range(40))


def test_what_is_missing_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ClusterError, match=r"--scheduler tcp://HOST:8786"):
        engines.run(operator.neg, [1], 1, engine="dask")
    monkeypatch.setattr("pipeline.cluster.ANSWER", 1)
    with pytest.raises(ClusterError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        list(engines.run(operator.neg, [1], 1, engine="dask", scheduler="tcp://127.0.0.1:9"))
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"pip install 'news-claims\[dask\]'"):
        engines.run(operator.neg, [1], 1, engine="dask", scheduler="tcp://127.0.0.1:9")
