"""The words of a source and of a cue, as written: whole noun phrase, verb with its auxiliaries."""

import dataclasses

from spacy.tokens import Doc, Token

from pipeline.extraction.cues import is_listed

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_BEFORE_CUE = frozenset({"aux", "auxpass", "neg", "advmod", "prt"})
_PHASES = frozenset(
    {"try", "continue", "go", "begin", "start", "have", "need", "keep", "struggle", "attempt", "tend", "fail"}
    | {"help"}
    | {
        "manage",
        "hesitate",
        "dare",
        "proceed",
        "rush",
        "bother",
        "happen",
        "come",
        "stop",
        "quick",
        "likely",
        "able",
    }
)
"""Words that only say how another is done: "went on to say", "struggled to explain"."""
_LONGEST_PHASE = 6


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Run:
    """Half-open `[start, end)` of tokens."""

    start: int
    end: int

    def contains(self, place: int) -> bool:
        return self.start <= place < self.end

    def overlaps(self, other: "Run") -> bool:
        return self.start < other.end and other.start < self.end


def tight(doc: Doc, start: int, end: int) -> Run | None:
    """Tokens `[start, end)` without white space, punctuation and marks at the ends; None if none is left.

    A bracket, a sign of money or a closing mark of percent stays.
    """
    while start < end and _is_edge(doc[start]):
        start += 1
    while end > start and (_is_edge(doc[end - 1]) or (doc[end - 1].dep_ == "cc" and end > start + 1)):
        end -= 1
    if end < len(doc) and doc[end].text == ")" and _is_open(doc, start, end):
        end += 1
    return Run(start, end) if start < end else None


def _is_open(doc: Doc, start: int, end: int) -> bool:
    """Whether a bracket is left open: "Homeland Security (DHS"."""
    for place in range(end - 1, max(start, end - 12) - 1, -1):
        if "(" in doc[place].text or ")" in doc[place].text:
            return ")" not in doc[place].text  # "GOV. MERCER (R-OHIO)" keeps "(R" in one token
    return False


def _is_edge(token: Token) -> bool:
    return token.is_space or (token.is_punct and token.text not in ("%", "#", "@"))


def noun_phrase(head: Token) -> Run | None:
    """The whole phrase of a source: titles, appositions and `of ...`, no incidental clause.

    "Jane Doe, a spokeswoman, who took no questions, said" gives "Jane Doe, a spokeswoman".
    """
    start, end = head.left_edge.i, head.i + 1
    for child in head.children:
        if child.i < head.i:
            continue
        if child.dep_ in ("relcl", "acl", "advcl", "ccomp", "parataxis") and is_set_off(child):
            break
        if child.dep_ == "conj" and child.pos_ in ("VERB", "AUX"):
            break
        end = max(end, _phrase_end(child))
    while start < head.i and head.doc[start].dep_ in ("cc", "mark", "advmod", "preconj", "punct"):
        start += 1
    if start > 1 and head.doc[start - 1].tag_ == "POS":  # the parser cut "ICE's | Acting Director"
        start = head.doc[start - 2].left_edge.i
    return tight(head.doc, start, end)


def _phrase_end(child: Token) -> int:
    """Right end of a part of a phrase, cut before an incidental clause within it."""
    for token in child.doc[child.i : child.right_edge.i + 1]:
        if token.dep_ == "relcl" and is_set_off(token):
            return token.left_edge.i
    return child.right_edge.i + 1


def is_set_off(clause: Token) -> bool:
    """Whether a comma or dash stands before a clause, closing marks left out: `“...,” adding that`."""
    first = clause.left_edge
    if first.i > 0 and first.text in _SETS_OFF:
        return True
    place = first.i - 1
    while place > 0 and first.doc[place].text in _CLOSING:
        place -= 1
    return place >= 0 and first.doc[place].text in _SETS_OFF


_SETS_OFF = (",", "—", "–", "--")
_CLOSING = ("”", '"', "''", "’", "'")


_CLIMBS = frozenset(
    {"conj", "xcomp", "advcl", "pcomp", "prep", "dep", "acl", "acomp", "oprd", "attr", "dobj", "pobj"}
)
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


def subject_of(verb: Token) -> Token | None:
    """Head of the subject, also through coordination, control and participles.

    "Clinton left, saying that ..." : Clinton; "a letter warning that ..." : letter; "he wants to say" : he;
    "he was quick to add" : he; "he made an effort to explain" : he; "his effort to explain" : his.
    """
    seen = verb
    for _ in range(8):
        found = next((child for child in seen.children if child.dep_ in SUBJECTS), None)
        if found is not None:
            return found if found.dep_ != "csubj" else None
        head = seen.head
        if head.i == seen.i:
            return None
        if seen.dep_ in ("acl", "relcl") and head.pos_ in _NOMINAL:
            if seen.tag_ != "VB":
                return _publisher(head) or head
            owner = next((child for child in head.children if child.dep_ == "poss"), None)
            if owner is not None:
                return owner
        elif seen.dep_ == "ccomp" and seen.tag_ in ("VBG", "VB"):
            pass
        elif _adds(seen) and head.dep_ == "ccomp" and head.head.i < head.i:
            head = head.head
        elif seen.dep_ == "ccomp" and seen.tag_ == head.tag_ and seen.nbor(-1).dep_ == "cc":
            pass  # "said the man was armed and added that ..."
        elif goes_on(head.head, head, seen):
            head = head.head
        elif seen.dep_ not in _CLIMBS:
            return None
        seen = head
    return None


