"""Quotes of different outlets that are the same utterance: `same`, `variant` or `misattributed`.

Found by shared word sequences (an inverted index of four-word shingles), judged by aligning the words of
both (Ratcliff and Obershelp's gestalt matching, as in difflib). Case, punctuation, hyphens and `&` do not
count.
"""

import dataclasses
import difflib
import functools
import itertools
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np

from pipeline.comparison.arrays import Floats, Ints
from pipeline.comparison.phrases import listed, outlet, quoted
from pipeline.comparison.slots import SIDES
from pipeline.comparison.stories import Story, affinity
from pipeline.comparison.words import terms
from pipeline.tables import ClaimRow

SHINGLE = 4
BLOCK, NEAR = 60, 4
"""All quotes that share a shingle meet; in one of more quotes than BLOCK each meets the next NEAR by day."""
PART, PART_OF_STRANGERS = 7, 3
"""Two quotes meet if they share one in so many of the shingles of the shorter: of ten words four are enough
to be the same utterance, of thirty they are a turn of phrase. In articles that are not alike more are."""
RUN = 5
"""Words in a row that two quotes must share, unless the shorter is hardly longer."""
COVERED = 0.6
"""Part of the shorter quote that must stand in the other; of the longer one where nothing is in quotation
marks, since a paraphrase shares the words of its subject with every other."""
LEAST = {"direct": 3, "mixed": 3, "indirect": 5}
"""Words that a quote needs to be compared."""
TELLING = 1.0
"""Least weight of the shared words: "at the same time" says nothing."""
_MARKED = re.compile(r"[“\"]([^“”\"]+)[”\"]")


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


Answer = TypeVar("Answer")
Word = TypeVar("Word", str, int)


def once_a_quote(find: Callable[[Said], Answer]) -> Callable[[Said], Answer]:
    """What a rule reads off one quote alone, read once for the many pairs that it stands in."""
    return functools.lru_cache(maxsize=SIDES)(find)


class Run(NamedTuple):
    """A run of shared words: its place in the one, its place in the other, its length."""

    at: int
    to: int
    size: int


def said(claim: ClaimRow, story: Story) -> Said:
    """Reads one quote."""
    found = terms(_verbatim(claim).replace("&", " and "))
    return Said(
        claim=claim,
        story=story,
        words=tuple(word.lower for word in found),
        weights=tuple(word.weight for word in found),
    )


def is_compared(quote: Said) -> bool:
    """Whether a quote has the words that it needs."""
    return len(quote.words) >= LEAST[quote.claim.quote_type or "indirect"]


def _verbatim(claim: ClaimRow) -> str:
    """The words that are given as spoken: of a mixed quote those inside quotation marks."""
    marked = _MARKED.findall(claim.text) if claim.quote_type == "mixed" else []
    return " ".join(marked) or claim.text


def judge_quotes(a: Said, b: Said, min_similarity: float) -> QuotePair | None:
    """How two quotes of different witnesses relate; None where they are less alike than that, 0 to 1.

    Symmetric but for the order of the reasons.
    """
    blocks = aligned(a.words, b.words)
    spoken = a.claim.quote_type != "indirect" or b.claim.quote_type != "indirect"
    sizes = len(a.words), len(b.words)
    similarity = likeness(blocks, a.weights, sizes, affinity(a.story, b.story), spoken=spoken)
    if similarity < min_similarity:
        return None
    verdict, reason = _verdict(a, b, _changes(a.words, b.words, blocks))
    return QuotePair(
        a=a.claim,
        b=b.claim,
        similarity=similarity,
        verdict=verdict,
        reasons=(f"{_told(a)}; {_told(b)}.", reason, *_unknown(a, b)),
    )


def aligned(one: Sequence[Word], other: Sequence[Word]) -> list[Run]:
    """Runs of words that stand in both in order, without chance words far from the rest at either end."""
    if one == other:
        return [Run(0, 0, len(one))]
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    runs = [Run(block.a, block.b, block.size) for block in matcher.get_matching_blocks() if block.size]
    while len(runs) > 1 and _is_chance(runs[0], runs[0], runs[1]):
        del runs[0]
    while len(runs) > 1 and _is_chance(runs[-1], runs[-2], runs[-1]):
        del runs[-1]
    return runs


def _is_chance(run: Run, left: Run, right: Run) -> bool:
    """Whether a run at an end is shorter than what lies between it and the next."""
    return run.size < max(right.at - left.at - left.size, right.to - left.to - left.size)


