"""What the clause says of a quantity: the subject or object of its verb ("revenue rose 5 percent")."""

from spacy.tokens import Token

from pipeline.extraction.anchors import NOUNS, Anchor, climbed
from pipeline.extraction.number_words import word_list
from pipeline.extraction.syntax import subject


def verb_above(token: Token) -> Token | None:
    """The verb that the quantity depends on, through prepositions and coordination."""
    token = climbed(token)
    while token.head.i != token.i:
        token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            return token
        if token.pos_ in NOUNS:
            return None
    return token if token.pos_ in {"VERB", "AUX"} else None


def object_of(preposition: Token) -> Token | None:
    return next((child for child in preposition.children if child.dep_ == "pobj"), None)


def of_clause(anchor: Anchor) -> Token | None:
    """ "Revenue rose 5 percent", "the toll was 47", "the set will cost $200": the subject of the clause.

    Where the verb has an object of its own, that: "grow sales by 35 percent", "hold them for 48 hours".
    """
    if anchor.quantity.dimension == "count" and not anchor.quantity.signed and not is_level(anchor):
        return None
    verb = verb_above(anchor.head)
    fronted = verb is not None and anchor.head.i < verb.i and anchor.quantity.dimension == "time"
    if fronted and climbed(anchor.head).head.lower_ in {"in", "within"}:
        return None  # "In just two weeks, the marshals arrested 300 fugitives"
    if verb is None:
        return None
    obj = next(
        (c for c in verb.children if c.dep_ == "dobj" and c.i not in range(anchor.first, anchor.last)), None
    )
    if obj is not None and obj.pos_ in NOUNS and obj.i < anchor.first and climbed(anchor.head).dep_ != "attr":
        return obj
    found = payers(verb) or subject(verb)
    if found is None and verb.dep_ in {"acl", "relcl"}:
        found = verb.head
    if found is None and verb.dep_ in {"advcl", "pcomp", "xcomp", "conj", "ccomp"}:
        above = verb_above(verb)
        found = subject(above) if above is not None else None
    if found is not None and found.tag_ in {"WDT", "WP"}:
        relative = verb if verb.dep_ == "relcl" else found.head
        found = person_before(relative.head, found) if relative.dep_ == "relcl" else found
    if found is None or anchor.first <= found.i < anchor.last:
        return None
    return found if found.pos_ in NOUNS | {"NUM"} else None


def payers(verb: Token) -> Token | None:
    """ "The company cost its investors $5 million": they lost it; but "overtime cost the city $5 million"."""
    if verb.lemma_.lower() != "cost":
        return None
    for child in verb.children:
        payer = child.dep_ in {"dative", "dobj"} and child.pos_ in NOUNS and child.i > verb.i
        if payer and any(c.tag_ == "PRP$" for c in child.children):
            return child
    return None


def person_before(noun: Token, relative: Token) -> Token:
    """ "Ruth Vale of Port Alder, who lost $64,000": `who` is no place."""
    placed = relative.lower_ == "who" and noun.ent_type_ in {"GPE", "LOC", "FAC"} and noun.dep_ == "pobj"
    above = noun.head.head
    return above if placed and above.pos_ in NOUNS else noun


def has_state(anchor: Anchor) -> bool:
    """ "24 people dead and 249 injured": the state says that people are counted again."""
    after, then = anchor.after(), anchor.after(1)
    if after is None or after.lower_ not in word_list("states"):
        return False
    return then is None or then.pos_ not in NOUNS | {"ADJ"}  # "24 injured passengers"


def is_level(anchor: Anchor) -> bool:
    """A bare number that is the value of something: "the toll was 47", "fell to 6,327", "measuring 7.2"."""
    if anchor.after_particle() or has_state(anchor):
        return False
    following = anchor.after()
    if following is not None and following.lower_ in {"point", "points"}:
        return True
    token = climbed(anchor.head)
    if token.dep_ in {"attr", "acomp", "npadvmod", "oprd", "advmod"}:
        return True
    return token.dep_ == "pobj" and token.head.lower_ in {"to", "at", "from", "by", "of"}


def spent_by(anchor: Anchor) -> Token | None:
    """An amount with nothing else to be of: the verb's other object or its subject."""
    if anchor.quantity.dimension in {"count", "percent", "time"}:
        return None
    verb = verb_above(anchor.head)
    found = subject(verb) if verb is not None else None
    return found if found is not None and found.pos_ in NOUNS else None
