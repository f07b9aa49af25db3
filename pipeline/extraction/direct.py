"""Who says what stands in quotation marks: the cue beside it, in its sentence or the sentences around."""

from spacy.tokens import Doc, Token

from pipeline.extraction.announced import Link, announced, clipped, lead_source, signed
from pipeline.extraction.cues import is_listed, speech_verbs, weight
from pipeline.extraction.likelihood import noun_kind
from pipeline.extraction.sources import Run, noun_phrase, speaker_of, tight, verb_cue
from pipeline.extraction.speech import Layout, Quotation

_OPEN_ENDS = (",", "?", "!", "—", "–", "-", "…", "...", ";")
_ANNOUNCES = (",", ":", "—", "–", "--")
_LONGEST_NAME = 14
_ADDRESSEE = 10
"""Tokens that may name who is spoken to: "asked the Cleveland crowd"."""
_NOMINAL = ("NOUN", "PROPN", "PRON")
_FINITE = ("VBD", "VBZ", "VBP", "VBN")
_NOT_A_CUE = ("pobj", "dobj", "compound", "poss", "amod", "nmod")
_SUBORDINATES = frozenset(
    {
        "while",
        "when",
        "who",
        "which",
        "whose",
        "although",
        "though",
        "because",
        "if",
        "where",
        "after",
        "before",
    }
)
_STRONG = 0.4
"""Weight of a verb that can be the cue of part of a sentence: `warned “of worse”`, not `began “building”`."""
_BARE = 6
_SMALL_WORDS = ("DET", "ADP", "CCONJ", "SCONJ", "PART", "PRON")
_OPENS_PHRASE = ("DET", "ADJ", "NUM", "PART")
_SENTENCE = 4
"""Tokens from which a quotation can be a sentence."""


def link_beside(doc: Doc, layout: Layout, quotation: Quotation) -> Link | None:
    """The cue in the sentence of a quotation: `"...," he said` first, then `He said, "..."`."""
    signature = signed(doc, layout, quotation)
    if signature is not None:
        return signature
    if _is_sourced(doc, layout, quotation):
        return None
    if (
        last_character(layout, quotation) in "?!"
    ):  # `Asked, "Why?" He answered, "..."`: what follows may be the next sentence
        return _in_lead(doc, layout, quotation) or _in_tail(doc, layout, quotation)
    return _in_tail(doc, layout, quotation) or _in_lead(doc, layout, quotation)


def _is_sourced(doc: Doc, layout: Layout, quotation: Quotation) -> bool:
    """Whether the whole sentence has a source: `Talks began in May, and “they go on,” according to Lee.`"""
    tail = [place for place in _outside(doc, layout, quotation.tail) if not doc[place].is_punct]
    return bool(tail) and doc[tail[0]].lower_ == "according" and quotation.lead.start < quotation.lead.end


def _in_tail(doc: Doc, layout: Layout, quotation: Quotation) -> Link | None:
    """`"..." said the mayor`, `"...," the mayor, a Democrat, told reporters`."""
    tail = _outside(doc, layout, quotation.tail) or _next_sentence(doc, layout, quotation)
    if not tail or not (_leads_on(doc, layout, quotation, tail[0]) or _is_bare_cue(doc, tail)):
        return None
    words = [doc[place].lower_ for place in tail[:3] if not doc[place].is_punct]
    if words and words[0] in _SUBORDINATES:
        return None
    stop = next((p for p in range(tail[0], tail[-1] + 1) if layout.inside[p] >= 0), tail[-1] + 1)
    near = [place for place in tail if place < stop]
    for place in near:
        verb = doc[place]
        if quotation.lead.start < quotation.lead.end and _goes_its_own_way(layout, verb):
            return None
        if _may_follow(verb) and (verb.lemma_.lower() in speech_verbs() or _fronts(quotation, verb, near)):
            cue = verb_cue(verb)
            source = _source_near(doc, verb, cue, Run(near[0], near[-1] + 1))
            if source is not None:
                return Link(place, cue, source, "quote_then_cue")
    return None


def _next_sentence(doc: Doc, layout: Layout, quotation: Quotation) -> list[int]:
    """The sentence after a quotation that ends in a full stop, in its paragraph: `“It rains.” Lee said.`"""
    end = quotation.outer.end
    if end >= layout.runs[quotation.marked.paragraph].end or layout.inside[end] >= 0:
        return []
    found = layout.sentence(end)
    return _outside(doc, layout, found) if found.end - found.start <= 2 * _BARE else []


def _is_bare_cue(doc: Doc, tail: list[int]) -> bool:
    """Whether a tail says nothing but who spoke, a full stop before it or not: `“It rains.” Lee said.`"""
    words = [doc[place] for place in tail if not doc[place].is_punct]
    if not 2 <= len(words) <= _BARE or words[-1].tag_ not in ("VBD", "VBZ"):
        return False
    told = (
        weight(words[-1].lemma_.lower(), "clause") >= _STRONG and words[-1].lemma_.lower() in speech_verbs()
    )
    return told and all(word.pos_ in ("PROPN", "PRON", "NOUN", "DET", "ADJ") for word in words[:-1])


def _goes_its_own_way(layout: Layout, verb: Token) -> bool:
    """Whether a finite verb after a quotation has content of its own.

    Speaking on ABC’s “This Week,” Lee admitted that the course had another name.
    """
    return any(
        child.dep_ == "ccomp"
        and child.tag_ != "VBG"
        and child.i > verb.i
        and layout.inside[child.left_edge.i] < 0
        for child in verb.children
    )


