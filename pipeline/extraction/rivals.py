"""Shares of two sides: "Dorn leads Hale 49 percent to 43 percent"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from pipeline.extraction.anchors import NOUNS, Anchor
from pipeline.extraction.clauses import object_of
from pipeline.extraction.lexemes import digits_value
from pipeline.extraction.number_words import word_list
from pipeline.extraction.syntax import governing_verb, subject


def rival(anchor: Anchor) -> Token | None:
    """ "Dorn leads Hale 49 percent to 43", "favored the bond over the tax 46 to 41".

    Of two shares the greater is that of who leads or is preferred.
    """
    other = _other_share(anchor)
    verb = governing_verb(anchor.head)
    if other is None or verb is None or anchor.quantity.value == other:
        return None
    lemma, sides = verb.lemma_.lower(), (subject(verb), next(_objects(verb), None))
    if lemma in word_list("preferring"):
        over = next(
            (c for c in verb.children if c.lower_ in {"over", "to"} and object_of(c) is not None), None
        )
        sides = (sides[1], object_of(over) if over is not None else None)
    elif lemma in word_list("trailing"):
        sides = (sides[1], sides[0])
    elif lemma not in word_list("leading"):
        return None
    side = sides[0] if anchor.quantity.value > other else sides[1]
    if side is not None and side.i in anchor.taken:  # "over the tax 46 percent", read as one phrase
        side = next((c for c in side.lefts if c.pos_ in NOUNS and c.i not in anchor.taken), None)
    return side


def _objects(verb: Token) -> Iterator[Token]:
    return (child for child in verb.children if child.dep_ == "dobj" and child.pos_ in NOUNS | {"PRON"})


def _other_share(anchor: Anchor) -> float | None:
    """The other of two shares with `to` between: the 43 of "49 percent to 43"."""
    if anchor.quantity.dimension != "percent" or anchor.quantity.points:
        return None
    places: Sequence[int] = ()
    after = anchor.after()
    if after is not None and after.lower_ == "to":
        places = (anchor.last + 1,)
    elif anchor.before() == "to":
        places = (anchor.first - 2, anchor.first - 3)
    texts = (anchor.doc[at].text for at in places if at in anchor.taken)
    return next((value for text in texts if (value := digits_value(text)) is not None), None)
