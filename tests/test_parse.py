"""Parsing: paragraphs bound sentences, batches keep order, a missing model is told."""

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.parse import MissingModelError, load_pipeline, parse
from pipeline.read.article import Article


def test_a_sentence_never_crosses_a_paragraph(nlp: Language) -> None:
    doc = nlp("Flood in Marlow\nBy Jane Doe\n\nThe river rose by nine feet on Monday\nand four people died")
    starts = {sentence.text.split()[0] for sentence in doc.sents}
    assert {"Flood", "By", "The"} <= starts


def test_articles_come_back_in_order_over_several_batches(nlp: Language) -> None:
    articles = [Article(article_id=str(n), path=str(n), text=f"{n} people came.") for n in range(7)]

    def text_of(doc: Doc, article: Article) -> tuple[str, str]:
        return article.article_id, doc.text

    found = list(parse(nlp, articles, text_of, batch_size=3))
    assert found == [(str(n), f"{n} people came.") for n in range(7)]


def test_a_missing_model_says_what_to_install() -> None:
    with pytest.raises(MissingModelError, match="en_core_web_lg is not installed: python -m spacy download"):
        load_pipeline("en_core_web_lg")


def test_unused_components_are_left_out(nlp: Language) -> None:
    assert set(nlp.pipe_names) == {
        "claims_paragraphs",
        "claims_lemmas",
        "tok2vec",
        "tagger",
        "parser",
        "claims_attributes",
        "claims_known_lemmas",
        "ner",
    }


@pytest.mark.parametrize(
    ("text", "word", "lemma"),
    [
        ("The court fined him twice.", "fined", "fine"),
        ("They are hoping for rain.", "hoping", "hope"),
        ("The frog hopped twice.", "hopped", "hop"),
        ("Two graves were opened.", "graves", "grave"),
        ("Three leaves fell.", "leaves", "leaf"),
        ("She paid her taxes late.", "taxes", "tax"),
    ],
)
def test_mended_lemmas(nlp: Language, text: str, word: str, lemma: str) -> None:
    assert next(token.lemma_ for token in nlp(text) if token.text == word) == lemma
