"""Whether a time is that of a number in its sentence: what the clauses that hold them are to each other."""

from typing import Literal, TypeAlias

from spacy.tokens import Span, Token

from pipeline.extraction.anchors import NOUNS, Anchor
from pipeline.extraction.syntax import SUBJECTS, governing_verb, is_above, subject
from pipeline.extraction.tense import is_planned, lemmas, tense

Relation: TypeAlias = Literal["own", "sentence"]

_VERBS = frozenset({"VERB", "AUX"})
_LINKS_DOWN = frozenset({"conj", "xcomp", "ccomp", "pcomp", "parataxis", "dep", "oprd", "acomp", "prep"})
_AT_NOUNS = frozenset({"nummod", "compound", "nmod", "amod", "poss", "npadvmod"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "ROOT"})
_PREPOSITIONS = frozenset({"in", "during", "at", "on", "since", "for", "over", "of", "by"})
_OPENING = 8
"""Tokens before a verb in which "of whom" makes its clause speak of the people before."""
_CAUSING = frozenset({"have", "get", "see", "make", "let"})
_CLAUSE_TAGS = frozenset({"WDT", "WP", "WP$", "WRB", "CC", ",", ":", "``", "''"})


def clause_relation(time: Span, anchor: Anchor, measure: Token | None, *, is_day: bool) -> Relation | None:
    """`own` where they share a clause or phrase, `sentence` where one clause lends the time to the other."""
    token = time.root
    if (measure is not None and _is_under(token, measure)) or _is_under(token, anchor.head):
        return "own"
    if _is_whole(anchor):
        return None  # "15 of the region's 80 farms closed in May": the farms are not those of May
    counted = governing_verb(anchor.head)
    telling = told_at(time)
    when = telling or governing_verb(token)
    if when is None or counted is None:
        return "own"
    if _apart(time, anchor):
        return None
    if is_planned(counted) and tense(when) == "past" and when.i != counted.i:
        return None
    noun = _is_of_a_noun(time)
    if noun and not _is_noun_of(time, counted):
        return None
    if when.i == counted.i or (telling is None and _stands_beside(time, counted, anchor)):
        return "own"
    if is_above(when, anchor.head):
        return "sentence" if _reaches_down(when, counted, token, noun=noun, is_day=is_day) else None
    if is_above(counted, token):
        after = time.start > anchor.first
        return "sentence" if after and _reaches_up(when, counted, time, is_day) else None
    return None


def _apart(time: Span, anchor: Anchor) -> bool:
    """ "Once employed 4,000 people; by 2010 it had 900": a semicolon is as good as a full stop."""
    low, high = sorted((time.start, anchor.first))
    return any(token.text == ";" for token in time.doc[low:high])


def told_at(time: Span) -> Token | None:
    """The verb of saying right before a time: "said Monday they had left", "said on Monday"."""
    before = time.doc[time.start - 1] if time.start and not time[0].is_sent_start else None
    told = before is not None and before.tag_ == "VBD" and before.lemma_.lower() in lemmas("saying")
    return before if told else None


def _is_under(token: Token, head: Token) -> bool:
    """Whether the token stands in the phrase of a noun: "400 people arrested in May"."""
    return head.i != token.i and head.pos_ not in _VERBS and is_above(head, token)


def _is_whole(anchor: Anchor) -> bool:
    """ "15 of the 80 farms"."""
    noun = anchor.head if anchor.head.dep_ != "nummod" else anchor.head.head
    if noun.dep_ != "pobj" or noun.head.lower_ != "of":
        return False
    part = noun.head.head
    return part.i in anchor.taken and part.i < anchor.first


def _is_of_a_noun(time: Span) -> bool:
    """ "the Jan. 3 caucuses", "the tsunami of 2004"."""
    token = time.root
    attributive = token.dep_ in _AT_NOUNS and token.head.pos_ in NOUNS and token.head.i >= time.end
    return attributive or (token.lower_ == "of" and token.head.pos_ in NOUNS)


def _is_noun_of(time: Span, counted: Token) -> bool:
    """Whether the noun that has the time is one that the verb is about.

    "The 2011 quake killed 16,000", "killed in the 2011 quake": what happened then is what the verb tells; not
    so "bought $1 million in air time ahead of the Jan. 3 caucuses".
    """
    noun = time.root.head
    if noun.dep_ in _ARGUMENTS:
        return True
    return noun.dep_ == "pobj" and noun.head.lower_ in _PREPOSITIONS and noun.head.head.i == counted.i


