"""What the report shows, as plain dictionaries that become JSON: claims, pairs, groups with their witnesses.

Only claims that stand in a comparison are shown. Claims of reprints of one text with the same words are one
witness.
"""

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence

from pipeline.comparison.phrases import figure
from pipeline.report.page.run_rows import Row, RunRows
from pipeline.report.page.titles import common, quote_title, statistic_title
from pipeline.report.verdicts import WEIGHTS, telling
from pipeline.tables import ClaimRow, ComparisonRow

CONTEXT = 400
"""Characters of a sentence shown on each side of the claim."""
_UNKNOWN = re.compile(r"^Not known:|^Neither sentence states |does not state the time")
"""Reasons that tell what was not known, as `pipeline.comparison` words them."""


def claim_cards(run: RunRows, claim_ids: Iterable[str]) -> dict[str, Row]:
    """Those claims by id, each with its sentence cut in three around the claim; empty slots left out."""
    return {claim_id: _claim_card(run, run.claims[claim_id]) for claim_id in sorted(set(claim_ids))}


def _claim_card(run: RunRows, claim: ClaimRow) -> Row:
    article = run.articles[claim.article_id]
    before, marked, after = _sentence(article.text, claim)
    speaker, agent = run.name_of(claim.speaker_id), run.name_of(claim.agent_id)
    card: Row = {
        "id": claim.claim_id,
        "article": claim.article_id,
        "outlet": run.outlet_of(claim),
        "published": claim.published.isoformat() if claim.published else None,
        "before": before,
        "marked": marked,
        "after": after,
        "start": claim.start,
        "speaker": _said_by(claim.speaker_text, speaker),
        "speaker_name": speaker or claim.speaker_text,
        "cue": claim.cue_text,
        "actors": sorted({name for name in (speaker, agent) if name}),
        "places": sorted({name for name in map(run.name_of, claim.jurisdiction_ids) if name}),
        "reprint": article.syndication_group,
    }
    if claim.claim_type == "statistic":
        card |= _slots(claim, agent)
    return {key: value for key, value in card.items() if value not in (None, "", [])}


def _said_by(words: str | None, name: str | None) -> str | None:
    """ "he (Todd Lyons)": as written, and who that is where it is not said."""
    if words is None or name is None or name.lower() in words.lower():
        return words or name
    return f"{words} ({name})"


def _slots(claim: ClaimRow, agent: str | None) -> Row:
    return {
        "figure": figure(claim),
        "value": claim.value,
        "bound": claim.bound,
        "change": claim.change,
        "measure": claim.measure,
        "base": claim.base,
        "action": claim.action,
        "negated": "yes" if claim.negated else None,
        "agent": agent,
        "period": period(claim),
    }


def period(claim: ClaimRow) -> str | None:
    """ "so far this year: 2025-01-01 to 2025-09-22"."""
    days = [day.isoformat() for day in (claim.period_start, claim.period_end) if day]
    return ": ".join(filter(None, (claim.period_text, " to ".join(dict.fromkeys(days))))) or None


def _sentence(text: str, claim: ClaimRow) -> tuple[str, str, str]:
    """What stands before the claim in its sentence, the claim, and what stands after."""
    start, end, length = claim.start, claim.end, len(claim.sentence)
    at = text.rfind(claim.sentence, max(0, end - length - 1), start + length + 1)
    first, last = (at, at + length) if at >= 0 else (start, end)
    first, last = max(min(first, start), start - CONTEXT), min(max(last, end), end + CONTEXT)
    return text[first:start], text[start:end], text[end:last]


def group_cards(run: RunRows, claims: Mapping[str, Row]) -> list[Row]:
    """Groups of comparisons, the most telling first."""
    grouped: dict[str, list[ComparisonRow]] = {}
    for pair in run.comparisons:
        grouped.setdefault(pair.group_id, []).append(pair)
    rows = [_group_card(run, group_id, members, claims) for group_id, members in grouped.items()]
    return sorted(rows, key=lambda row: (-row["telling"], row["id"]))


def _group_card(
    run: RunRows, group_id: str, members: Sequence[ComparisonRow], claims: Mapping[str, Row]
) -> Row:
    """One thing measured or said; the two claims of the most telling pair stand first."""
    members = sorted(members, key=lambda pair: (-_telling(pair), pair.claim_a, pair.claim_b))
    ids = list(dict.fromkeys(claim_id for pair in members for claim_id in (pair.claim_a, pair.claim_b)))
    ids = _by_day(ids[:2], claims) + _by_day(ids[2:], claims)
    told = [claims[claim_id] for claim_id in ids]
    kind = members[0].claim_type
    return {
        "id": group_id.replace(":", "-"),
        "type": kind,
        "title": (quote_title if kind == "quote" else statistic_title)(told),
        "about": [*common(told, "actors", 1), *common(told, "places")],
        "telling": round(_telling(members[0]), 4),
        "verdicts": sorted({pair.verdict for pair in members}, key=list(WEIGHTS).index),
        "witnesses": _witnesses(ids, claims),
        "pairs": [_pair(run, pair) for pair in members],
    }


def _by_day(ids: Sequence[str], claims: Mapping[str, Row]) -> list[str]:
    return sorted(ids, key=lambda key: (claims[key].get("published", ""), claims[key]["outlet"], key))


def _telling(pair: ComparisonRow) -> float:
    return telling(pair.verdict, pair.similarity, pair.ratio)


def _pair(run: RunRows, pair: ComparisonRow) -> Row:
    """A comparison with its reasons, what was not known apart from what was."""
    unknown = [reason for reason in pair.reasons if _UNKNOWN.search(reason)]
    row: Row = {
        "a": pair.claim_a,
        "b": pair.claim_b,
        "verdict": pair.verdict,
        "similarity": round(pair.similarity, 3),
        "reasons": [reason for reason in pair.reasons if reason not in unknown],
        "unknown": unknown,
        "apart": _apart(run, pair),
    }
    return {key: value for key, value in row.items() if value not in (None, [])}


def _apart(run: RunRows, pair: ComparisonRow) -> str | None:
    """ "27 apart, 2.9 times": how far the second value is from the first."""
    if not pair.difference or pair.ratio is None or pair.verdict not in ("conflict", "period_differs"):
        return None
    gap = dataclasses.replace(
        run.claims[pair.claim_a], value=abs(pair.difference), value_high=None, bound="exact"
    )
    times = f"{pair.ratio:,.1f}" if pair.ratio < 10 else f"{pair.ratio:,.0f}"
    return f"{figure(gap).replace('percent', 'points')} apart" + (
        f", {times} times" if times != "1.0" else ""
    )


def _witnesses(ids: Sequence[str], claims: Mapping[str, Row]) -> list[list[str]]:
    """Claims of one text in several outlets stand together: they are one witness."""
    together: dict[tuple[str, ...], list[str]] = {}
    for claim_id in ids:
        printed = claims[claim_id].get("reprint")
        key = (printed, claims[claim_id]["marked"]) if printed else (claim_id,)
        together.setdefault(key, []).append(claim_id)
    return list(together.values())
