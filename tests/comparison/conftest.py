"""Makes articles, mentions and claims out of sentences in which the number stands in brackets."""

import dataclasses
import datetime
import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.comparison.slots import Slots, read_statistic
from pipeline.comparison.stories import story
from pipeline.tables import ArticleRow, ClaimRow, MentionRow


def day(text: str | None) -> datetime.date | None:
    return None if text is None else datetime.date.fromisoformat(text)


def article(name: str, text: str, outlet: str | None, published: str | None = None) -> ArticleRow:
    return ArticleRow(
        article_id=name,
        path=f"{name}.txt",
        outlet=outlet,
        authors=(),
        published=day(published),
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        words=len(text.split()),
    )


def statistic(of: ArticleRow, start: int, number: str, told: dict[str, Any]) -> ClaimRow:
    """A statistic at `start`; `told` as in tests/cases/verdicts.jsonl."""
    begins, ends, named = told.get("period", (None, None, None))
    return ClaimRow(
        claim_id=f"{of.article_id}#s{start}",
        article_id=of.article_id,
        outlet=of.outlet,
        published=of.published,
        claim_type="statistic",
        start=start,
        end=start + len(number),
        text=number,
        sentence=of.text,
        jurisdiction_ids=(),
        rule="made",
        value=told["value"],
        value_high=told.get("high"),
        bound=told.get("bound", "exact"),
        unit=told.get("unit", "count"),
        change=told.get("change"),
        measure=told.get("measure"),
        measure_head=told.get("head"),
        base=told.get("base"),
        action=told.get("action"),
        negated=False,
        period_start=day(begins),
        period_end=day(ends),
        period_text=named,
        speaker_text=told.get("speaker"),
        speaker_id=f"person:{told['speaker'].lower().replace(' ', '-')}" if "speaker" in told else None,
        quote_id="made" if "speaker" in told else None,
    )


def quote(of: ArticleRow, text: str, speaker: str | None, kind: str = "direct") -> ClaimRow:
    start = of.text.index(text)
    return ClaimRow(
        claim_id=f"{of.article_id}#q{start}",
        article_id=of.article_id,
        outlet=of.outlet,
        published=of.published,
        claim_type="quote",
        start=start,
        end=start + len(text),
        text=text,
        sentence=of.text,
        jurisdiction_ids=(),
        speaker_text=speaker,
        speaker_id=f"person:{speaker.lower().replace(' ', '-')}" if speaker else None,
        rule="made",
        quote_type=kind,
    )


def place(of: ArticleRow, name: str) -> MentionRow:
    start = of.text.index(name)
    return MentionRow(
        mention_id=f"{of.article_id}#j{start}",
        article_id=of.article_id,
        start=start,
        end=start + len(name),
        text=name,
        kind="jurisdiction",
        label="GPE",
        entity_id=f"place:{name.lower()}",
    )


def marked(
    name: str, outlet: str | None, told: dict[str, Any]
) -> tuple[ArticleRow, list[MentionRow], ClaimRow]:
    """An article of one sentence, its places, and the statistic in brackets."""
    before, _, rest = told["sentence"].partition("[")
    number, _, after = rest.partition("]")
    of = article(name, before + number + after, outlet, told.get("day"))
    named = [place(of, text) for text in told.get("places", ())]
    return of, named, statistic(of, len(before), number, told)


def slots_of(name: str, outlet: str | None, told: dict[str, Any]) -> Slots:
    of, named, claim = marked(name, outlet, told)
    return read_statistic(claim, story(of, named))


@dataclasses.dataclass(frozen=True)
class Make:
    """What tests make their claims with."""

    article: Callable[..., ArticleRow] = article
    statistic: Callable[..., ClaimRow] = statistic
    quote: Callable[..., ClaimRow] = quote
    place: Callable[..., MentionRow] = place
    marked: Callable[..., tuple[ArticleRow, list[MentionRow], ClaimRow]] = marked
    slots: Callable[..., Slots] = slots_of


@pytest.fixture(scope="session")
def make() -> Make:
    return Make()
