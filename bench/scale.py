"""Compares the claims of many made articles, and says what it cost: CPU, memory, pairs.

Usage: python bench/scale.py [ARTICLES ...]

Articles are made from events: each has a place, people, a day, words and figures of its own, and is told by
one to twelve outlets with figures that agree or differ. Texts are short, and alike from event to event as no
news is, so this is harder than a corpus. Rows are made as extraction would make them, so that only the
comparison is measured. One size is measured a process, for memory.
"""

import datetime
import functools
import hashlib
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline import models
from pipeline.comparison import compare
from pipeline.comparison.words import StemWeight
from pipeline.tables import ArticleRow, ClaimRow, MentionRow

ARTICLES = 10_000
FIRST = datetime.date(2024, 1, 1)
STARTS = (
    "Har",
    "Den",
    "Wen",
    "Mar",
    "Sel",
    "Pel",
    "Ost",
    "Lar",
    "Tam",
    "Cro",
    "Bel",
    "Fen",
    "Kil",
    "Rud",
    "Vas",
)
ENDS = (
    "low",
    "by",
    "dover",
    "end",
    "bury",
    "ford",
    "ley",
    "mouth",
    "wick",
    "ton",
    "field",
    "gate",
    "moor",
    "stead",
)
GIVEN = (
    "Ann",
    "Tom",
    "Ruth",
    "Lena",
    "Paul",
    "Grace",
    "Owen",
    "Mira",
    "Hugo",
    "Ines",
    "Karl",
    "Nora",
    "Dale",
)
Kind = tuple[str, str, str]
KINDS: dict[Kind, str] = {
    (
        "flood",
        "river",
        "The {place} {kind} killed {a} people and tore {b} homes from the {detail}.",
    ): "people",
    (
        "fire",
        "warehouse",
        "The {kind} at the {place} {detail} hurt {a} people and burned {b} acres.",
    ): "people",
    (
        "strike",
        "harbor",
        "Some {a} workers joined the {kind} at {place} {detail} and {b} shops closed.",
    ): "workers",
    (
        "trial",
        "bank",
        "A {place} jury found him guilty of {a} charges; the {detail} lost {b} dollars.",
    ): "charges",
    ("election", "county", "In the {place} {detail} {kind} {a} voters cast {b} ballots by mail."): "voters",
    (
        "outbreak",
        "farm",
        "The {kind} at a {place} {detail} sickened {a} people and spoiled {b} eggs.",
    ): "people",
}
"""Kind of event, where, and its sentence -> what its first number counts."""
OUTLETS = tuple(
    f"The {start}{end} {name}" for start in STARTS for end in ENDS[:4] for name in ("Sun", "Post")
)


@functools.cache
def rare_words() -> tuple[str, ...]:
    """Words that tell stories apart."""
    rows = models.load("compare_word_weights.csv", StemWeight)
    return tuple(row.stem for row in rows if row.weight > 0.5 and len(row.stem) > 4 and row.stem.isalpha())


def event(number: int) -> tuple[list[ArticleRow], list[ClaimRow], list[MentionRow]]:
    """One event as told by one to twelve outlets."""
    chance = random.Random(number)
    kind = chance.choice(list(KINDS))
    place = chance.choice(STARTS) + chance.choice(ENDS) + chance.choice(("", " Falls", " Mills", " Park"))
    person = f"{chance.choice(GIVEN)} {chance.choice(STARTS)}{chance.choice(ENDS)}"
    day = FIRST + datetime.timedelta(days=chance.randrange(700))
    figures = [chance.randrange(2, 90), chance.randrange(20, 9000), chance.randrange(3, 400)]
    vocabulary = chance.sample(rare_words(), 12)
    articles: list[ArticleRow] = []
    claims: list[ClaimRow] = []
    mentions: list[MentionRow] = []
    for outlet in chance.sample(OUTLETS, chance.randrange(1, 13)):
        own = [figure + chance.choice((0, 0, 0, 0, 1, 10)) for figure in figures]
        published = day + datetime.timedelta(days=chance.choice((0, 0, 1)))
        text = " ".join(_told(chance, place, person, kind, vocabulary, own))
        article = _article(f"e{number}/{len(articles)}", outlet, published, text)
        articles.append(article)
        claims += _claims(article, own, KINDS[kind])
        mentions.append(_mention(article, place))
    return articles, claims, mentions


