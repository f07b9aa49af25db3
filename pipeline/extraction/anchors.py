"""Where a quantity hangs in the parse: its tokens, its head and the place it fills."""

import bisect
import dataclasses
from collections.abc import Iterable, Sequence, Set

from spacy.attrs import IDX
from spacy.tokens import Doc, Span, Token

from pipeline.extraction.change_words import change_forms
from pipeline.extraction.number_words import word_list
from pipeline.extraction.quantities import Quantity
from pipeline.extraction.syntax import DEEPEST, Sentences
from pipeline.spans import TextSpan

NOUNS = frozenset({"NOUN", "PROPN"})
_MODIFIES = frozenset({"nummod", "quantmod", "compound", "amod", "nmod", "predet", "det", "advmod"})


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A quantity on its tokens `[first, last)`."""

    quantity: Quantity
    first: int
    last: int
    head: Token
    """The token of the quantity that hangs on something outside it."""
    number: Token
    """The token that holds the end of the number."""
    sentence: Span
    taken: Set[int] = frozenset()
    """Places of the tokens that belong to any quantity: no measure is made of these."""

    @property
    def doc(self) -> Doc:
        return self.head.doc

    @property
    def digits(self) -> str:
        """The number as written, without its unit and bound; `Doc.text` would join the whole text."""
        words = self.doc[self.first : self.last]
        start, number = words[0].idx, self.quantity.number
        return words.text[number.start - start : number.end - start]

    def before(self, steps: int = 1) -> str:
        """The lower-case token before the quantity, empty at the start of the sentence."""
        at = self.first - steps
        return self.doc[at].lower_ if at >= self.sentence.start else ""

    def after_particle(self) -> bool:
        """Whether the word before belongs to the verb: "turned down 12 requests", not "was down 12"."""
        if self.before() not in {"up", "down", "off", "out", "over"} or self.first - 2 < self.sentence.start:
            return False
        verb = self.doc[self.first - 2]
        moves = verb.lower_ in word_list("movers") or verb.lower_ in change_forms()
        return verb.pos_ in {"VERB", "AUX"} and not moves

    def after(self, steps: int = 0) -> Token | None:
        """The token after the quantity within the sentence."""
        at = self.last + steps
        return self.doc[at] if at < self.sentence.end else None


class TokenIndex:
    """Finds the tokens of a stretch of text."""

    def __init__(self, doc: Doc, quantities: Iterable[Quantity]) -> None:
        self._doc = doc
        self._sentences = Sentences(doc)
        self._starts = doc.to_array(IDX).tolist()
        self._taken = {at for quantity in quantities for at in range(*self.tokens(quantity.span))}

    def tokens(self, span: TextSpan) -> tuple[int, int]:
        """First and one past the last token that the stretch touches."""
        first = max(0, bisect.bisect_right(self._starts, span.start) - 1)
        last = bisect.bisect_left(self._starts, span.end)
        return first, max(last, first + 1)

    def anchor(self, quantity: Quantity) -> Anchor:
        first, last = self.tokens(quantity.span)
        number_first, number_last = self.tokens(quantity.number)
        head = _head(self._doc, number_first, last)
        return Anchor(
            quantity=quantity,
            first=first,
            last=last,
            head=head,
            number=self._doc[number_last - 1],
            sentence=self._sentences.at(head.i),
            taken=self._taken,
        )


def _head(doc: Doc, first: int, last: int) -> Token:
    """The last token whose head lies outside, leaving aside punctuation and softening words."""
    outside = [
        token
        for token in doc[first:last]
        if (not first <= token.head.i < last or token.head.i == token.i) and not token.is_punct
    ]
    serious = [
        token for token in outside if token.dep_ not in {"advmod", "prep", "det", "cc", "mark", "punct"}
    ]
    return (serious or outside or [doc[last - 1]])[-1]


def modified_noun(anchor: Anchor) -> Token | None:
    """The noun that the quantity modifies: `400,000 foreign nationals`, `a $2 million grant`."""
    token = anchor.head
    if token.dep_ == "npadvmod" and token.head.dep_ == "amod" and token.head.i == anchor.last:
        token = token.head  # "30% fuming sulfuric acid"
    while token.dep_ in _MODIFIES and token.head.i != token.i:
        token = token.head
        if anchor.quantity.dimension == "money" and token.i in anchor.taken and token.i >= anchor.last:
            return None  # "donations of $75,000 to two schools", read as a range of schools
        if token.pos_ in NOUNS or (token.tag_ in {"NN", "NNS", "NNP", "NNPS"}):
            if anchor.first <= token.i < anchor.last:
                continue
            return token if not _is_number(token) else None
        if not (_is_number(token) or token.pos_ in {"ADJ", "SYM", "ADV"}):
            return None
    return None


def _is_number(token: Token) -> bool:
    return token.like_num or token.tag_ in {"CD", "$"}


def noun_after(anchor: Anchor) -> Token | None:
    """The noun at the end of the run of nouns and adjectives right after the quantity, parse or no parse.

    Small models hang "14" of "14 separate mission concepts" now here, now there; the words are in order.
    """
    found, at = None, anchor.last
    while at < anchor.sentence.end and at < anchor.last + 8:
        token = anchor.doc[at]
        if token.tag_ in {"NN", "NNS", "NNP", "NNPS"}:
            found = token
        elif (
            token.tag_ == "HYPH"
            or (token.text in {"-", "/", "&"} and found is not None)
            or (found is not None and token.lower_ == "and" and _names_go_on(anchor, at))
        ):
            pass
        elif token.tag_ == "POS" and found is not None:
            found = None
        elif (
            found is not None
            or token.tag_ not in {"JJ", "JJR", "JJS", "VBN", "VBG", "RB", "CD"}
            or (
                token.tag_ == "RB"
                and at + 1 < anchor.sentence.end
                and anchor.doc[at + 1].tag_ not in {"JJ", "VBN"}
            )
        ):
            break
        at += 1
    return found


def _names_go_on(anchor: Anchor, at: int) -> bool:
    """ "460 Kia and Hyundai vehicles": two names before one plural."""
    tokens = list(anchor.doc[at - 1 : min(at + 3, anchor.sentence.end)])
    return len(tokens) == 4 and [t.tag_ for t in tokens[::2]] == ["NNP", "NNP"] and tokens[3].tag_ == "NNS"


def climbed(token: Token) -> Token:
    """The first of coordinated tokens: what `15` fills in "12 and 15" is what `12` fills."""
    for _ in range(DEEPEST):
        if token.dep_ != "conj" or token.head.i >= token.i:
            break
        token = token.head
    return token


def of_phrase(anchor: Anchor, prepositions: Sequence[str]) -> Token | None:
    """The noun after `of` (or another given word) right behind the quantity: `30 GW of wind power`."""
    preposition = anchor.after()
    if preposition is None or preposition.lower_ not in prepositions:
        return None
    for child in preposition.children:
        if child.dep_ in {"pobj", "pcomp"} and child.i > preposition.i:
            return child
    return None
