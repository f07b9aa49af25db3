"""What announces or signs a quotation: a colon, the sentence before, a name after a dash."""

import dataclasses

from spacy.tokens import Doc, Token

from pipeline.extraction.cues import speech_verbs
from pipeline.extraction.sources import (
    SUBJECTS,
    Run,
    main_subject,
    near_subject,
    noun_phrase,
    speaker_of,
    tight,
    verb_cue,
)
from pipeline.extraction.speech import FARTHEST, Layout, Quotation

_DASHES = "—–―-~"
_LONGEST_NAME = 14
_NOBODY = frozenset({"which", "that", "who", "it", "there", "this", "what"})
"""Subjects that cannot be who speaks after a colon: "a headline that hits home: ..."."""


@dataclasses.dataclass(frozen=True, slots=True)
class Link:
    """Cue and source of a quotation; `head` is the cue's verb."""

    head: int
    cue: Run | None
    source: Run | None
    rule: str


def signed(doc: Doc, layout: Layout, quotation: Quotation) -> Link | None:
    """`"..." — Ann Lee, mayor of Ames`, in one line."""
    end = quotation.marked.outer.end
    after = layout.text[end : end + 4].lstrip(" \u00a0")
    tail = quotation.tail
    if after[:1] not in _DASHES or not after or tail.start >= tail.end:
        return None
    name = tight(doc, tail.start, tail.end)
    if name is None or not _is_name(doc, name):
        return None
    return Link(name.start, None, name, "signature")


def clipped(run: Run | None, area: Run, cue: Run) -> Run | None:
    """The part of a phrase inside the area and on one side of the cue."""
    if run is None:
        return None
    start, end = max(run.start, area.start), min(run.end, area.end)
    if start < cue.start < end:
        end = cue.start
    elif start < cue.end <= end:
        start = cue.end
    return Run(start, end) if start < end else None


def announced(doc: Doc, layout: Layout, sentence: Run) -> Link | None:
    """A sentence that ends in a colon, whatever its verb: "The company issued this statement:"."""
    for place in range(sentence.end - 1, sentence.start - 1, -1):
        verb = doc[place]
        if verb.pos_ not in ("VERB", "AUX") or layout.inside[place] >= 0:
            continue
        subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
        if subject is None or subject.lower_ in _NOBODY:
            continue
        cue = verb_cue(verb)
        source = lead_source(layout, verb, cue, sentence)
        return Link(verb.i, cue, source, "colon") if source is not None else None
    name = tight(doc, sentence.start, sentence.end)
    if name is not None and _is_name(doc, name):
        return Link(name.start, None, name, "name_colon")
    return None


def _is_name(doc: Doc, run: Run) -> bool:
    """Whether a few words can only name who speaks: `Ann Lee: "..."`, `"..." — Ann Lee, mayor of Ames`."""
    words = [doc[place] for place in range(run.start, run.end)]
    return (
        len(words) <= _LONGEST_NAME
        and words[0].text[:1].isupper()
        and (any(word.pos_ == "PROPN" for word in words) or _is_headed(words))
        and not any(word.pos_ in ("VERB", "AUX") for word in words)
    )


def _is_headed(words: list[Token]) -> bool:
    """Whether one capitalized word opens its paragraph: the parser does not know "Voss: ‘Not in My Town’"."""
    first = words[0]
    return len(words) == 1 and (first.i == 0 or first.nbor(-1).is_space) and not first.is_stop


def lead_source(layout: Layout, verb: Token, cue: Run, area: Run) -> Run | None:
    """The verb's subject before the quotation, or after the verb: "Continued Stone: ..."."""
    for subject in (speaker_of(verb), near_subject(verb), main_subject(verb)):
        if subject is not None and area.contains(subject.i) and layout.inside[subject.i] < 0:
            return clipped(noun_phrase(subject), area, cue)
    if verb.i <= area.start + 1 and speaker_of(verb) is None:
        after = tight(verb.doc, cue.end, area.end)
        return after if after is not None and _is_name(verb.doc, after) else None
    return None


def link_in_sentence(doc: Doc, layout: Layout, sentence: Run) -> Link | None:
    """The cue of a sentence that announces what follows: "He added:", "..., quoting Albence."."""
    last = sentence.end - 1
    while last > sentence.start and doc[last].is_space:
        last -= 1
    fallback = None
    for place in range(sentence.end - 1, max(sentence.start, sentence.end - FARTHEST) - 1, -1):
        verb = doc[place]
        if layout.inside[place] >= 0 or verb.pos_ != "VERB" or verb.lemma_.lower() not in speech_verbs():
            continue
        cue = verb_cue(verb)
        if verb.lemma_.lower() in ("quote", "cite"):
            spoken = [child for child in verb.children if child.dep_ == "dobj"]
            source = noun_phrase(spoken[-1]) if spoken else None
        else:
            source = lead_source(layout, verb, cue, sentence)
        if source is not None:
            link = Link(place, cue, source, "sentence_before")
            if doc[last].text == ":" or _is_told(verb):
                return link
            fallback = fallback or link
    if doc[last].text == ":":
        return fallback or announced(doc, layout, sentence)
    return fallback


def _is_told(verb: Token) -> bool:
    """Whether the writer tells the act of speaking, not a noun's clause or an aim: "he interrupted me"."""
    if verb.lemma_.lower() in ("quote", "cite") or verb.tag_ == "VBG":
        return True
    return verb.dep_ not in ("relcl", "acl", "xcomp", "pcomp") and verb.tag_ != "VB"


def link_to_actor(doc: Doc, layout: Layout, sentence: Run) -> Link | None:
    """Who acts in the sentence before, whatever the deed: `Lee shook her head. “Not in my town.”`"""
    for place in range(sentence.start, sentence.end):
        verb = doc[place]
        if verb.dep_ != "ROOT" or verb.pos_ != "VERB" or layout.inside[place] >= 0:
            continue
        subject = speaker_of(verb)
        if subject is None or not sentence.contains(subject.i) or layout.inside[subject.i] >= 0:
            return None
        if subject.ent_type_ == "PERSON" or subject.lower_ in ("he", "she"):
            cue = verb_cue(verb)
            source = clipped(noun_phrase(subject), sentence, cue)
            return Link(place, cue, source, "sentence_before") if source is not None else None
    return None
