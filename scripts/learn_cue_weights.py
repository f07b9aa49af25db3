"""Learns from annotated articles how often each cue attributes in each frame, and what else tells.

    python scripts/learn_cue_weights.py DATA [--split train]

DATA holds `gold.jsonl` (one attribution a line: `article_id`, `split`, and lists of `[start, end)` for
`source`, `cue`, `content`) and `corpus/SPLIT/ARTICLE_ID.txt`. Writes `models/cue_weights.csv` (numbers of
sightings) and `models/cue_features.csv` (weights, see `fit_cue_features.py`): nothing of any text but the
cue's lemma. The same data, model and rules give the same files.

A proposal counts as seen unless it stands inside the content of an attribution (only the outermost is
annotated), and as attributing when its cue lies in an annotated cue and at least half of its content in the
content that belongs to it.
"""

import argparse
import collections
import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import fit_cue_features
from fit_cue_features import Counts, Sample
from spacy.tokens import Doc

from pipeline import models, parse, settings
from pipeline.extraction.cues import ANY
from pipeline.extraction.frames import propose
from pipeline.extraction.likelihood import features

LEAST_SEEN = 2
"""Pairs of cue and frame that are rarer and never attribute are left to the frame's mean."""
Gold = Mapping[str, list[Mapping[str, Any]]]


def gold_of(data: Path, split: str) -> Gold:
    """Attributions of a split by article."""
    found: dict[str, list[Mapping[str, Any]]] = collections.defaultdict(list)
    for line in (data / "gold.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["split"] == split:
            found[row["article_id"]].append(row)
    return found


def articles(data: Path, split: str) -> Iterator[tuple[str, str]]:
    """Text and id of each article, in order of their ids."""
    for path in sorted((data / "corpus" / split).glob("*.txt")):
        yield path.read_bytes().decode("utf-8"), path.stem


def samples(parsed: Iterable[tuple[Doc, str]], gold: Gold) -> Iterator[Sample]:
    """Every proposal outside the content of an attribution, and whether it attributes."""
    for doc, article_id in parsed:
        rows = gold.get(article_id, [])
        content, cues = _owners(doc, rows, "content"), _owners(doc, rows, "cue")
        for found in propose(doc):
            if found.head in content:
                continue
            places = [place for run in found.content for place in range(run.start, run.end)]
            owner = cues.get(found.head)
            hits = sum(content.get(place) == owner for place in places) if owner is not None else 0
            right = owner is not None and 2 * hits >= len(places)
            yield Sample(article_id, found.lemma, found.frame, features(doc, found), right)


def count(found: Iterable[Sample]) -> tuple[Counts, Counts]:
    """How often each pair of cue and frame attributes, and how often it is seen."""
    attributes: Counts = collections.Counter()
    seen: Counts = collections.Counter()
    for sample in found:
        for key in ((sample.lemma, sample.frame), (ANY, sample.frame)):
            seen[key] += 1
            attributes[key] += sample.attributes
    return attributes, seen


def _owners(doc: Doc, rows: list[Mapping[str, Any]], role: str) -> dict[int, int]:
    """For each token in some content or cue the number of its attribution."""
    found = {}
    for number, row in enumerate(rows):
        for start, end in row[role]:
            span = doc.char_span(start, end, alignment_mode="expand")
            found.update({token.i: number for token in span or ()})
    return found


def write(path: Path, attributes: Counts, seen: Counts) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["lemma", "frame", "attributes", "seen"])
        for lemma, frame in sorted(seen):
            key = lemma, frame
            plain = lemma == ANY or lemma.isalpha()
            if plain and (attributes[key] or seen[key] >= LEAST_SEEN):
                writer.writerow([lemma, frame, attributes[key], seen[key]])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--split", default="train")
    chosen = parser.parse_args()
    nlp = parse.load_pipeline(settings.Settings().model)
    parsed = nlp.pipe(articles(chosen.data, chosen.split), as_tuples=True, batch_size=16)
    found = list(samples(parsed, gold_of(chosen.data, chosen.split)))
    write(models.folder() / "cue_weights.csv", *count(found))
    fit_cue_features.write(models.folder() / "cue_features.csv", fit_cue_features.fit(found))


if __name__ == "__main__":
    main()
