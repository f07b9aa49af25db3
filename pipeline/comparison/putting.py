"""Accounts of a run on their way to disk, with what finds them; see `shelf`, which reads them back."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np

from pipeline import durable
from pipeline.comparison import accounts, arrays
from pipeline.comparison.accounts import Account, Item, Record
from pipeline.comparison.arrays import Floats, Ints, Narrow, borders
from pipeline.comparison.hashes import Hashes, key_hash, runs_of_each, word_hash
from pipeline.comparison.quotes import LEAST, SHINGLE, Said, is_compared
from pipeline.comparison.reprints import SKETCH, shingles
from pipeline.comparison.shelf import Index, Names, path_of
from pipeline.comparison.stories import TERMS, by_article
from pipeline.tables import ArticleRow, ClaimRow, MentionRow

PARTS = ("figures.npy", "figures-of.npy", "spoken.npy", "spoken-of.npy", "shingles", "records", "json")
"""Files of a slice beside its index."""
LOW = 0xFFFFFFFF
"""The lower half of a hash."""


class Slice(Protocol):
    """Some articles of a run with their mentions and claims."""

    @property
    def articles(self) -> Sequence[ArticleRow]: ...
    @property
    def mentions(self) -> Sequence[MentionRow]: ...
    @property
    def claims(self) -> Sequence[ClaimRow]: ...


class _Spoken(NamedTuple):
    """The quotes of a slice."""

    said: Sequence[Said]
    words: Hashes
    """Of all quotes, one behind the other."""
    lengths: Ints


def put(at: int, part: Slice, folder: Path) -> None:
    """Writes the accounts of a slice and what finds them."""
    mentions, claims = by_article(part.mentions), by_article(part.claims)
    ordered, shingled = [], []
    for row in part.articles:
        told = accounts.account(row, mentions.get(row.article_id, ()), claims.get(row.article_id, ()))
        ordered.append(told)
        shingled.append(shingles(row.text))  # here, while its words are at hand
    spoken = _spoken([told.said(place) for told in ordered for place in range(told.quotes)])
    for name, (keys, owners) in {"figures": _figure_keys(ordered), "spoken": _spoken_keys(spoken)}.items():
        arrays.save(path_of(folder, at, f"{name}.npy"), keys)
        arrays.save(path_of(folder, at, f"{name}-of.npy"), owners)
    np.concatenate([np.empty(0, np.uint64), *shingled]).tofile(path_of(folder, at, "shingles"))
    with path_of(folder, at, "records").open("wb") as file:
        file.writelines(piece for told in ordered for piece in told.record)
    terms, weights, vocabulary = _terms(ordered)
    names = Names([told.story.key for told in ordered], [row.outlet for row in part.articles], vocabulary)
    path_of(folder, at, "json").write_text(json.dumps(names), "utf-8")
    index = _index(ordered, shingled, spoken, (terms, weights))
    # The index last, when all else has come to the disk, so that a slice that has one is whole.
    for suffix in PARTS:
        durable.sync(path_of(folder, at, suffix))
    arrays.save_arrays(path_of(folder, at, "npz"), index._asdict())


def is_put(at: int, folder: Path) -> bool:
    """Whether a slice was written."""
    return path_of(folder, at, "npz").exists()


def _terms(ordered: Sequence[Account]) -> tuple[Narrow, Floats, list[str]]:
    """(articles, TERMS): telling words as places in the vocabulary, their weights; and the vocabulary."""
    vocabulary: dict[str, int] = {}
    terms = np.full((len(ordered), TERMS), -1, dtype=np.int32)
    weights = np.zeros((len(ordered), TERMS))
    for row, told in enumerate(ordered):
        stems = told.story.stems
        terms[row, : len(stems)] = [vocabulary.setdefault(stem, len(vocabulary)) for stem in stems]
        weights[row, : len(stems)] = told.story.weights
    return terms, weights, list(vocabulary)


def _index(
    ordered: Sequence[Account], shingled: Sequence[Hashes], spoken: _Spoken, words: tuple[Narrow, Floats]
) -> Index:
    sketches = [own[:SKETCH] for own in shingled]
    weights = [weight for quote in spoken.said for weight in quote.weights]
    return Index(
        days=np.array([told.story.published.toordinal() if told.story.published else 0 for told in ordered]),
        terms=words[0],
        weights=words[1],
        sketches=np.concatenate([np.empty(0, np.uint64), *sketches]),
        sketched=_sizes(sketches),
        shingled=_sizes(shingled),
        statistics=_sizes([told.items for told in ordered]),
        quotes=np.array([told.quotes for told in ordered], dtype=np.int64),
        heard=(spoken.words & np.uint64(LOW)).astype(np.uint32),
        telling=np.array(weights, dtype=np.float32),
        lengths=spoken.lengths,
        digests=np.array([_digest(told.record) for told in ordered], dtype=np.uint64),
        places=_places([told.record for told in ordered]),
    )


def _sizes(listed: Iterable[Any]) -> Ints:
    return np.array([len(own) for own in listed], dtype=np.int64)


def _figure_keys(ordered: Sequence[Account]) -> tuple[Hashes, Ints]:
    """Number, unit and a word beside it, in order, of statistics of many digits; which statistic has it."""
    found = [_figures(item) for told in ordered for item in told.items]
    keys = np.array([key for own in found for key in own], dtype=np.uint64)
    order = np.argsort(keys, kind="stable")
    return keys[order], np.repeat(np.arange(len(found)), _sizes(found))[order]


def _figures(item: Item) -> list[int]:
    return [key_hash(item.unit, repr(item.value), key) for key in sorted(item.keys)] if item.is_long else []


def _spoken(said: Sequence[Said]) -> _Spoken:
    words = np.array([word_hash(word) for quote in said for word in quote.words], dtype=np.uint64)
    return _Spoken(said, words, _sizes(quote.words for quote in said))


def _spoken_keys(spoken: _Spoken) -> tuple[Hashes, Ints]:
    """The runs of words of the quotes that are compared, each once, in order; and which quote has it."""
    compared = np.array([is_compared(quote) for quote in spoken.said], dtype=bool)
    keys, owners = [np.empty(0, np.uint64)], [np.empty(0, np.int64)]
    for size in range(min(LEAST.values()), SHINGLE + 1):
        found, of = runs_of_each(spoken.words, spoken.lengths, size)
        wanted = (compared & (np.minimum(spoken.lengths, SHINGLE) == size))[of]
        keys.append(found[wanted])
        owners.append(of[wanted])
    key, owner = np.concatenate(keys), np.concatenate(owners)
    order = np.lexsort((owner, key))
    key, owner = key[order], owner[order]
    again = (np.diff(key) == 0) & (np.diff(owner) == 0)
    first = np.concatenate([np.ones(min(1, len(key)), dtype=bool), ~again])
    return key[first], owner[first]


def _digest(record: Record) -> int:
    told = b"\0".join(record)  # JSON has no such byte
    return int.from_bytes(hashlib.blake2b(told, digest_size=8).digest(), "big")


def _places(records: Sequence[Record]) -> Ints:
    ends = borders(np.array([len(piece) for record in records for piece in record], dtype=np.int64))
    parts = len(Record._fields)
    return np.stack([ends[:-1:parts], *(ends[part::parts] for part in range(1, parts + 1))], axis=1)
