"""CPU seconds of the whole extract beside bare spaCy, on the same texts, in one run.

    python bench/speed.py CORPUS [--json FILE]

Bare spaCy is `nlp.pipe` of the same model with all its components. CPU seconds, not wall seconds, since
machines are noisy; both run in this process on one worker. `extract` here is everything from the bytes to
the checked tables, comparisons included; loading the model is counted for neither. The stages of the
extraction are then run alone over parsed texts, and given as shares of bare spaCy too.
"""

import argparse
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import spacy
from rich.console import Console
from rich.table import Table

import pipeline
from pipeline.extraction.actors import find_actors
from pipeline.extraction.attribution import attribute
from pipeline.extraction.jurisdictions import find_jurisdictions
from pipeline.extraction.quotes import find_quotes
from pipeline.extraction.statistics import find_statistics
from pipeline.parse import load_pipeline, require_model
from pipeline.read.article import Article
from pipeline.resolve.actors import resolve_actors
from pipeline.resolve.places import resolve_places
from pipeline.settings import Settings

T = TypeVar("T")


def bare_spacy(texts: list[str], model: str) -> tuple[float, int]:
    """CPU seconds of the base model's own pipeline, and the number of words."""
    nlp = spacy.load(require_model(model))
    nlp.max_length = 100_000_000
    list(nlp.pipe(texts[:2]))
    start = time.process_time()
    words = 0
    for batch in _batches(texts):
        with nlp.memory_zone():
            for doc in nlp.pipe(batch, batch_size=24):
                words += sum(not (token.is_space or token.is_punct) for token in doc)
    return time.process_time() - start, words


def _batches(texts: Sequence[T]) -> list[Sequence[T]]:
    return [texts[start : start + 24] for start in range(0, len(texts), 24)]


def whole_extract(corpus: Path, out: Path) -> tuple[float, list[str]]:
    """CPU seconds of `extract` on one worker, and the texts that it read."""
    load_pipeline(Settings().model)
    start = time.process_time()
    pipeline.extract(corpus, out, workers=1)
    spent = time.process_time() - start
    return spent, list(pipeline.load(out).articles["text"])


def stages(articles: list[Article], model: str) -> dict[str, float]:
    """CPU seconds of each stage of the extraction over the parsed articles."""
    nlp = load_pipeline(model)
    spent = dict.fromkeys(("statistics", "quotes", "actors and places"), 0.0)

    def timed(stage: str, work: Callable[..., T], *arguments: Any) -> T:
        start = time.process_time()
        found = work(*arguments)
        spent[stage] += time.process_time() - start
        return found

    for batch in _batches(articles):
        with nlp.memory_zone():
            for doc, article in nlp.pipe(((a.text, a) for a in batch), as_tuples=True, batch_size=24):
                quotes = timed("quotes", find_quotes, doc)
                found = timed("statistics", find_statistics, doc, article.published)
                timed("statistics", attribute, doc, found, quotes)
                places = timed("actors and places", find_jurisdictions, doc)
                actors = timed("actors and places", find_actors, doc)
                timed("actors and places", resolve_places, article, places)
                timed("actors and places", resolve_actors, doc, actors)
    return spent


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    chosen = parser.parse_args()
    out = Path(tempfile.mkdtemp())
    try:
        extract_cpu, texts = whole_extract(chosen.corpus, out)
    finally:
        shutil.rmtree(out, ignore_errors=True)
    bare_cpu, words = bare_spacy(texts, Settings().model)
    alone = stages(
        [Article(article_id=str(n), path="", text=t) for n, t in enumerate(texts)], Settings().model
    )
    figures: dict[str, Any] = {
        "articles": len(texts),
        "words": words,
        "bare_spacy_cpu": round(bare_cpu, 2),
        "extract_cpu": round(extract_cpu, 2),
        "ratio": round(extract_cpu / bare_cpu, 3),
        "bare_spacy_words_per_cpu_second": round(words / bare_cpu),
        "extract_words_per_cpu_second": round(words / extract_cpu),
        **{f"{stage} / bare spaCy": round(spent / bare_cpu, 3) for stage, spent in alone.items()},
    }
    table = Table("figure", "value", box=None)
    for name, value in figures.items():
        table.add_row(name, f"{value:,}")
    Console().print(table)
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
