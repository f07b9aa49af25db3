"""Whether a number is a change and not a level: "rose 5 percent", "up 12", "a 3% drop", but "rose to 12"."""

from spacy.tokens import Token

from pipeline.extraction.anchors import Anchor, climbed
from pipeline.extraction.change_words import change_words

_AMOUNT_VERBS = frozenset(
    {"raise", "cut", "lift", "boost", "lose", "shed", "trim", "reduce", "slash", "gain", "expand", "add"}
)
_MOVED = frozenset({"percent", "money"})
_POINTS = frozenset({"points", "point", "percentage", "notches", "places", "spots"})


def find_change(anchor: Anchor, previous: tuple[Anchor, str | None] | None) -> str | None:
    """`up`, `down` or None. `previous` is the statistic before in the same sentence and its change."""
    quantity = anchor.quantity
    if _is_share_of_whole(anchor):
        return None
    if quantity.signed and quantity.dimension == "percent":
        return quantity.signed
    if previous is not None and previous[1] and _restates(anchor, previous[0]):
        return previous[1]
    return _from_word_before(anchor) or _from_by(anchor) or _from_noun(anchor) or _from_verb(anchor)


def _is_share_of_whole(anchor: Anchor) -> bool:
    """ "drop 20 percent of bus routes" drops a share of things; "lost 3% of its value" is a change."""
    after = anchor.after()
    if anchor.quantity.dimension != "percent" or after is None or after.lower_ != "of":
        return False
    whole = next((t for t in after.children if t.dep_ == "pobj"), None)
    return whole is not None and whole.tag_ in {"NNS", "NNPS"}


def _restates(anchor: Anchor, earlier: Anchor) -> bool:
    """ "lost 190 points, or 0.6%" says the same change twice."""
    words = [token.lower_ for token in anchor.doc[earlier.last : anchor.first]]
    words = [word for word in words if word not in {"points", ","}]
    if words in (["or"], ["("]):
        return True
    same = anchor.quantity.dimension == earlier.quantity.dimension == "percent"
    return same and set(words) <= {"and"}  # "grew 8, 12 and 15 percent"


def _is_amount(anchor: Anchor) -> bool:
    """A share, a sum, a measure or points, not things counted ("gained 22 seats" counts seats)."""
    if anchor.quantity.dimension != "count":
        return anchor.quantity.dimension != "time"
    after = anchor.after()
    return after is None or after.lower_ in _POINTS or after.tag_ not in {"NN", "NNS", "NNP", "JJ", "NNPS"}


def _from_word_before(anchor: Anchor) -> str | None:
    word = anchor.before()
    adverb = change_words("adverb").get(word)
    if adverb and word in {"up", "down", "off"}:
        return None if anchor.after_particle() else adverb.change
    verb = change_words("verb").get(word)
    if (
        verb is None
        or not _is_amount(anchor)
        or (anchor.quantity.value_high is not None and anchor.before() == "from")
    ):
        return None
    if verb.lemma in _AMOUNT_VERBS and anchor.quantity.dimension not in {"percent", "count"}:
        return None
    return verb.change


def _from_by(anchor: Anchor) -> str | None:
    """ "increased by $43.6 billion", "grow sales by 35 per cent"."""
    if anchor.before() != "by":
        return None
    for steps in range(2, 9):
        word = anchor.before(steps)
        found = (
            change_words("verb").get(word)
            or change_words("adverb").get(word)
            or change_words("noun").get(word)
        )
        if found:
            return found.change
    return None


def _from_noun(anchor: Anchor) -> str | None:
    """ "a 5% increase", "an increase of 5%", "12 percent higher"."""
    after = anchor.after()
    word = after.lower_ if after is not None else ""
    found = change_words("noun").get(word) if anchor.quantity.dimension in _MOVED else None
    if found is None and word in {"higher", "lower"}:
        found = change_words("adverb").get(word)
    if found is None and anchor.before() == "of" and _is_amount(anchor):
        found = change_words("noun").get(anchor.before(2))
    return found.change if found else None


def _from_verb(anchor: Anchor) -> str | None:
    """ "fell sharply, 5 percent"; the parse ties the share to the verb."""
    token = climbed(anchor.head)
    if anchor.quantity.dimension != "percent" and not (
        anchor.quantity.dimension not in {"count", "time", "money"}
    ):
        return None
    if token.dep_ not in {"npadvmod", "dobj", "advmod"} or not _adverbs_between(token, anchor):
        return None
    found = change_words("verb").get(token.head.lower_)
    return found.change if found else None


def _adverbs_between(token: Token, anchor: Anchor) -> bool:
    """Whether only adverbs and particles stand between: "inching back up to 4.8 percent" names a level."""
    if token.head.i >= anchor.first:
        return False
    return all(
        t.lower_ != "to" and (t.pos_ in {"ADV", "PART"} or t.tag_ == "RP" or t.dep_ == "prt")
        for t in anchor.doc[token.head.i + 1 : anchor.first]
    )
