"""Who says what stands in quotation marks: the cue beside it, in its sentence or the sentences around."""

import dataclasses

from spacy.tokens import Doc, Token

from pipeline.extraction.cues import speech_verbs, weight
from pipeline.extraction.likelihood import noun_kind
from pipeline.extraction.sources import SUBJECTS, Run, near_subject, noun_phrase, speaker_of, tight, verb_cue
from pipeline.extraction.speech import FARTHEST, Layout, Quotation

_OPEN_ENDS = (",", "?", "!", "—", "–", "-", "…", "...", ";")
_ANNOUNCES = (",", ":", "—", "–", "--")
_LONGEST_NAME = 14
_ADDRESSEE = 10
"""Tokens that may name who is spoken to: "asked the Cleveland crowd"."""
_NOMINAL = ("NOUN", "PROPN", "PRON")
_FINITE = ("VBD", "VBZ", "VBP", "VBN")
_NOT_A_CUE = ("pobj", "dobj", "compound", "poss", "amod", "nmod")
_SUBORDINATES = frozenset(
    {"while", "when", "who", "which", "whose", "although", "though", "because", "if", "where", "after", "before"}
)
_STRONG = 0.4
"""Weight of a verb that can be the cue of part of a sentence: `warned “of worse”`, not `began “building”`."""
_BARE = 6
_SMALL_WORDS = ("DET", "ADP", "CCONJ", "SCONJ", "PART", "PRON")
_OPENS_PHRASE = ("DET", "ADJ", "NUM")
_SENTENCE = 4
"""Tokens from which a quotation can be a sentence."""


@dataclasses.dataclass(frozen=True, slots=True)
class Link:
    """Cue and source of a quotation; `head` is the cue's verb."""

    head: int
    cue: Run | None
    source: Run | None
    rule: str


def link_beside(doc: Doc, layout: Layout, quotation: Quotation) -> Link | None:
    """The cue in the sentence of a quotation: `"...," he said` first, then `He said, "..."`."""
    signed = _signed(doc, quotation)
    if signed is not None:
        return signed
    if last_character(layout, quotation) in "?!":  # `Asked, "Why?" He answered, "..."`: what follows may be the next sentence
        return _in_lead(doc, layout, quotation) or _in_tail(doc, layout, quotation)
    return _in_tail(doc, layout, quotation) or _in_lead(doc, layout, quotation)


def _signed(doc: Doc, quotation: Quotation) -> Link | None:
    """`"..." — Ann Lee, mayor of Ames`, in one line."""
    tail = quotation.tail
    if tail.start >= tail.end or doc[tail.start].text not in ("—", "–", "--", "―", "-", "~"):
        return None
    name = tight(doc, tail.start, tail.end)
    if name is None or not _is_name(doc, name):
        return None
    return Link(name.start, None, name, "signature")


def _in_tail(doc: Doc, layout: Layout, quotation: Quotation) -> Link | None:
    """`"..." said the mayor`, `"...," the mayor, a Democrat, told reporters`."""
    tail = _outside(doc, layout, quotation.tail)
    if not tail or not (_leads_on(doc, layout, quotation, tail[0]) or _is_bare_cue(doc, tail)):
        return None
    words = [doc[place].lower_ for place in tail[:3] if not doc[place].is_punct]
    if words and words[0] in _SUBORDINATES:
        return None
    stop = next((p for p in range(tail[0], quotation.tail.end) if layout.inside[p] >= 0), quotation.tail.end)
    near = [place for place in tail if place < stop]
    for place in near:
        verb = doc[place]
        if quotation.lead.start < quotation.lead.end and _goes_its_own_way(layout, verb):
            return None
        if _may_follow(layout, verb) and (verb.lemma_.lower() in speech_verbs() or _fronts(quotation, verb, near)):
            cue = verb_cue(verb)
            source = _source_near(doc, verb, cue, Run(near[0], near[-1] + 1))
            if source is not None:
                return Link(place, cue, source, "quote_then_cue")
    return None


def _is_bare_cue(doc: Doc, tail: list[int]) -> bool:
    """Whether a tail says nothing but who spoke, a full stop before it or not: `“It rains.” Lee said.`"""
    words = [doc[place] for place in tail if not doc[place].is_punct]
    if not 2 <= len(words) <= _BARE or words[-1].tag_ not in ("VBD", "VBZ"):
        return False
    told = weight(words[-1].lemma_.lower(), "clause") >= _STRONG and words[-1].lemma_.lower() in speech_verbs()
    return told and all(word.pos_ in ("PROPN", "PRON", "NOUN", "DET", "ADJ") for word in words[:-1])


