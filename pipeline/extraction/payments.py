"""What an amount of money is of, by who pays whom for what: "paid $12,000 for a roof", "fined the bank"."""

from spacy.tokens import Token

from pipeline.extraction.anchors import NOUNS, Anchor
from pipeline.extraction.clauses import object_of, verb_above
from pipeline.extraction.number_words import word_list
from pipeline.extraction.syntax import subject

_TIMES = frozenset({"DATE", "TIME"})
_NOT_BOUGHT = _TIMES | {"GPE", "LOC", "PERSON"}


def paid_for(anchor: Anchor) -> Token | None:
    """ "$13.6 million in state taxes", "spent $5 million on ads", "paid $12,000 for a new roof"."""
    if anchor.quantity.dimension != "money":
        return None
    preposition = anchor.after()
    if preposition is None or preposition.lower_ not in {"in", "on", "for", "from", "toward", "towards"}:
        return None
    noun = object_of(preposition)
    if noun is None or noun.pos_ != "NOUN" or noun.ent_type_ in _NOT_BOUGHT:
        return None
    if preposition.lower_ != "in":
        verb = verb_above(anchor.head)
        if verb is None or verb.lemma_.lower() not in word_list("spending"):
            return None
    return noun


def paid_to(anchor: Anchor) -> Token | None:
    """ "Regulators fined the bank 20 million euros": who stands between the verb and the money."""
    at = anchor.first - 1
    if anchor.quantity.dimension != "money" or at <= anchor.sentence.start:
        return None
    noun = anchor.doc[at]
    while at > anchor.sentence.start and anchor.doc[at].pos_ in NOUNS | {"DET", "ADJ", "PRON"}:
        at -= 1
    verb = anchor.doc[at]
    paid = verb.pos_ == "VERB" and verb.lemma_.lower() in word_list("spending") - {"cost"}
    told = noun.pos_ in NOUNS and noun.i > at and noun.ent_type_ not in _TIMES
    return noun if paid and told else None


def spent_by(anchor: Anchor) -> Token | None:
    """An amount with nothing else to be of: the verb's other object or its subject."""
    if anchor.quantity.dimension in {"count", "percent", "time"}:
        return None
    verb = verb_above(anchor.head)
    found = subject(verb) if verb is not None else None
    return found if found is not None and found.pos_ in NOUNS else None
