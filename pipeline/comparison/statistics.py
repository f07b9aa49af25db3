"""The ladder of verdicts on two statistics of the same thing. Reading LADDER is reading the method.

Each step looks at the two claims and answers, or leaves them to the next. The bounds are read as intervals
(`intervals`), what they are said of by the words beside them (`scope`).
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from pipeline.comparison import concepts, persons, places, scope
from pipeline.comparison.intervals import can_both_be_true, same_rounded, same_value, tolerances
from pipeline.comparison.phrases import figure, listed, quoted
from pipeline.comparison.slots import Slots
from pipeline.comparison.stories import days_apart
from pipeline.comparison.verdict import Verdict

Step: TypeAlias = Callable[[Slots, Slots], Verdict | None]


def _naming(named: str | tuple[str, str] | None, verdict: str, rule: str, reason: str) -> Verdict | None:
    """A verdict whose sentence names what differs; None where nothing does."""
    if named is None:
        return None
    parts = (named,) if isinstance(named, str) else named
    return Verdict(verdict=verdict, rule=rule, reason=reason.format(*parts))


def _quoting(named: str | tuple[str, str] | None, verdict: str, rule: str, reason: str) -> Verdict | None:
    """As `_naming`, with what differs in quotation marks."""
    if named is None:
        return None
    parts = quoted(named) if isinstance(named, str) else (quoted(named[0]), quoted(named[1]))
    return _naming(parts, verdict, rule, reason)


def change_and_level(a: Slots, b: Slots) -> Verdict | None:
    """ "rose by $43.6 billion to $419.2 billion": the rise is not the level.

    What has a base is a share and neither: "drop 20 percent of its bus routes", "one in five bus routes".
    """
    if a.claim.change == b.claim.change or (a.claim.base and b.claim.base):
        return None
    kinds = {"up": "a rise", "down": "a fall", None: "a level"}
    one, other = kinds[a.claim.change], kinds[b.claim.change]
    return Verdict(
        verdict="scope_differs", rule="change_and_level", reason=f"One number is {one}, the other {other}."
    )


def other_period(a: Slots, b: Slots) -> Verdict | None:
    """Both state the time that their number is about, and the times are not the same."""
    named = scope.other_period(a.claim, b.claim)
    return _quoting(
        named, "period_differs", "other_period", "The numbers are about different times: {} and {}."
    )


def other_population(a: Slots, b: Slots) -> Verdict | None:
    """400,000 criminal foreign nationals and 400,000 illegal immigrants are not the same people."""
    named = scope.other_population(a, b)
    return _naming(
        named, "scope_differs", "other_population", "They are not said of the same: {} against {}."
    )


def other_base(a: Slots, b: Slots) -> Verdict | None:
    """62 percent of the general fund and 62 percent of the total budget are not one share."""
    named = scope.other_base(a, b) if same_value(a.reading, b.reading) else None
    return _naming(named, "scope_differs", "other_base", "They are shares of different things: {} and {}.")


def whole_and_part(a: Slots, b: Slots) -> Verdict | None:
    """ "two libraries" and the nine of "two of nine libraries"."""
    for whole, other in ((a, b), (b, a)):
        if scope.part_of_whole(whole) == other.reading.value != whole.reading.value:
            return Verdict(
                verdict="scope_differs",
                rule="whole_and_part",
                reason=f"One sentence has {figure(other.claim)} as a part of {figure(whole.claim)}.",
            )
    return None


def other_qualifier(a: Slots, b: Slots) -> Verdict | None:
    """ "multiple criminal charges" and "criminal charges", "adjusted gross income" and "income"."""
    named = scope.other_qualifier(a, b)
    return _naming(
        named,
        "scope_differs",
        "other_qualifier",
        "They are not said of quite the same: only one sentence has {}.",
    )


def part_and_whole(a: Slots, b: Slots) -> Verdict | None:
    """ "six rifles" of one operation, "14 rifles in their five operations so far": not one count."""
    if _meet(a, b):
        return None
    named = scope.part_and_whole(a, b)
    return _quoting(
        named,
        "scope_differs",
        "part_and_whole",
        "One may be a part of the other or run over more: only one sentence has {}.",
    )


def other_place(a: Slots, b: Slots) -> Verdict | None:
    """ "24 people dead" in the province, "in neighbouring Ridge district, 10 people were killed"."""
    if _meet(a, b):
        return None
    named = places.other_place(a, b)
    return _naming(named, "scope_differs", "other_place", "They are about different places: {} and {}.")


def other_extent(a: Slots, b: Slots) -> Verdict | None:
    """ "402 firearms" of a nationwide sweep, "12 firearms" of its part in Kansas."""
    if _meet(a, b):
        return None
    named = places.other_extent(a, b)
    return _quoting(named, "scope_differs", "other_extent", "One may reach further than the other: {}, {}.")


def other_person(a: Slots, b: Slots) -> Verdict | None:
    """ "Petrakis lost $31,200", "Ruth Vandersloot, who lost $64,000"."""
    if _meet(a, b):
        return None
    named = persons.other_person(a, b)
    return _quoting(named, "scope_differs", "other_person", "They are said of different people: {} and {}.")


def _meet(a: Slots, b: Slots) -> bool:
    """Whether the numbers need no explanation: a place or "so far" in one sentence alone proves little."""
    one, other = a.reading, b.reading
    return same_value(one, other) or same_rounded(one, other) or can_both_be_true(one, other)


def grown(a: Slots, b: Slots) -> Verdict | None:
    """A toll grows: 11 dead on Tuesday and 24 dead on Wednesday are both right on their day.

    "About 1,200 were evacuated" and the next day's "1,240" need no such explanation.
    """
    apart = days_apart(a.story, b.story)
    if not apart or same_value(a.reading, b.reading) or not _counts_growing(a, b):
        return None
    if {a.reading.bound, b.reading.bound} == {"approximately", "exact"} and can_both_be_true(
        a.reading, b.reading
    ):
        return None
    days = [str(side.story.article.published) for side in (a, b)]
    return Verdict(
        verdict="period_differs",
        rule="grown",
        reason=f"Such counts grow as reports come in; these were published on {listed(days)}.",
    )


def _counts_growing(a: Slots, b: Slots) -> bool:
    grows = concepts.growing()
    return a.dimension == "count" and all(
        side.action in grows or side.head in grows or not grows.isdisjoint(scope.closest(side))
        for side in (a, b)
    )


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


def past_of_one(a: Slots, b: Slots) -> Verdict | None:
    """ "2,310 arrests in all of 2024" beside "316 arrests", "129 ill" beside "87 a week earlier"."""
    named = scope.past_of_one(a, b)
    return _quoting(named, "period_differs", "past_of_one", "Only one number is said of another time, {}.")


def own_affairs(a: Slots, b: Slots) -> Verdict | None:
    """ "I have 60 beds," says one sheriff; "We had eleven beds," says another."""
    named = persons.own_affairs(a, b)
    return _quoting(
        named, "scope_differs", "own_affairs", "Two speakers speak of their own affairs: {} and {}."
    )


def other_things(a: Slots, b: Slots) -> Verdict | None:
    """Spending rose by 4.7 percent, "health insurance, which rose by 11 percent"."""
    named = scope.other_things(a, b)
    return _naming(named, "scope_differs", "other_things", "They may not measure the same: {} and {}.")


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
    change_and_level,
    other_period,
    other_population,
    other_base,
    whole_and_part,
    other_qualifier,
    grown,
    part_and_whole,
    other_place,
    other_extent,
    other_person,
    same_number,
    two_limits,
    round_figures,
    both_true,
    past_of_one,
    own_affairs,
    other_things,
)


def judge(a: Slots, b: Slots) -> Verdict:
    """The answer of the first step that has one; a conflict where none has."""
    for step in LADDER:
        answer = step(a, b)
        if answer is not None:
            return answer
    return cannot_both_be_true(a, b)
