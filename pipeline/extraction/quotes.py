"""Attributed quotes of an article: direct, indirect and mixed, each with source and cue as written.

Three steps. Quotation marks are paired paragraph by paragraph and linked to a cue beside them, or to that of
the sentence or paragraph before. Then the parse proposes cues in frames (`proposals`), and those that
attribute likely enough (`likelihood`) are taken, outermost first, whole quotation marks included. What stands
in marks and finds no cue is a statement only where it is a sentence of its own.
"""

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from pipeline.extraction.attributions import Proposal
from pipeline.extraction.cues import weight
from pipeline.extraction.direct import is_title
from pipeline.extraction.found import Attribution, Quote
from pipeline.extraction.frames import propose
from pipeline.extraction.likelihood import LEAST, likelihood
from pipeline.extraction.marked_speech import MarkedSpeech
from pipeline.extraction.quoted_content import with_more_quotations, without_remark
from pipeline.extraction.signatures import turns
from pipeline.extraction.sources import Run, main_subject, noun_phrase
from pipeline.extraction.speech import Layout, lay_out
from pipeline.extraction.utterances import Taken, Utterance
from pipeline.spans import TextSpan

THRESHOLD = 0.42
"""Least likelihood of an attribution."""
_PHRASES = ("object", "prep_", "passive_prep_", "passive_object", "noun_")
_FAIRLY, _SURER = 0.35, 0.48
"""The same where the content is a phrase, with marks and without: "posted bail" quotes nobody."""
_SURE_OF_WORKS = 0.7
"""The same of a verb and the title of a work: `slashed “Harbor at Dusk”`."""
_JUDGED = 0.2
"""The same after "as" and in marks: `has been pounding him as a “con artist”`."""
_GAP = 5
_BETWEEN = frozenset({"DET", "ADJ", "ADV", "ADP", "NOUN", "PROPN"})
"""Words from an object to its judgement in marks."""
_LONG = 8
"""Tokens from which a quotation is surely more than a term."""


def find_quotes(doc: Doc) -> list[Quote]:
    """Attributed quotes of a parsed article, sorted by start; none overlaps another.

    Offsets count code points of `doc.text`. All rows of one utterance have the same number and attribution.
    """
    if not len(doc):
        return []
    layout = lay_out(doc)
    possible = [found for found in propose(doc) if weight(found.lemma, found.frame) >= LEAST]
    proposals = [found for found in possible if likelihood(doc, found) >= _least(doc, layout, found)]
    by_head = {proposal.head: proposal for proposal in proposals}
    taken = Taken(len(doc))
    utterances = []
    for utterance in (*turns(doc, layout), *MarkedSpeech(doc, layout, by_head).collect()):
        utterance.contents = [run for run in _apart(utterance.contents) if taken.is_free(run)]
        if utterance.contents:
            taken.add(utterance)
            utterances.append(utterance)
    utterances += _from_parse(doc, layout, [p for p in proposals if layout.inside[p.head] < 0], taken)
    utterances += _from_parse(doc, layout, _around_marks(layout, possible, taken), taken)
    utterances += _from_parse(doc, layout, [p for p in proposals if layout.inside[p.head] >= 0], taken)
    return _rows(doc, layout, utterances)


def _apart(runs: Iterable[Run]) -> list[Run]:
    """The longest of runs that overlap: a quotation can be stretched over one that has the same cue."""
    kept: list[Run] = []
    for run in sorted(set(runs), key=lambda run: (run.start, -run.end)):
        if not kept or kept[-1].end <= run.start:
            kept.append(run)
        elif run.end - run.start > kept[-1].end - kept[-1].start:
            kept[-1] = run
    return kept


def _least(doc: Doc, layout: Layout, found: Proposal) -> float:
    clause = found.frame.endswith(("_clause", "_infinitive", "_to"))
    if clause or not found.frame.startswith(_PHRASES):
        return THRESHOLD
    marked = any(layout.inside[place] >= 0 for run in found.content for place in (run.start, run.end - 1))
    if marked and found.frame.endswith("_as"):
        return _JUDGED
    if found.frame == "object" and _is_work(doc, layout, found.content[0]):
        return _SURE_OF_WORKS
    return _FAIRLY if marked else _SURER


def _is_work(doc: Doc, layout: Layout, run: Run) -> bool:
    """Whether content ends in a title in marks: slashed “Harbor at Dusk”, released its “Coast Outlook”."""
    near = range(run.end - 1, max(run.start, run.end - _GAP) - 1, -1)
    number = next((layout.inside[place] for place in near if layout.inside[place] >= 0), None)
    if number is None:
        return False
    quotation = layout.quotations[number]
    return quotation.inner.end - quotation.inner.start >= 2 and is_title(doc, quotation)


