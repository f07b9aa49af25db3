"""Utterances in quotation marks: each quotation linked to a cue, or carried on from the one before.

A quotation without a cue is a statement only where it is a sentence of its own; else it is a term, a title or
a scare quote (putting states “on notice.”), which is left to the clause that it stands in.
"""

from collections.abc import Iterable, Mapping

from spacy.tokens import Doc

from pipeline.extraction.announced import Link, link_in_sentence, link_to_actor
from pipeline.extraction.attributions import Proposal
from pipeline.extraction.direct import last_character, link_beside
from pipeline.extraction.quoted_content import content_of, is_gap
from pipeline.extraction.signatures import signature_after
from pipeline.extraction.sources import Run, tight
from pipeline.extraction.speech import FARTHEST, Layout, Quotation
from pipeline.extraction.utterances import Utterance

_FINAL = ".?!,"
_DASHES = ("-", "—", "–", "--")
_FEWEST_WORDS = 5
_WHOLE = 8
"""Tokens from which a quotation without any source is reported: shorter ones are slogans and headings."""
_ANNOUNCES = (",", ":")
_JOINING = 3
"""Words that may join a quotation to the one before: `but`, `and that`, `and later`."""
_CLAUSES = ("clause", "question", "infinitive")


class MarkedSpeech:
    """Collects the utterances in quotation marks of one article."""

    def __init__(self, doc: Doc, layout: Layout, by_head: Mapping[int, Proposal]) -> None:
        self._doc, self._layout, self._by_head = doc, layout, by_head
        self._outermost = _outermost(len(doc), by_head.values())
        self._by_cue: dict[Run, Utterance] = {}
        self._last: tuple[Utterance, Quotation] | None = None
        self._unlinked: list[Quotation] = []
        """Quotations that are sentences of their own and that nobody is known to have said."""
        self._waiting: list[Quotation] = []
        """Quotations of whole paragraphs that no cue came before: the next cue after them may be theirs."""
        self.utterances: list[Utterance] = []

    def collect(self) -> list[Utterance]:
        """All utterances; quotations that are no statement are left out."""
        for quotation in self._layout.quotations:
            self._take(quotation)
        linked = {run for utterance in self.utterances for run in utterance.contents}
        left = (quotation.inner for quotation in self._unlinked if quotation.inner not in linked)
        self.utterances.extend(Utterance(None, None, [run], "unattributed") for run in left)
        return [utterance for utterance in self.utterances if utterance.contents]

    def _take(self, quotation: Quotation) -> None:
        link = link_beside(self._doc, self._layout, quotation)
        if link is not None and self._is_within_other(quotation, link):
            return
        if link is not None:
            utterance = self._utterance(link)
            utterance.contents.extend(waiting.inner for waiting in self._adjoining(quotation))
            content = content_of(self._doc, self._layout, quotation, link, self._by_head.get(link.head))
            utterance.contents.append(content)
        elif self._last is not None and self._is_coordinated(quotation, self._last[0]):
            utterance = self._last[0]
            utterance.contents.append(quotation.inner)
        elif self._stands_alone(quotation) or self._begins_anew(quotation):
            found = self._carried(quotation)
            if found is None:
                self._waiting.append(quotation)
                if quotation.inner.end - quotation.inner.start >= _WHOLE:
                    self._unlinked.append(quotation)
                return
            utterance = found
            utterance.contents.append(quotation.inner)
        elif (remark := self._remark(quotation)) is not None:
            utterance = remark
        else:
            return
        self._waiting.clear()
        self._last = utterance, quotation

    def _is_coordinated(self, quotation: Quotation, utterance: Utterance) -> bool:
        """Whether a conjunction joins it to what was just said: “It was hard,” Lee said, and “we lost.”"""
        if utterance.cue is None:
            return False
        said = max(utterance.cue.end, utterance.source.end if utterance.source is not None else 0)
        between = [self._doc[place] for place in range(said, quotation.outer.start)]
        words = [token for token in between if not token.is_punct]
        joined = 0 < len(words) <= _JOINING and words[0].dep_ == "cc"
        return joined and all(word.pos_ in ("CCONJ", "SCONJ", "ADV") for word in words)

    def _remark(self, quotation: Quotation) -> Utterance | None:
        """The utterance that the next sentence goes on with, partly in marks and without a cue of its own.

        “It never had a chance,” Lee said. Now “the whole council is for it” and plans a vote.
        """
        size = quotation.inner.end - quotation.inner.start
        if self._last is None or size < _FEWEST_WORDS or self._outermost[quotation.outer.start] is not None:
            return None
        utterance, last = self._last
        if last.marked.paragraph != quotation.marked.paragraph or utterance.source is None:
            return None
        sentence = self._layout.sentence(quotation.outer.start)
        before = self._layout.sentence(sentence.start - 1) if sentence.start > 0 else None
        told = utterance.cue is not None and before is not None and before.overlaps(utterance.cue)
        if (
            not told
            or sentence.end - sentence.start > FARTHEST
            or any(head in self._by_head for head in range(sentence.start, sentence.end))
        ):
            return None
        run = tight(self._doc, sentence.start, sentence.end)
        if run is not None:
            utterance.contents.append(run)
        return utterance

    def _is_within_other(self, quotation: Quotation, link: Link) -> bool:
        """Whether cue and quotation are what another says: `He said that she offered “a prayer” for him`."""
        last = self._doc[quotation.lead.end - 1].text
        if link.rule != "cue_then_quote" or last in _ANNOUNCES:
            return False
        outer = self._outermost[link.head]
        return (
            outer is not None and outer.head != link.head and outer is self._outermost[quotation.outer.start]
        )

    def _utterance(self, link: Link) -> Utterance:
        """The utterance of a cue: `"A," he said, "B."` is one."""
        known = self._by_cue.get(link.cue) if link.cue is not None else None
        if known is None:
            known = Utterance(link.cue, link.source, [], link.rule)
            self.utterances.append(known)
            if link.cue is not None:
                self._by_cue[link.cue] = known
        return known

    def _adjoining(self, quotation: Quotation) -> list[Quotation]:
        """Waiting quotations right before: `“A.”`, new paragraph, `“B,” he said`."""
        found: list[Quotation] = []
        expected = quotation.marked.paragraph
        for waiting in reversed(self._waiting):
            if expected - waiting.marked.paragraph > 1:
                break
            expected = waiting.marked.paragraph
            found.append(waiting)
        starts = self._layout.runs[quotation.marked.paragraph].start == quotation.outer.start
        return found[::-1] if starts else []

    def _stands_alone(self, quotation: Quotation) -> bool:
        """Whether a quotation is a sentence of its own, not a term or title within one."""
        around = (
            *range(quotation.lead.start, quotation.lead.end),
            *range(quotation.tail.start, quotation.tail.end),
        )
        return all(is_gap(self._doc, place) for place in around)

    def _begins_anew(self, quotation: Quotation) -> bool:
        """Whether it begins a sentence in which the writer has the last word: `"We can," which he cannot.`"""
        alone = all(is_gap(self._doc, place) for place in range(quotation.lead.start, quotation.lead.end))
        if not alone or quotation.inner.end - quotation.inner.start < _FEWEST_WORDS:
            return False
        if last_character(self._layout, quotation) in _FINAL:
            return True
        tail = next(
            (p for p in range(quotation.tail.start, quotation.tail.end) if not self._doc[p].is_space), None
        )
        return tail is not None and self._doc[tail].text in _DASHES

    def _carried(self, quotation: Quotation) -> Utterance | None:
        """The utterance that a quotation goes on with, or one by the sentence before or a signature."""
        place, paragraph = quotation.outer.start, quotation.marked.paragraph
        begins = self._layout.runs[paragraph].start == place
        signed = signature_after(self._doc, self._layout, paragraph) if begins else None
        if signed is not None:
            return self._utterance(signed)
        before = place - 1
        while before >= 0 and self._doc[before].is_space:
            before -= 1
        sentence = self._layout.sentence(before) if before >= 0 else None
        if self._last is not None and self._goes_on(quotation, sentence, begins):
            return self._last[0]
        link = link_in_sentence(self._doc, self._layout, sentence) if sentence is not None else None
        if link is not None:
            return self._utterance(link)
        if not begins and sentence is not None:
            link = link_to_actor(self._doc, self._layout, sentence)
        if link is not None:
            return self._utterance(link)
        if self._last is not None and self._last[1].marked.paragraph == paragraph:
            return self._last[0]
        return None

    def _goes_on(self, quotation: Quotation, sentence: Run | None, begins: bool) -> bool:
        """Whether the sentence before is the last quotation or holds its cue, across one border at most."""
        if self._last is None or sentence is None:
            return False
        utterance, last = self._last
        distance = quotation.marked.paragraph - last.marked.paragraph
        if distance > 1 or (distance == 1 and not begins):
            return False
        return sentence.overlaps(last.outer) or (
            utterance.cue is not None and sentence.overlaps(utterance.cue)
        )


def _outermost(size: int, proposals: Iterable[Proposal]) -> list[Proposal | None]:
    """For each token the longest content of a clause that it stands in."""
    found: list[Proposal | None] = [None] * size
    for proposal in sorted(proposals, key=lambda p: (p.start - p.end, p.head)):
        if not proposal.frame.endswith(_CLAUSES):
            continue
        for run in proposal.content:
            if found[run.start] is None or found[run.end - 1] is None:
                for place in range(run.start, run.end):
                    found[place] = found[place] or proposal
    return found
