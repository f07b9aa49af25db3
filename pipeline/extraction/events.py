"""The event that a statistic counts: its verb as a lemma, who did it, whether it is denied.

Light verbs are seen through ("made 47 arrests" is `arrest`), words of state too ("24 people dead" is `die`).
The event that stands closest to the quantity wins: a state, what a noun names ("the release of 400
prisoners"), a participle ("400 people arrested by ICE"), and at last the verb of the clause.
"""

import dataclasses

from spacy.tokens import Span, Token

from pipeline.extraction.agents import agent_of_noun, agent_of_verb, in_passive
from pipeline.extraction.anchors import NOUNS, Anchor, of_phrase
from pipeline.extraction.beside import place_before
from pipeline.extraction.change_words import change_forms
from pipeline.extraction.denial import is_denied
from pipeline.extraction.event_words import deed, event_words
from pipeline.extraction.number_words import word_list
from pipeline.extraction.shares import Measure
from pipeline.extraction.syntax import is_passive, subject

_CLAUSAL = frozenset({"advcl", "conj", "ccomp", "xcomp", "parataxis"})
_SAYING = frozenset({"say", "report", "admit", "tell", "recall"})
_INTO_STATES = frozenset(
    {
        "be",
        "become",
        "believe",
        "confirm",
        "consider",
        "declare",
        "fall",
        "fear",
        "find",
        "get",
        "go",
        "leave",
    }
    | {"lie", "list", "presume", "pronounce", "remain", "report", "think"}
)
_MOVED = frozenset({"airlift", "bring", "place", "put", "rush", "send", "take", "transport"})
_EMPTY = frozenset({"be", "have"})
_PARTICLES = frozenset({"up", "down", "off", "out", "over", "back", "away", "in"})
_STEPS = 8


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The governing event; all None where there is none."""

    action: str | None = None
    agent: Span | None = None
    negated: bool = False


def find_event(anchor: Anchor, measure: Measure) -> Event:
    """The event of a statistic with its agent."""
    found = _event(anchor, measure)
    # "Ohio added 4,000 jobs, Texas 11,000": Texas did
    return dataclasses.replace(found, agent=place_before(anchor)) if measure.rule == "gapped" else found


def _event(anchor: Anchor, measure: Measure) -> Event:
    noun = measure.head if measure.head is not None and not measure.carried else None
    verb = _governing(anchor, noun, measure)
    denied = is_denied(verb, anchor)
    counted = _counted(noun, measure, anchor, verb)
    state = _state_beside(anchor, noun) or (_state_of_verb(verb) if verb is not None else None)
    if state is not None and not _is_passed_over(state, noun, verb):
        action = event_words("adjective")[state.lower_]
        return Event(action=action, agent=_agent_of_state(state, verb, anchor, counted), negated=denied)
    named = _naming(anchor, measure.head, verb)
    if named is not None:
        return Event(action=deed(named), agent=_agent_of_named(named, verb, anchor, counted), negated=denied)
    if verb is None or verb.lemma_.lower() in _EMPTY or verb.pos_ == "AUX":
        return Event(negated=denied)
    action = _goal(verb) or _lemma(verb, anchor)
    return Event(action=action, agent=agent_of_verb(verb, anchor, counted), negated=denied)


def _counted(noun: Token | None, measure: Measure, anchor: Anchor, verb: Token | None) -> Token | None:
    """The noun that can be no agent, being what is counted or what rose and fell.

    "Pruitt has raised $6.2 million": she is what the money is said of, and she raised it.
    """
    if noun is None or measure.rule not in {"clause", "spent-by"} or anchor.quantity.dimension != "money":
        return noun
    if verb is None or verb.lemma_.lower() in word_list("measuring-verbs"):
        return noun
    if verb.lemma_.lower() in word_list("spending"):
        return None
    return noun if verb.lower_ in change_forms() | word_list("movers") else None


def _governing(anchor: Anchor, noun: Token | None, measure: Measure) -> Token | None:
    """The verb that says what happens to the counted."""
    clause = _verb_of_quantity(anchor)
    own = _own_verb(noun)
    if own is not None and (clause is None or not _says_more(clause, noun, measure)):
        return own
    verb = clause or (_verb(noun) if noun is not None else None)
    if verb is not None and anchor.quantity.dimension == "percent":
        return _said_of_themselves(verb)
    if verb is not None and noun is not None and verb.lemma_ == "be":
        return _relative_with_subject(noun) or verb
    return verb


def _says_more(clause: Token, noun: Token | None, measure: Measure) -> bool:
    """Whether what the clause does with the counted goes before what a participle says of them.

    "ICE released 400 people arrested by the police" and "did not release 47 of the inmates that it had
    asked for" count those released; "made 47 arrests" and "found 12 people killed" do not say more.
    """
    if measure.rule.startswith("share-of") or measure.base is not None:
        return True
    lemma = clause.lemma_.lower()
    empty = lemma in _EMPTY or lemma in event_words("light") or lemma in event_words("telling")
    if noun is not None and noun.dep_ == "pobj" and noun.head.lower_ == "of":
        noun = noun.head.head  # "seized 2 tonnes of cocaine hidden in bananas"
    return noun is not None and noun.dep_ == "dobj" and noun.head.i == clause.i and not empty


def _relative_with_subject(noun: Token) -> Token | None:
    """ "There were 64 people who had fled": the relative clause has the event."""
    found = (c for c in noun.children if c.dep_ == "relcl" and c.pos_ == "VERB")
    return next((c for c in found if _is_relative(subject(c))), None)


def _said_of_themselves(verb: Token) -> Token:
    """ "81 percent said they had eaten eggs": what they did, not that they said so."""
    if verb.lemma_.lower() not in _SAYING:
        return verb
    for child in verb.children:
        if child.dep_ == "ccomp" and child.pos_ == "VERB" and child.i > verb.i:
            doer = subject(child)
            if doer is None or doer.pos_ == "PRON":
                return child
    return verb


def _is_passed_over(state: Token, noun: Token | None, verb: Token | None) -> bool:
    """Whether the clause says more of the counted: "Police released 20 men arrested by the army"."""
    on_noun = noun is not None and state.dep_ == "acl" and state.head.i == noun.i
    return on_noun and verb is not None and verb.i != state.i


def _agent_of_state(state: Token, verb: Token | None, anchor: Anchor, counted: Token | None) -> Span | None:
    """ "400 people arrested by ICE", "The gunman left 24 dead"; who reports the dead did not kill them."""
    if state.tag_ == "VBN" and state.dep_ == "acl":
        return agent_of_verb(state, anchor, counted)
    return agent_of_verb(verb, anchor, counted) if verb is not None and verb.lemma_ == "leave" else None


def _state_beside(anchor: Anchor, noun: Token | None) -> Token | None:
    """ "24 dead", "24 people dead", "50 injured"; not "30 injured passengers", "workers sick leave"."""
    states = event_words("adjective")
    places = [anchor.after(), noun.nbor(1) if noun is not None and noun.i + 1 < len(noun.doc) else None]
    for token in places:
        if token is None or token.lower_ not in states:
            continue
        after = token.nbor(1) if token.i + 1 < len(token.doc) else None
        if after is None or after.pos_ not in NOUNS | {"ADJ"} or after.dep_ == "npadvmod":
            return token
    return None


def _state_of_verb(verb: Token) -> Token | None:
    """ "Three people are dead", "have fallen ill", "went missing", "was found guilty"."""
    if verb.lemma_.lower() not in _INTO_STATES:
        return None
    states = event_words("adjective")
    for child in verb.children:
        near = child.i - verb.i in {1, 2} or child.dep_ not in _CLAUSAL
        if child.i > verb.i and child.lower_ in states and near:
            return child
    return None


def _own_verb(noun: Token | None) -> Token | None:
    """A participle or relative clause on the counted: "70% of migrants it has arrested"."""
    if noun is None:
        return None
    for child in noun.children:
        if child.i <= noun.i or child.pos_ != "VERB":
            continue
        passive = child.dep_ == "acl" and child.tag_ == "VBN"
        gap = child.dep_ == "relcl" and subject(child) is not None and not _has_object(child)
        if passive or (gap and not is_passive(child) and not _is_relative(subject(child))):
            return child
    return None


def _is_relative(doer: Token | None) -> bool:
    """ "prisoners who escaped": the counted are the subject."""
    return doer is not None and doer.tag_ in {"WDT", "WP"}


def _has_object(verb: Token) -> bool:
    return any(child.dep_ == "dobj" and child.tag_ not in {"WDT", "WP"} for child in verb.children)


def _naming(anchor: Anchor, noun: Token | None, verb: Token | None) -> Token | None:
    """The noun that names the event: "the release of 400 prisoners", "made 47 arrests", "a rise of 5%"."""
    for token in (anchor.head, noun):
        above = _of_what(token)
        if above is not None and deed(above) is not None and above.i not in anchor.taken:
            return above
    lemma = verb.lemma_.lower() if verb is not None else "be"
    shared = anchor.quantity.dimension == "percent" and lemma in event_words("telling")
    if shared and noun is not None and deed(noun) is None:
        noun = of_phrase(anchor, ("of",))  # "cities accounted for half of the refusals"
    if noun is None or deed(noun) is None or noun.i in anchor.taken:
        return None
    seen_through = lemma in event_words("light") or lemma in event_words("telling") or lemma in _EMPTY
    return noun if seen_through or (verb is not None and verb.tag_ == "MD") else None


def _of_what(token: Token | None) -> Token | None:
    """The noun before the `of` that a quantity or its noun stands after."""
    for _ in range(_STEPS):
        if token is None or token.head.i == token.i:
            return None
        if token.dep_ == "pobj" and token.head.lower_ == "of":
            above = token.head.head
            return above if above.pos_ in NOUNS and above.i < token.i else None
        if token.dep_ not in {"nummod", "quantmod", "compound", "nmod", "amod", "conj"}:
            return None
        token = token.head
    return None


def _agent_of_named(named: Token, verb: Token | None, anchor: Anchor, counted: Token | None) -> Span | None:
    """Who stands beside the noun, else the subject of a light verb: "ICE carried out 30 raids"."""
    found = agent_of_noun(named, anchor, counted)
    if found is not None or verb is None or verb.lemma_.lower() not in event_words("light"):
        return found
    done = named.dep_ in {"dobj", "conj"} or (in_passive(verb) and named.dep_ == "nsubjpass")
    return agent_of_verb(verb, anchor, counted) if done else None


def _verb_of_quantity(anchor: Anchor) -> Token | None:
    """The verb above the quantity; of coordinated quantities, that of the first."""
    token = anchor.head
    while token.dep_ == "conj" and token.head.i < token.i:
        if token.head.pos_ == "VERB":  # "won 81 seats in 2019 and just 44 in 2023"
            return token.head
        token = token.head
    return _verb(token)


def _verb(token: Token) -> Token | None:
    """The verb above, through the prepositions and nouns that the quantity hangs on."""
    for _ in range(_STEPS):
        if token.head.i == token.i:
            return None
        token = token.head
        if token.pos_ == "VERB" and token.is_alpha and token.dep_ not in {"amod", "compound", "prep"}:
            return token
        if token.pos_ == "AUX" and token.dep_ not in {"aux", "auxpass"}:
            return token
    return None


def _goal(verb: Token) -> str | None:
    """ "took 12 people into custody" -> detain, "was rushed to the hospital" -> hospitalize."""
    if verb.lemma_.lower() not in _MOVED:
        return None
    goals = event_words("goal")
    for child in verb.children:
        if child.dep_ == "xcomp" and child.lower_ in goals:  # "rushed to hospital", read as an infinitive
            return goals[child.lower_]
        if child.dep_ == "prep" and child.lower_ in {"in", "into", "to", "under", "on"}:
            for noun in child.children:
                if noun.dep_ == "pobj" and noun.lower_ in goals:
                    return goals[noun.lower_]
    return None


def _lemma(verb: Token, anchor: Anchor) -> str:
    """The lemma with its particle: `turn down`, `walk out`."""
    particle = next((child for child in verb.children if child.dep_ == "prt"), None)
    lemma = verb.lemma_.lower()
    if particle is None and anchor.after_particle() and verb.i == anchor.first - 2:
        particle = verb.nbor(1)
    if particle is None and lemma in event_words("into"):
        particle = next((c for c in verb.children if c.lower_ == "in" and c.i == verb.i + 1), None)
    if particle is None and verb.lower_ not in change_forms():
        particle = next((c for c in verb.children if _is_particle(c, verb)), None)
    return f"{lemma} {particle.lower_}" if particle is not None else lemma


def _is_particle(child: Token, verb: Token) -> bool:
    """ "walked out", "sent back 3,200": parsers call some particles adverbs."""
    if child.i != verb.i + 1 or child.dep_ != "advmod" or child.lower_ not in _PARTICLES:
        return False
    after = child.nbor(1) if child.i + 1 < len(child.doc) else None
    return after is None or after.pos_ != "ADP"
