"""Loads the spaCy pipeline and streams parsed Docs.

Beside the base model's own components the pipeline has two of ours: `claims_paragraphs` (a sentence never
runs across a paragraph border) and `claims_lemmas` (a few lemmas mended); what the model's own ones answer
is worked out once for each word (`word_forms`, `word_vectors`). Docs live inside a memory zone: whoever
iterates must turn each Doc into plain rows before asking for the next batch.
"""

import dataclasses
import functools
import importlib.util
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import numpy as np
import spacy
from spacy.attrs import LOWER
from spacy.language import Language
from spacy.tokens import Doc

from pipeline import models
from pipeline.errors import ClaimsError
from pipeline.pieces import parsed
from pipeline.read.article import Article
from pipeline.spans import paragraphs
from pipeline.tokenizer import BoundedTokenizer
from pipeline.word_forms import remember_forms
from pipeline.word_vectors import quicken

T = TypeVar("T")
UNUSED = ("senter", "textcat", "entity_linker", "spancat")


class MissingModelError(ClaimsError):
    """The base model is not installed; the message says what to install."""


@dataclasses.dataclass(frozen=True, slots=True)
class BaseModel:
    """A row of `models/base_models.csv`: a package that carries a base model."""

    name: str
    package: str
    install: str


@dataclasses.dataclass(frozen=True, slots=True)
class Lemma:
    """A row of `models/lemmas.csv`: a word whose inflected forms are another word's by rule.

    Mostly it ends in silent e (`fined` is not of `fin`); `taxes` are of `tax`, not of `taxis`.
    """

    pos: str
    lemma: str


_FORMS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "verb": {"es": ("VBZ",), "ed": ("VBD", "VBN"), "ing": ("VBG",)},
    "noun": {"es": ("NNS",)},
}


@functools.cache
def _mended() -> Mapping[tuple[str, str], str]:
    """Lemma by (lower-case form, tag)."""
    return {
        (row.lemma.removesuffix("e") + ending, tag): row.lemma
        for row in models.load("lemmas.csv", Lemma)
        for ending, tags in _FORMS[row.pos].items()
        for tag in tags
    }


@Language.component("claims_lemmas", requires=["token.tag", "token.lemma"], assigns=["token.lemma"])
def mend_lemmas(doc: Doc) -> Doc:
    """`fined` is of `fine`, not of `fin`: of two stems the rule lemmatizer takes the shorter."""
    mended = _mended()
    forms = {doc.vocab.strings.add(form) for form, _ in mended}
    for at in np.flatnonzero(np.isin(doc.to_array([LOWER]), np.fromiter(forms, dtype="uint64"))):
        token = doc[int(at)]
        token.lemma_ = mended.get((token.lower_, token.tag_), token.lemma_)
    return doc


@Language.component("claims_paragraphs", assigns=["token.is_sent_start"])
def mark_paragraphs(doc: Doc) -> Doc:
    """Start a sentence at the first word of each paragraph, before the parser runs."""
    starts = iter(paragraphs(doc.text))
    upcoming = next(starts, None)
    for token in doc:
        if upcoming is None:
            break
        if token.idx + len(token) > upcoming.start and not token.is_space:
            token.is_sent_start = True
            upcoming = next((span for span in starts if span.start >= token.idx + len(token)), None)
    return doc


def installed_package(name: str) -> str | None:
    """The installed package that carries a model, or the name itself when it is a package or a folder."""
    carriers = [row.package for row in models.load("base_models.csv", BaseModel) if row.name == name]
    for package in [*carriers, name]:
        if package.isidentifier() and importlib.util.find_spec(package) is not None:
            return package
    return name if (Path(name) / "meta.json").is_file() else None


def require_model(model: str) -> str:
    """The package that carries a base model. Raises MissingModelError with what to install."""
    package = installed_package(model)
    if package is None:
        known = {row.name: row.install for row in models.load("base_models.csv", BaseModel)}
        how = known.get(model, f"install the package that carries it (known models: {', '.join(known)})")
        raise MissingModelError(f"The language model {model} is not installed: {how}")
    return package


@functools.lru_cache(maxsize=1)
def load_pipeline(model: str) -> Language:
    """The base model with our components, without the components that no stage uses.

    Raises MissingModelError with what to install.
    """
    package = require_model(model)
    nlp = spacy.load(package, exclude=list(UNUSED))
    if "parser" not in nlp.pipe_names or "ner" not in nlp.pipe_names:
        raise MissingModelError(f"The model {model} has no parser or no entity recognizer: choose another")
    nlp.max_length = 100_000_000  # length is checked when articles are read
    nlp.tokenizer = BoundedTokenizer(nlp.tokenizer)
    nlp.add_pipe("claims_paragraphs", first=True)
    if "lemmatizer" in nlp.pipe_names:
        nlp.add_pipe("claims_lemmas", after="lemmatizer")
    remember_forms(nlp)
    quicken(nlp)
    return nlp


def parse(
    nlp: Language, articles: Iterable[Article], tabulate: Callable[[Doc, Article], T], batch_size: int
) -> Iterator[T]:
    """`tabulate(doc, article)` of each article, in order; Docs are freed batch by batch."""
    stream = iter(articles)
    while batch := list(itertools.islice(stream, batch_size)):
        with nlp.memory_zone():
            docs = parsed(nlp, (article.text for article in batch))
            results = [tabulate(doc, article) for doc, article in zip(docs, batch, strict=True)]
        yield from results
