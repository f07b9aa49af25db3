"""Numbers of one article against each other: headline and body, total and parts, share and counts.

What is found here is no row of `comparisons`, which holds pairs of different outlets only. The verdicts and
how bounds are read are the same.
"""

import collections
import dataclasses
import math
from collections.abc import Iterable, Iterator, Sequence

from pipeline.comparison import stories
from pipeline.comparison.breakdowns import breakdowns
from pipeline.comparison.competition import FAR_AHEAD
from pipeline.comparison.intervals import same_value
from pipeline.comparison.phrases import figure, listed, quoted
from pipeline.comparison.similarity import are_two_things, chance, log_odds, own_log_odds
from pipeline.comparison.slots import Slots, read_statistic
from pipeline.comparison.statistics import judge
from pipeline.comparison.verdict import Verdict
from pipeline.tables import ArticleRow, ClaimRow, MentionRow

LONGEST_HEADLINE = 110
"""Code points of a first line that can be a headline."""
ALIKE = 0.5
SURE = 0.75
"""How sure it must be that headline and body speak of the same thing before they are said to differ."""
AS_WELL = 1.0
"""Log-odds below the best number of the body within which another fits about as well."""
ONE_EVENT = 0.5
"""Least share of what happened that two numbers have in common, where both say what happened."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Numbers of one article that should fit each other, and whether they do."""

    article_id: str
    outlet: str | None
    kind: str
    """`headline`: the headline's number and the body's; `parts`: a total and its parts; `share`: a share and
    the two counts it follows from."""
    verdict: str
    rule: str
    claim: ClaimRow
    """The headline's number, the total, the share."""
    others: tuple[ClaimRow, ...]
    """The body's number; the parts; the part and the whole."""
    reasons: tuple[str, ...]


def within(
    articles: Iterable[ArticleRow], mentions: Sequence[MentionRow], claims: Iterable[ClaimRow]
) -> list[Within]:
    """What each article says twice, in order of article_id and place; the order of the rows given is free."""
    named = stories.by_article(mentions)
    held: dict[str, list[ClaimRow]] = collections.defaultdict(list)
    for row in claims:
        if row.claim_type == "statistic" and row.value is not None:
            held[row.article_id].append(row)
    found: list[Within] = []
    for article in sorted(articles, key=lambda row: row.article_id):
        own = sorted(held[article.article_id], key=lambda row: (row.start, row.end, row.claim_id))
        found += _of_headline(article, named.get(article.article_id, []), own)
        found += _of_breakdowns(article, own)
    return found


def headline_end(article: ArticleRow) -> int:
    """Where the headline ends in the text; 0 where the text does not begin with one."""
    text = article.text
    start = len(text) - len(text.lstrip())
    if article.headline:
        return start + len(article.headline) if text.startswith(article.headline, start) else 0
    end = text.find("\n", start)
    return end if 0 <= end - start <= LONGEST_HEADLINE and text[end:].strip() else 0


def _of_breakdowns(article: ArticleRow, own: Sequence[ClaimRow]) -> Iterator[Within]:
    for found in breakdowns(article.text, own):
        told = f"The text has {listed([_said(row) for row in (found.whole, *found.others)])}."
        yield _row(article, found.kind, found.whole, found.others, found.answer, told)


def _of_headline(
    article: ArticleRow, mentions: Sequence[MentionRow], own: Sequence[ClaimRow]
) -> Iterator[Within]:
    end = headline_end(article)
    head = [row for row in own if row.end <= end]
    heading = " ".join(article.text[:end].split())
    body = [row for row in own if row.start >= end and " ".join(row.sentence.split()) not in heading]
    if not head or not body:
        return
    story = stories.story(article, mentions)
    read = [read_statistic(row, story) for row in body]
    titled = [read_statistic(row, story) for row in head]
    for one in titled:
        found = _answer(one, [item for item in read if not _is_of_another(item, one, titled)])
        if found is not None:
            other, verdict = found
            yield _row(article, "headline", one.claim, (other.claim,), verdict, _told(one, other))


def _is_of_another(item: Slots, one: Slots, titled: Sequence[Slots]) -> bool:
    """Whether a number of the body is none to put beside this one of the headline.

    "Two-car crash injures four": the body's "two-car crash" answers to the headline's own two.
    """
    if item.dimension != one.dimension:
        return True
    return not same_value(item.reading, one.reading) and any(
        other is not one and other.dimension == item.dimension and same_value(item.reading, other.reading)
        for other in titled
    )


def _answer(one: Slots, body: Sequence[Slots]) -> tuple[Slots, Verdict] | None:
    """The number of the body that the headline's is, and how they relate; None where it has none.

    A number that the body repeats, or that can be the same as one that fits as well, is not put against
    another: of "at least 25" and "24 dead" under "24 dead", the second is meant.
    """
    odds = [own_log_odds(one, item) for item in body]
    ranked = sorted(zip(odds, body, strict=True), key=lambda pair: (-pair[0], pair[1].claim.start))
    if not ranked or chance(log_odds(ranked[0][0], 0.0)) < ALIKE:
        return None
    near = [(item, judge(one, item)) for own, item in ranked if own >= ranked[0][0] - AS_WELL]
    for wanted in ("agree", "compatible"):
        for item, answer in near:
            if answer.verdict == wanted and (wanted == "agree" or _are_of_one(one, item)):
                return item, answer
    if any(same_value(one.reading, item.reading) for item in body) or not _is_sure(one, ranked):
        return None
    return near[0]


def _is_sure(one: Slots, ranked: Sequence[tuple[float, Slots]]) -> bool:
    """Whether headline and body speak of the same thing so surely that readers can be told they differ."""
    own, item = ranked[0]
    rivals = [odds for odds, other in ranked if not same_value(other.reading, item.reading)]
    lead = max(-1.0, min(1.0, (own - max(rivals)) / FAR_AHEAD)) if rivals else 1.0
    return (
        _are_of_one(one, item)
        and not are_two_things(one, item)
        and chance(log_odds(own, lead), "conflict") >= SURE
    )


def _are_of_one(one: Slots, other: Slots) -> bool:
    """Whether both count one thing to which the same happened: "five dead", "24 people were killed".

    "Three arrested" and "two men and a woman were arrested" do not: the two are of one kind only.
    """
    shared = math.fsum(
        min(share, other.events[name]) for name, share in one.events.items() if name in other.events
    )
    if one.events and other.events and shared < ONE_EVENT:
        return False
    if one.head is not None and one.head == other.head:
        return True
    loose = one.dimension == "money" or {one.head, other.head} <= {
        None,
        "@person",
        *one.events,
        *other.events,
    }
    return shared >= ONE_EVENT and loose


def _told(one: Slots, other: Slots) -> str:
    return f"The headline has {_said(one.claim)}; the body has {_said(other.claim)}."


def _said(claim: ClaimRow) -> str:
    read, text = figure(claim), " ".join(claim.text.split())
    as_read = "" if read == text else f" (read as {read})"
    return f"{quoted(text)}{as_read}" + (f", said of {quoted(claim.measure)}" if claim.measure else "")


def _row(
    article: ArticleRow,
    kind: str,
    claim: ClaimRow,
    others: tuple[ClaimRow, ...],
    answer: Verdict,
    told: str,
) -> Within:
    return Within(
        article_id=article.article_id,
        outlet=article.outlet,
        kind=kind,
        verdict=answer.verdict,
        rule=answer.rule,
        claim=claim,
        others=others,
        reasons=(told, answer.reason),
    )
