"""Steps of the ladder that say what two numbers are not both said of: a time, a place, a population, a part.

Each looks at the two claims and answers, or leaves them to the next; what differs is found in `scope`,
`places` and `persons`.
"""

from pipeline.comparison import bases, concepts, persons, places, scope
from pipeline.comparison.intervals import can_both_be_true, same_rounded, same_value
from pipeline.comparison.phrases import figure, listed, quoted
from pipeline.comparison.slots import Slots
from pipeline.comparison.stories import days_apart
from pipeline.comparison.verdict import Verdict


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


def kind_and_all(a: Slots, b: Slots) -> Verdict | None:
    """ "six children" among "24 people"."""
    if _meet(a, b):
        return None
    named = scope.kind_and_all(a, b)
    return _naming(named, "scope_differs", "kind_and_all", "One counts {} alone, the other all.")


def other_base(a: Slots, b: Slots) -> Verdict | None:
    """62 percent of the general fund and 62 percent of the total budget are not one share."""
    named = bases.other_base(a, b)
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


def local_part(a: Slots, b: Slots) -> Verdict | None:
    """ "10 houses in Takengon" of the 40 that the quake damaged."""
    if _meet(a, b):
        return None
    named = places.local_part(a, b)
    return _quoting(named, "scope_differs", "local_part", "Only the lesser number is said of one place, {}.")


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
    if not apart or same_value(a.reading, b.reading) or not _counts_growing(a, b) or scope.both_past(a, b):
        return None
    if {a.reading.bound, b.reading.bound} == {"approximately", "exact"} and can_both_be_true(
        a.reading, b.reading
    ):
        return None
    days = [str(side.story.published) for side in (a, b)]
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


def after_the_other(a: Slots, b: Slots) -> Verdict | None:
    """ "about 200 people on Wednesday night" beside what a paper printed on Tuesday."""
    named = scope.after_the_other(a, b)
    return _quoting(
        named,
        "period_differs",
        "after_the_other",
        "One number is of a time, {}, when the other had been published.",
    )


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
