"""Who counted a number, where no speech is reported: "The county reported six deaths".

Ways of print: `counted` ("Police recorded 47 arrests", also passive), `put-at` ("put the number at
350"), `by-count` ("by the department's count"), `data-show` ("Figures from the port show exports fell"),
`said-last` ("..., the reports show") and `in-poll` ("In the poll, 11 percent ...").
"""

import itertools

from spacy.tokens import Doc, Span, Token

from pipeline.extraction.actor_words import actor_nouns
from pipeline.extraction.agents import in_passive, phrase_of, subject_or_by
from pipeline.extraction.event_words import event_words
from pipeline.extraction.found import Attribution
from pipeline.extraction.syntax import DEEPEST, Sentences, text_span
from pipeline.spans import TextSpan

_STEPS = 8
_WITHIN = frozenset(
    {"nummod", "quantmod", "compound", "nmod", "amod", "advmod", "conj", "appos", "npadvmod", "dep"}
)
_NAMED = frozenset({"ORG", "PERSON", "GPE", "NORP"})
_PRONOUNS = frozenset({"he", "she", "they", "it", "we"})
_SHOWING = frozenset({"show", "shows", "showed", "indicate", "indicates", "indicated", "suggest", "suggests"})
_FURTHEST = 14
_NEAR = 60
"""Tokens on either side of a number in which `by the county's count` is looked for."""
_TIMES = frozenset({"DATE", "TIME"})


def who_counted(doc: Doc, number: TextSpan, sentences: Sentences) -> Attribution | None:
    """The attribution of a number to who counted or estimated it; None where the sentence names nobody."""
    span = doc.char_span(number.start, number.end, alignment_mode="expand")
    if span is None:
        return None
    sentence = sentences.at(span.start)
    return (
        _by_verb(span)
        or _by_count(span, sentence)
        or _by_data(span, sentence)
        or _said_last(span, sentence)
        or _in_poll(span, sentence)
    )


def _attribution(speaker: Span | None, cue: Span | Token, rule: str) -> Attribution | None:
    if speaker is None:
        return None
    return Attribution(speaker=text_span(speaker), cue=text_span(cue), rule=rule)


def _by_verb(number: Span) -> Attribution | None:
    """ "The county reported six deaths", "put the number at 350", "six deaths were reported by it"."""
    token = number.root
    for _ in range(_STEPS):
        above = token.head
        if above.i == token.i:
            return None
        if above.pos_ == "VERB":
            return _counted(token, above)
        if token.dep_ not in _WITHIN and not _through(token):
            return None
        token = above
    return None


def _through(token: Token) -> bool:
    """ "a profit of $3 million", "put the number at 350"."""
    preposition = token.head if token.dep_ == "pobj" else token
    return preposition.dep_ == "prep" and preposition.lower_ in {"of", "at"}


def _counted(token: Token, verb: Token) -> Attribution | None:
    lemma = verb.lemma_.lower()
    if token.dep_ == "prep":
        if token.lower_ != "at" or lemma not in event_words("putting"):
            return None
        rule = "put-at"
    elif token.dep_ in {"dobj", "nsubjpass"} and lemma in event_words("counting"):
        rule = "counted"
    else:
        return None
    if (token.dep_ == "nsubjpass") != in_passive(verb) and rule == "counted":
        return None
    doer = subject_or_by(verb)
    told_by_data = event_words("counting").get(lemma) == "data"
    if doer is None or not (_is_data(doer) if told_by_data else _is_source(doer)):
        return None
    return _attribution(phrase_of(doer, verb), verb, rule)


def _is_source(noun: Token) -> bool:
    """Whether a noun can count: a body, a person, a report; not "the index recorded a loss of 5 percent"."""
    if noun.pos_ == "PRON":
        return noun.lower_ in _PRONOUNS
    lemma = noun.lemma_.lower()
    known = noun.ent_type_ in _NAMED or lemma in actor_nouns() or lemma in event_words("source")
    return known or (noun.is_upper and noun.is_alpha and len(noun) > 1)


