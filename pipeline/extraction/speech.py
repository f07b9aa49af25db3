"""Where quotation marks stand among the tokens: the words before and after them in their sentence."""

import bisect
import dataclasses

from spacy.tokens import Doc, Token

from pipeline.extraction.quote_marks import Marked, find_marked
from pipeline.extraction.sources import Run
from pipeline.spans import TextSpan, paragraphs

_ENDS = (".", "?", "!", "…")
_MOST_CLOSING = 12
"""Marks and spaces between the end of a sentence and the next; whoever writes more ends none."""
FARTHEST = 100
"""Tokens to look at before and after a quotation: a bound for text without sentences."""


@dataclasses.dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in marks as tokens. `lead` and `tail` are what its sentence has before and after it."""

    number: int
    marked: Marked
    inner: Run
    """Tokens of the content."""
    outer: Run
    """With the tokens of its marks."""
    lead: Run
    tail: Run


@dataclasses.dataclass(frozen=True, slots=True)
class Layout:
    """Paragraphs and quotations of an article as tokens."""

    text: str
    """That of the article: `doc.text` is put together anew at each call."""
    paragraphs: list[TextSpan]
    runs: list[Run]
    """Tokens of each paragraph."""
    quotations: list[Quotation]
    inside: list[int]
    """For each token the number of the quotation that it stands in (marks included), or -1."""
    borders: list[int]
    """Tokens that begin a sentence or paragraph outside quotations, and the end of the article; sorted."""

    def sentence(self, place: int) -> Run:
        """The sentence around a token, quotations kept whole."""
        index = bisect.bisect_right(self.borders, place)
        return Run(self.borders[index - 1], self.borders[index])


def lay_out(doc: Doc) -> Layout:
    """Marks, paragraphs and sentence borders of a parsed article."""
    text = doc.text
    parts = paragraphs(text)
    starts = [token.idx for token in doc]
    runs = [_tokens(starts, doc, part) for part in parts]
    marked = find_marked(text, parts)
    inside = [-1] * len(doc)
    inner, outer = [], []
    for number, mark in enumerate(marked):
        inner.append(_tokens(starts, doc, mark.content))
        outer.append(_tokens(starts, doc, mark.outer))
        for place in range(outer[-1].start, outer[-1].end):
            inside[place] = number
    borders = _borders(doc, runs, inside)
    layout = Layout(text, parts, runs, [], inside, borders)
    for number, mark in enumerate(marked):
        around = layout.sentence(outer[number].start)
        start, end = outer[number].start, outer[number].end
        lead = Run(max(around.start, start - FARTHEST), start)
        tail = Run(end, max(min(around.end, end + FARTHEST), end))
        layout.quotations.append(Quotation(number, mark, inner[number], outer[number], lead, tail))
    return layout


def _tokens(starts: list[int], doc: Doc, span: TextSpan) -> Run:
    """Tokens that a span overlaps."""
    first = max(bisect.bisect_right(starts, span.start) - 1, 0)
    if starts[first] + len(doc[first]) <= span.start:
        first += 1
    return Run(first, max(bisect.bisect_left(starts, span.end), first))


def _borders(doc: Doc, runs: list[Run], inside: list[int]) -> list[int]:
    found = {0, len(doc)}
    for run in runs:
        found.add(run.start)
        found.update(place for place in range(run.start + 1, run.end) if _is_border(doc, place, inside))
    return sorted(found)


def _may_close(token: Token) -> bool:
    return token.is_quote or token.is_space or token.text in ("''", "”", "’", ")")


def _is_border(doc: Doc, place: int, inside: list[int]) -> bool:
    """Whether a sentence begins here, by the characters before: the parser errs beside quotation marks."""
    token = doc[place]
    number = inside[place]
    if token.is_space or (number >= 0 and inside[place - 1] == number):
        return False
    last = place - 1
    while last > 0 and doc[last].is_space:
        last -= 1
    closing = inside[last] >= 0
    least = max(last - _MOST_CLOSING, 0)
    while last > least and _may_close(doc[last]):
        last -= 1
    ended = doc[last].text.endswith(_ENDS) and (len(doc[last]) == 1 or bool(token.is_sent_start))
    if not ended or (number < 0 and not closing and not token.is_sent_start and len(doc[last]) > 1):
        return False
    if token.is_punct and number < 0 and not token.is_sent_start:  # "Sen. Ann Lee (D-Vt.) came"
        return False
    first = token.text[:1]
    if number < 0 and (first.islower() or first in "—–―-"):
        return False
    return not (closing and number < 0 and doc[last].text != ".")
