"""Builds models/compare_word_weights.csv: how telling each English word stem is.

Usage: python scripts/build_word_weights.py FREQUENCY_DICTIONARY

FREQUENCY_DICTIONARY is frequency_dictionary_en_82_765.txt of symspellpy 6.10.1 (MIT): Google Books Ngram
counts of 82,765 words. Weight 0 for a stem of one word in a thousand and more, 1 for one in a million and
less (those are left out of the file), linear in the logarithm between.
"""

import collections
import csv
import math
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline.comparison.stems import stem

TOTAL = 1_024_908_267_229  # words of the Google corpus that the counts are of


def main(source: Path, target: Path) -> None:
    counts: collections.Counter[str] = collections.Counter()
    for line in source.read_text("utf-8-sig").splitlines():
        word, count = line.split()
        counts[stem(word)] += int(count)
    with target.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["stem", "weight"])
        for stemmed in sorted(counts):
            weight = round(min(1.0, max(0.0, (-math.log10(counts[stemmed] / TOTAL) - 3) / 3)), 2)
            if weight < 1:
                out.writerow([stemmed, weight])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).resolve().parent.parent / "models" / "compare_word_weights.csv")
