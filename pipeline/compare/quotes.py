"""Quotes of different outlets that are the same utterance: `same`, `variant` or `misattributed`.

Found by shared word sequences (an inverted index of four-word shingles), judged by aligning the words of
both (Ratcliff and Obershelp's gestalt matching, as in difflib). Case, punctuation, hyphens and `&` do not count.
"""

import collections
import dataclasses
import difflib
import functools
from collections.abc import Iterator, Mapping, Sequence

from pipeline.compare.phrases import listed, outlet
from pipeline.compare.stories import Story, affinity, are_two_witnesses
from pipeline.compare.words import words
from pipeline.tables import ClaimRow

SHINGLE = 4
BLOCK = 60
"""A shingle of more quotes than this is a stock phrase and pairs none of them."""
RUN = 5
"""Words in a row that two quotes must share, unless the shorter is hardly longer."""
COVERED = 0.6
"""Part of the shorter quote that must stand in the other."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class QuotePair:
    """Two quotes of one utterance, the lesser claim_id first."""

    a: ClaimRow
    b: ClaimRow
    similarity: float
    verdict: str
    reasons: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Said:
    """A quote as words."""

    claim: ClaimRow
    story: Story
    words: tuple[str, ...]
    weights: tuple[float, ...]


def quote_pairs(claims: Sequence[ClaimRow], read: Mapping[str, Story]) -> list[QuotePair]:
    """All pairs of quotes of different witnesses that share an utterance, in order of their claim_ids."""
    said = [
        _said(row, read[row.article_id])
        for row in sorted(claims, key=lambda row: row.claim_id)
        if row.claim_type == "quote" and row.article_id in read
    ]
    return [pair for a, b in _candidates(said) if (pair := _judge(a, b)) is not None]


def _said(claim: ClaimRow, story: Story) -> Said:
    found = list(words(claim.text.replace("&", " and ")))
    return Said(
        claim=claim,
        story=story,
        words=tuple(word.lower for word in found),
        weights=tuple(word.weight for word in found),
    )


def _candidates(said: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    blocks: dict[tuple[str, ...], list[int]] = collections.defaultdict(list)
    for place, quote in enumerate(said):
        runs = {quote.words[at : at + SHINGLE] for at in range(max(1, len(quote.words) - SHINGLE + 1))}
        for run in runs:
            blocks[run].append(place)
    pairs = {
        (one, other)
        for block in blocks.values()
        if len(block) <= BLOCK
        for at, one in enumerate(block)
        for other in block[at + 1 :]
    }
    for one, other in sorted(pairs):
        if are_two_witnesses(said[one].story, said[other].story):
            yield said[one], said[other]


def _judge(a: Said, b: Said) -> QuotePair | None:
    blocks = _aligned(a.words, b.words)
    if not blocks:
        return None
    alike = _likeness(a, b, blocks)
    changes = _changes(a.words, b.words, blocks)
    verdict, reason = _verdict(a, b, changes)
    return QuotePair(
        a=a.claim,
        b=b.claim,
        similarity=alike,
        verdict=verdict,
        reasons=(f"{_told(a)}; {_told(b)}.", reason, *_unknown(a, b)),
    )


@functools.lru_cache(maxsize=4096)
def _aligned(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[tuple[int, int, int], ...]:
    """Runs of words that stand in both in order: (place in one, place in other, length)."""
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return tuple((block.a, block.b, block.size) for block in matcher.get_matching_blocks() if block.size)


def _likeness(a: Said, b: Said, blocks: Sequence[tuple[int, int, int]]) -> float:
    """0 to 1; 0.5 where the shared words are just enough to be the same utterance.

    Stock phrases ("It's going to be a race", "the next president of the United States") share words in a row
    too, but they cover little of the quotes and say little.
    """
    shared = sum(size for _, _, size in blocks if size >= 2)
    longest = max(size for _, _, size in blocks)
    shorter = min(len(a.words), len(b.words))
    covered = shared / shorter
    telling = sum(sum(a.weights[at : at + size]) for at, _, size in blocks if size >= 2)
    same_story = affinity(a.story, b.story)
    run = min(1.0, longest / RUN) if shorter > RUN else longest / shorter
    score = covered / COVERED * 0.5 + 0.1 * min(3.0, telling - 1.0) + 0.15 * (min(longest, 12) / RUN - 1)
    score += 0.2 * (same_story - 0.3)
    return max(0.0, min(1.0, score * run))


def _changes(
    one: Sequence[str], other: Sequence[str], blocks: Sequence[tuple[int, int, int]]
) -> list[tuple[str, str]]:
    """What stands between the shared runs, and where both quotes go on at an end, what stands there."""
    changes = []
    for (at, to, size), (next_at, next_to, _) in zip(blocks, blocks[1:], strict=False):
        changes.append((" ".join(one[at + size : next_at]), " ".join(other[to + size : next_to])))
    return [(left, right) for left, right in changes if left or right]


def _verdict(a: Said, b: Said, changes: Sequence[tuple[str, str]]) -> tuple[str, str]:
    speakers = _other_speaker(a.claim, b.claim)
    if speakers and not changes:
        return "misattributed", f"The same words are given to two speakers: {listed(speakers)}."
    if changes:
        named = [_named(left, right) for left, right in changes[:4]]
        return "variant", f"Words differ: {listed(named)}."
    if len(a.words) == len(b.words):
        return "same", "The words are the same."
    return "same", "The words of one stand in the other; it is only cut differently."


def _named(left: str, right: str) -> str:
    if left and right:
        return f"“{left}” against “{right}”"
    return f"“{left or right}” stands in one only"


def _other_speaker(a: ClaimRow, b: ClaimRow) -> list[str]:
    """Both speakers, where they are two people; an agency and its director can both say a thing."""
    one, other = a.speaker_id, b.speaker_id
    if one is None or other is None or one == other:
        return []
    if not one.startswith("person:") or not other.startswith("person:"):
        return []
    if set(one[7:].split("-")) & set(other[7:].split("-")):
        return []
    return [f"{outlet(claim)} names {claim.speaker_text or claim.speaker_id}" for claim in (a, b)]


def _told(side: Said) -> str:
    claim = side.claim
    by = f" by {claim.speaker_text}" if claim.speaker_text else ""
    text = " ".join(claim.text.split())
    return f"{outlet(claim)} quotes “{text if len(text) <= 160 else text[:157] + '...'}”{by}"


def _unknown(a: Said, b: Said) -> list[str]:
    silent = [outlet(side.claim) for side in (a, b) if side.claim.speaker_id is None]
    return [f"Not known: whom {listed(silent)} quotes."] if silent else []
