"""Measures that the words right beside a quantity tell, parse or no parse: small models stumble over lists,
brackets and market reports, but the words there are in order."""

from spacy.tokens import Span, Token

from pipeline.extraction.anchors import NOUNS, Anchor, noun_after
from pipeline.extraction.number_words import word_list
from pipeline.extraction.syntax import governing_verb, subject

_TIMES = frozenset({"DATE", "TIME"})
_MOVED = frozenset({"up", "down", "off"})
_HYPHENS = frozenset({"-", "‐", "‑"})
_SKIPPED = _HYPHENS | {","}
_LIST_WORDS = frozenset({"including", "are", "were", "include", "included", "follows", "as", "these"})
_GAP = 8
"""Tokens between two numbers of which the later has no verb of its own."""
_LONGEST_LIST = 200
"""Tokens from the colon of a list to a number in it; a sentence of thousands of amounts is no such list."""
_ADJECTIVES = frozenset({"JJ", "NN", "NNS", "NNP", "VBN", "VBG"})


def counted_part(anchor: Anchor) -> Token | None:
    """ "a 47-page indictment", "a 3 cylinder engine", "four-, five- and six-cylinder engines": the part.

    More than one part is counted, and the whole is one.
    """
    quantity = anchor.quantity
    if quantity.dimension != "count" or quantity.value < 2:
        return None
    part = _hyphened_part(anchor)
    if part is not None:
        return part
    part, whole = anchor.after(), noun_after(anchor)
    if part is None or whole is None:
        return None
    one = part.tag_ == whole.tag_ == "NN" and whole.i == part.i + 1
    return part if one and whole.lower_ not in word_list("collectives") else None


def _hyphened_part(anchor: Anchor) -> Token | None:
    """The noun behind the hyphen of `six-cylinder`; a hyphen left hanging waits for the next number's."""
    at = anchor.last
    if anchor.doc[at - 1].text.endswith(tuple(_HYPHENS)) and anchor.doc[at - 1].whitespace_ == " ":
        while at + 1 < anchor.sentence.end and anchor.doc[at].text not in _HYPHENS:
            if at not in anchor.taken and anchor.doc[at].lower_ not in {",", "and", "or", "to"}:
                return None
            at += 1
    hyphen, part = anchor.after(at - anchor.last), anchor.after(at + 1 - anchor.last)
    if hyphen is None or part is None or hyphen.text not in _HYPHENS or hyphen.whitespace_:
        return None
    follows = anchor.after(at + 2 - anchor.last)
    compound = follows is not None and follows.pos_ in NOUNS | {"ADJ"} and bool(part.whitespace_)
    return part if part.tag_ in {"NN", "NNS"} and part.i not in anchor.taken and compound else None


def named_before(anchor: Anchor) -> Token | None:
    """ "FTSE -0.6% CAC -1.7%": in a table in a line each change follows its name."""
    if anchor.quantity.dimension != "percent" or not anchor.quantity.signed:
        return None
    token = anchor.doc[anchor.first - 1] if anchor.first > anchor.sentence.start else None
    return token if token is not None and token.is_upper and token.is_alpha and len(token) > 1 else None


def moved_after_name(anchor: Anchor) -> Token | None:
    """ "The biggest fallers were Unite Group, down 68 pence, and JD Sports, down 2": the name before."""
    if anchor.before() not in _MOVED or anchor.before(2) != "," or anchor.first - 3 < anchor.sentence.start:
        return None
    token = anchor.doc[anchor.first - 3]
    named = token.tag_ in {"NNP", "NNPS"} and token.ent_type_ not in _TIMES | {"GPE", "LOC"}
    return token if named else None


def worth(anchor: Anchor) -> Token | None:
    """ "a market worth over 2 billion", "jewels worth $3 million": the noun before `worth`."""
    at = anchor.first - 1
    while at > anchor.sentence.start and anchor.doc[at].pos_ in {"ADV", "ADP"}:
        at -= 1
    noun = anchor.doc[at - 1] if at > anchor.sentence.start else None
    if noun is None or anchor.doc[at].lower_ != "worth" or noun.i in anchor.taken:
        return None
    return noun if noun.is_alpha and noun.pos_ in NOUNS | {"VERB"} and noun.tag_ != "VBD" else None


