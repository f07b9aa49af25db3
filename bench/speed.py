"""CPU seconds of the whole extract and of its stages beside bare spaCy, on the same texts, in one run.

    python bench/speed.py CORPUS [--limit N] [--no-workers] [--json FILE]

Bare spaCy is `nlp.pipe` of the same model with all its components. CPU seconds, not wall seconds, since
machines are noisy; and since neighbours slow CPU seconds too, by the caches that cores share, bare spaCy
reads its texts in between, whenever `extract` has finished a shard: both meet the same noise. `extract` is
everything from the bytes to the checked tables, comparisons included, on one worker in this process.

Start-up (imports, model, tables of rules) is counted for neither and has a figure of its own, taken in fresh
processes, as have peak memory and the wall seconds of one and of two workers; those mean something on a quiet
machine only.
"""

import argparse
import contextlib
import datetime
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import spacy
from rich.console import Console
from rich.table import Table
from spacy.language import Language

import pipeline
from pipeline import merge, parse, run, shards, tabulate
from pipeline.parse import load_pipeline, require_model
from pipeline.read.article import Article, RejectedError
from pipeline.read.folder import iter_records
from pipeline.read.record import read_record
from pipeline.run import Progress
from pipeline.settings import Settings

BATCH = 24
STAGES: tuple[tuple[Any, str, str], ...] = (
    (shards, "read_record", "read"),
    (parse, "parsed", "parse"),
    (tabulate, "find_statistics", "statistics"),
    (tabulate, "attribute", "statistics"),
    (tabulate, "find_quotes", "quotes"),
    (tabulate, "find_jurisdictions", "actors and places"),
    (tabulate, "find_actors", "actors and places"),
    (tabulate, "resolve_places", "actors and places"),
    (tabulate, "resolve_actors", "actors and places"),
    (shards, "tabulate", "tabulate"),
    (shards, "_write", "tabulate"),
    (merge, "merge", "merge"),
    (run, "finish", "compare"),
    (merge, "finish", "merge"),
    (run, "check", "check"),
)
"""Where each stage's functions are called from; a function within another is not counted twice."""
START = """
import datetime
import os
from pipeline import run
from pipeline.parse import load_pipeline
from pipeline.read.article import Article
from pipeline.settings import Settings
from pipeline.tabulate import tabulate
text = "Four people died in Marlow, Ohio, the mayor said on Monday."
nlp = load_pipeline(Settings().model)
tabulate(nlp(text), Article(article_id="a", path="a", text=text, published=datetime.date(2025, 1, 1)))
os._exit(0)
"""
"""It ends at once: what it costs to take a process down is no start-up."""
RUN = """
import sys
from pipeline import extract
extract(sys.argv[1], sys.argv[2], workers=int(sys.argv[3]), limit=int(sys.argv[4]))
"""


