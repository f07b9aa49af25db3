"""The ladder of verdicts on two statistics of the same thing. Reading LADDER is reading the method.

Each step looks at the two claims and answers, or leaves them to the next. The bounds are read as intervals
(`intervals`), what they are said of by the words beside them (`scope`).
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from pipeline.comparison import differences
from pipeline.comparison.intervals import can_both_be_true, same_rounded, same_value, tolerances
from pipeline.comparison.phrases import figure, listed, quoted
from pipeline.comparison.slots import Slots
from pipeline.comparison.verdict import Verdict

Step: TypeAlias = Callable[[Slots, Slots], Verdict | None]


def same_number(a: Slots, b: Slots) -> Verdict | None:
    """The same value: agree where the words bind it alike, else both can be true."""
    if not same_value(a.reading, b.reading):
        return None
    bounds = {a.reading.bound, b.reading.bound}
    if len(bounds) == 1 or bounds == {"exact", "approximately"}:
        return Verdict(verdict="agree", rule="same_number", reason="Both give the same number.")
    return Verdict(
        verdict="compatible",
        rule="same_number",
        reason="The number is the same, but one binds it more loosely than the other; both can be true.",
    )


def two_limits(a: Slots, b: Slots) -> Verdict | None:
    """Two different maxima: "up to 1.5 million" and "up to 1.6 million" cannot both be the most."""
    if a.reading.bound != "at_most" or b.reading.bound != "at_most" or a.reading.unit != b.reading.unit:
        return None
    return Verdict(
        verdict="conflict", rule="two_limits", reason="Both give the most that it can be, and the two differ."
    )


def round_figures(a: Slots, b: Slots) -> Verdict | None:
    """$13,625,777 and $13.6 million."""
    if not same_rounded(a.reading, b.reading):
        return None
    return Verdict(verdict="compatible", rule="round_figures", reason="One is the other in round figures.")


def both_true(a: Slots, b: Slots) -> Verdict | None:
    """The intervals that a reader understands meet."""
    if not can_both_be_true(a.reading, b.reading):
        return None
    if a.reading.unit != b.reading.unit and a.dimension == "money":
        return Verdict(
            verdict="compatible",
            rule="both_true",
            reason="The sums are in two currencies and can be worth the same; no day's rate was looked up.",
        )
    return Verdict(verdict="compatible", rule="both_true", reason=f"Both can be true: {_as_read(a, b)}.")


def cannot_both_be_true(a: Slots, b: Slots) -> Verdict:
    """Nothing explains the difference."""
    return Verdict(
        verdict="conflict", rule="cannot_both_be_true", reason=f"They cannot both be true: {_as_read(a, b)}."
    )


def _as_read(a: Slots, b: Slots) -> str:
    """How far each number reaches, as a reader understands it."""
    if a.reading.bound == b.reading.bound == "exact":
        return f"{figure(a.claim)} and {figure(b.claim)} are both given as exact"
    return listed(
        [f"{quoted(figure(side.claim))} {tolerances()[side.reading.bound].words}" for side in (a, b)]
    )


LADDER: Sequence[Step] = (
    differences.change_and_level,
    differences.other_period,
    differences.other_population,
    differences.kind_and_all,
    differences.other_base,
    differences.whole_and_part,
    differences.other_qualifier,
    differences.grown,
    differences.part_and_whole,
    differences.other_place,
    differences.other_extent,
    differences.local_part,
    differences.other_person,
    same_number,
    two_limits,
    round_figures,
    both_true,
    differences.after_the_other,
    differences.past_of_one,
    differences.own_affairs,
    differences.other_things,
)


def judge(a: Slots, b: Slots) -> Verdict:
    """The answer of the first step that has one; a conflict where none has."""
    for step in LADDER:
        answer = step(a, b)
        if answer is not None:
            return answer
    return cannot_both_be_true(a, b)
