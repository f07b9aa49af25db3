"""Compares the claims of many made articles, and says what it cost: CPU, memory, pairs.

Usage: python bench/scale.py [ARTICLES ...]

The articles are those of bench/newsroom.py. Only the comparison is measured; memory is the most that the
process ever held, the rows given included. Each size is measured in a process of its own.
"""

import resource
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import newsroom

from pipeline.comparison import compare

ARTICLES = 10_000


def peak() -> float:
    """Most megabytes that this process held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(count: int) -> None:
    told = newsroom.edition(count)
    given, begin = peak(), time.process_time()
    found = compare(told.articles, told.mentions, told.claims, min_similarity=0.5)
    spent = time.process_time() - begin
    print(
        f"{count:>8,} articles {len(told.claims):>9,} claims {len(found.rows):>9,} pairs {spent:>7.1f} s CPU "
        f"{1000 * spent / count:>5.2f} ms an article {peak():>6.0f} MB ({given:.0f} MB of it given)",
        flush=True,
    )
    for note in found.notes[:5]:
        print(" " * 9 + note, flush=True)


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or [ARTICLES]
    if len(sizes) == 1:
        measure(sizes[0])
        return
    for size in sizes:
        subprocess.run([sys.executable, __file__, str(size)], check=True)


if __name__ == "__main__":
    main()
