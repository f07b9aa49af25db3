"""How far the content of a quotation reaches beyond its marks, within its sentence."""

from spacy.tokens import Doc, Token

from pipeline.extraction.announced import Link
from pipeline.extraction.attributions import Proposal
from pipeline.extraction.contents import is_day
from pipeline.extraction.direct import last_character
from pipeline.extraction.likelihood import noun_kind
from pipeline.extraction.sources import Run
from pipeline.extraction.speech import Layout, Quotation

_FINAL = ".?!,"
_APART = (":", "(", "[", ";")
"""Before a mark: the quotation is not part of the sentence that led to it."""
_LINKS = frozenset({",", "and", "or", "but", "nor"})
_JOINS = _LINKS | {"a", "an", "the", "as", "not", "of"}
_ADDRESSEE = 4
"""Tokens between a verb and "that": "told the crowd that"."""


def content_of(doc: Doc, layout: Layout, quotation: Quotation, link: Link, proposal: Proposal | None) -> Run:
    """The quotation, with the words of its sentence that belong to it: `It would "hurt," he said`."""
    start, end = quotation.outer.start, quotation.outer.end
    if link.rule == "quote_then_cue":
        lead = [p for p in range(quotation.lead.start, start) if not is_gap(doc, p)]
        if lead and doc[start - 1].text not in _APART:
            number = layout.inside[lead[0]]
            start = lead[0] if number < 0 else layout.quotations[number].outer.start
        return Run(start, end)
    if link.rule == "cue_then_quote":
        if link.cue is not None:
            start = _clause_start(doc, layout, quotation, link.head, link.cue)
        for run in proposal.content if proposal is not None else ():
            if run.overlaps(quotation.outer) and last_character(layout, quotation) not in _FINAL:
                start, end = min(start, run.start), max(end, run.end)
        return with_more_quotations(doc, layout, Run(start, end))
    if link.rule == "name_colon" and layout.text[quotation.marked.content.end - 1] not in _FINAL:
        tail = [p for p in range(end, quotation.tail.end) if not is_gap(doc, p)]
        end = tail[-1] + 1 if tail else end  # Lee: ‘Of Course’ the Dam Will Hold
    return Run(start, end)


def _clause_start(doc: Doc, layout: Layout, quotation: Quotation, head: int, cue: Run) -> int:
    """Where the clause begins that runs into the quotation: Lee said that if we wait, “the sea will not.”"""
    begin = quotation.outer.start
    for place in range(cue.end, min(cue.end + _ADDRESSEE, begin)):
        if doc[place].lower_ == "that" and doc[place].pos_ == "SCONJ":
            return place
    clause = next((c for c in doc[head].children if c.dep_ == "ccomp" and c.i > head), None)
    if clause is None or clause.tag_ == "VBG" or not cue.end <= clause.left_edge.i < begin:
        return begin
    return clause.left_edge.i if layout.inside[clause.left_edge.i] < 0 else begin


def with_more_quotations(doc: Doc, layout: Layout, run: Run) -> Run:
    """Content that ends in marks, with what is joined to it in marks: `“nagging,” “moaning” and “dull”`."""
    end = run.end
    while 0 < end < len(doc) and layout.inside[end - 1] >= 0:
        place = end
        while place < min(end + 3, len(doc)) and layout.inside[place] < 0 and doc[place].lower_ in _JOINS:
            place += 1
        comma = doc[end - 2].text == ","
        if place == len(doc) or layout.inside[place] < 0 or not (comma or doc[end].lower_ in _LINKS):
            break
        quotation = layout.quotations[layout.inside[place]]
        if quotation.outer.start != place or layout.text[quotation.marked.content.start].isupper():
            break
        end = quotation.outer.end
    return Run(run.start, end)


def without_remark(doc: Doc, layout: Layout, run: Run, judged: bool) -> Run:
    """Content up to a quotation after which the writer explains: `a “loophole,” a flaw that ...`.

    What follows a judgement may tell when it was made: `called the system “rigged” in a tweet on Tuesday`.
    """
    place = run.start
    while place < run.end:
        number = layout.inside[place]
        if number < 0:
            place += 1
            continue
        quotation = layout.quotations[number]
        place = max(quotation.outer.end, place + 1)
        if quotation.outer.start < run.start or place >= run.end:
            continue
        comma = last_character(layout, quotation) == ","
        dash = doc[place].text in _DASHES and all(layout.inside[p] < 0 for p in range(place, run.end))
        if dash or (comma and doc[place].lower_ in _REMARKS) or (judged and _tells_when(doc[place])):
            return Run(run.start, place)
    return run


def _tells_when(word: Token) -> bool:
    if word.ent_type_ == "DATE" or word.lower_ in ("during", "while", "after", "before", "when"):
        return True
    inner = next((child for child in word.children if child.dep_ == "pobj"), None)
    return is_day(word) or (inner is not None and noun_kind(inner.lemma_.lower()) == "speech")


_DASHES = ("-", "—", "–", "--")
_REMARKS = frozenset(
    {"which", "who", "whose", "where", "a", "an", "another", "while", "although", "though", "as"}
)


def is_gap(doc: Doc, place: int) -> bool:
    """Whether a token is white space or punctuation."""
    token = doc[place]
    return bool(token.is_space or token.is_punct)
