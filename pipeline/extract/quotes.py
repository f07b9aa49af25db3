"""Attributed quotes of an article: direct, indirect and mixed, each with source and cue as written.

Three steps. Quotation marks are paired paragraph by paragraph and linked to a cue beside them, or to that of
the sentence or paragraph before. Then the parse proposes cues in frames (`proposals`), and those that
attribute often enough (`cues.weight`) are taken, outermost first, whole quotation marks included. What stands
in marks and finds no cue is a statement only where it is a sentence of its own.
"""

import dataclasses

from spacy.tokens import Doc

from pipeline.extract.attributions import Proposal
from pipeline.extract.cues import weight
from pipeline.extract.direct import Link, link_beside, link_in_sentence
from pipeline.extract.found import Attribution, Quote
from pipeline.extract.frames import propose
from pipeline.extract.sources import Run
from pipeline.extract.speech import Layout, Quotation, lay_out
from pipeline.spans import TextSpan

THRESHOLD = 0.5
"""Least weight of a cue in a frame for an attribution."""


@dataclasses.dataclass(slots=True)
class _Utterance:
    """One attribution while it is put together; runs of tokens."""

    cue: Run | None
    source: Run | None
    contents: list[Run]
    rule: str


def find_quotes(doc: Doc) -> list[Quote]:
    """Attributed quotes, sorted by start; none lies inside another."""
    if not len(doc):
        return []
    layout = lay_out(doc)
    proposals = [found for found in propose(doc) if weight(found.lemma, found.frame) >= THRESHOLD]
    taken = _Taken(len(doc))
    utterances = _direct(doc, layout, proposals, taken)
    utterances += _from_parse(layout, proposals, taken)
    return _rows(doc, layout, utterances)


class _Taken:
    """Tokens already used, so that each belongs to one attribution."""

    def __init__(self, size: int) -> None:
        self._used = bytearray(size)

    def add(self, run: Run | None) -> None:
        if run is not None:
            self._used[run.start : run.end] = b"\x01" * (run.end - run.start)

    def free(self, run: Run) -> bool:
        return not any(self._used[run.start : run.end])

    def clipped(self, run: Run) -> Run | None:
        """The longest free stretch at the start of a run."""
        start = run.start
        while start < run.end and self._used[start]:
            start += 1
        end = start
        while end < run.end and not self._used[end]:
            end += 1
        return Run(start, end) if start < end else None


def _direct(doc: Doc, layout: Layout, proposals: list[Proposal], taken: _Taken) -> list[_Utterance]:
    """Quotations linked to a cue; each link's rows form one utterance."""
    by_head = {proposal.head: proposal for proposal in proposals}
    utterances: list[_Utterance] = []
    by_cue: dict[Run, _Utterance] = {}
    last: _Utterance | None = None
    last_quotation: Quotation | None = None
    for quotation in layout.quotations:
        link = link_beside(doc, layout, quotation)
        current: _Utterance | None = None
        if link is not None and link.cue is not None:
            current = by_cue.get(link.cue)
            if current is None:
                current = _Utterance(link.cue, link.source, [], link.rule)
                by_cue[link.cue] = current
                utterances.append(current)
            current.contents.append(_content(doc, layout, quotation, link, by_head))
        elif _stands_alone(doc, quotation):
            current = _carried(doc, layout, quotation, last, last_quotation, by_cue, utterances)
            if current is not None:
                current.contents.append(quotation.inner)
        if current is not None:
            last, last_quotation = current, quotation
            for run in (*current.contents, current.cue, current.source):
                taken.add(run)
    return utterances


def _content(doc: Doc, layout: Layout, quotation: Quotation, link: Link, by_head: dict[int, Proposal]) -> Run:
    """The quotation, with the words of its sentence that belong to it: `It would "hurt," he said`."""
    start, end = quotation.outer.start, quotation.outer.end
    if link.rule == "quote_then_cue":
        lead = [p for p in range(quotation.lead.start, start) if not doc[p].is_punct and not doc[p].is_space]
        if lead:
            start = (
                lead[0]
                if layout.inside[lead[0]] < 0
                else layout.quotations[layout.inside[lead[0]]].outer.start
            )
    proposal = by_head.get(link.head)
    if proposal is not None and link.rule == "cue_then_quote":
        for run in proposal.content:
            if run.overlaps(quotation.outer) and doc.text[quotation.marked.content.end - 1] not in ".?!,":
                start, end = min(start, run.start), max(end, run.end)
    return Run(start, end)


