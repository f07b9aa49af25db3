"""Writes a made news archive to standard output for `claims extract`: gzipped JSON lines, one an article.

Usage: python bench/archive.py ARTICLES [--words MEAN] > archive.jsonl.gz

The stories are those of bench/stories.py in order of their days; the archive is never held.
"""

import argparse
import gzip
import json
import sys
from pathlib import Path
from typing import BinaryIO

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import stories


def write(into: BinaryIO, count: int, mean_words: int = stories.MEAN_WORDS) -> None:
    """The same bytes each time."""
    with gzip.GzipFile(filename="", fileobj=into, mode="wb", mtime=0, compresslevel=6) as file:
        for story in stories.stories(count, mean_words):
            row = {
                "id": story.article_id,
                "headline": story.headline,
                "outlet": story.outlet,
                "published": story.published.isoformat(),
                "text": story.text,
            }
            file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a made news archive to standard output.")
    parser.add_argument("articles", type=int)
    parser.add_argument("--words", type=int, default=stories.MEAN_WORDS, help="mean words of an article")
    given = parser.parse_args()
    write(sys.stdout.buffer, given.articles, given.words)


if __name__ == "__main__":
    main()
