"""Made articles with their claims and mentions, as extraction would give them: a year of many outlets.

Most articles tell a story of their own. The others share one: two to thirty articles of different
outlets over three days, three in ten of them reprints of one wire text, the rest with words of their own
and with figures that agree, are rounded, or differ. Words are drawn as English uses them: few often, many
seldom, and those of the story again and again. Everything follows from the number of the story.
"""

import dataclasses
import datetime
import functools
import hashlib
import itertools
import random
from collections.abc import Iterator, Sequence

from pipeline import models
from pipeline.comparison.words import StemWeight
from pipeline.tables import ArticleRow, ClaimRow, MentionRow

FIRST = datetime.date(2025, 1, 1)
SINGLE = 0.9
"""Part of the stories that one article tells."""
REPRINTED = 0.3
STARTS = [
    "Har", "Den", "Wen", "Mar", "Sel", "Pel", "Ost", "Lar", "Tam", "Cro", "Bel", "Fen", "Kil", "Rud",
    "Vas", "Ash", "Bram", "Cal", "Dun", "Ells",
]  # fmt: skip
ENDS = [
    "low", "by", "dover", "end", "bury", "ford", "ley", "mouth", "wick", "ton", "field", "gate", "moor",
    "stead", "ham", "combe",
]  # fmt: skip
GIVEN = [
    "Ann", "Tom", "Ruth", "Lena", "Paul", "Grace", "Owen", "Mira", "Hugo", "Ines", "Karl", "Nora",
    "Dale", "Iris", "Samir", "Joan", "Luis", "Vera",
]  # fmt: skip
OUTLETS = [
    f"{place}{end} {name}" for place in STARTS for end in ENDS[:3] for name in ("Sun", "Post", "Herald")
]
COUNTED = (
    ("people", "person"), ("homes", "home"), ("workers", "worker"), ("students", "student"),
    ("officers", "officer"), ("passengers", "passenger"), ("suspects", "suspect"), ("voters", "voter"),
    ("patients", "patient"), ("trucks", "truck"), ("farmers", "farmer"), ("ballots", "ballot"),
    ("acres", "acre"), ("visitors", "visitor"), ("complaints", "complaint"), ("shops", "shop"),
    ("boats", "boat"), ("trees", "tree"), ("teachers", "teacher"), ("nurses", "nurse"), ("flights", "flight"),
    ("permits", "permit"), ("tenants", "tenant"), ("vaccines", "vaccine"), ("rifles", "rifle"),
    ("bridges", "bridge"), ("goats", "goat"), ("jobs", "job"), ("families", "family"), ("wells", "well"),
)  # fmt: skip
DONE = (
    ("killed", "kill"), ("destroyed", "destroy"), ("dismissed", "dismiss"), ("counted", "count"),
    ("hired", "hire"), ("rescued", "rescue"), ("arrested", "arrest"), ("registered", "register"),
    ("treated", "treat"), ("seized", "seize"), ("paid", "pay"), ("burned", "burn"), ("moved", "move"),
    ("found", "find"), ("sold", "sell"), ("inspected", "inspect"), ("sent", "send"), ("lost", "lose"),
)  # fmt: skip
SENTENCES = (
    "The {place} {w} said {n} {counted} were {done} after the {w} {w}.",
    "{n} {counted} were {done} in {place}, {person} told the {w}.",
    "In all, {n} {counted} were {done} near the {w} since {month}.",
    "Records of the {w} {w} show that {n} {counted} were {done} last year.",
)
SHARES = "About {n} percent of the {counted} in {place} had been {done} before, by a {w} of the {w}."
SUMS = "The {w} {w} of {place} put the cost at ${n} million."
FILLERS = (
    "The {w} {w} of the {w} would {w} until the {w} was {w}.",
    "{person} had {w} the {w} to the {w} and the {w}.",
    "It was not clear whether the {w} or the {w} would {w} in the {w}.",
    "For the {w}, the {w} in {place} is a {w} and a {w} of {w}.",
    "Some of the {w} {w} were {w}, and the {w} {w} with {w}.",
)
SPOKEN = "“The {w} is {w} and we will {w} the {w} before the {w},” {person} said."
MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
]  # fmt: skip