def _stands_alone(doc: Doc, quotation: Quotation) -> bool:
    """Whether a quotation is a sentence of its own, not a term or title within one."""
    lead = [
        p
        for p in range(quotation.lead.start, quotation.lead.end)
        if not doc[p].is_space and not doc[p].is_punct
    ]
    tail = [
        p
        for p in range(quotation.tail.start, quotation.tail.end)
        if not doc[p].is_space and not doc[p].is_punct
    ]
    return not lead and not tail


def _carried(
    doc: Doc,
    layout: Layout,
    quotation: Quotation,
    last: _Utterance | None,
    last_quotation: Quotation | None,
    by_cue: dict[Run, _Utterance],
    utterances: list[_Utterance],
) -> _Utterance | None:
    """The utterance that a quotation without a cue goes on with, or a new one by the sentence before."""
    place = quotation.outer.start
    paragraph = quotation.marked.paragraph
    if last is not None and last_quotation is not None:
        near = last_quotation.marked.paragraph
        starts = layout.runs[paragraph].start == place
        if near == paragraph or (near == paragraph - 1 and starts and _ends_quoted(layout, last_quotation)):
            return last
    before = place - 1
    while before >= 0 and doc[before].is_space:
        before -= 1
    if before < 0:
        return None
    sentence = layout.sentence(before)
    link = link_in_sentence(doc, layout, sentence)
    if link is None or link.cue is None:
        return None
    if link.cue not in by_cue:
        by_cue[link.cue] = _Utterance(link.cue, link.source, [], link.rule)
        utterances.append(by_cue[link.cue])
    return by_cue[link.cue]


def _ends_quoted(layout: Layout, quotation: Quotation) -> bool:
    """Whether a paragraph ends with the quotation or with its cue."""
    end = layout.runs[quotation.marked.paragraph].end
    return (
        layout.sentence(quotation.outer.start).end >= end
        or layout.sentence(quotation.outer.end - 1).end >= end
    )


def _from_parse(layout: Layout, proposals: list[Proposal], taken: _Taken) -> list[_Utterance]:
    """Candidates outermost first, each with the whole of any quotation that it overlaps."""
    found = []
    for proposal in sorted(proposals, key=lambda c: (c.start - c.end, c.head)):
        if not taken.free(proposal.cue):
            continue
        contents = []
        for run in proposal.content:
            whole = taken.clipped(_with_quotations(layout, run, proposal.cue))
            if whole is not None:
                contents.append(whole)
        if not contents:
            continue
        source = taken.clipped(proposal.source) if proposal.source is not None else None
        for used in (*contents, proposal.cue, source):
            taken.add(used)
        found.append(_Utterance(proposal.cue, source, contents, f"{proposal.frame}:{proposal.lemma}"))
    return found


def _with_quotations(layout: Layout, run: Run, cue: Run) -> Run:
    """A run of content, stretched over quotations that it cuts."""
    start, end = run.start, run.end
    for place in (start, end - 1):
        number = layout.inside[place]
        if number >= 0:
            outer = layout.quotations[number].outer
            if not outer.overlaps(cue):
                start, end = min(start, outer.start), max(end, outer.end)
    return Run(start, end)


def _rows(doc: Doc, layout: Layout, utterances: list[_Utterance]) -> list[Quote]:
    """Utterances numbered in the order of the text, each run of content a row."""
    utterances.sort(key=lambda utterance: min(run.start for run in utterance.contents))
    rows = []
    for number, utterance in enumerate(utterances):
        attribution = Attribution(
            speaker=_span(doc, utterance.source), cue=_span(doc, utterance.cue), rule=utterance.rule
        )
        for run in utterance.contents:
            span, kind = _written(doc, layout, run)
            if span is not None:
                rows.append(
                    Quote(
                        span=span,
                        quote_type=kind,
                        utterance=number,
                        attribution=attribution,
                        rule=utterance.rule,
                    )
                )
    return sorted(rows, key=lambda row: (row.span.start, row.span.end))


def _span(doc: Doc, run: Run | None) -> TextSpan | None:
    if run is None:
        return None
    last = doc[run.end - 1]
    return TextSpan(doc[run.start].idx, last.idx + len(last))


def _written(doc: Doc, layout: Layout, run: Run) -> tuple[TextSpan | None, str]:
    """Content as written, and whether it stands in quotation marks, wholly or in part."""
    first = layout.inside[run.start]
    numbers = {layout.inside[place] for place in range(run.start, run.end)}
    if numbers == {first} and first >= 0:
        return layout.quotations[first].marked.content, "direct"
    span = _span(doc, run)
    return span, "mixed" if numbers != {-1} else "indirect"
