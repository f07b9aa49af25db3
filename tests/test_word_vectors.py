"""Embedding each distinct word once gives every word the vector it had, to the last bit."""

from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from spacy.language import Language
from thinc.api import set_dropout_rate

from pipeline import word_vectors
from pipeline.parse import require_model
from pipeline.settings import Settings
from pipeline.word_vectors import distinct_rows

SENTENCE = "The river rose, the river fell; the mayor said on Monday that the river was the river. "
ARTICLES = Path(__file__).parents[1] / "corpus" / "flood"


@given(rows=arrays(np.uint64, st.tuples(st.integers(0, 30), st.integers(1, 6)), elements=st.integers(0, 3)))
def test_rows_are_put_together_again(rows: np.ndarray) -> None:
    first, place = distinct_rows(rows)
    assert np.array_equal(rows[first][place], rows)
    assert len(first) == len(np.unique(rows, axis=0))


def test_rows_that_share_a_hash_are_all_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_vectors, "_FACTORS", (0, 0))
    rows = np.array([[1, 2], [3, 4], [1, 2]], dtype=np.uint64)
    first, place = distinct_rows(rows)
    assert np.array_equal(rows[first][place], rows)


@pytest.fixture(scope="module")
def bare() -> Language:
    return spacy.load(require_model(Settings().model))


@pytest.mark.parametrize("component", ["tok2vec", "ner"])
def test_vectors_are_equal_to_the_last_bit(bare: Language, component: str) -> None:
    network = bare.get_pipe(component).model
    if component == "ner":
        network = network.get_ref("tok2vec").layers[0]
    docs = [bare.make_doc(SENTENCE * 3), bare.make_doc(""), bare.make_doc("Rain.")]
    before = network.predict(docs)
    word_vectors._embed_once(network)
    assert any(node.name == "each_word_once" for node in network.walk())
    after = network.predict(docs)
    assert all(np.array_equal(one, other) for one, other in zip(before, after, strict=True))


def test_in_training_the_layers_run_as_they_did(bare: Language) -> None:
    network = bare.get_pipe("tok2vec").model
    docs = [bare.make_doc(SENTENCE)]
    word_vectors._embed_once(network)
    set_dropout_rate(network, 0.0)
    trained, backwards = network.begin_update(docs)
    assert np.allclose(trained[0], network.predict(docs)[0])
    backwards([np.ones_like(rows) for rows in trained])
    embedding = next(node for node in network.walk() if node.name == "hashembed")
    assert embedding.has_grad("E")


def test_the_vector_of_a_word_does_not_hang_on_the_articles_beside_it(nlp: Language) -> None:
    """So an article yields the same rows whatever shard it is read in."""
    texts = [path.read_text("cp1252", errors="replace") for path in sorted(ARTICLES.rglob("*.txt"))][:6]
    together = [doc.tensor for doc in nlp.pipe(texts, disable=["ner", "parser"])]
    alone = [nlp(text, disable=["ner", "parser"]).tensor for text in texts]
    for one, other in zip(together, alone, strict=True):
        assert np.array_equal(one, other)


def test_the_pipeline_takes_the_cheaper_way(nlp: Language) -> None:
    for name in ("tok2vec", "ner"):
        network = nlp.get_pipe(name).model
        assert any(node.name == "each_word_once" for node in network.walk())
