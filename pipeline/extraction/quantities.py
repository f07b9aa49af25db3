"""Quantities in a text: numbers with unit and bound, ranges put together, traps left out.

Works on lexemes alone; what a quantity is said of is for `measures` and `events`, which read the parse.
"""

import dataclasses
from collections.abc import Sequence

from pipeline.extraction.bounds import Bound, bound_after, bound_before
from pipeline.extraction.elements import find_elements
from pipeline.extraction.found import joined
from pipeline.extraction.lexemes import Lexeme, lex
from pipeline.extraction.number_traps import traps
from pipeline.extraction.number_words import word_list
from pipeline.extraction.ranges import Group, groups
from pipeline.extraction.rates import over_populations
from pipeline.spans import TextSpan


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number or range with bound and unit; all offsets in code points."""

    span: TextSpan
    number: TextSpan
    """The number alone, without bound words and unit; of a range from the first digit to the last."""
    value: float
    value_high: float | None
    bound: str
    unit: str
    dimension: str
    form: str
    """`digits`, `words`, `vague`, `fraction`, `ratio`, `range`, `dollars-and-cents`."""
    hyphened: bool
    points: bool
    """Whether it is in percentage points: a difference of shares, no share."""
    signed: str | None
    bounded: bool
    """Whether a word binds the number."""
    converts: bool
    """Whether it stands in brackets right behind another: `100 kilometers (60 miles)`."""
    rule: str


def find_quantities(text: str, country: str | None = None) -> list[Quantity]:
    """All quantities of a text, in order, not overlapping; whether each is a statistic the parse must tell.

    `country` is the ISO 3166-1 code of the outlet's country, for a bare `$`.
    """
    lexemes = lex(text)
    elements = find_elements(lexemes, country)
    spots = [_stretch(lexemes, e.number.first, e.number.last) for e in elements]
    trapped = traps(text, spots)
    kept = [element for element, spot in zip(elements, spots, strict=True) if not trapped.overlaps(spot)]
    found: list[Quantity] = []
    floor = 0
    for group in groups(lexemes, over_populations(lexemes, kept)):
        quantity, floor = _quantity(lexemes, group, floor, found[-1] if found else None)
        if quantity is not None:
            found.append(quantity)
    return found


def _stretch(lexemes: Sequence[Lexeme], first: int, last: int) -> TextSpan:
    return TextSpan(lexemes[first].start, lexemes[last - 1].end)


def _quantity(
    lexemes: Sequence[Lexeme], group: Group, floor: int, before: Quantity | None
) -> tuple[Quantity | None, int]:
    """The quantity of a group and one past its last lexeme; None where it cannot be read for sure."""
    share = _as_share(lexemes, group)
    if share is None:
        return None, floor
    value, unit, dimension = share
    passes = dimension == "time" or _is_spell(lexemes, group.last) or (unit == "count" and _is_few(group))
    bound = bound_before(lexemes, group.first, duration=passes)
    if bound is not None and bound.at < floor:
        bound = None
    after = bound_after(lexemes, group.last) or _bound_within(lexemes, group)
    first = bound.at if bound else group.first
    last = max(after.at, group.last) if after else group.last
    converts = _converts(lexemes, group, before, floor)
    number_last = group.high.number.last if group.high else group.low.number.last
    name, rule = _bound(group, bound, after)
    if converts and before and name == "exact" and before.bound != "range":
        name, rule = before.bound, "converted"
    return (
        Quantity(
            span=_stretch(lexemes, first, last),
            number=_stretch(lexemes, group.low.number.first, number_last),
            value=value,
            value_high=group.value_high,
            bound=name,
            unit=unit,
            dimension=dimension,
            form=group.rule,
            hyphened=(group.high or group.low).hyphened,
            points=(group.high or group.low).points,
            signed=group.low.signed,
            bounded=bound is not None or after is not None,
            converts=converts,
            rule=joined(group.rule, _kind_of_unit(group), rule),
        ),
        last,
    )


def _kind_of_unit(group: Group) -> str:
    """The rule that made the unit something else than it looks: percentage points are not percent."""
    if (group.high or group.low).points:
        return "points"
    return "population" if group.unit.startswith("/") and "10*" in group.unit else ""


def _bound_within(lexemes: Sequence[Lexeme], group: Group) -> Bound | None:
    """A bound between number and unit: "1,400-plus acres", "500 or more miles"."""
    found = bound_after(lexemes, group.low.number.last) if group.high is None else None
    return found if found is not None and found.at < group.last else None


def _is_few(group: Group) -> bool:
    """ "sold under three brand names", "over two states": a preposition of place, no bound."""
    return group.rule == "words" and group.value < 10


def _is_spell(lexemes: Sequence[Lexeme], at: int) -> bool:
    """ "over four nights", "under three terms": what follows passes like time and is not bound by `over`."""
    return at < len(lexemes) and lexemes[at].lower in word_list("spells")


def _bound(group: Group, before: Bound | None, after: Bound | None) -> tuple[str, str]:
    """Name of the bound and the rule that found it; a range and a vague word have their own."""
    if group.value_high is not None:
        return "range", ""
    found = before or after
    if group.rule == "vague":
        return "at_least", ""
    if found is None:
        return "exact", ""
    return found.name, found.rule


def _as_share(lexemes: Sequence[Lexeme], group: Group) -> tuple[float, str, str] | None:
    """A bare fraction is a share in percent where a whole follows ("a third of voters", "half its staff").

    "A third man" is an ordinal and "half empty" no share: None.
    """
    if group.rule != "fraction" or group.unit != "count":
        return group.value, group.unit, group.dimension
    following = lexemes[group.last] if group.last < len(lexemes) else None
    word = following.lower if following is not None and not following.first else ""
    opener = lexemes[group.low.number.first].lower
    counted = group.low.number.last - group.low.number.first > 1 and opener not in {"a", "an"}
    ends = not word or word in {
        ".",
        ",",
        ";",
        ")",
        "and",
        "to",
        "in",
        "from",
        "since",
        "this",
        "by",
        "—",
        "–",
    }
    bound = bound_before(lexemes, group.first, duration=False)
    before = lexemes[group.first - 1].lower if group.first and not lexemes[group.first].first else ""
    led = bound is not None or before in {"by", "than", "to"}
    if word in word_list("wholes") or word in word_list("share-verbs") or counted or (ends and led):
        return round(group.value * 100, 10), "percent", "percent"
    return None


def _converts(lexemes: Sequence[Lexeme], group: Group, before: Quantity | None, floor: int) -> bool:
    """`100 kilometers (60 miles)`, `296 hp (224 kW / 300 PS)`: only a bracket or slash stands between."""
    if before is None or group.first != floor + 1:
        return False
    sign = lexemes[floor].text
    if sign not in {"(", "/"} and not (before.converts and sign in {";", ","}):
        return False
    return group.unit != before.unit and group.unit != "count" and before.unit != "count"