def _may_follow(verb: Token) -> bool:
    """Whether a word after a quotation can be its cue: a finite verb, or what the parser takes for a name."""
    if verb.pos_ in ("NOUN", "PROPN"):
        return verb.dep_ not in _NOT_A_CUE and verb.lower_ not in ("point", "quotes")
    return verb.pos_ in ("VERB", "AUX") and (verb.tag_ != "VBG" or verb.dep_ == "xcomp")


def _fronts(quotation: Quotation, verb: Token, near: list[int]) -> bool:
    """Whether any verb at all must tell what stands before it: `"Keep the tax in place," it recommended.`"""
    size = quotation.inner.end - quotation.inner.start
    if verb.pos_ != "VERB" or verb.tag_ not in _FINITE or size < _SENTENCE:
        return False
    if any(
        child.dep_ in ("dobj", "acomp", "xcomp", "attr", "oprd") and child.i > verb.i
        for child in verb.children
    ):
        return False
    fronted = any(child.dep_ == "ccomp" and child.i < near[0] for child in verb.children)
    inverted = verb.i == near[0] and any(
        child.dep_ == "nsubj" and child.i > verb.i for child in verb.children
    )
    return (fronted or inverted) and quotation.lead.start == quotation.lead.end


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
        return clipped(noun_phrase(subject), area, cue)
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
    return clipped(noun_phrase(head), area, cue) if head.pos_ in _NOMINAL else None


def _is_nominal(doc: Doc, run: Run) -> bool:
    return any(doc[place].pos_ in _NOMINAL for place in range(run.start, run.end))


def _in_lead(doc: Doc, layout: Layout, quotation: Quotation) -> Link | None:
    """`He said: "..."`, `She added, "..."`, `the mayor said "..."`, `he asked the crowd "..."`."""
    lead = _outside(doc, layout, quotation.lead)
    if not lead:
        return None
    area = Run(quotation.lead.start, quotation.lead.end)
    led_in = doc[lead[-1]].text in _ANNOUNCES
    for place in reversed(lead):
        verb = doc[place]
        if verb.pos_ not in ("VERB", "AUX"):
            continue
        cue = verb_cue(verb)
        if verb.lemma_.lower() in speech_verbs():
            named = _describes(verb) or _names_a_work(doc, quotation, verb, lead[-1])
            if (led_in and not named) or _is_beside(doc, layout, verb, quotation):
                source = _quoted_person(verb) or lead_source(layout, verb, cue, area)
                return Link(place, cue, source, "cue_then_quote")
        elif not led_in:
            return None
    return announced(doc, layout, Run(lead[0], area.end)) if doc[lead[-1]].text == ":" else None


def _quoted_person(verb: Token) -> Run | None:
    """Whom another quotes: `The report quotes a nurse: “We ran out of beds.”`"""
    if verb.lemma_.lower() != "quote":
        return None
    person = next((child for child in verb.children if child.dep_ == "dobj" and child.i > verb.i), None)
    return noun_phrase(person) if person is not None else None


def _describes(verb: Token) -> bool:
    """Whether a participle tells of a noun: "As he put it in his memo explaining the deal, “Imagine ...”"."""
    return (
        verb.dep_ == "acl"
        and verb.tag_ in ("VBG", "VBN")
        and any(child.dep_ == "dobj" for child in verb.children)
    )


def _names_a_work(doc: Doc, quotation: Quotation, verb: Token, comma: int) -> bool:
    """Whether marks hold the title of what stands before the comma: he said in his book, “A Long Road”."""
    noun = doc[comma - 1]
    if doc[comma].text != "," or comma - verb.i < 3 or noun.pos_ != "NOUN" or noun.head.i == verb.i:
        return False
    return noun_kind(noun.lemma_.lower()) != "speech" and is_title(doc, quotation)


def _is_work(layout: Layout, quotation: Quotation, verb: Token) -> bool:
    """Whether a title beside a verb that never takes a clause is what is done: sang “Silver Rain”."""
    long = quotation.inner.end - quotation.inner.start >= 2
    final = layout.text[quotation.marked.content.end - 1] in ".?!"
    return long and not final and not is_listed(verb.lemma_.lower(), "clause")


def is_title(doc: Doc, quotation: Quotation) -> bool:
    """Whether each word that says something is capitalized, as in “A Long Road to the North”."""
    words = [doc[place] for place in range(quotation.inner.start, quotation.inner.end)]
    telling = [word for word in words if word.is_alpha and word.pos_ not in _SMALL_WORDS]
    return len(words) <= _LONGEST_NAME and all(word.text[0].isupper() for word in telling)


def _is_beside(doc: Doc, layout: Layout, verb: Token, quotation: Quotation) -> bool:
    """Whether only the addressee stands between the verb and the mark; "so-called" is no cue."""
    if (verb.i > 0 and doc[verb.i - 1].text == "-") or verb.dep_ == "amod":
        return False
    weak = weight(verb.lemma_.lower(), "clause") < _STRONG
    if is_title(doc, quotation) and (
        doc[quotation.outer.start - 1].tag_ == "POS" or _is_work(layout, quotation, verb)
    ):
        return False  # on ABC’s “This Week”, sang “Silver Rain”
    if weak and layout.text[quotation.marked.content.start].islower():
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
