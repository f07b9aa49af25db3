"""Names of the tables are cut as texts are, or they would never be found."""

from itertools import islice

from spacy.language import Language

from pipeline.extraction.actor_words import known_bodies, spellings, titles
from pipeline.extraction.jurisdiction_names import codes
from pipeline.extraction.name_words import name_words


def test_names_are_cut_as_the_text_is(nlp: Language) -> None:
    bodies = (name for body in known_bodies().values() for name in spellings(body))
    names = [
        *islice(bodies, 0, None, 7),
        *islice(codes(), 0, None, 3),
        *titles(),
        "St. Kitts & Nevis",
        "N.Y.P.D.'s",
    ]
    assert len(names) > 1000
    wrong = [name for name in names if name_words(name) != [token.text for token in nlp.tokenizer(name)]]
    assert wrong == []


def test_words_that_the_tokenizer_parts_are_parted(nlp: Language) -> None:
    for name in (
        "Cannot Do",
        "gonna",
        "Im",
        "The  Two",
        " Odd ",
        "Académie française",
        "dont",
        "Vermont",
        "",
    ):
        assert name_words(name) == [token.text for token in nlp.tokenizer(name)], name


def test_marks_are_words_of_their_own() -> None:
    assert name_words("Co-Founder") == ["Co", "-", "Founder"]
    assert name_words("Sheriff's Office") == ["Sheriff", "'s", "Office"]
    assert name_words("Sgt. Major") == ["Sgt", ".", "Major"]