@dataclasses.dataclass(slots=True)
class Edition:
    """Rows as a run would hold them."""

    articles: list[ArticleRow] = dataclasses.field(default_factory=list)
    claims: list[ClaimRow] = dataclasses.field(default_factory=list)
    mentions: list[MentionRow] = dataclasses.field(default_factory=list)


@dataclasses.dataclass(frozen=True, slots=True)
class Figure:
    """A number of a story: its sentence, what it counts, and its value."""

    sentence: str
    counted: tuple[str, str, str, str]
    unit: str
    value: float


@dataclasses.dataclass(frozen=True, slots=True)
class Event:
    """What a story is about."""

    number: int
    place: str
    people: Sequence[str]
    month: str
    day: datetime.date
    words: Sequence[str]
    figures: Sequence[Figure]


@functools.cache
def _vocabulary() -> tuple[list[str], list[float], list[str]]:
    """Words of English with how often they come, added up; and those that tell stories apart."""
    rows = [row for row in models.load("compare_word_weights.csv", StemWeight) if row.stem.isalpha()]
    often = [10 ** (-3 * row.weight) for row in rows]
    telling = [row.stem for row in rows if row.weight > 0.5 and len(row.stem) > 3]
    return [row.stem for row in rows], list(itertools.accumulate(often)), telling


def edition(count: int) -> Edition:
    """As many articles, story by story."""
    made = Edition()
    for number in itertools.count():
        for _ in _tell(made, number):
            if len(made.articles) == count:
                return made
    return made


def _event(chance: random.Random, number: int) -> Event:
    place = chance.choice(STARTS) + chance.choice(ENDS) + chance.choice(("", "", " Falls", " Park"))
    people = [f"{chance.choice(GIVEN)} {chance.choice(STARTS)}{chance.choice(ENDS)}" for _ in range(3)]
    return Event(
        number=number,
        place=place,
        people=people,
        month=chance.choice(MONTHS),
        day=FIRST + datetime.timedelta(days=chance.randrange(365)),
        words=chance.sample(_vocabulary()[2], 24),
        figures=[_figure(chance) for _ in range(chance.randrange(3, 7))],
    )


def _figure(chance: random.Random) -> Figure:
    counted = (*chance.choice(COUNTED), *chance.choice(DONE))
    kind = chance.random()
    if kind < 0.2:
        return Figure(SHARES, counted, "percent", chance.randrange(2, 98))
    if kind < 0.35:
        return Figure(SUMS, counted, "USD", chance.randrange(11, 999) / 10)
    digits = chance.choices((1, 2, 3, 4, 5), (30, 30, 20, 12, 8))[0]
    return Figure(
        chance.choice(SENTENCES), counted, "count", chance.randrange(max(2, 10 ** (digits - 1)), 10**digits)
    )


def _size(chance: random.Random) -> int:
    """How many articles tell a story: most one, few thirty."""
    if chance.random() < SINGLE:
        return 1
    sizes = range(2, 31)
    return chance.choices(sizes, [size**-2.0 for size in sizes])[0]


def _tell(made: Edition, number: int) -> Iterator[None]:
    chance = random.Random(number)
    event = _event(chance, number)
    outlets = chance.sample(OUTLETS, _size(chance))
    wire = list(_sentences(chance, event))
    for place, outlet in enumerate(outlets):
        reprint = len(outlets) > 1 and chance.random() < REPRINTED
        told = wire[: -chance.randrange(1, 3)] if reprint else list(_sentences(chance, event))
        published = event.day + datetime.timedelta(days=chance.choice((0, 0, 1, 2)))
        _print(made, f"s{number:06}-{place:02}", outlet, published, told, event)
        yield


Told = tuple[str, str | None, Figure | None]
"""A sentence, the number in it as written, and the figure that it is."""


