"""What the report shows, as plain dictionaries that become JSON: claims, pairs, groups with their witnesses.

Only claims that stand in a comparison are shown. Claims of reprints of one text with the same words are one
witness.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.comparison.phrases import figure
from pipeline.report.page.run_rows import RunRows
from pipeline.tables import ClaimRow, ComparisonRow

Row = dict[str, Any]

WEIGHTS: Mapping[str, float] = {
    "conflict": 3.0,
    "misattributed": 3.0,
    "variant": 2.0,
    "period_differs": 1.0,
    "scope_differs": 0.8,
    "compatible": 0.5,
    "agree": 0.2,
    "same": 0.2,
}
"""How much a verdict tells: what may be an error of somebody's comes first."""
CONTEXT = 400
"""Characters of a sentence shown on each side of the claim."""
TITLE = 90


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
    rows = [_group_card(group_id, members, claims) for group_id, members in grouped.items()]
    return sorted(rows, key=lambda row: (-row["telling"], row["id"]))


def _group_card(group_id: str, members: Sequence[ComparisonRow], claims: Mapping[str, Row]) -> Row:
    members = sorted(members, key=lambda pair: (-telling(pair), pair.claim_a, pair.claim_b))
    ids = list(dict.fromkeys(claim_id for pair in members for claim_id in (pair.claim_a, pair.claim_b)))
    ids.sort(key=lambda key: (claims[key].get("published", ""), claims[key]["outlet"], key))
    return {
        "id": group_id.replace(":", "-"),
        "type": members[0].claim_type,
        "title": _title([claims[claim_id] for claim_id in ids]),
        "telling": round(telling(members[0]), 4),
        "verdicts": sorted({pair.verdict for pair in members}, key=lambda name: -WEIGHTS[name]),
        "witnesses": _witnesses(ids, claims),
        "pairs": [_pair(pair) for pair in members],
    }


def telling(pair: ComparisonRow) -> float:
    """How much a comparison asks for a look: its verdict, how sure it is, how far apart the values are."""
    apart = min(pair.ratio - 1, 1.0) if pair.ratio is not None else 0.0
    return WEIGHTS[pair.verdict] + pair.similarity + 0.2 * apart


def _pair(pair: ComparisonRow) -> Row:
    return {
        "a": pair.claim_a,
        "b": pair.claim_b,
        "verdict": pair.verdict,
        "similarity": round(pair.similarity, 3),
        "reasons": list(pair.reasons),
    }


def _title(claims: Sequence[Row]) -> str:
    """The measure that most claims of the group have with its event, else the words of the first."""
    named = [
        claim["measure"] + (f" ({claim['action']})" if "action" in claim else "")
        for claim in claims
        if "measure" in claim
    ]
    words = " ".join((max(named, key=named.count) if named else claims[0]["marked"]).split())
    return words if len(words) <= TITLE else words[: TITLE - 1].rstrip() + "…"


def _witnesses(ids: Sequence[str], claims: Mapping[str, Row]) -> list[list[str]]:
    """Claims of one text in several outlets stand together: they are one witness."""
    together: dict[tuple[str, ...], list[str]] = {}
    for claim_id in ids:
        printed = claims[claim_id].get("reprint")
        key = (printed, claims[claim_id]["marked"]) if printed else (claim_id,)
        together.setdefault(key, []).append(claim_id)
    return list(together.values())
