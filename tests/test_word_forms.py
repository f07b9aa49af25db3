"""What is remembered of words is what the base model's components answer, word for word."""

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, POS, SENT_START, TAG
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from pipeline import word_forms
from pipeline.parse import require_model
from pipeline.settings import Settings
from pipeline.word_forms import KnownAttributes, KnownLemmas, remember_forms

ARTICLES = Path(__file__).parents[1] / "corpus" / "flood"
ALL = [TAG, POS, MORPH, LEMMA, DEP]
SPACES = ["\n", " ", "\n\n", "\t"]
# Words of patterns with two tokens, words that patterns name, and words of no pattern.
WORDS = (
    "gon na got ta let 's c'm on y' y all ai n't nt there is are data Data do Does 'd have had to that",
    "than gets got an You it FLOODS houses better worst left u.s. 1,200 % — Marlow was being",
)
TAGS = ("_SP VBZ VBD VBP VB VBG NN NNS NNP JJR RBS IN DT WDT PRP PRP$ EX TO MD POS RB CD",)
DEPENDENCIES = ("ROOT expl mark det quantmod advcl ccomp relcl aux auxpass nsubj dobj dep punct",)


def one_of(lists: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.sampled_from([word for line in lists for word in line.split()])


TOKENS = st.tuples(
    st.one_of(one_of(WORDS), st.sampled_from(SPACES), st.text("abeinsy'", min_size=1, max_size=5)),
    one_of(TAGS),
    st.one_of(st.just(""), one_of(DEPENDENCIES)),
)


@pytest.fixture(scope="module")
def bare() -> Language:
    """The base model as spaCy loads it."""
    return spacy.load(require_model(Settings().model))


@pytest.fixture(scope="module")
def attributes(bare: Language) -> KnownAttributes:
    return KnownAttributes(bare, "claims_attributes", "attribute_ruler")


@pytest.fixture(scope="module")
def lemmas(bare: Language) -> KnownLemmas:
    return KnownLemmas(bare, "claims_known_lemmas", "lemmatizer")


def tagged(nlp: Language, tokens: list[tuple[str, str, str]]) -> Doc:
    doc = Doc(nlp.vocab, words=[word for word, _, _ in tokens])
    for token, (_, tag, dependency) in zip(doc, tokens, strict=True):
        token.tag_ = tag
        token.dep_ = dependency
    return doc


@given(tokens=st.lists(TOKENS, max_size=12))
def test_attributes_and_lemmas_are_those_of_the_base_model(
    bare: Language, attributes: KnownAttributes, lemmas: KnownLemmas, tokens: list[tuple[str, str, str]]
) -> None:
    theirs, ours = tagged(bare, tokens), tagged(bare, tokens)
    ruler, lemmatizer = bare.get_pipe("attribute_ruler"), bare.get_pipe("lemmatizer")
    ruler(theirs)
    attributes(ours)
    assert np.array_equal(theirs.to_array(ALL), ours.to_array(ALL))
    lemmatizer(theirs)
    lemmas(ours)
    assert [token.lemma_ for token in theirs] == [token.lemma_ for token in ours]


@pytest.mark.parametrize(
    ("words", "tags", "lemma"),
    [
        (["gon", "na"], ["VBG", "TO"], ["go", "to"]),
        (["gon", "on"], ["VBG", "IN"], ["gon", "on"]),
        (["ai", "n't"], ["VBP", "RB"], ["be", "not"]),
        (["let", "'s"], ["VB", "PRP"], ["let", "us"]),
        (["let", "on"], ["VB", "IN"], ["let", "on"]),
        (["y", "all"], ["PRP", "DT"], ["you", "all"]),
    ],
)
def test_words_that_only_go_together_are_seen_together(
    bare: Language,
    attributes: KnownAttributes,
    lemmas: KnownLemmas,
    words: list[str],
    tags: list[str],
    lemma: list[str],
) -> None:
    for _ in range(2):  # when met first, and when remembered
        tokens = [(word, tag, "dep") for word, tag in zip(words, tags, strict=True)]
        doc = lemmas(attributes(tagged(bare, tokens)))
        assert [token.lemma_ for token in doc] == lemma


@pytest.fixture(scope="module")
def articles() -> list[str]:
    return [path.read_text("cp1252", errors="replace") for path in sorted(ARTICLES.rglob("*.txt"))]


def test_a_parsed_article_is_annotated_as_by_the_bare_model(
    nlp: Language, bare: Language, articles: list[str]
) -> None:
    assert {"claims_attributes", "claims_known_lemmas"} <= set(nlp.pipe_names)
    bare.add_pipe("claims_paragraphs", first=True)
    bare.add_pipe("claims_lemmas", after="lemmatizer")
    attributes = [*ALL, HEAD, SENT_START, ENT_TYPE, ENT_IOB]
    assert articles
    for theirs, ours in zip(bare.pipe(articles), nlp.pipe(articles), strict=True):
        assert np.array_equal(theirs.to_array(attributes), ours.to_array(attributes))


def test_memory_is_bounded_and_forgetting_changes_nothing(
    bare: Language, monkeypatch: pytest.MonkeyPatch, articles: list[str]
) -> None:
    monkeypatch.setattr(word_forms, "_REMEMBERED", 50)
    attributes = KnownAttributes(bare, "claims_attributes", "attribute_ruler")
    lemmas = KnownLemmas(bare, "claims_known_lemmas", "lemmatizer")
    with bare.select_pipes(enable=["tok2vec", "tagger", "parser"]):
        for text in articles[0].split("\n")[:20]:
            theirs, ours = bare(text), bare(text)
            bare.get_pipe("lemmatizer")(bare.get_pipe("attribute_ruler")(theirs))
            lemmas(attributes(ours))
            assert np.array_equal(theirs.to_array(ALL), ours.to_array(ALL))
            assert len(lemmas._lemmas) <= 50


def test_lemmas_outlive_the_memory_they_were_made_in(nlp: Language) -> None:
    text = "Krambolinists krambolinized the quondamest frobnications."
    seen = []
    for _ in range(2):
        with nlp.memory_zone():
            seen.append([token.lemma_ for token in nlp(text)])
    assert seen[0] == seen[1]
    assert "frobnication" in seen[0]


def rulers() -> Iterator[tuple[str, dict[str, object]]]:
    yield "asks for more", {"patterns": [[{"ENT_TYPE": "GPE"}]], "attrs": {"POS": "PROPN"}}
    yield "repeats", {"patterns": [[{"LOWER": "a", "OP": "+"}]], "attrs": {"POS": "X"}}
    yield "compares", {"patterns": [[{"LOWER": {"FUZZY": "a"}}]], "attrs": {"POS": "X"}}
    yield "gives more", {"patterns": [[{"LOWER": "a"}]], "attrs": {"NORM": "b"}}


@pytest.mark.parametrize("rule", [rule for _, rule in rulers()], ids=[name for name, _ in rulers()])
def test_a_ruler_that_looks_further_is_left_alone(rule: dict[str, object]) -> None:
    blank = spacy.blank("en")
    ruler = blank.add_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    ruler.add([[{"TAG": "NN"}]], {"POS": "NOUN"})
    remember_forms(blank)
    assert "attribute_ruler" not in blank.pipe_names
    other = spacy.blank("en")
    looking = other.add_pipe("attribute_ruler")
    assert isinstance(looking, AttributeRuler)
    looking.add_patterns([rule])
    remember_forms(other)
    assert other.pipe_names == ["attribute_ruler"]


def test_the_default_model_has_patterns_of_several_words(bare: Language) -> None:
    """Else nothing above would try them."""
    ruler = bare.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    several = [p for rule in ruler.patterns for p in rule["patterns"] if len(p) > 1]
    assert several and any(re.search("REGEX", str(pattern)) for pattern in several)
