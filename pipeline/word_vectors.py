"""The base model's network, cheaper to run: each distinct word of a batch is embedded once.

The first layers of spaCy's `MultiHashEmbed` see a word's form, prefix, suffix and shape and nothing of its
neighbours, so equal words get equal vectors, and a batch of news has one distinct word in four.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from thinc.api import Model, chain
from thinc.types import Ragged

EMBEDDING = ("extract_features", "list2ragged", "with_array", "with_array", "ragged2list")
"""The layers of `MultiHashEmbed` without static vectors; the two in the middle see one word at a time."""
_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F)
"""Odd numbers with bits well mixed: the 64-bit golden ratio, and a prime of xxHash."""


def quicken(nlp: Language) -> None:
    """Make the networks of a base model cheaper to run; what they give is the same to the last bit.

    Products stay with BLIS. Those of numpy's OpenBLAS would be three times as quick, but their last
    bits hang on a row's place in the batch, and so an article's rows could hang on the articles beside it.
    """
    for _, component in nlp.pipeline:
        network = getattr(component, "model", None)
        if isinstance(network, Model):
            _embed_once(network)


def _embed_once(network: Model[Any, Any]) -> None:
    for node in list(network.walk()):
        if tuple(layer.name.split("(")[0] for layer in node.layers) == EMBEDDING:
            node.layers[2:4] = [Model("each_word_once", _each_word_once, layers=[chain(*node.layers[2:4])])]


def _each_word_once(
    model: Model[Any, Any], words: Ragged, is_train: bool
) -> tuple[Ragged, Callable[..., Any]]:
    """Runs its layer over the distinct rows of features, and deals the vectors out to all rows.

    In training the layer runs over all rows, as it did before: each has a gradient of its own.
    """
    layer = model.layers[0]
    if is_train:
        return layer.begin_update(words)
    features: Any = words.dataXd
    first, place = distinct_rows(features)
    lengths: Any = np.array([len(first)], dtype=np.int32)
    vectors: Any = layer.predict(Ragged(features[first], lengths)).dataXd
    return Ragged(vectors[place], words.lengths), _nothing


def _nothing(_: object) -> None:
    """No gradient: thinc calls this in training alone."""


def distinct_rows(
    rows: npt.NDArray[np.uint64],
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Places of one row of each kind, and for each row the place of its kind among those.

    Rows are told apart by a hash of 64 bits; should two kinds share one, all rows are given as they are.
    """
    mixed = np.zeros(len(rows), dtype=np.uint64)
    for column in rows.T:
        mixed = (mixed ^ column) * np.uint64(_FACTORS[0])
        mixed = (mixed ^ (mixed >> np.uint64(32))) * np.uint64(_FACTORS[1])
    _, first, place = np.unique(mixed, return_index=True, return_inverse=True)
    if not np.array_equal(rows[first][place], rows):
        first = place = np.arange(len(rows))
    return first, place