def _goes_its_own_way(layout: Layout, verb: Token) -> bool:
    """Whether a finite verb after a quotation has content of its own.

    Speaking on ABC’s “This Week,” Lee admitted that the course had another name.
    """
    return verb.tag_ in _FINITE and any(
        child.dep_ == "ccomp" and child.tag_ != "VBG" and child.i > verb.i and layout.inside[child.i] < 0
        for child in verb.children
    )


def _may_follow(layout: Layout, verb: Token) -> bool:
    """Whether a word after a quotation can be its cue: a finite verb, or what the parser takes for a name."""
    if verb.pos_ in ("NOUN", "PROPN"):
        return verb.dep_ not in _NOT_A_CUE and verb.lower_ not in ("point", "quotes")
    return verb.pos_ in ("VERB", "AUX") and (verb.tag_ != "VBG" or verb.dep_ == "xcomp")


def _fronts(quotation: Quotation, verb: Token, near: list[int]) -> bool:
    """Whether any verb at all must tell what stands before it: `"Keep the tax in place," it recommended.`"""
    if verb.pos_ != "VERB" or verb.tag_ not in _FINITE or quotation.inner.end - quotation.inner.start < _SENTENCE:
        return False
    if any(child.dep_ in ("dobj", "acomp", "xcomp", "attr", "oprd") and child.i > verb.i for child in verb.children):
        return False
    fronted = any(child.dep_ == "ccomp" and child.i < near[0] for child in verb.children)
    return fronted and quotation.lead.start == quotation.lead.end


def _leads_on(doc: Doc, layout: Layout, quotation: Quotation, first: int) -> bool:
    """Whether the sentence goes on after the closing mark: `,"`, `?"`, `",` or a small letter."""
    last = last_character(layout, quotation)
    if last == ".":
        return doc[first].text[:1].islower()
    return last in _OPEN_ENDS or doc[first].text in (",", "—", "–", "--", "-")


def last_character(layout: Layout, quotation: Quotation) -> str:
    """The last of a quotation, marks within it left out: a comma in “We wrote the songs, ‘bro,’” Lee said."""
    content = quotation.marked.content.of(layout.text)
    return content.rstrip(" \u00a0'’”\"")[-1:] or content[-1]


def _outside(doc: Doc, layout: Layout, run: Run) -> list[int]:
    return [p for p in range(run.start, run.end) if layout.inside[p] < 0 and not doc[p].is_space]


def _source_near(doc: Doc, verb: Token, cue: Run, area: Run) -> Run | None:
    """The verb's subject if it stands in the area, else the noun phrase next to the verb."""
    subject = speaker_of(verb)
    if subject is not None and area.contains(subject.i):
        return _clipped(noun_phrase(subject), area, cue)
    if subject is None and any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return None
    before = tight(doc, area.start, cue.start) if area.start < cue.start else None
    if before is not None:
        return before if before.end - before.start <= 25 and _is_nominal(doc, before) else None
    place = cue.end
    if place >= area.end:
        return None
    head = doc[place]
    while head.pos_ not in _NOMINAL or (
        head.dep_ in ("compound", "poss", "nmod", "amod") and head.head.i > head.i
    ):
        if head.head.i == head.i or head.head.i <= place - 1 or not area.contains(head.head.i):
            break
        head = head.head
    return _clipped(noun_phrase(head), area, cue) if head.pos_ in _NOMINAL else None


def _is_nominal(doc: Doc, run: Run) -> bool:
    return any(doc[place].pos_ in _NOMINAL for place in range(run.start, run.end))


def _clipped(run: Run | None, area: Run, cue: Run) -> Run | None:
    """The part of a phrase inside the area and on one side of the cue."""
    if run is None:
        return None
    start, end = max(run.start, area.start), min(run.end, area.end)
    if start < cue.start < end:
        end = cue.start
    elif start < cue.end <= end:
        start = cue.end
    return Run(start, end) if start < end else None


