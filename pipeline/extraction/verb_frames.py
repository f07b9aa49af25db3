"""What a verb could attribute, by the parse; frames as in `attributions`."""

from spacy.tokens import Token

from pipeline.extraction.attributions import Proposal, is_infinitive, proposal, under
from pipeline.extraction.contents import clause_end, is_day, phrase_end
from pipeline.extraction.cues import is_listed
from pipeline.extraction.front_frames import as_clause, front
from pipeline.extraction.likelihood import noun_kind
from pipeline.extraction.sources import (
    SUBJECTS,
    Run,
    agent_of,
    is_set_off,
    main_subject,
    near_subject,
    noun_phrase,
    subject_of,
    tight,
    verb_cue,
)

_QUESTION = frozenset({"if", "whether", "what", "who", "why", "how", "when", "where", "which", "whom"})
_EXTENDS = frozenset(
    {"as", "for", "to", "of", "with", "from", "about", "into", "over", "against", "than", "on", "in"}
)
_ADDRESSED = frozenset(
    {"tell", "ask", "remind", "inform", "assure", "notify", "advise", "warn", "convince", "persuade"}
)
_MINDED = frozenset(
    {"alarm", "amaze", "anger", "appal", "appall", "assure", "astonish", "concern", "confuse", "convince"}
    | {
        "delight",
        "determine",
        "disappoint",
        "disgust",
        "dismay",
        "divide",
        "encourage",
        "frustrate",
        "gratify",
    }
    | {"horrify", "inspire", "interest", "overwhelm", "persuade", "please", "prepare", "relieve", "resign"}
    | {
        "sadden",
        "satisfy",
        "scare",
        "shock",
        "split",
        "stun",
        "surprise",
        "tempt",
        "thrill",
        "trouble",
        "worry",
    }
)
"""Verbs whose participle tells what its bearer thinks or feels."""
_RAISING = frozenset({"seem", "appear", "look", "tend", "happen", "prove"})


def of_verb(verb: Token) -> Proposal | None:
    """The most telling frame that a verb stands in, or None."""
    children = list(verb.children)
    right = [child for child in children if child.i > verb.i]
    passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in children) or _is_bare_passive(verb)
    if not passive:
        for find in (as_clause, front):
            found = find(verb, children)
            if found is not None:
                return found
    return _complement(verb, right, passive) or _relative(verb, children)


def _is_bare_passive(verb: Token) -> bool:
    """Whether a participle opens the sentence: "Asked about the leak, Lee said ..."."""
    return verb.tag_ == "VBN" and verb.dep_ == "advcl" and verb.i == verb.sent.start


def _complement(verb: Token, right: list[Token], passive: bool) -> Proposal | None:
    """What follows the verb, the most telling first: clause, infinitive, object, preposition."""
    for child in right:
        if child.dep_ == "ccomp" or (child.dep_ == "advcl" and _first_word(child) in ("if", "whether")):
            return _clause(verb, child, right, passive)
    found = _cut_off(verb) if is_listed(verb.lemma_.lower(), "clause") else None
    if found is not None:
        return found
    for child in right:
        if child.dep_ == "xcomp":
            return _open_clause(verb, child, right, passive)
    for child in right:
        if child.dep_ in ("dobj", "oprd", "acomp"):
            return _object(verb, child, right, passive)
    for child in right:
        found = _preposition(verb, child, passive) if child.dep_ == "prep" else None
        if found is not None:
            return found
    return _passive_object(verb, right) if passive else None


def _cut_off(verb: Token) -> Proposal | None:
    """A clause that the parser hung elsewhere: "told diners at a coffee shop that “I need you”"."""
    doc, last = verb.doc, verb.sent.end
    if verb.tag_ == "VBG" and verb.dep_ in ("csubj", "nsubj") and verb.head.i > verb.i and is_set_off(verb):
        content = tight(doc, verb.i + 1, verb.head.right_edge.i + 1)
        return proposal(verb, "clause", verb_cue(verb), main_subject(verb), content)
    for place in range(verb.i + 1, min(verb.i + _FARTHEST_THAT, last)):
        word = doc[place]
        if word.lower_ == "that" and word.dep_ in ("mark", "advmod") and word.head.i > place:
            noun = word.head.head
            told = noun.head.lower_ in _ABOUT and noun_kind(noun.lemma_.lower()) in _TELLING
            if told or (noun.dep_ == "dobj" and not _is_addressed(verb)):
                return None  # "repeated her claim that it was broke", "asked about the claim that ..."
            content = tight(doc, place, word.head.right_edge.i + 1)
            return proposal(verb, "clause", verb_cue(verb), _speaker(verb, False), content)
        if word.pos_ in ("VERB", "AUX"):
            return None
    return None


def _is_addressed(verb: Token) -> bool:
    return verb.lemma_.lower() in _ADDRESSED


_FARTHEST_THAT = 15
_ABOUT = ("about", "of", "on", "for", "over")
_TELLING = ("speech", "thought", "plan")


def _first_word(clause: Token) -> str:
    return clause.left_edge.text.lower()


