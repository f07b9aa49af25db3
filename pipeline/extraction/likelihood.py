"""How likely a proposal attributes: a logistic regression over features that can be read.

"The mayor issued a statement" and "she recalled the vote" report words and thoughts, "the agency issued
2,825 detainers" and "the farm recalled 1.4 million cartons" report deeds. What tells is who acts and what
the object is, beside what cue and frame mostly do: the features of a proposal name that, and
`models/cue_features.csv` has the weight of each. They are learned by `scripts/learn_cue_weights.py`, by
logistic regression (Hosmer, Lemeshow: Applied Logistic Regression, 2000).
"""

import dataclasses
import functools
import math
from collections.abc import Mapping

from spacy.tokens import Doc, Token

from pipeline import models
from pipeline.extraction.attributions import Proposal
from pipeline.extraction.cues import deeds, is_listed, weight, word_weight
from pipeline.extraction.sources import Run

LEAST = 0.1
"""Weight of a cue in a frame below which nothing else can make it attribute."""
COUNT, WORD = "log-odds of the cue in its frame", "log-odds of the cue in any frame"
"""The features that have a value; all others hold or do not."""

_FIRST_SECOND = frozenset({"i", "we", "you", "me", "us"})
_PERSONAL = frozenset({"he", "she", "they", "who", "his", "her", "their", "him", "them"})
_CLOSED = frozenset({"adverb"})
"""Frames of a closed list of words, each seen too rarely to learn more than its count: "reportedly"."""
_SUMMED = ("noun", "adj", "passive_prep", "passive_object", "prep", "object")
"""Beginnings of frames that differ in a preposition only."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FeatureWeight:
    """A row of `models/cue_features.csv`: what a feature adds to the log-odds of an attribution."""

    feature: str
    weight: float
    seen: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NounKind:
    """A row of `models/noun_kinds.csv`: whether a noun names speech, thought, plan, deed or thing."""

    noun: str
    kind: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _ActorNoun:
    noun: str
    type: str
    gender: str = ""
    relation: str = ""
    links: str = ""


@functools.cache
def _kinds() -> Mapping[str, str]:
    found = {row.noun: "person" for row in models.load("actor_nouns.csv", _ActorNoun)}
    found.update((row.noun, row.kind) for row in models.load("noun_kinds.csv", NounKind))
    return found


def noun_kind(lemma: str) -> str | None:
    """What a noun names, as `models/noun_kinds.csv` and the table of actors' nouns have it."""
    return _kinds().get(lemma)


@functools.cache
def _weights() -> Mapping[str, float]:
    return {row.feature: row.weight for row in models.load("cue_features.csv", FeatureWeight)}


def likelihood(doc: Doc, found: Proposal) -> float:
    """0 to 1: how likely a proposal attributes."""
    counted = weight(found.lemma, found.frame)
    if counted < LEAST or _is_deed(doc, found):
        return 0.0
    if found.frame in _CLOSED:
        return counted
    weights = _weights()
    total = weights.get(COUNT, 0.0) * log_odds(counted)
    total += weights.get(WORD, 0.0) * log_odds(word_weight(found.lemma))
    total += sum(weights.get(name, 0.0) for name in features(doc, found))
    return 1 / (1 + math.exp(-total))


def _is_deed(doc: Doc, found: Proposal) -> bool:
    """Whether the cue does something else with such a thing: "recalled eggs", not "recalled the vote"."""
    return _group(found.frame) == "object" and _content_kind(doc, found.content[0]) in deeds(found.lemma)


def log_odds(share: float) -> float:
    bounded = min(max(share, 0.01), 0.99)
    return math.log(bounded / (1 - bounded))


def features(doc: Doc, found: Proposal) -> list[str]:
    """Names of what holds of a proposal, `COUNT` and `WORD` apart."""
    group = _group(found.frame)
    head = doc[found.head]
    names = ["any", f"frame {found.frame}", f"form {head.tag_}"]
    if is_listed(found.lemma, found.frame):
        names.append("listed")
    source = _source_kind(doc, found.source)
    content = _content_kind(doc, found.content[-1] if group == "raising" else found.content[0])
    size = min(sum(run.end - run.start for run in found.content).bit_length(), 6)
    names += [f"source {source}", f"{group}: source {source}"]
    names += [f"{group}: content {content}", f"{group}: length {size}", f"{group}: form {head.tag_}"]
    if _is_counted(doc, found.content[0]):
        listed = "listed" if is_listed(found.lemma, found.frame) else "other"
        names.append(f"{group}: counted content of a {listed} cue")
    names += [f"cue {mark}" for mark in _marks(doc, found.cue)]
    return names


def _group(frame: str) -> str:
    if frame == "object_infinitive":
        return frame
    return next((start for start in _SUMMED if frame.startswith(start + "_")), frame)


def _source_kind(doc: Doc, run: Run | None) -> str:
    if run is None:
        return "none"
    root = doc[run.start : run.end].root
    word = root.lower_
    if root.pos_ == "PRON" or root.tag_ == "PRP$":
        if word in _FIRST_SECOND:
            return "first or second person"
        return "personal pronoun" if word in _PERSONAL else "other pronoun"
    if root.ent_type_:
        return _entity(root)
    return _noun(root)


def _entity(root: Token) -> str:
    if root.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"):
        return root.ent_type_
    return "number" if root.ent_type_ in _NUMBERS else "other name"


_NUMBERS = frozenset({"CARDINAL", "DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL"})


def _noun(root: Token) -> str:
    kind = _kinds().get(root.lemma_.lower())
    return kind if kind is not None else root.pos_


def _content_kind(doc: Doc, run: Run) -> str:
    first = doc[run.start]
    root = doc[run.start : run.end].root
    if root.pos_ in ("VERB", "AUX"):
        if first.lower_ in ("that", "to"):
            return first.lower_
        return "question" if first.tag_ in ("WDT", "WP", "WRB", "WP$") else f"verb {root.tag_}"
    if root.pos_ == "PRON":
        return "personal pronoun" if root.lower_ in _PERSONAL else "pronoun"
    if root.ent_type_ and (root.pos_ != "NOUN" or root.ent_type_ == "PERCENT"):
        return _entity(root)
    kind = _noun(root)
    if kind == "NOUN" and root.lemma_.endswith(("ing", "ism", "ness", "ity")):
        return "abstract noun"
    return kind


def _is_counted(doc: Doc, run: Run) -> bool:
    """Whether content begins with a quantity: "recalled about 1.4 million cartons"."""
    first = doc[run.start : min(run.start + 3, run.end)]
    return any(token.ent_type_ in _NUMBERS and token.pos_ in ("NUM", "SYM") for token in first)


def _marks(doc: Doc, cue: Run) -> list[str]:
    """Modality, negation, perfect or adverb within a cue."""
    found = []
    for place in range(cue.start, cue.end):
        token = doc[place]
        if token.dep_ == "neg":
            found.append("negated")
        elif token.tag_ == "MD":
            found.append("modal")
        elif token.dep_ == "aux" and token.lemma_ in ("have", "be"):
            found.append(token.lemma_)
        elif token.dep_ == "advmod":
            found.append("adverb")
    return list(dict.fromkeys(found))
