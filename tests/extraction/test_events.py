"""The event of a statistic: what is done, by whom, and whether it is denied, on hand-built parses."""

from collections.abc import Callable, Sequence

import pytest
import spacy
from spacy.tokens import Doc

from pipeline import models
from pipeline.extraction.agents import agent_of_verb, in_passive
from pipeline.extraction.anchors import Anchor, TokenIndex
from pipeline.extraction.denial import is_denied
from pipeline.extraction.event_words import EventWord, event_words
from pipeline.extraction.events import Event, find_event
from pipeline.extraction.measures import find_measure
from pipeline.extraction.quantities import find_quantities

VOCAB = spacy.blank("en").vocab
WORDS = models.load("event_words.csv", EventWord)

Row = tuple[str, str, str, int, str]


def built(rows: Sequence[Row]) -> Doc:
    """A parsed text from (word, tag, dep, head, lemma); `pos` follows from the tag."""
    coarse = {
        "NN": "NOUN",
        "NNS": "NOUN",
        "NNP": "PROPN",
        "CD": "NUM",
        "IN": "ADP",
        "TO": "PART",
        "RB": "PART",
    }
    words, tags, deps, heads, lemmas = zip(*rows, strict=True)
    pos = [
        coarse.get(tag, "VERB" if tag.startswith("V") else "DET" if tag == "DT" else "PUNCT") for tag in tags
    ]
    return Doc(
        VOCAB,
        words=list(words),
        tags=list(tags),
        pos=pos,
        deps=list(deps),
        heads=list(heads),
        lemmas=list(lemmas),
        sent_starts=[at == 0 for at in range(len(words))],
    )


def anchor_of(doc: Doc) -> Anchor:
    [quantity] = find_quantities(doc.text)
    return TokenIndex(doc, [quantity]).anchor(quantity)


def event_of(doc: Doc) -> Event:
    anchor = anchor_of(doc)
    return find_event(anchor, find_measure(anchor, []))


ACTIVE: list[Row] = [
    ("ICE", "NNP", "nsubj", 1, "ICE"),
    ("arrested", "VBD", "ROOT", 1, "arrest"),
    ("47", "CD", "nummod", 3, "47"),
    ("men", "NNS", "dobj", 1, "man"),
]
PASSIVE: list[Row] = [
    ("47", "CD", "nummod", 1, "47"),
    ("men", "NNS", "nsubjpass", 3, "man"),
    ("were", "VBD", "auxpass", 3, "be"),
    ("arrested", "VBN", "ROOT", 3, "arrest"),
    ("by", "IN", "agent", 3, "by"),
    ("ICE", "NNP", "pobj", 4, "ICE"),
]
FAILED: list[Row] = [
    ("ICE", "NNP", "nsubj", 1, "ICE"),
    ("failed", "VBD", "ROOT", 1, "fail"),
    ("to", "TO", "aux", 3, "to"),
    ("arrest", "VB", "xcomp", 1, "arrest"),
    ("47", "CD", "nummod", 5, "47"),
    ("men", "NNS", "dobj", 3, "man"),
]
TOLD: list[Row] = [
    ("Lee", "NNP", "nsubj", 1, "Lee"),
    ("told", "VBD", "ROOT", 1, "tell"),
    ("agents", "NNS", "dobj", 1, "agent"),
    ("to", "TO", "aux", 4, "to"),
    ("arrest", "VB", "xcomp", 1, "arrest"),
    ("47", "CD", "nummod", 6, "47"),
    ("men", "NNS", "dobj", 4, "man"),
]
NOMINAL: list[Row] = [
    ("The", "DT", "det", 1, "the"),
    ("arrest", "NN", "nsubj", 7, "arrest"),
    ("of", "IN", "prep", 1, "of"),
    ("47", "CD", "nummod", 4, "47"),
    ("men", "NNS", "pobj", 2, "man"),
    ("by", "IN", "prep", 4, "by"),
    ("ICE", "NNP", "pobj", 5, "ICE"),
    ("shocked", "VBD", "ROOT", 7, "shock"),
    ("Lee", "NNP", "dobj", 7, "Lee"),
]
LIGHT: list[Row] = [
    ("ICE", "NNP", "nsubj", 1, "ICE"),
    ("made", "VBD", "ROOT", 1, "make"),
    ("47", "CD", "nummod", 3, "47"),
    ("arrests", "NNS", "dobj", 1, "arrest"),
]
TOLD_OF: list[Row] = [
    ("Ohio", "NNP", "nsubj", 1, "Ohio"),
    ("reported", "VBD", "ROOT", 1, "report"),
    ("47", "CD", "nummod", 3, "47"),
    ("deaths", "NNS", "dobj", 1, "death"),
]
NONE_OF: list[Row] = [
    ("None", "NN", "nsubjpass", 5, "none"),
    ("of", "IN", "prep", 0, "of"),
    ("47", "CD", "nummod", 3, "47"),
    ("men", "NNS", "pobj", 1, "man"),
    ("was", "VBD", "auxpass", 5, "be"),
    ("hurt", "VBN", "ROOT", 5, "hurt"),
]