def _named(frame: str, passive: bool) -> str:
    return f"passive_{frame}" if passive else frame


def _speaker(verb: Token, passive: bool) -> Token | None:
    """The subject, or the agent of a passive; "she is convinced that", "they are split on" tell minds."""
    if not passive:
        return subject_of(verb) or near_subject(verb)
    agent = agent_of(verb)
    if agent is not None or verb.lemma_.lower() not in _MINDED:
        return agent
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


def _clause(verb: Token, clause: Token, right: list[Token], passive: bool) -> Proposal | None:
    start = clause.left_edge.i
    if is_infinitive(clause):
        frame = "object_infinitive"
        start = _after_addressee(verb, right, start)
    elif clause.tag_ == "VBG" and not any(child.dep_ in ("aux", "mark") for child in clause.children):
        frame = "gerund"
    else:
        frame = "question" if _first_word(clause) in _QUESTION else "clause"
    content = tight(verb.doc, start, clause_end(verb, clause))
    return proposal(verb, _named(frame, passive), verb_cue(verb), _speaker(verb, passive), content)


def _after_addressee(verb: Token, right: list[Token], start: int) -> int:
    """ "told him to go": the content is "to go"; "wants him to go": it is "him to go"."""
    objects = [child for child in right if child.dep_ in ("dobj", "dative")]
    if objects and verb.lemma_.lower() not in _ADDRESSED:
        return min(objects[0].left_edge.i, start)
    return start


def _open_clause(verb: Token, clause: Token, right: list[Token], passive: bool) -> Proposal | None:
    content = tight(verb.doc, _after_addressee(verb, right, clause.left_edge.i), clause_end(verb, clause))
    raising = verb.lemma_.lower() in _RAISING
    if is_infinitive(clause):
        if passive or raising:
            return _raising(verb, content, "passive_infinitive" if passive else "raising")
        frame = "object_infinitive" if any(child.dep_ == "dobj" for child in right) else "infinitive"
    elif raising:
        return _raising(verb, content, "raising")
    else:
        frame = "gerund" if clause.tag_ == "VBG" else "predicate"
    return proposal(verb, _named(frame, passive), verb_cue(verb), _speaker(verb, passive), content)


def _raising(verb: Token, content: Run | None, frame: str) -> Proposal | None:
    """ "He seems to agree", "He is expected to agree": the subject belongs to the content."""
    subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    before = noun_phrase(subject) if subject is not None else None
    return proposal(verb, frame, verb_cue(verb), agent_of(verb), before, content)


def _object(verb: Token, thing: Token, right: list[Token], passive: bool) -> Proposal | None:
    """The object and the phrases after it: "called the deal a disaster", "accused him of lying"."""
    end = phrase_end(thing)
    frame = "object" if thing.dep_ == "dobj" else "predicate"
    for child in right:
        if child.left_edge.i < end:
            continue
        word = child.text.lower()
        if child.dep_ in ("oprd", "acomp"):
            frame = "predicate"
        elif child.dep_ == "prep" and word in ("as", "of", "for", "to") and frame == "object":
            frame = f"object_{word}"
        elif child.dep_ != "prep" or word not in _EXTENDS or is_day(child):
            break
        end = child.right_edge.i + 1
    content = tight(verb.doc, thing.left_edge.i, end)
    if frame == "predicate" and verb.lemma_.lower() in _RAISING:
        return _raising(verb, content, "raising")
    return proposal(verb, _named(frame, passive), verb_cue(verb), _speaker(verb, passive), content)


def _preposition(verb: Token, prep: Token, passive: bool) -> Proposal | None:
    inner = next((child for child in prep.children if child.dep_ in ("pobj", "pcomp")), None)
    if inner is None:
        return None
    last = prep.i if prep.i <= verb.i + 3 else None
    frame = _named(f"prep_{prep.text.lower()}", passive)
    end = phrase_end(inner)
    following = next((c for c in verb.children if c.i > prep.i and c.dep_ == "prep"), None)
    if following is not None and following.text.lower() == "as":  # "referred to him as a friend"
        end = max(end, following.right_edge.i + 1)
    content = tight(verb.doc, inner.left_edge.i, end)
    return proposal(verb, frame, verb_cue(verb, last), _speaker(verb, passive), content)


def _passive_object(verb: Token, right: list[Token]) -> Proposal | None:
    """ "The bill was adopted by the council": the subject is what is attributed."""
    subject = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    if subject is None:
        return None
    agent = agent_of(verb)
    by = next((child.i for child in right if child.dep_ == "agent"), None)
    last = by if by is not None and by <= verb.i + 2 else None
    frame = "passive_object_by" if agent is not None else "passive_object"
    return proposal(verb, frame, verb_cue(verb, last), agent, noun_phrase(subject))


def _relative(verb: Token, children: list[Token]) -> Proposal | None:
    """ "the bill which he signed": the relative pronoun is the content."""
    thing = next((child for child in children if child.dep_ == "dobj" and child.i < verb.i), None)
    if thing is None:
        return None
    return proposal(verb, "relative", verb_cue(verb), subject_of(verb), under(thing))