def _told(
    chance: random.Random, place: str, person: str, told: Kind, own_words: list[str], own: list[int]
) -> Iterator[str]:
    kind, detail, sentence = told
    yield sentence.format(place=place, kind=kind, detail=detail, a=own[0], b=own[1])
    yield f"{person} of {place} said that {own[2]} families near the {detail} had asked for help."
    rest = [
        f"It began near the {own_words[0]} {own_words[1]} and spread to the {own_words[2]} {own_words[3]}.",
        f"Neighbors spoke of {own_words[4]}, {own_words[5]} and {own_words[6]} {own_words[7]}.",
        f"The {own_words[8]} {own_words[9]} would take weeks of {own_words[10]}, {person} said.",
        f"The {kind} is the worst that {place} has seen in years.",
        f"Officials in {place} met to speak about the {own_words[11]} {own_words[0]}.",
        f"{person} asked the council to look into the {own_words[4]} once more.",
        "Schools and roads were closed for most of the day, and crews worked into the night.",
    ]
    yield from chance.sample(rest, 6)


def _article(name: str, outlet: str, published: datetime.date, text: str) -> ArticleRow:
    return ArticleRow(
        article_id=name, path=f"{name}.txt", outlet=outlet, authors=(), published=published, text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(), words=len(text.split()),
    )  # fmt: skip


def _claims(article: ArticleRow, own: list[int], measure: str) -> Iterator[ClaimRow]:
    at = 0
    for number, counted in zip(own, (measure, None, "families"), strict=True):
        start = article.text.index(str(number), at)
        at = start + len(str(number))
        end = article.text.find(".", at) + 1
        yield ClaimRow(
            claim_id=f"{article.article_id}#s{start}", article_id=article.article_id, outlet=article.outlet,
            published=article.published, claim_type="statistic", start=start, end=at, text=str(number),
            sentence=article.text[article.text.rfind(". ", 0, start) + 2 if start > 150 else 0 : end],
            jurisdiction_ids=(), rule="made", value=float(number), bound="exact", unit="count",
            measure=counted, measure_head=counted and counted.rstrip("s"), negated=False,
        )  # fmt: skip


def _mention(article: ArticleRow, place: str) -> MentionRow:
    start = article.text.index(place)
    return MentionRow(
        mention_id=f"{article.article_id}#j{start}", article_id=article.article_id, start=start,
        end=start + len(place), text=place, kind="jurisdiction", label="GPE",
        entity_id=f"place:{place.lower().replace(' ', '-')}",
    )  # fmt: skip


def measure(count: int) -> None:
    articles: list[ArticleRow] = []
    claims: list[ClaimRow] = []
    mentions: list[MentionRow] = []
    number = 0
    while len(articles) < count:
        told = event(number)
        articles += told[0]
        claims += told[1]
        mentions += told[2]
        number += 1
    begin = time.process_time()
    found = compare(articles, mentions, claims, min_similarity=0.5)
    spent = time.process_time() - begin
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(articles):>8,} articles {len(claims):>9,} claims {len(found.rows):>9,} pairs "
        f"{spent:>7.1f} s CPU {most:>7.0f} MB {len(found.notes)} notes",
        flush=True,
    )


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or [ARTICLES]
    if len(sizes) == 1:
        measure(sizes[0])
        return
    for size in sizes:
        subprocess.run([sys.executable, __file__, str(size)], check=True)


if __name__ == "__main__":
    main()
