"""What the model is given at once has a bound, and what comes out is the whole text all the same."""

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from pipeline import pieces
from pipeline.tokenizer import LONGEST, BoundedTokenizer

STORY = "The mayor said that 12 people were hurt. She didn't say how.\n\nThe bridge is closed, he said. "


@pytest.mark.parametrize("mark", [",", "“", "%", "'s", "a.", "9", "_", "é"])
def test_a_stretch_without_spaces_is_cut_and_nothing_of_it_is_lost(nlp: Language, mark: str) -> None:
    text = f"He won't go. {mark * 2000} She can't  \n go.{mark * 500}"
    doc = nlp.make_doc(text)
    assert doc.text == text
    assert max(len(token) for token in doc) <= LONGEST
    assert [token.norm_ for token in doc[:4]] == ["he", "will", "not", "go"]


def test_common_text_is_cut_as_the_given_tokenizer_cuts_it(nlp: Language) -> None:
    assert isinstance(nlp.tokenizer, BoundedTokenizer)
    text = STORY + "https://example.com/" + "a" * (LONGEST - 20)
    given = [token.text for token in nlp.tokenizer._given(text)]
    assert [token.text for token in nlp.make_doc(text)] == given


def test_a_long_text_is_parsed_in_pieces(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "MOST_TOKENS", 50)
    given = [STORY, STORY * 8, "", "word " * 120, STORY]
    largest = 0
    plain = nlp.pipe

    def watched(docs: list[Doc], **options: object) -> object:
        nonlocal largest
        largest = max(largest, sum(len(doc) for doc in docs))
        return plain(docs, **options)

    monkeypatch.setattr(nlp, "pipe", watched)
    docs = list(pieces.parsed(nlp, given))
    assert [doc.text for doc in docs] == given
    assert 0 < largest <= 50
    sentences = [sentence.text.strip() for sentence in docs[1].sents]
    assert sentences == [sentence.text.strip() for sentence in docs[0].sents] * 8
    assert all(token.dep_ and token.tag_ for doc in docs for token in doc)