def likeness(
    runs: Sequence[Run], weights: Sequence[float], sizes: tuple[int, int], alike: float, *, spoken: bool
) -> float:
    """0 to 1; 0.5 where the shared words are just enough to be the same utterance.

    `runs` of words that stand in both, as `aligned` finds them; `weights` of the words of the one; `sizes`:
    how many words each has; `alike`: the affinity of their articles; `spoken`: whether words of either are in
    quotation marks. Stock phrases ("It's going to be a race", "the next president of the United States")
    share words in a row too, but they cover little of the quotes and say little.
    """
    if not runs:
        return 0.0
    long_runs = [run for run in runs if run.size >= 2]
    shorter, longer = sorted(sizes)
    told = (
        sum(run.size for run in long_runs) / (shorter if spoken else longer),
        sum(sum(weights[run.at : run.at + run.size]) for run in long_runs),
        max(run.size for run in runs),
        shorter,
        alike,
    )
    return float(score(*map(np.asarray, told)))


def score(covered: Floats, telling: Floats, longest: Ints, shorter: Ints, alike: Floats) -> Floats:
    """How alike the quotes of some pairs are, 0 to 1, by the part of the quote that stands in the other, the
    weight of the shared words, the longest shared run, the length of the shorter quote, and how alike the
    articles are.

    No less the more there is of each but the length.
    """
    over = telling - TELLING
    found = 0.5 * covered / COVERED + np.where(over > 0, 0.1 * np.minimum(2.0, over), 0.5 * over)
    found += 0.1 * (np.minimum(longest, 12) / RUN - 1) + 0.2 * (alike - 0.3)
    return np.clip(found * np.minimum(1.0, longest / np.minimum(RUN, shorter)), 0.0, 1.0)


def _changes(one: Sequence[str], other: Sequence[str], runs: Sequence[Run]) -> list[tuple[str, str]]:
    """Words that differ between the shared runs, and at an end where neither quote is cut there."""
    first, last = runs[0], runs[-1]
    gaps = [(one[max(0, first.at - 2) : first.at], other[max(0, first.to - 2) : first.to])]
    if not first.at or not first.to:
        gaps = []
    for left, right in itertools.pairwise(runs):
        gaps.append((one[left.at + left.size : right.at], other[left.to + left.size : right.to]))
    tails = one[last.at + last.size :][:2], other[last.to + last.size :][:2]
    if all(tails):
        gaps.append(tails)
    return [(" ".join(left), " ".join(right)) for left, right in gaps if left or right]


def _verdict(a: Said, b: Said, changes: Sequence[tuple[str, str]]) -> tuple[str, str]:
    speakers = _other_speaker(a, b)
    if speakers and not changes and min(len(a.words), len(b.words)) >= RUN:
        return "misattributed", f"The same words are given to two speakers: {listed(speakers)}."
    if changes:
        named = [_named(left, right) for left, right in changes[:4]]
        return "variant", f"Words differ: {listed(named)}."
    if len(a.words) == len(b.words):
        return "same", "The words are the same."
    return "same", "The words of one stand in the other; it is only cut differently."


def _named(left: str, right: str) -> str:
    if left and right:
        return f"{quoted(left)} against {quoted(right)}"
    return f"{quoted(left or right)} stands in one only"


def _other_speaker(a: Said, b: Said) -> list[str]:
    """Both speakers, where two people are named; an agency and its director can both say a thing.

    A pronoun or a title beside the quote is too weak a ground for saying that an outlet names the wrong one.
    """
    one, other = _named_person(a), _named_person(b)
    if not one or not other or one & other:
        return []
    return [f"{outlet(side.claim)} names {side.claim.speaker_text}" for side in (a, b)]


@once_a_quote
def _named_person(side: Said) -> frozenset[str]:
    """Parts of the name of the person who speaks, where the text beside the quote ends with the surname.

    "the Reed campaign" is not Reed; "Reed, a spokesman" is.
    """
    claim = side.claim
    kind, _, slug = (claim.speaker_id or "").partition(":")
    beside = [word.lower for word in terms((claim.speaker_text or "").split(",")[0])]
    parts = slug.split("-")
    named = kind == "person" and bool(beside) and beside[-1] in parts[-2:]
    return frozenset(parts) if named else frozenset()


@once_a_quote
def _told(side: Said) -> str:
    claim = side.claim
    text = " ".join(claim.text.split())
    by = f", said by {_speaker(claim)}" if claim.speaker_text else ""
    return f"{outlet(claim)} has {quoted(text if len(text) <= 160 else text[:157] + '...')}{by}"


def _speaker(claim: ClaimRow) -> str:
    """As written beside the quote; with the name where only a pronoun stands there: "he (Tom Pike)"."""
    written = " ".join((claim.speaker_text or "").split())
    kind, _, slug = (claim.speaker_id or "").partition(":")
    if kind == "person" and written.lower() in {"he", "she", "they"}:
        return f"{written} ({slug.replace('-', ' ').title()})"
    return written


def _unknown(a: Said, b: Said) -> list[str]:
    silent = [outlet(side.claim) for side in (a, b) if side.claim.speaker_id is None]
    return [f"Not known: who says it in {listed(silent)}."] if silent else []
