"""Where content ends: before what hangs on it in the parse but is said by the writer."""

from spacy.tokens import Token

from pipeline.extraction.cues import is_listed
from pipeline.extraction.sources import goes_on, is_set_off


def clause_end(cue: Token, clause: Token) -> int:
    """End of a clause, before a verb that goes on with the cue's source.

    "said the plan is safe, adding that ..."; "said he would resign but did not say when".
    """
    for child in clause.children:
        if child.i < clause.i or not _is_cue(child):
            continue
        adds = child.dep_ == "advcl" and child.tag_ == "VBG" and is_set_off(child)
        if adds or goes_on(cue, clause, child):
            start = child.left_edge.i
            while start > clause.i + 1 and clause.doc[start - 1].dep_ in ("cc", "punct"):
                start -= 1
            return start
    return clause.right_edge.i + 1


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
        if is_day(token):
            return token.i
        if token.dep_ == "appos" and token.left_edge.nbor(-1).text in ("—", "–", "--", "-"):
            return token.left_edge.i
    return head.right_edge.i + 1


def is_day(prep: Token) -> bool:
    """Whether a preposition begins a day at the end: "defended the cuts on Friday" tells when she did."""
    if prep.lower_ != "on":
        return False
    inner = next((child for child in prep.children if child.dep_ == "pobj"), None)
    return inner is not None and inner.ent_type_ == "DATE"