class Stopwatch:
    """CPU seconds by stage; while a stage runs inside another, the outer one's watch stands."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self._running: list[str] = []
        self._since = time.process_time()

    @contextlib.contextmanager
    def stage(self, name: str) -> Iterator[None]:
        self._lap()
        self._running.append(name)
        try:
            yield
        finally:
            self._lap()
            self._running.pop()

    def _lap(self) -> None:
        now = time.process_time()
        if self._running:
            self.spent[self._running[-1]] = self.spent.get(self._running[-1], 0.0) + now - self._since
        self._since = now

    def watch(self, function: Callable[..., Any], name: str) -> Callable[..., Any]:
        """The function, timed; a generator is timed while it works, not while it waits."""

        def timed(*arguments: Any, **named: Any) -> Any:
            with self.stage(name):
                result = function(*arguments, **named)
            return self._steps(result, name) if isinstance(result, Iterator) else result

        return timed

    def _steps(self, steps: Iterator[Any], name: str) -> Iterator[Any]:
        while True:
            with self.stage(name):
                step = next(steps, self)
            if step is self:
                return
            yield step


@contextlib.contextmanager
def watched(stopwatch: Stopwatch) -> Iterator[None]:
    """Within it, the functions of all stages are timed."""
    originals = [(module, name, getattr(module, name)) for module, name, _ in STAGES]
    try:
        for module, name, stage in STAGES:
            setattr(module, name, stopwatch.watch(getattr(module, name), stage))
        yield
    finally:
        for module, name, function in originals:
            setattr(module, name, function)


class BareSpacy:
    """Reads the texts of the corpus bit by bit, by the base model alone."""

    def __init__(self, texts: list[str], model: str) -> None:
        self._nlp: Language = spacy.load(require_model(model))
        self._nlp.max_length = 100_000_000
        list(self._nlp.pipe(texts[:2]))
        self._texts = texts
        self._read = 0
        self.words = 0
        self.cpu = 0.0
        self.tokenizer_cpu = 0.0

    def read_to(self, share: float) -> None:
        """Read on until this share of the texts is read."""
        end = round(share * len(self._texts))
        for start in range(self._read, end, BATCH):
            self._batch(self._texts[start : min(start + BATCH, end)])
        self._read = max(end, self._read)

    def _batch(self, texts: list[str]) -> None:
        start = time.process_time()
        with self._nlp.memory_zone():
            for text in texts:
                self._nlp.make_doc(text)
        cut = time.process_time()
        with self._nlp.memory_zone():
            for doc in self._nlp.pipe(texts, batch_size=BATCH):
                self.words += sum(not (token.is_space or token.is_punct) for token in doc)
        self.tokenizer_cpu += cut - start
        self.cpu += time.process_time() - cut


def corpus_texts(corpus: Path, settings: Settings) -> list[str]:
    """The texts that `extract` will read, without its rejects."""
    texts = []
    for place, record in enumerate(iter_records(corpus, on_reject=lambda _: None)):
        if settings.limit and place >= settings.limit:
            break
        with contextlib.suppress(RejectedError):
            texts.append(read_record(record, settings).text)
    return texts


def side_by_side(corpus: Path, out: Path, settings: Settings) -> dict[str, Any]:
    """Figures of bare spaCy and of `extract`, which take turns, and of `compare`."""
    bare = BareSpacy(corpus_texts(corpus, settings), settings.model)
    warm_up(settings.model)
    stopwatch = Stopwatch()

    def take_turns(progress: Progress) -> None:
        with stopwatch.stage("bare spaCy"):
            bare.read_to(progress.done / max(progress.total, 1))

    with watched(stopwatch), stopwatch.stage("the rest"):
        run.extract(corpus, out, settings, take_turns)
    bare.read_to(1)
    stopwatch.spent.pop("bare spaCy")
    whole = sum(stopwatch.spent.values())
    start = time.process_time()
    pipeline.compare(out)
    compared = time.process_time() - start
    seconds = {
        "tokenizer only": bare.tokenizer_cpu,
        "bare spaCy": bare.cpu,
        **{f"extract: {stage}": stopwatch.spent.get(stage, 0.0) for stage in stage_names()},
        "extract": whole,
        "compare": compared,
    }
    return {
        "words": bare.words,
        "cpu seconds": {name: round(spent, 2) for name, spent in seconds.items()},
        "words per cpu second": {name: round(bare.words / spent) for name, spent in seconds.items() if spent},
        "of bare spaCy": {name: round(spent / bare.cpu, 3) for name, spent in seconds.items()},
    }


def stage_names() -> list[str]:
    return [*dict.fromkeys(stage for _, _, stage in STAGES), "the rest"]


def warm_up(model: str) -> None:
    """Load what is loaded once a process: it is counted as start-up."""
    text = "Four people died in Marlow, Ohio, the mayor said on Monday."
    article = Article(article_id="a", path="a", text=text, published=datetime.date(2025, 1, 1))
    tabulate.tabulate(load_pipeline(model)(text), article)


def in_a_process(*command: str) -> dict[str, float]:
    """Wall and CPU seconds and peak memory, in MB, of a command and its processes."""
    start = time.monotonic()
    # Compiled files are kept, as by an installed package, whatever the caller's environment says.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    child = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command[:2])} failed with exit code {child.returncode}")
    return {
        "wall": time.monotonic() - start,
        "cpu": usage.ru_utime + usage.ru_stime,
        "peak": usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2),
    }


def fresh_processes(corpus: Path, limit: int, with_workers: bool) -> dict[str, float]:
    """Start-up, help, memory, and the wall seconds of one and two workers; start-up is the best of five."""
    figures = {
        "start-up, CPU seconds": min(in_a_process("-c", START)["cpu"] for _ in range(5)),
        "claims --help, CPU seconds": min(
            in_a_process("-m", "pipeline.cli", "--help")["cpu"] for _ in range(3)
        ),
    }
    if with_workers:
        taken = {}
        for workers in (1, 2):
            with tempfile.TemporaryDirectory() as out:
                taken[workers] = in_a_process("-c", RUN, str(corpus), out, str(workers), str(limit))
        figures |= {
            "peak memory of one worker, MB": taken[1]["peak"],
            "one worker, wall seconds": taken[1]["wall"],
            "two workers, wall seconds": taken[2]["wall"],
            "two workers are faster by": taken[1]["wall"] / taken[2]["wall"],
        }
    return {name: round(value, 2) for name, value in figures.items()}


def show(figures: dict[str, Any]) -> None:
    console = Console()
    table = Table("", "CPU seconds", "words per CPU second", "of bare spaCy", box=None)
    for name, spent in figures["cpu seconds"].items():
        rate = figures["words per cpu second"].get(name)
        share = figures["of bare spaCy"][name]
        table.add_row(name, f"{spent:.2f}", f"{rate:,}" if rate else "", f"{share:.3f}")
    console.print(f"{figures['words']:,} words", table, sep="\n")
    for name, value in figures["processes"].items():
        console.print(f"{name}: {value:,}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--limit", type=int, default=0, help="read so many articles only")
    parser.add_argument("--no-workers", action="store_true", help="leave out memory and one and two workers")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    chosen = parser.parse_args()
    out = Path(tempfile.mkdtemp())
    try:
        figures = side_by_side(chosen.corpus, out, Settings(workers=1, limit=chosen.limit))
    finally:
        shutil.rmtree(out, ignore_errors=True)
    figures["processes"] = fresh_processes(chosen.corpus, chosen.limit, not chosen.no_workers)
    show(figures)
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
