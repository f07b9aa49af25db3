"""Which quantities are statistics: the traps that only the parse can tell."""

from pipeline.extraction.anchors import Anchor, noun_after
from pipeline.extraction.beside import gapped
from pipeline.extraction.number_words import word_list

_NAMES = frozenset({"LAW", "PRODUCT", "WORK_OF_ART", "EVENT", "FAC"})


def is_statistic(anchor: Anchor, previous: Anchor | None) -> bool:
    """Whether a quantity counts or measures something, and is not part of a name, a year or a pronoun."""
    quantity = anchor.quantity
    if quantity.converts or quantity.dimension not in {"count"} or quantity.form == "ratio":
        return not (quantity.dimension == "time" and _is_idle_time(anchor))
    if quantity.value == 1 and quantity.form == "words" and not quantity.bounded:
        return _counts_one(anchor, previous)
    if previous is not None and previous.last == anchor.first and previous.quantity.dimension == "money":
        return False  # "$3.49 a dozen"
    if _is_bare_year(anchor) or _is_in_name(anchor) or _points_back(anchor):
        return False
    if _follows_name(anchor) and gapped(anchor, previous) is None:
        return False
    return not (
        quantity.form == "vague" and anchor.number.lower_ in {"tens", "scores"} and not _of_follows(anchor)
    )


def _is_idle_time(anchor: Anchor) -> bool:
    """ "one day", "one second": a story's time, not a figure, unless a word binds it."""
    quantity = anchor.quantity
    return (
        quantity.value == 1
        and quantity.form == "words"
        and not quantity.bounded
        and anchor.before() not in {"a", "for", "in", "every"}
        and not quantity.hyphened
    )


def _of_follows(anchor: Anchor) -> bool:
    after = anchor.after()
    return after is not None and after.lower_ == "of"


def _counts_one(anchor: Anchor, previous: Anchor | None) -> bool:
    """ "one person was killed", "one dead", "two were hurt and one died", not "one might think"."""
    after = anchor.after()
    if after is None or anchor.head.tag_ == "PRP":
        return False
    if after.lower_ in word_list("states"):
        return True
    if after.lower_ == "of" and anchor.before() in {"only", "just"}:
        return True  # "Only one of the 129 cases is in Michigan"
    noun = noun_after(anchor)
    if noun is not None and noun.lemma_.lower() in word_list("people") and noun.i <= anchor.last + 1:
        return anchor.before() not in {"this", "no", "any", "each", "every", "the", "which"}
    if previous is None or previous.sentence.start != anchor.sentence.start:
        return False
    return (
        noun is None
        and previous.quantity.dimension == "count"
        and anchor.first - previous.last < 12
        and after.pos_ in {"VERB", "AUX"}
    )


def _points_back(anchor: Anchor) -> bool:
    """ "which of the two it was": the two already spoken of; "the two libraries" are counted."""
    quantity, after = anchor.quantity, anchor.after()
    if quantity.form != "words" or quantity.bounded or quantity.value > 12:
        return False
    if anchor.before() not in {"the", "these", "those"} or (after is not None and after.lower_ == "of"):
        return False
    if after is not None and (after.tag_[:1] in {"N", "J"} or after.tag_ in {"CD", "VBN", "VBG", "HYPH"}):
        return False
    return not (anchor.before(2) == "of" and anchor.doc[anchor.first - 3].like_num)  # "three of the nine"


def _is_bare_year(anchor: Anchor) -> bool:
    """`2016` without a word that binds it, unless it counts: "2000 people", never "the 2016 elections"."""
    quantity = anchor.quantity
    surface = anchor.digits
    if quantity.form != "digits" or not surface.isdigit() or len(surface) != 4:
        return False
    if not 1600 <= quantity.value <= 2099:
        return False
    noun = noun_after(anchor)
    plural = noun is not None and noun.tag_ == "NNS"
    if quantity.bounded:
        return quantity.value % 100 != 0 and not plural
    determined = anchor.before() in {
        "the",
        "a",
        "an",
        "in",
        "since",
        "by",
        "’s",
        "'s",
        "its",
        "his",
        "their",
    }
    return not (plural and not determined and quantity.value % 10 == 0)


def _is_in_name(anchor: Anchor) -> bool:
    """`Three` of "Three Mile Island", `11` of "iPhone 11"."""
    token = anchor.number
    if token.ent_type_ in _NAMES and not anchor.quantity.bounded:
        entity = [t for t in anchor.sentence if t.ent_type_ == token.ent_type_ and abs(t.i - token.i) < 8]
        return len(entity) > 1 and all(t.text[:1].isupper() or t.like_num or len(t) < 4 for t in entity)
    title = token.text[:1].isupper() and token.is_alpha and token.i > anchor.sentence.start
    after = anchor.after()
    inside = (
        title and after is not None and after.tag_ in {"NNP", "NNPS"} and not anchor.doc[token.i - 1].is_punct
    )
    return bool(inside and anchor.before() in {"the", "of", "a"})


def _follows_name(anchor: Anchor) -> bool:
    """`11` of "the iPhone 11 has", `370` of "Flight 370 vanished": digits that close a name."""
    at = anchor.first - 1
    if anchor.quantity.form != "digits" or anchor.quantity.bounded or at < anchor.sentence.start:
        return False
    token, after = anchor.doc[at], anchor.after()
    if (
        token.tag_ not in {"NNP", "NNPS"}
        or token.ent_type_ in {"DATE", "TIME"}
        or not token.text[:1].isupper()
    ):
        return False
    number = anchor.number
    closes = number.dep_ in {"nummod", "appos", "npadvmod", "nmod"} and number.head.i <= at
    named = number.ent_type_ == token.ent_type_ != "" and number.ent_iob_ == "I"
    counted = after is not None and after.tag_ in {"NNS", "NN", "JJ", "CD"} and number.head.i > number.i
    return (closes or named) and not counted