def _from_parse(doc: Doc, layout: Layout, proposals: Iterable[Proposal], taken: Taken) -> list[Utterance]:
    """Proposals outermost first, each with the whole of any quotation that it cuts."""
    found = []
    for proposal in sorted(proposals, key=lambda p: (p.start - p.end, p.head)):
        if not taken.is_free(proposal.cue):
            continue
        runs = [_with_quotations(layout, run, proposal.cue) for run in proposal.content]
        judged = proposal.frame.startswith(("object", "predicate", "prep"))
        if judged:
            runs[-1] = _with_judgement(doc, layout, runs[-1])
        runs[-1] = without_remark(doc, layout, with_more_quotations(doc, layout, runs[-1]), judged)
        whole = (taken.clipped(run) for run in runs)
        contents = [run for run in whole if run is not None]
        if contents:
            rule = f"{proposal.frame}:{proposal.lemma}"
            source = taken.source(_source(doc, layout, proposal), proposal.cue)
            utterance = Utterance(proposal.cue, source, contents, rule)
            taken.add(utterance)
            found.append(utterance)
    return found


def _source(doc: Doc, layout: Layout, proposal: Proposal) -> Run | None:
    """The source, unless it is quoted beside the cue or part of the content; then that of the main clause.

    "The debate is a sham," Lee said, going on to say that "young people know it".
    """
    source, cue = proposal.source, proposal.cue
    if source is not None and not _is_quoted(layout, source, cue):
        return source
    subject = main_subject(doc[proposal.head])
    if subject is None or layout.inside[subject.i] >= 0 > layout.inside[cue.start]:
        return None
    return noun_phrase(subject)


def _is_quoted(layout: Layout, source: Run, cue: Run) -> bool:
    """Whether a source is but a part of a quotation that the cue is not in."""
    number = layout.inside[source.start]
    if number < 0 or number == layout.inside[cue.start] or number != layout.inside[source.end - 1]:
        return False
    inner = layout.quotations[number].inner
    return inner.end - inner.start >= source.end - source.start + 3


def _around_marks(layout: Layout, possible: Iterable[Proposal], taken: Taken) -> list[Proposal]:
    """For each long quotation that is left the surest proposal that holds it, however weak.

    "served subpoenas requesting information on “multiple men who were arrested ...”": somebody says that.
    """
    best: dict[int, Proposal] = {}
    for proposal in possible:
        for run in proposal.content:
            number = max(layout.inside[run.start], layout.inside[run.end - 1])
            if number < 0 or layout.inside[proposal.head] >= 0:
                continue
            inner = layout.quotations[number].inner
            if inner.end - inner.start < _LONG or not taken.is_free(inner):
                continue
            known = best.get(number)
            if known is None or _weight(proposal) > _weight(known):
                best[number] = proposal
    return [best[number] for number in sorted(best)]


def _weight(proposal: Proposal) -> float:
    return weight(proposal.lemma, proposal.frame)


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


def _with_judgement(doc: Doc, layout: Layout, run: Run) -> Run:
    """An object with the marked words that the parser cut off: `called that report Friday a "bold lie"`."""
    place = run.end
    while place < min(run.end + _GAP, len(doc)) and layout.inside[place] < 0:
        if doc[place].pos_ not in _BETWEEN:
            return run
        place += 1
    if run.end <= place < len(doc) and layout.inside[place] >= 0:
        quotation = layout.quotations[layout.inside[place]]
        whole = layout.text[quotation.marked.content.start].isupper() and place == run.end
        if quotation.outer.start == place and not whole:
            return Run(run.start, quotation.outer.end)
    return run


def _rows(doc: Doc, layout: Layout, utterances: Sequence[Utterance]) -> list[Quote]:
    """Each stretch of content a row; utterances are numbered in the order of the text."""
    rows = []
    ordered = sorted(utterances, key=lambda utterance: min(utterance.contents))
    for number, utterance in enumerate(ordered):
        source, cue = _span(doc, utterance.source), _span(doc, utterance.cue)
        known = source is not None or cue is not None
        attribution = Attribution(speaker=source, cue=cue, rule=utterance.rule) if known else None
        for run in utterance.contents:
            span, kind = _written(doc, layout, run, utterance)
            rows.append(
                Quote(
                    span=span, quote_type=kind, utterance=number, attribution=attribution, rule=utterance.rule
                )
            )
    return sorted(rows, key=lambda row: (row.span.start, row.span.end))


def _span(doc: Doc, run: Run | None) -> TextSpan | None:
    return _span_of(doc, run) if run is not None else None


def _span_of(doc: Doc, run: Run) -> TextSpan:
    last = doc[run.end - 1]
    return TextSpan(doc[run.start].idx, last.idx + len(last))


def _written(doc: Doc, layout: Layout, run: Run, utterance: Utterance) -> tuple[TextSpan, str]:
    """Content as written, and whether it stands in quotation marks, wholly or in part.

    The comma before a closing mark belongs to the sentence around: “It rains,” he said.
    """
    numbers = {layout.inside[place] for place in range(run.start, run.end)}
    first = layout.inside[run.start]
    if numbers == {first} and first >= 0:
        quotation = layout.quotations[first]
        if run in (quotation.inner, quotation.outer):
            content = quotation.marked.content
            if layout.text[content.end - 1] == "," and content.end - content.start > 1:
                return TextSpan(content.start, content.end - 1), "direct"
            return content, "direct"
    if utterance.rule == "turn":
        return _span_of(doc, run), "direct"
    return _span_of(doc, run), "mixed" if numbers != {-1} else "indirect"