def near_subject(verb: Token) -> Token | None:
    """Head of the phrase right before a finite verb that the parser gave no subject.

    "Her adviser, Jake Reed, said: ..."; "Mr. Reed, whose company finds suppliers, said ...".
    """
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.dep_ not in (
        "ROOT",
        "conj",
        "ccomp",
        "appos",
        "parataxis",
    ):
        return None
    doc, place = verb.doc, verb_cue(verb).start - 1
    first = verb.sent.start
    while place >= first and (doc[place].is_space or doc[place].text == ","):
        place -= 1
    if place < first or doc[place].is_punct:
        return None
    found = None
    token = doc[place]
    for _ in range(_HIGHEST):
        if (
            first <= token.i < verb.i
            and token.pos_ in _NOMINAL
            and token.dep_ not in ("pobj", "dobj", "poss")
        ):
            found = token
        if token.head.i == token.i or token.head.i >= verb.i or token.head.i < first:
            break
        token = token.head
    return found


def main_subject(verb: Token) -> Token | None:
    """Subject of the main clause for a participle whose own clause has none: "She laughed, adding: ..."."""
    if verb.tag_ != "VBG" or not is_set_off(verb):
        return None
    root = verb.sent.root
    return (
        next((child for child in root.children if child.dep_ in SUBJECTS), None) if root.i < verb.i else None
    )


_HIGHEST = 12
_PUBLISHES = frozenset(
    {"release", "issue", "put", "send", "post", "write", "publish", "make", "give", "deliver", "sign", "hold"}
    | {"carry", "wave", "file", "circulate", "distribute", "share"}
)


def goes_on(cue: Token, clause: Token, verb: Token) -> bool:
    """Whether a verb joined to what is said tells what else was said, by its tense.

    "Lee said he would resign but did not say when"; "announced that he was in therapy and vowed to improve".
    """
    if verb.dep_ != "conj" or clause.dep_ != "ccomp" or any(c.dep_ in SUBJECTS for c in verb.children):
        return False
    return _tense(verb) == _tense(cue) != _tense(clause)


def _tense(verb: Token) -> str:
    """Tag of what bears the tense: "would offer", "did not suggest"."""
    return next((child.tag_ for child in verb.children if child.dep_ in ("aux", "auxpass")), verb.tag_)


def _adds(verb: Token) -> bool:
    """Whether a participle goes on with what is said: "Lee said the vote could be close, adding ..."."""
    return (
        verb.dep_ == "advcl"
        and verb.tag_ == "VBG"
        and is_set_off(verb)
        and is_listed(verb.lemma_.lower(), "clause")
    )


_DOCUMENTS = frozenset(
    {"statement", "letter", "email", "e-mail", "release", "message", "memo", "memorandum", "tweet", "note"}
    | {"speech", "sign", "post", "report", "brief", "petition", "announcement", "remark", "comment", "video"}
)


def _publisher(document: Token) -> Token | None:
    """Who says what a document says: "The office put out a statement saying it would appeal"."""
    verb = document.head
    if document.dep_ != "dobj" or document.lemma_.lower() not in _DOCUMENTS:
        return None
    if verb.lemma_.lower() not in _PUBLISHES:
        return None
    acting = (verb, verb.head) if verb.dep_ in ("conj", "xcomp") else (verb,)
    subjects = (child for each in acting for child in each.children if child.dep_ in SUBJECTS)
    return next(subjects, None)


def agent_of(verb: Token) -> Token | None:
    """Head of the `by` phrase of a passive: "adopted by the council"."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((inner for inner in child.children if inner.dep_ == "pobj"), None)
    return None


def speaker_of(verb: Token) -> Token | None:
    """Head of the source: the subject, or the agent of a passive ("Lee was asked" has none)."""
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return agent_of(verb)
    return subject_of(verb)


def verb_cue(verb: Token, last: int | None = None) -> Run:
    """A verb with auxiliaries, negation, adverbs and particle: "has repeatedly called for".

    `last` is a preposition or predicate that belongs to the cue too.
    """
    start, end = verb.i, verb.i + 1
    parts = {child.i: child for child in verb.children if child.dep_ in _BEFORE_CUE}
    while start - 1 in parts or (start - 2 in parts and _inside_cue(verb.doc[start - 1], verb)):
        start -= 1
    while end in parts and parts[end].text.lower() not in ("when", "where", "why", "how", "so", "that"):
        end += 1
    if last is not None and last >= end:
        end = last + 1
    head = verb.head
    if verb.tag_ == "VBN" and verb.dep_ == "acomp" and head.i == start - 1 and head.lemma_ == "be":
        start = verb_cue(head).start  # "she is convinced that"
    if _is_phase(head, verb):
        whole = head.head if head.pos_ == "ADJ" and head.dep_ == "acomp" else head
        start = min(start, verb_cue(whole).start)
    return Run(start, end)


def _is_phase(head: Token, verb: Token) -> bool:
    """Whether a verb is what the one above it begins, tries or fails to do."""
    if not 0 < verb.i - head.i <= _LONGEST_PHASE or head.lemma_.lower() not in _PHASES:
        return False
    went_on = verb.dep_ == "advcl" and verb.tag_ == "VB" and head.lemma_.lower() == "go"
    return verb.dep_ == "xcomp" or went_on


def _inside_cue(token: Token, verb: Token) -> bool:
    """An adverb of an adverb: "has very often said"."""
    return token.pos_ == "ADV" and token.head.head.i == verb.i
