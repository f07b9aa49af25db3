"""Writes `models/SHA256SUMS` anew, after weights were trained or tables built: `python scripts/checksums.py`.

The file has the form of `sha256sum`: `cd models && sha256sum --check SHA256SUMS` checks it as well.
"""

from pipeline import models

LEARNED = ("compare_similarity.csv", "compare_word_weights.csv", "cue_features.csv", "cue_weights.csv")
BUILT = ("gazetteer.tsv.zst",)


def main() -> None:
    folder = models.folder()
    lines = [f"{models.checksum(folder / name)}  {name}\n" for name in sorted((*LEARNED, *BUILT))]
    (folder / models.SUMS).write_text("".join(lines), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