def _sentences(chance: random.Random, event: Event) -> Iterator[Told]:
    figures = chance.sample(event.figures, min(len(event.figures), chance.randrange(2, 6)))
    for figure in figures:
        value = figure.value
        if chance.random() < 0.25:
            value = chance.choice((round(value, -1) or value, value + 1, value + 2, round(value * 1.1, 1)))
        value = round(value, 1) if figure.unit == "USD" else float(round(value))
        text = f"{value:,.1f}" if figure.unit == "USD" else f"{value:,.0f}"
        counted, _, done, _ = figure.counted
        sentence = _filled(
            chance,
            event,
            figure.sentence.replace("{n}", text).replace("{counted}", counted).replace("{done}", done),
        )
        yield sentence, text, dataclasses.replace(figure, value=value)
        yield _filled(chance, event, chance.choice(FILLERS)), None, None
        yield _filled(chance, event, chance.choice(FILLERS)), None, None
    yield _filled(chance, event, SPOKEN), None, None
    for _ in range(chance.randrange(4, 10)):
        yield _filled(chance, event, chance.choice(FILLERS)), None, None


def _filled(chance: random.Random, event: Event, sentence: str) -> str:
    """The sentence with words of the story (two in five) and of English in its gaps."""
    before, *rest = sentence.split("{w}")
    parts = [before]
    words, often, _ = _vocabulary()
    for after in rest:
        if chance.random() < 0.4:
            parts.append(event.words[int(len(event.words) * chance.random() ** 2)])
        else:
            parts.append(chance.choices(words, cum_weights=often)[0])
        parts.append(after)
    return (
        "".join(parts)
        .replace("{place}", event.place)
        .replace("{person}", chance.choice(event.people))
        .replace("{month}", event.month)
    )


def _print(
    made: Edition, name: str, outlet: str, published: datetime.date, told: Sequence[Told], event: Event
) -> None:
    text = " ".join(sentence for sentence, _, _ in told)
    article = ArticleRow(
        article_id=name, path=f"{name}.txt", outlet=outlet, authors=(), published=published, text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(), words=len(text.split()),
    )  # fmt: skip
    made.articles.append(article)
    at = 0
    for sentence, number, figure in told:
        if number is not None and figure is not None:
            made.claims.append(_statistic(article, at, sentence, number, figure))
        elif sentence.startswith("“"):
            made.claims.append(_quote(article, at, sentence))
        made.mentions.extend(_mentions(article, at, sentence, event))
        at += len(sentence) + 1


def _statistic(article: ArticleRow, at: int, sentence: str, number: str, figure: Figure) -> ClaimRow:
    start = at + sentence.index(number)
    counted, head, _, action = figure.counted
    is_sum = figure.unit == "USD"
    return ClaimRow(
        claim_id=f"{article.article_id}#s{start}", article_id=article.article_id, outlet=article.outlet,
        published=article.published, claim_type="statistic", start=start, end=start + len(number),
        text=number, sentence=sentence, jurisdiction_ids=(), rule="made",
        value=figure.value * (1e6 if is_sum else 1), bound="exact", unit=figure.unit,
        measure=None if is_sum else counted,
        measure_head=None if is_sum else head, action=None if is_sum else action, negated=False,
    )  # fmt: skip


def _quote(article: ArticleRow, at: int, sentence: str) -> ClaimRow:
    text = sentence[1 : sentence.index(",”")]
    speaker = sentence[sentence.index("” ") + 2 : sentence.rindex(" said")]
    return ClaimRow(
        claim_id=f"{article.article_id}#q{at + 1}", article_id=article.article_id, outlet=article.outlet,
        published=article.published, claim_type="quote", start=at + 1, end=at + 1 + len(text), text=text,
        sentence=sentence, jurisdiction_ids=(), rule="made", speaker_text=speaker,
        speaker_id=f"person:{speaker.lower().replace(' ', '-')}", quote_type="direct",
        utterance_id=f"{article.article_id}#u{at + 1}",
    )  # fmt: skip


def _mentions(article: ArticleRow, at: int, sentence: str, event: Event) -> Iterator[MentionRow]:
    named = [
        (event.place, "jurisdiction", "GPE", "place"),
        *((p, "actor", "PERSON", "person") for p in event.people),
    ]
    for text, kind, label, prefix in named:
        start = sentence.find(text)
        if start >= 0:
            yield MentionRow(
                mention_id=f"{article.article_id}#{kind[0]}{at + start}", article_id=article.article_id,
                start=at + start, end=at + start + len(text), text=text, kind=kind, label=label,
                entity_id=f"{prefix}:{text.lower().replace(' ', '-')}",
            )  # fmt: skip