def _stands_beside(time: Span, counted: Token, anchor: Anchor) -> bool:
    """Whether nothing begins another clause between time and verb: "which between 2006 and 2012 collected".

    Small models hang such a time on any verb of the sentence; the words are in order.
    """
    if time.start > counted.i:
        low, high = counted.i + 1, time.start
        if not low <= anchor.first < high:
            return False
    else:
        low, high = time.end, counted.i
    return not any(_begins_a_clause(token) for token in time.doc[low:high])


def _begins_a_clause(token: Token) -> bool:
    return token.pos_ == "VERB" or token.tag_ in _CLAUSE_TAGS or token.dep_ == "mark"


def _reaches_down(when: Token, counted: Token, time: Token, *, noun: bool, is_day: bool) -> bool:
    """Whether the time of a clause is that of a number in a clause under it.

    "In 2023 it issued 400 permits and revoked 47": yes. "Officials said Tuesday that 14 wells are
    contaminated": no, that is the day of the telling; nor "a 2014 study found that half of them failed".
    """
    verb = counted
    while verb.i != when.i:
        above = governing_verb(verb)
        if above is None:
            return False
        told = above.lemma_.lower() in lemmas("saying") and verb.dep_ in {"ccomp", "xcomp"}
        if told and (above.i < verb.i or time.i > verb.i):
            return False
        if not _is_one_event(verb, above, time, noun=noun, is_day=is_day):
            return False
        verb = above
    return True


def _is_one_event(verb: Token, above: Token, time: Token, *, noun: bool, is_day: bool) -> bool:
    """Whether a clause tells on about what the clause above tells, at its time; not at that of a noun."""
    if _is_of_whom(verb):
        return True  # "400,000 nationals, 70% of whom have convictions"
    if noun or (tense(verb) == "present" and tense(above) == "past"):
        return False
    if verb.dep_ == "conj":
        # not "installing 500 panels by 2020 and giving states $60 billion"
        same_day = is_day and verb.tag_ == above.tag_ == "VBD" and not _has_subject(verb)
        return time.i < above.i or verb.lemma_ == above.lemma_ or same_day
    if verb.dep_ in _LINKS_DOWN:
        return True
    if verb.dep_ == "relcl":
        told_of = verb.head.dep_ in {"dobj", "attr", "nsubjpass"} and verb.i > above.i
        return told_of and time.i < verb.i and _is_restrictive(verb)
    if verb.dep_ == "advcl" and any(child.lower_ in {"while", "whereas"} for child in verb.children):
        return tense(verb) == tense(above)  # "The rate for 2014 was 36 percent, while the city's was 46"
    return _is_participle(verb) and (verb.dep_ == "advcl" or _after_comma(verb))


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in SUBJECTS for child in verb.children)


def _is_of_whom(verb: Token) -> bool:
    opening = verb.doc[max(verb.left_edge.i, verb.i - _OPENING) : verb.i]
    return any(word.lower_ in {"whom", "which"} and word.head.lower_ == "of" for word in opening)


def _is_participle(verb: Token) -> bool:
    """ "Killing 12 people", not "though he has given $60 million"."""
    if verb.dep_ not in {"advcl", "acl"} or verb.tag_ not in {"VBG", "VBN"}:
        return False
    return not any(child.dep_ in {"aux", "auxpass", "mark", "nsubj"} for child in verb.children)


def _after_comma(verb: Token) -> bool:
    first = verb.left_edge
    return first.i > 0 and first.nbor(-1).text == ","


def _is_restrictive(verb: Token) -> bool:
    """ "In 2004 a quake set off a tsunami that killed 230,000", not "its chief, who earned $3 million"."""
    return verb.left_edge.lower_ == "where" or not _after_comma(verb)


def _reaches_up(when: Token, counted: Token, time: Span, is_day: bool) -> bool:
    """Whether the time of a lower clause is that of a number above it and before it.

    "Killed 12 people and wounded 40 on Tuesday", "killed 12 people attending a rally on Tuesday": yes. "The
    bakery, founded in 1904, employs 60": no.
    """
    if when.dep_ == "conj" and when.head.i == counted.i:
        whose, who = subject(when), subject(counted)
        return whose is None or (who is not None and whose.i == who.i)
    if when.dep_ in {"xcomp", "pcomp"}:
        return True
    if when.dep_ == "ccomp":  # "had their loans forgiven under President Biden"
        return when.head.lemma_.lower() in _CAUSING and when.tag_ in {"VB", "VBN", "VBG"}
    if when.dep_ in {"advcl", "acl"}:
        return when.tag_ in {"VBG", "VB"} or (is_day and when.tag_ == "VBN" and _ends_sentence(time))
    return False


def _ends_sentence(time: Span) -> bool:
    for token in time.doc[time.end :]:
        if token.is_sent_start:
            break
        if not (token.is_punct or token.is_space):
            return False
    return True
