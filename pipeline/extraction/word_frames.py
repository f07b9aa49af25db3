"""What a noun, adjective, adverb or preposition could attribute; frames as in `attributions`."""

from spacy.tokens import Token

from pipeline.extraction.attributions import Proposal, around, is_infinitive, proposal, under
from pipeline.extraction.sources import Run, noun_phrase, subject_of, tight, verb_cue

_VIEW_NOUNS = frozenset({"word", "view", "opinion", "eye", "mind", "account", "estimation", "telling"})
_ADVERBS = frozenset(
    {
        "reportedly",
        "allegedly",
        "apparently",
        "seemingly",
        "supposedly",
        "purportedly",
        "evidently",
        "presumably",
    }
)
_OWNING = ("of", "by", "from", "among")
_LONGEST_CUE = 8
"""Tokens from a light verb to its noun: "made the surprising decision"."""


def of_preposition(word: Token) -> Proposal | None:
    """ "In the council's view, it rained", "per Reuters"."""
    text = word.text.lower()
    inner = next((child for child in word.children if child.dep_ == "pobj"), None)
    if inner is None or text not in ("in", "per"):
        return None
    if text == "per":
        if inner.pos_ != "PROPN":
            return None
        return around(word, word.head, "source_phrase", Run(word.i, word.i + 1), noun_phrase(inner))
    owner = _owner(inner) if inner.lemma_.lower() in _VIEW_NOUNS else None
    if owner is None:
        return None
    after = inner.i + 1
    end = after + 1 if after < len(word.doc) and word.doc[after].text == "of" else after
    return around(word, word.head, "source_phrase", Run(word.i, end), noun_phrase(owner))


def according_to(word: Token) -> Proposal | None:
    """ "According to the report, it rained"."""
    to = next((child for child in word.children if child.text.lower() == "to"), None)
    inner = next((child for child in to.children if child.dep_ == "pobj"), None) if to is not None else None
    if to is None or inner is None:
        return None
    cue, source = Run(word.i, to.i + 1), noun_phrase(inner)
    sentence = word.sent
    if word.i == sentence.start and word.dep_ == "ROOT":
        return _up_to_comma(word, to, cue)
    if sentence.start < word.i and tight(word.doc, word.right_edge.i + 1, sentence.end) is None:
        whole = tight(word.doc, sentence.start, word.left_edge.i)  # "A rose, B fell and C held, according to"
        return proposal(word, "source_phrase", cue, source, whole)
    return around(word, word.head, "source_phrase", cue, source)


def _up_to_comma(word: Token, to: Token, cue: Run) -> Proposal | None:
    """A sentence that the parser hung on its source: "According to the host, the move reeks of fear."."""
    end = word.sent.end
    comma = next((p for p in range(to.i + 2, end) if word.doc[p].text == ","), None)
    if comma is None:
        return None
    source = tight(word.doc, to.i + 1, comma)
    return proposal(word, "source_phrase", cue, source, tight(word.doc, comma + 1, end))


def of_noun(noun: Token) -> Proposal | None:
    """ "his claim that it rained", "a plan to run", "concerns about the deal"."""
    for child in noun.children:
        if child.i < noun.i:
            continue
        frame = _noun_frame(child)
        if frame:
            return _noun_made(noun, frame, under(child), noun.i)
        if child.dep_ == "prep" and child.text.lower() not in ("by", "from", "between"):
            inner = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
            if inner is not None:
                return _noun_made(noun, f"noun_{child.text.lower()}", under(inner), child.i)
    return None


def _noun_frame(clause: Token) -> str:
    if clause.dep_ not in ("acl", "ccomp", "relcl") or clause.pos_ not in ("VERB", "AUX"):
        return ""
    if is_infinitive(clause) and clause.dep_ == "acl":
        return "noun_to"
    marked = any(child.dep_ == "mark" and child.text.lower() == "that" for child in clause.children)
    return "noun_clause" if marked else ""


def _noun_made(noun: Token, frame: str, content: Run | None, last: int) -> Proposal | None:
    owner = _owner(noun)
    cue = Run(noun.i, last + 1 if last <= noun.i + 2 else noun.i + 1)
    verb = noun.head
    if owner is None and noun.dep_ == "dobj" and verb.pos_ == "VERB":
        owner = subject_of(verb)
        start = verb_cue(verb).start
        if start < noun.i < start + _LONGEST_CUE:
            cue = Run(start, cue.end)
    return proposal(noun, frame, cue, owner, content)


def _owner(noun: Token) -> Token | None:
    """ "the council's claim", "their claim", "the claim of the council", "a claim by the council"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ == "prep" and child.text.lower() in _OWNING and child.i == noun.i + 1:
            return next((inner for inner in child.children if inner.dep_ == "pobj"), None)
    return None


def of_adjective(adjective: Token) -> Proposal | None:
    """ "is confident that", "eager to run", "critical of the deal"."""
    verb = adjective.head
    start, source = adjective.i, None
    if adjective.dep_ in ("acomp", "oprd"):
        start, source = min(verb_cue(verb).start, adjective.i), subject_of(verb)
        start = start if adjective.i - start < _LONGEST_CUE else adjective.i
    elif verb.pos_ in ("NOUN", "PROPN") and adjective.dep_ in ("amod", "acl", "relcl"):
        source = verb
    elif adjective.dep_ in ("conj", "advcl"):
        source = subject_of(verb)
    for child in adjective.children:
        if child.i < adjective.i:
            continue
        if child.dep_ in ("ccomp", "xcomp"):
            frame = "adj_to" if is_infinitive(child) else "adj_clause"
            return proposal(adjective, frame, Run(start, adjective.i + 1), source, under(child))
        inner = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
        if child.dep_ == "prep" and inner is not None:
            frame = f"adj_{child.text.lower()}"
            return proposal(adjective, frame, Run(start, child.i + 1), source, under(inner))
    return None


def of_copula(verb: Token) -> Proposal | None:
    """ "The idea is that it rains": the noun is the cue."""
    clause = next((c for c in verb.children if c.dep_ in ("ccomp", "advcl") and c.i > verb.i), None)
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if clause is None or subject is None or subject.pos_ != "NOUN":
        return None
    cue = Run(subject.i, max(verb_cue(verb).end, subject.i + 1))
    if cue.end - cue.start > _LONGEST_CUE:
        cue = Run(subject.i, subject.i + 1)
    return proposal(subject, "copula", cue, _owner(subject), under(clause))


def of_adverb(adverb: Token) -> Proposal | None:
    """ "He reportedly left": the whole clause around the adverb."""
    if adverb.text.lower() not in _ADVERBS or adverb.dep_ != "advmod":
        return None
    clause, place = adverb.head, adverb.i
    before = tight(adverb.doc, clause.left_edge.i, place)
    after = tight(adverb.doc, place + 1, clause.right_edge.i + 1)
    return proposal(adverb, "adverb", Run(place, place + 1), None, before, after)
