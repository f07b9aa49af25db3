"""What the clause says of a quantity: the subject or object of its verb ("revenue rose 5 percent")."""

from spacy.tokens import Token

from pipeline.extraction.anchors import NOUNS, Anchor, climbed
from pipeline.extraction.number_words import word_list
from pipeline.extraction.syntax import DEEPEST, governing_verb, subject

_OBJECTS = frozenset({"dobj", "dative"})
_TIMES = frozenset({"DATE", "TIME"})
_NOT_MEASURED = _TIMES | {"GPE", "LOC", "PERSON"}


def verb_above(token: Token) -> Token | None:
    """The verb that the quantity depends on, through prepositions and coordination."""
    token = climbed(token)
    for _ in range(DEEPEST):
        if token.head.i == token.i:
            break
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
    if verb is None and _is_near_time(anchor):
        verb = governing_verb(anchor.head)
    fronted = verb is not None and anchor.head.i < verb.i and anchor.quantity.dimension == "time"
    if fronted and climbed(anchor.head).head.lower_ in {"in", "within"}:
        return None  # "In just two weeks, the marshals arrested 300 fugitives"
    if verb is None:
        return None
    obj = next(
        (c for c in verb.children if c.dep_ in _OBJECTS and c.i not in range(anchor.first, anchor.last)), None
    )
    if obj is not None and obj.dep_ == "dative" and verb.lemma_.lower() == "cost":
        obj = None  # "Overtime cost the city $5 million"
    if obj is not None and obj.pos_ in NOUNS and obj.i < anchor.first and climbed(anchor.head).dep_ != "attr":
        return obj
    if obj is not None and obj.pos_ == "PRON" and obj.i < anchor.first and is_put_at(anchor):
        return obj  # "Police estimated it at 9,000"
    found = payers(verb) or subject_noun(verb)
    if found is None or anchor.first <= found.i < anchor.last:
        return None
    return found if found.pos_ in NOUNS | {"NUM"} or _stands_for_noun(found) else None


def subject_noun(verb: Token) -> Token | None:
    """The subject of a verb, also of one that has none of its own: participles, infinitives, relatives.

    "an engine tuned to produce 296 hp": the engine produces.
    """
    found = subject(verb)
    if found is None and verb.dep_ in {"acl", "relcl"} and not _is_infinitive(verb):
        found = verb.head
    if found is None and verb.dep_ in {"advcl", "pcomp", "xcomp", "conj", "ccomp"}:
        above = verb_above(verb)
        if above is not None:
            found = subject(above) or (above.head if above.dep_ in {"acl", "relcl"} else None)
    if found is not None and found.tag_ in {"WDT", "WP"}:
        relative = verb if verb.dep_ == "relcl" else found.head
        found = person_before(relative.head, found) if relative.dep_ == "relcl" else found
    return found


def _is_infinitive(verb: Token) -> bool:
    """ "a proposal to spend $4 billion": the proposal spends nothing."""
    return any(child.tag_ == "TO" for child in verb.children)


def _stands_for_noun(token: Token) -> bool:
    """ "A 60-year-old might withdraw 3 percent", "Sampling came back at 4 ppb"."""
    return token.lower_ in {"old", "olds"} or (token.tag_ == "VBG" and token.dep_ in {"nsubj", "csubj"})


def _is_near_time(anchor: Anchor) -> bool:
    """ "beset by controversy over the past two years": how long the clause holds, not the controversy."""
    return anchor.quantity.dimension == "time" and anchor.before() in word_list("near-times")


def around_time(anchor: Anchor) -> Token | None:
    """ "The news comes six months after the firm went public": the time of what the main clause says.

    "over the past two years" likewise belongs to its clause, not to the noun before.
    """
    if anchor.quantity.dimension != "time":
        return None
    after = anchor.after()
    if after is not None and after.lower_ in {"after", "before", "since"}:
        inner = after.head if after.dep_ == "mark" else after
        verb = governing_verb(inner)
    elif _is_near_time(anchor):
        verb = governing_verb(anchor.head)
    else:
        return None
    found = subject_noun(verb) if verb is not None else None
    return found if found is not None and found.pos_ in NOUNS else None


def extent_of(anchor: Anchor) -> Token | None:
    """ "$12 million of claims, ranging from $200 to $4 million": the noun before the participle."""
    at = anchor.first - 1
    while at > anchor.sentence.start and anchor.doc[at].pos_ in {"ADV", "ADP", "SCONJ"}:
        at -= 1
    if anchor.doc[at].lower_ not in word_list("extents") or at < anchor.sentence.start + 1:
        return None
    noun = anchor.doc[at - 1]
    if noun.text == "," and at - 2 >= anchor.sentence.start:
        noun = anchor.doc[at - 2]
    told = noun.pos_ in NOUNS and noun.i not in anchor.taken and noun.ent_type_ not in _NOT_MEASURED
    return noun if told else None


def is_put_at(anchor: Anchor) -> bool:
    """ "put the crowd at 9,000": a number arrived at, a level and no part of another."""
    token = climbed(anchor.head)
    return token.dep_ == "pobj" and token.head.lower_ == "at"


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
    """ "Ruth Vale of Port Alder, who lost $64,000": `who` is no place, nor is `which` a person.

    "an annual package for the chief executive, Rico Back, which was worth $3 million", "a maximum
    investment per person which is $50,000": what the person was given.
    """
    if noun.dep_ != "pobj" or noun.head.head.pos_ not in NOUNS:
        return noun
    if relative.lower_ == "who":
        return noun.head.head if noun.ent_type_ in {"GPE", "LOC", "FAC"} else noun
    person = noun.ent_type_ == "PERSON" or any(
        child.dep_ == "appos" and child.ent_type_ == "PERSON" for child in noun.children
    )
    if relative.lower_ == "which" and (person or noun.head.lower_ == "per"):
        return noun.head.head
    return noun


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