def _in_lead(doc: Doc, layout: Layout, quotation: Quotation) -> Link | None:
    """`He said: "..."`, `She added, "..."`, `the mayor said "..."`, `he asked the crowd "..."`."""
    lead = _outside(doc, layout, quotation.lead)
    if not lead:
        return None
    area = Run(quotation.lead.start, quotation.lead.end)
    announced = doc[lead[-1]].text in _ANNOUNCES
    for place in reversed(lead):
        verb = doc[place]
        if verb.pos_ not in ("VERB", "AUX"):
            continue
        cue = verb_cue(verb)
        if verb.lemma_.lower() in speech_verbs():
            named = _describes(verb) or _names_a_work(doc, quotation, verb, lead[-1])
            if (announced and not named) or _is_beside(doc, layout, verb, quotation):
                return Link(place, cue, _lead_source(verb, cue, area), "cue_then_quote")
        elif not announced:
            return None
    return _announced(doc, Run(lead[0], area.end)) if doc[lead[-1]].text == ":" else None


def _describes(verb: Token) -> bool:
    """Whether a participle tells of a noun: "As he put it in his memo explaining the deal, “Imagine ...”"."""
    return (
        verb.dep_ == "acl" and verb.tag_ in ("VBG", "VBN") and any(child.dep_ == "dobj" for child in verb.children)
    )


def _names_a_work(doc: Doc, quotation: Quotation, verb: Token, comma: int) -> bool:
    """Whether marks hold the title of what the noun before the comma calls: he said in his book, “A Long Road”."""
    noun = doc[comma - 1]
    if doc[comma].text != "," or comma - verb.i < 3 or noun.pos_ != "NOUN" or noun.head.i == verb.i:
        return False
    return noun_kind(noun.lemma_.lower()) != "speech" and is_title(doc, quotation)


def is_title(doc: Doc, quotation: Quotation) -> bool:
    """Whether each word that says something is capitalized, as in “A Long Road to the North”."""
    words = [doc[place] for place in range(quotation.inner.start, quotation.inner.end)]
    telling = [word for word in words if word.is_alpha and word.pos_ not in _SMALL_WORDS]
    return len(words) <= _LONGEST_NAME and all(word.text[0].isupper() for word in telling)


def _is_beside(doc: Doc, layout: Layout, verb: Token, quotation: Quotation) -> bool:
    """Whether only the addressee stands between the verb and the mark; "so-called" is no cue."""
    if (verb.i > 0 and doc[verb.i - 1].text == "-") or verb.dep_ == "amod":
        return False
    if layout.text[quotation.marked.content.start].islower() and weight(verb.lemma_.lower(), "clause") < _STRONG:
        return False
    between = range(verb.i + 1, quotation.outer.start)
    if len(between) <= 1:
        return not between or doc[between[0]].pos_ not in _OPENS_PHRASE
    reach = len(between) <= _ADDRESSEE and layout.text[quotation.marked.content.start].isupper()
    objects = [child for child in verb.children if child.dep_ in ("dobj", "dative")]
    return reach and any(
        child.left_edge.i <= verb.i + 1 and between[-1] <= child.right_edge.i + 1 <= quotation.outer.start
        for child in objects
    )


def _announced(doc: Doc, sentence: Run) -> Link | None:
    """A sentence that ends in a colon, whatever its verb: "The company issued this statement:"."""
    verbs = [
        doc[place] for place in range(sentence.start, sentence.end) if doc[place].pos_ in ("VERB", "AUX")
    ]
    told = [verb for verb in verbs if any(child.dep_ in SUBJECTS for child in verb.children)]
    for verb in (*(verb for verb in told if verb.dep_ == "ROOT"), *told):
        cue = verb_cue(verb)
        source = _lead_source(verb, cue, sentence)
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
        and any(word.pos_ == "PROPN" for word in words)
        and not any(word.pos_ in ("VERB", "AUX") for word in words)
    )


def _lead_source(verb: Token, cue: Run, area: Run) -> Run | None:
    """The verb's subject before the quotation, or after the verb: "Continued Stone: ..."."""
    subject = speaker_of(verb)
    if subject is not None and area.contains(subject.i):
        return _clipped(noun_phrase(subject), area, cue)
    if subject is None and (near := near_subject(verb)) is not None and area.contains(near.i):
        return _clipped(noun_phrase(near), area, cue)
    if subject is None and verb.i <= area.start + 1:
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
            source = _lead_source(verb, cue, sentence)
        if source is not None:
            link = Link(place, cue, source, "sentence_before")
            if doc[last].text == ":" or _is_told(verb):
                return link
            fallback = fallback or link
    if doc[last].text == ":":
        return fallback or _announced(doc, sentence)
    return fallback


def _is_told(verb: Token) -> bool:
    """Whether the writer tells the act of speaking, not a noun's clause or an aim: "the judge interrupted me"."""
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
            source = _clipped(noun_phrase(subject), sentence, cue)
            return Link(place, cue, source, "sentence_before") if source is not None else None
    return None