@pytest.mark.parametrize(
    ("rows", "action", "agent", "denied"),
    [
        (ACTIVE, "arrest", "ICE", False),
        (PASSIVE, "arrest", "ICE", False),
        (FAILED, "arrest", "ICE", True),
        (TOLD, "arrest", "agents", False),
        (NOMINAL, "arrest", "ICE", False),
        (LIGHT, "arrest", "ICE", False),
        (TOLD_OF, "die", None, False),
        (NONE_OF, "hurt", None, True),
    ],
    ids=["active", "passive", "failed", "told", "nominal", "light", "told-of", "none-of"],
)
def test_event(rows: list[Row], action: str, agent: str | None, denied: bool) -> None:
    event = event_of(built(rows))
    found = event.agent.text if event.agent is not None else None
    assert (event.action, found, event.negated) == (action, agent, denied)


def test_two_denials_deny_nothing() -> None:
    rows = [*FAILED]
    rows[1] = ("fail", "VB", "ROOT", 3, "fail")
    rows = [rows[0], ("did", "VBD", "aux", 3, "do"), ("not", "RB", "neg", 3, "not"), rows[1]]
    rows += [("to", "TO", "aux", 5, "to"), ("arrest", "VB", "xcomp", 3, "arrest")]
    rows += [("47", "CD", "nummod", 7, "47"), ("men", "NNS", "dobj", 5, "man")]
    rows[0] = ("ICE", "NNP", "nsubj", 3, "ICE")
    doc = built(rows)
    assert not is_denied(doc[5], anchor_of(doc))


def test_coordinated_passives_share_their_agent() -> None:
    rows: list[Row] = [
        *PASSIVE[:4],
        ("and", "CC", "cc", 3, "and"),
        ("deported", "VBN", "conj", 3, "deport"),
        ("by", "IN", "agent", 5, "by"),
        ("ICE", "NNP", "pobj", 6, "ICE"),
    ]
    doc = built(rows)
    agent = agent_of_verb(doc[5], anchor_of(doc), doc[1])
    assert in_passive(doc[5])
    assert agent is not None and agent.text == "ICE"


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Not only were 90 houses flooded; the school lost its roof.", False),
        ("No more than 50 guests are admitted.", False),
        ("The airline never paid 300 pilots.", True),
    ],
)
def test_denied_in_context(text: str, denied: bool, parse_text: Callable[[str], Doc]) -> None:
    assert event_of(parse_text(text)).negated == denied


def test_each_word_of_a_kind_stands_once() -> None:
    assert len({(row.word, row.kind) for row in WORDS}) == len(WORDS)


def test_what_names_an_event_says_which() -> None:
    naming = [row for row in WORDS if row.kind in {"noun", "happening", "adjective", "goal"}]
    assert [row.word for row in naming if not row.action] == []
    assert not event_words("noun").keys() & event_words("happening").keys()
    assert not event_words("light").keys() & event_words("telling").keys()
