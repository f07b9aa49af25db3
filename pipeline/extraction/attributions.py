"""A possible attribution as the parse shows it: a cue in a frame, its source and its content.

Frames are the ways in which a cue takes what is attributed:

=====================  ==========================================================
clause                 He said that it rained. He said it rained.
question               He asked whether it rained.
front                  It rained, he said. It would, he said, rain.
as_clause              As he said, it rained.
infinitive             She plans to run.
object_infinitive      She expects him to run.
gerund                 She suggested going.
object                 She blasted the deal.
object_X               She accused him of lying. She described him as a friend.
predicate              She called the deal a disaster.
prep_X                 She complained about the deal.
relative               the bill which she signed
raising                He seems to agree. (the subject belongs to the content)
passive_X              It is believed that ...; The bill was adopted by the council.
noun_clause, noun_to   his claim that ...; a plan to run
noun_X                 concerns about the deal
copula                 The idea is that ...
adj_clause, adj_to     confident that ...; eager to run
adj_X                  critical of the deal
source_phrase          according to the report; in her view
adverb                 He reportedly left.
direct                 beside quotation marks: "It rained," he said.
=====================  ==========================================================
"""

import dataclasses

from spacy.tokens import Doc, Token

from pipeline.extraction.sources import Run, noun_phrase, tight


@dataclasses.dataclass(frozen=True, slots=True)
class Proposal:
    """A cue in a frame; `content` has a run before and one after an interruption."""

    lemma: str
    frame: str
    head: int
    """Place of the cue's main word."""
    cue: Run
    source: Run | None
    content: tuple[Run, ...]

    @property
    def start(self) -> int:
        return self.content[0].start

    @property
    def end(self) -> int:
        return self.content[-1].end


def proposal(
    word: Token, frame: str, cue: Run, source: Token | Run | None, *content: Run | None
) -> Proposal | None:
    """A proposal, if some content is left beside cue and source."""
    run = noun_phrase(source) if isinstance(source, Token) else source
    if run is not None and run.overlaps(cue):
        run = Run(run.start, cue.start) if run.start < cue.start else None
    kept = tuple(
        sorted(part for part in content if part is not None and not part.overlaps(cue) and part != run)
    )
    lemma = word.lemma_.lower()
    return Proposal(lemma, frame, word.i, cue, run, kept) if kept and lemma[:1].isalpha() else None


def under(token: Token) -> Run | None:
    """All that hangs on a token."""
    return tight(token.doc, token.left_edge.i, token.right_edge.i + 1)


def is_infinitive(verb: Token) -> bool:
    """Whether `to` stands before the verb."""
    return any(child.dep_ == "aux" and child.text.lower() == "to" for child in verb.children)


def around(inner: Token, outer: Token, frame: str, cue: Run, source: Run | None) -> Proposal | None:
    """Content on both sides of a parenthesis: "It would, he said, rain"."""
    start, end = inner.left_edge.i, inner.right_edge.i + 1
    top = outer if outer.pos_ in ("VERB", "AUX") else outer.head
    left, right = top.left_edge.i, top.right_edge.i + 1
    before = tight(inner.doc, left, start) if left < start else None
    after = tight(inner.doc, end, right) if end < right else None
    if before is not None and after is not None and not _has_substance(inner.doc, before):
        before = None
    if after is not None and after.end - after.start < 2 and before is not None:
        after = None
    return proposal(inner, frame, cue, source, before, after)


def _has_substance(doc: Doc, run: Run) -> bool:
    """Whether words before a parenthesis say something: not "More broadly, ICE says, ..."."""
    return any(
        doc[place].pos_ in ("NOUN", "PROPN", "PRON", "VERB", "NUM") for place in range(run.start, run.end)
    )
