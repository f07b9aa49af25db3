"""Measures quotes on articles that nothing was learned from, by cross-validation over annotated articles.

    python scripts/cross_validate_quotes.py DATA [--split train] [--folds 5] [--json FILE]

DATA is as for `learn_cue_weights.py`, with the benchmark's own `score.py` beside `gold.jsonl`. Each article
is parsed once. For each fold the weights of cues and features are learned from the other folds and the quotes
of its own articles found with them; the quotes of all folds are then scored together. Fold k of n has every
n-th article from the k-th on, in order of their ids.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import fit_cue_features
from fit_cue_features import Sample
from learn_cue_weights import articles, count, gold_of, samples, write
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from pipeline import models, parse, settings, tables
from pipeline.extraction.found import Quote
from pipeline.extraction.quotes import find_quotes
from pipeline.tables import ClaimRow


def parse_folds(nlp: Language, data: Path, split: str, files: Sequence[Path]) -> None:
    """Parses all articles and deals them out to as many files, each with its id."""
    bins = [DocBin(store_user_data=True) for _ in files]
    parsed = nlp.pipe(articles(data, split), as_tuples=True, batch_size=16)
    for number, (doc, article_id) in enumerate(parsed):
        doc.user_data["article_id"] = article_id
        bins[number % len(files)].add(doc)
    for kept, file in zip(bins, files, strict=True):
        kept.to_disk(file)


def docs(nlp: Language, file: Path) -> Iterator[tuple[Doc, str]]:
    for doc in DocBin(store_user_data=True).from_disk(file).get_docs(nlp.vocab):
        yield doc, doc.user_data["article_id"]


def learn(folder: Path, learned: Sequence[Sample]) -> None:
    """A copy of `models/` with weights learned from some of the articles."""
    shutil.copytree(models.folder(), folder)
    write(folder / "cue_weights.csv", *count(learned))
    fit_cue_features.write(folder / "cue_features.csv", fit_cue_features.fit(learned))


def predict(file: Path) -> None:
    """Quotes of the articles of one fold, with the weights in `$CLAIMS_MODELS`, written beside them."""
    nlp = parse.load_pipeline(settings.Settings().model)
    rows = [row(name, doc.text, quote) for doc, name in docs(nlp, file) for quote in find_quotes(doc)]
    tables.write(file.with_suffix(".parquet"), tables.table("claims", rows))


def held_out(nlp: Language, data: Path, split: str, files: Sequence[Path]) -> None:
    """Writes the quotes of each fold, found with weights that the other folds gave."""
    gold = gold_of(data, split)
    by_fold = [list(samples(docs(nlp, file), gold)) for file in files]
    for number, file in enumerate(files):
        others = [sample for other, found in enumerate(by_fold) if other != number for sample in found]
        folder = file.with_suffix(".models")
        learn(folder, others)
        subprocess.run(
            [sys.executable, __file__, str(file), "--predict"],
            env={**os.environ, "CLAIMS_MODELS": str(folder)},
            check=True,
        )
        print(f"fold {number + 1} of {len(files)}", flush=True)


def row(article_id: str, text: str, quote: Quote) -> ClaimRow:
    speaker = quote.attribution.speaker if quote.attribution else None
    cue = quote.attribution.cue if quote.attribution else None
    return ClaimRow(
        claim_id=f"{article_id}#q{quote.span.start}-{quote.span.end}",
        article_id=article_id,
        claim_type="quote",
        start=quote.span.start,
        end=quote.span.end,
        text=quote.span.of(text),
        sentence="",
        jurisdiction_ids=(),
        quote_type=quote.quote_type,
        speaker_start=speaker.start if speaker else None,
        speaker_end=speaker.end if speaker else None,
        cue_start=cue.start if cue else None,
        cue_end=cue.end if cue else None,
        rule=quote.rule,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--split", default="train")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--json", type=Path, help="where the scorer writes its figures")
    parser.add_argument("--predict", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.predict:
        predict(chosen.data)
        return
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "claims.parquet"
        out.mkdir()
        files = [out.parent / f"fold{number}.spacy" for number in range(chosen.folds)]
        nlp = parse.load_pipeline(settings.Settings().model)
        parse_folds(nlp, chosen.data, chosen.split, files)
        held_out(nlp, chosen.data, chosen.split, files)
        for file in files:
            shutil.move(file.with_suffix(".parquet"), out)
        score = [
            sys.executable,
            chosen.data / "score.py",
            "--pred",
            name,
            "--gold",
            chosen.data / "gold.jsonl",
        ]
        extra = ["--json", chosen.json] if chosen.json else []
        subprocess.run([*score, "--split", chosen.split, *extra], check=True)


if __name__ == "__main__":
    main()