def _is_data(noun: Token) -> bool:
    """ "A study found 31 cases", but "Police found 31 guns" and "a company shows 31 paintings"."""
    lemma = noun.lemma_.lower()
    return event_words("source").get(lemma) == "" and lemma not in actor_nouns()


def _by_count(number: Span, sentence: Span) -> Attribution | None:
    """ "By the department's count, 212 officers have quit"."""
    low, high = max(sentence.start, number.start - _NEAR), min(sentence.end, number.end + _NEAR)
    for by in number.doc[low:high]:
        if by.lower_ != "by":
            continue
        for noun in by.children:
            owner = next((child for child in noun.children if child.dep_ == "poss"), None)
            if noun.lemma_.lower() in event_words("estimate") and owner is not None and owner.pos_ != "PRON":
                speaker = owner.doc[max(owner.left_edge.i, by.i + 1) : owner.i + 1]
                return _attribution(speaker, owner.doc[by.i : noun.i + 1], "by-count")
    return None


def _by_data(number: Span, sentence: Span) -> Attribution | None:
    """ "Figures from the port show exports fell 6 percent": small models lose the verb among the nouns."""
    doc, start = number.doc, sentence.start
    above = itertools.islice(number.root.ancestors, DEEPEST)
    if any(token.dep_ == "relcl" for token in (number.root, *above)):
        return None  # "Polls show her ahead in New York, which she represented for eight years"
    while start < number.start and (doc[start].is_punct or doc[start].is_space or doc[start].pos_ == "CCONJ"):
        start += 1
    source = False
    for at in range(start, min(start + _FURTHEST, number.start)):
        token = doc[at]
        source = source or token.lemma_.lower() in event_words("source")
        if source and token.lower_ in _SHOWING and at > start:
            return _attribution(doc[start:at], token, "data-show")
        if token.text in {",", ";", ":"} or (token.pos_ == "VERB" and token.tag_ not in {"VBN", "VBG"}):
            return None
    return None


def _said_last(number: Span, sentence: Span) -> Attribution | None:
    """ "..., the reports show.", "..., said a spokesman.": what parsers lose at the end of long sentences."""
    doc, end = number.doc, sentence.end
    while end > number.end and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    comma = end - 1
    while comma >= number.end and doc[comma].text != ",":
        if doc[comma].is_quote or end - comma > _FURTHEST:
            return None
        comma -= 1
    if comma < number.end or end - comma < 3:
        return None
    tail = doc[comma + 1 : end]
    cues = [token for token in tail if token.lower_ in event_words("tail")]
    if len(cues) != 1:
        return None
    cue = cues[0]
    rest = doc[cue.i + 1 : end]
    if cue.i > tail.start:
        named = (
            doc[tail.start : cue.i] if all(t.ent_type_ in _TIMES or t.pos_ == "ADP" for t in rest) else None
        )
    else:
        named = rest
    return _attribution(named, cue, "said-last") if named is not None and _is_phrase(named) else None


def _is_phrase(words: Span) -> bool:
    """Whether the words are one noun phrase that can say something."""
    last = words[-1].pos_ in {"NOUN", "PROPN", "PRON"}
    return last and not any(t.pos_ in {"VERB", "AUX", "SCONJ", "CCONJ"} or t.tag_ == "WP" for t in words)


def _in_poll(number: Span, sentence: Span) -> Attribution | None:
    """ "In the poll, Gingrich garnered 11 percent": the poll says so."""
    doc, start = number.doc, sentence.start
    if doc[start].lower_ != "in" or start + 1 >= number.start:
        return None
    for at in range(start + 1, min(start + _FURTHEST, number.start)):
        if doc[at].text == ",":
            poll = doc[at - 1].lemma_.lower() in event_words("poll")
            return _attribution(doc[start + 1 : at], doc[start], "in-poll") if poll else None
        if doc[at].pos_ in {"VERB", "AUX"}:
            return None
    return None
