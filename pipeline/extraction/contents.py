"""Where content ends: before what hangs on it in the parse but is said by the writer."""

from spacy.tokens import Token

from pipeline.extraction.cues import is_listed
from pipeline.extraction.sources import SUBJECTS, is_set_off


def clause_end(cue: Token, clause: Token) -> int:
    """End of a clause, before a verb that goes on with the cue's source.

    "said the plan is safe, adding that ..."; "announced that he was in therapy and vowed to improve".
    """
    for child in clause.children:
        if child.i < clause.i or not _is_cue(child):
            continue
        goes_on = child.dep_ == "conj" and _tense(child) == _tense(cue) != _tense(clause)
        adds = child.dep_ == "advcl" and child.tag_ == "VBG" and is_set_off(child)
        if adds or (goes_on and not any(inner.dep_ in SUBJECTS for inner in child.children)):
            start = child.left_edge.i
            while start > clause.i + 1 and clause.doc[start - 1].dep_ in ("cc", "punct"):
                start -= 1
            return start
    return clause.right_edge.i + 1


def _tense(verb: Token) -> str:
    """Tag of what bears the tense: "would offer", "did not suggest"."""
    return next((child.tag_ for child in verb.children if child.dep_ in ("aux", "auxpass")), verb.tag_)


def _is_cue(verb: Token) -> bool:
    """Whether a verb is listed; its weight would not do, for that is counted with what ends here."""
    lemma = verb.lemma_.lower()
    return verb.pos_ == "VERB" and (is_listed(lemma, "clause") or is_listed(lemma, "infinitive"))


def phrase_end(head: Token) -> int:
    """End of a noun phrase, before an incidental clause or a remark after a dash.

    "the trade pact — one of his biggest goals"; "his engagement to Jerry Hall, who is ..."
    """
    for token in head.doc[head.i + 1 : head.right_edge.i + 1]:
        if token.dep_ == "relcl" and is_set_off(token):
            return token.left_edge.i
        if token.dep_ == "appos" and token.left_edge.nbor(-1).text in ("—", "–", "--", "-"):
            return token.left_edge.i
    return head.right_edge.i + 1
