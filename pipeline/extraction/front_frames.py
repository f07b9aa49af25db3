"""Frames in which the content stands before its cue or around it: "It rained, he said"."""

from spacy.tokens import Token

from pipeline.extraction.attributions import Proposal, around, proposal
from pipeline.extraction.sources import SUBJECTS, Run, noun_phrase, subject_of, tight, verb_cue


def front(verb: Token, children: list[Token]) -> Proposal | None:
    """ "It rained, he said on Monday": the clause stands before source and cue, or around them."""
    subject = next((child for child in children if child.dep_ in SUBJECTS), None)
    if subject is None:
        return None
    if _fronted_phrase(verb, children) is not None:
        subject = [child for child in children if child.dep_ in SUBJECTS][-1]
    cue = verb_cue(verb)
    first = min(cue.start, subject.left_edge.i)
    clause = next((child for child in children if child.dep_ in ("ccomp", "dep") and child.i < verb.i), None)
    if clause is None:
        clause = _fronted_phrase(verb, children)
    if any(
        child.dep_ == "ccomp" and child.i > verb.i and child.left_edge.lower_ == "that" for child in children
    ):
        return None  # "Asked about it on Monday, Lee said that ..."
    if clause is not None and clause.right_edge.i <= first:
        start = verb.left_edge.i if verb.dep_ == "ROOT" else clause.left_edge.i
        return proposal(verb, "front", cue, subject, tight(verb.doc, start, first))
    if clause is None and (sides := _interrupting(verb, children)) is not None:
        return proposal(verb, "front", cue, subject, *sides)
    if verb.dep_ == "parataxis" and verb.head.i != verb.i:
        return around(verb, verb.head, "front", cue, noun_phrase(subject))
    return None


def _fronted_phrase(verb: Token, children: list[Token]) -> Token | None:
    """What the parser took for a subject before a comma: "The treaty signals decline, said Lee."."""
    subjects = [child for child in children if child.dep_ in SUBJECTS]
    if verb.dep_ != "ROOT" or len(subjects) < 2 or not subjects[0].i < verb.i < subjects[-1].i:
        return None
    return subjects[0] if verb.nbor(-1).text == "," else None


def _interrupting(verb: Token, children: list[Token]) -> tuple[Run | None, Run | None] | None:
    """Both sides of a cue that the parser took for the main verb: "The staff, Lee said, were paid."."""
    left = next((child for child in children if child.dep_ in ("npadvmod", "dep") and child.i < verb.i), None)
    right = next((child for child in children if child.dep_ == "conj" and child.i > verb.i), None)
    if left is None or right is None or verb.dep_ != "ROOT" or left.i + 1 >= verb.i:
        return None
    joined = any(child.dep_ == "cc" for child in children)
    if joined or right.left_edge.nbor(-1).text != "," or left.right_edge.nbor(1).text != ",":
        return None
    return tight(verb.doc, left.left_edge.i, left.right_edge.i + 1), tight(
        verb.doc, right.left_edge.i, right.right_edge.i + 1
    )


def as_clause(verb: Token, children: list[Token]) -> Proposal | None:
    """ "As he said, it rained"."""
    if verb.dep_ != "advcl" or not any(c.text.lower() == "as" and c.i < verb.i for c in children):
        return None
    if any(child.dep_ in ("ccomp", "dobj", "xcomp", "acomp") for child in children):
        return None
    source = subject_of(verb)
    run = noun_phrase(source) if source is not None else None
    return around(verb, verb.head, "as_clause", verb_cue(verb), run)