def bracketed(anchor: Anchor) -> Token | None:
    """ "a narrow tip (1.5 mm internal diameter)": the noun that fills the bracket."""
    if anchor.before() != "(" or anchor.quantity.dimension in {"percent", "money"}:
        return None
    noun = noun_after(anchor)
    if noun is None or noun.i + 1 >= anchor.sentence.end or noun.nbor(1).text not in {")", ",", ";"}:
        return None
    return noun


def beyond_bracket(anchor: Anchor) -> Token | None:
    """ "a 6-foot (1.8-meter) wall", "a five-year, 1.8 billion-mile (2.8bn km) journey": what stands after."""
    if not anchor.quantity.hyphened:
        return None
    at, stop, deep = anchor.last, min(anchor.last + 12, anchor.sentence.end), False
    while at < stop:
        text = anchor.doc[at].text
        if text == "(":
            deep = True
        elif text == ")":
            deep = False
        elif not (at in anchor.taken or text in _SKIPPED or (deep and anchor.doc[at].is_alpha)):
            break
        at += 1
    if at == anchor.last or at >= stop or deep:
        return None
    found = None
    while at < anchor.sentence.end and anchor.doc[at].tag_ in _ADJECTIVES and at not in anchor.taken:
        found = anchor.doc[at] if anchor.doc[at].pos_ in NOUNS else found
        at += 1
    return found


def gapped(anchor: Anchor, previous: Anchor | None) -> Span | None:
    """ "Ohio added 4,000 jobs, Texas 11,000": the place that takes verb and noun from the place before it."""
    if previous is None or not _are_counts_of_one_sentence(previous, anchor):
        return None
    place, after = place_before(anchor), anchor.after()
    if place is None or not 0 < place.start - previous.last <= _GAP:
        return None
    ends = after is None or after.is_punct or after.lower_ in {"and", "but", "while"}
    if not ends or anchor.doc[place.start - 1].lower_ not in {",", ";", "and"}:
        return None
    verb = governing_verb(previous.head)
    first = subject(verb) if verb is not None else None
    return place if first is not None and first.ent_type_ == "GPE" else None


def place_before(anchor: Anchor) -> Span | None:
    """The name of a place right before a quantity."""
    start = anchor.first
    while start > anchor.sentence.start and anchor.doc[start - 1].ent_type_ == "GPE":
        start -= 1
    return anchor.doc[start : anchor.first] if start < anchor.first else None


def _are_counts_of_one_sentence(one: Anchor, other: Anchor) -> bool:
    counts = one.quantity.dimension == other.quantity.dimension == "count"
    return counts and one.sentence.start == other.sentence.start and not other.quantity.hyphened


def listed(anchor: Anchor) -> Token | None:
    """ "Properties including: 4 High Street, worth $2 million, Hill Farm, $6 million": all are properties.

    The plural noun before the colon, where the list is one of names and holds no verb.
    """
    if anchor.quantity.dimension != "money":
        return None
    doc, at = anchor.doc, anchor.first - 1
    names = 0
    start = max(anchor.sentence.start, anchor.first - _LONGEST_LIST)
    while at > start and doc[at].text != ":":
        token = doc[at]
        if token.pos_ in {"VERB", "AUX"} or token.text in {";", "“", "”", '"'}:
            return None
        names += token.tag_ in {"NNP", "NNPS"}
        at -= 1
    if not names or at <= start:
        return None
    while at > anchor.sentence.start and doc[at - 1].lower_ in _LIST_WORDS:
        at -= 1
    noun = doc[at - 1] if at > anchor.sentence.start else None
    return noun if noun is not None and noun.tag_ in {"NNS", "NNPS"} else None
