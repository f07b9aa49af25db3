"""Which time a statistic is about: its own clause's, else its sentence's, else its paragraph's, else none.

"Up from 87 in 2023 to 120 in 2024" has a time for each number. "The bakery, founded in 1904, employs 60
people" has none for the 60: it stands in another clause. What is taken over from another clause or sentence
says so in `rule`.
"""

import bisect
import dataclasses
import datetime
import re
from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from pipeline.extraction.anchors import Anchor
from pipeline.extraction.calendar_words import UNKNOWN
from pipeline.extraction.found import Period, joined
from pipeline.extraction.periods import find_times, resolved
from pipeline.extraction.quantities import Quantity
from pipeline.extraction.same_matter import goes_on
from pipeline.extraction.shares import Measure
from pipeline.extraction.syntax import governing_verb
from pipeline.extraction.tense import lemmas, tense
from pipeline.extraction.time_clauses import Relation, clause_relation, told_at
from pipeline.spans import TextSpan

FROM_SENTENCE = "time-from-sentence"
FROM_PARAGRAPH = "time-from-paragraph"
FARTHEST = 400
"""Code points between a number and its time within one sentence."""
NEAREST = 4
"""Times asked for on each side of a number."""
LOOKED_BACK = 6
"""Times before "a year earlier" that are asked for what it is earlier than."""
_OLD_FIGURE = re.compile(r"(?i)\b(?:from|with|than|against|versus|vs\.?|to) (?:\w+ ){0,2}$")
_OLD_TIME = re.compile(
    r"(?:\bfrom|(?i:\b(?:than|compared (?:with|to)|versus|vs\.?|against|as|over|on)))"
    r"(?i: (?:in|on|at|during|for|the level of|levels? in|the))?\s*$"
)
_OLD_TIME_LEADS = re.compile(r"(?i)(?:over|on|from|than) ")
_TO = re.compile(r"(?i)[\s,]*(?:to|through|until|onwards?|on)\b")
_WHEN = re.compile(r",? when ")
_NO_BORDER = 40


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A statistic whose time is known, for those that go on about it."""

    anchor: Anchor
    measure: Measure
    period: Period | None


class ArticleTimes:
    """The times of one article, found once; days are worked out only for those that are asked for."""

    def __init__(
        self,
        doc: Doc,
        text: str,
        quantities: Sequence[Quantity],
        published: datetime.date | None,
        country: str | None = None,
    ) -> None:
        self._doc = doc
        self._text = text
        self._quantities = quantities
        self._ends = [quantity.span.end for quantity in quantities]
        self._published = published
        self._country = country
        self._times = [time for time in find_times(self._text) if not _is_number(time.span, quantities)]
        self._starts = [time.span.start for time in self._times]
        self._known: dict[int, Period] = {}
        self._last: Told | None = None

    def of(self, anchor: Anchor, measure: Measure, change: str | None) -> Period | None:
        """The time of a statistic; to be asked in the order of the text."""
        places = self._in_sentence(anchor)
        period = self._in_own_sentence(anchor, measure, change, places)
        silent = period is None and not any(self._speaks(place, anchor) for place in places)
        if (
            silent
            and self._last is not None
            and self._last.period is not None
            and self._carries_on(anchor, measure)
        ):
            inherited = self._last.period
            rule = joined(inherited.rule.replace("+" + FROM_SENTENCE, ""), FROM_PARAGRAPH)
            period = dataclasses.replace(inherited, rule=rule)
        self._last = Told(anchor=anchor, measure=measure, period=period)
        return period

    def _carries_on(self, anchor: Anchor, measure: Measure) -> bool:
        told = self._last
        return told is not None and goes_on(told.anchor, told.measure, anchor, measure, self._text)

    def _in_own_sentence(
        self, anchor: Anchor, measure: Measure, change: str | None, places: range
    ) -> Period | None:
        by_relation: dict[Relation, list[int]] = {"own": [], "sentence": []}
        for place in places:
            if self._leads(place, anchor):
                by_relation["own"].append(place)
            elif self._speaks(place, anchor) and not self._is_old(place, anchor, change):
                relation = self._relation(place, anchor, measure)
                if relation is not None:
                    by_relation[relation].append(place)
        for relation, found in by_relation.items():
            if found:
                period = self._period(min(found, key=lambda place: self._distance(anchor, place)))
                inherited = FROM_SENTENCE if relation == "sentence" else None
                return dataclasses.replace(period, rule=joined(period.rule, inherited))
        return None

    def _in_sentence(self, anchor: Anchor) -> range:
        """The times of the number's sentence, of a long one (a table, a list) those near the number."""
        span, sentence = anchor.quantity.span, anchor.sentence
        first = max(sentence.start_char, span.start - FARTHEST)
        last = min(sentence.end_char, span.end + FARTHEST)
        at = bisect.bisect_left(self._starts, span.start)
        low = bisect.bisect_left(self._starts, first, max(0, at - NEAREST), at)
        return range(low, bisect.bisect_left(self._starts, last, at, min(at + NEAREST, len(self._starts))))

    def _speaks(self, place: int, anchor: Anchor) -> bool:
        """Whether the time is not made of the number itself."""
        return not self._times[place].span.overlaps(anchor.quantity.span)

    def _span(self, place: int) -> Span | None:
        time = self._times[place].span
        return self._doc.char_span(time.start, time.end, alignment_mode="expand")

    def _verb(self, place: int) -> Token | None:
        """The verb that the time stands with: of "said Monday they had left" always the first."""
        span = self._span(place)
        if span is None:
            return None
        return told_at(span) or governing_verb(span.root)

    def _period(self, place: int) -> Period:
        if place not in self._known:
            time = self._times[place]
            self._known[place] = resolved(
                time,
                self._published,
                tense=tense(self._verb(place)),
                country=self._country,
                before=self._told_before(place) if time.row.is_relative else UNKNOWN,
            )
        return self._known[place]

    def _told_before(self, place: int) -> tuple[datetime.date | None, datetime.date | None]:
        """What "a year earlier" is earlier than: the nearest time before it in the paragraph."""
        for other in range(place - 1, max(-1, place - 1 - LOOKED_BACK), -1):
            between = self._text[self._times[other].span.end : self._times[place].span.start]
            if "\n" in between:
                break
            if not self._times[other].row.is_relative and not self._is_telling(other):
                period = self._period(other)
                return period.start, period.end
        return UNKNOWN

    def _leads(self, place: int, anchor: Anchor) -> bool:
        """ "A drop from the Biden years, when 90 percent had convictions": the clause is of that time."""
        end = self._times[place].span.end
        when = _WHEN.match(self._text, end)
        if when is None or when.end() > anchor.quantity.span.start:
            return False
        return re.search(r"[,;]", self._text[when.end() : anchor.quantity.span.start]) is None

    def _is_telling(self, place: int) -> bool:
        verb = self._verb(place)
        return verb is not None and verb.lemma_.lower() in lemmas("saying") and verb.dep_ != "acl"

    def _is_old(self, place: int, anchor: Anchor, change: str | None) -> bool:
        """Whether the time is what a number is compared with, and not the number's own.

        "Up from 87 in 2023": 2023 is the time of the 87 alone. "Fell 4 percent from a year ago": of none.
        """
        time = self._times[place].span
        before = self._quantity_before(place)
        if before is not None and before.span != anchor.quantity.span:
            gap = self._text[before.span.end : time.start]
            lead = self._text[max(0, before.span.start - _NO_BORDER) : before.span.start]
            if len(gap) <= _NO_BORDER and not re.search(r"[,;]| and ", gap) and _OLD_FIGURE.search(lead):
                return True
        lead = self._text[max(0, time.start - _NO_BORDER) : time.start]
        if _OLD_TIME.search(lead) and not _TO.match(self._text, time.end):
            return not lead.rstrip().lower().endswith((" on", " over", " as")) or self._is_yearly(place)
        return self._is_yearly(place) and change is not None and self._leads_old(place)

    def _leads_old(self, place: int) -> bool:
        return _OLD_TIME_LEADS.match(self._text, self._times[place].span.start) is not None

    def _is_yearly(self, place: int) -> bool:
        return self._times[place].row.is_relative or self._times[place].row.id == "units-ago"

    def _quantity_before(self, place: int) -> Quantity | None:
        start = self._times[place].span.start
        at = bisect.bisect_right(self._ends, start)
        return self._quantities[at - 1] if at else None

    def _relation(self, place: int, anchor: Anchor, measure: Measure) -> Relation | None:
        span = self._span(place)
        if span is None:
            return "own"
        head = measure.head if not measure.carried else None
        day = self._times[place].row.resolver in {"day", "weekday", "point", "iso"}
        return clause_relation(span, anchor, head, is_day=day)

    def _distance(self, anchor: Anchor, place: int) -> tuple[int, int]:
        """Borders of clauses between, then characters between; what follows is a little nearer."""
        span, time = anchor.quantity.span, self._times[place].span
        if time.start >= span.end:
            gap = self._text[span.end : time.start]
            return gap.count(", ") + gap.count("; ") + gap.count(" and "), len(gap)
        gap = self._text[time.end : span.start]
        return gap.count("; ") + gap.count(" and ") + gap.count(", ") // 2, len(gap) + 10


def _is_number(time: TextSpan, quantities: Sequence[Quantity]) -> bool:
    """ "Will go up by 1500 euros": no year."""
    at = bisect.bisect_left(quantities, time.end, key=lambda quantity: quantity.span.start)
    return at > 0 and quantities[at - 1].span.start >= time.start and quantities[at - 1].span.end > time.end
