"""The countries that an article speaks of: what "Labour" or "the Defense Ministry" means hangs on them."""

import collections
import functools
from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline.extraction.jurisdiction_names import codes
from pipeline.extraction.known_names import Trie
from pipeline.extraction.name_words import name_words
from pipeline.gazetteer import gazetteer
from pipeline.toponym_key import toponym_key

LARGE = 100_000
"""People of a city whose bare name speaks of its country: "Taipei", "Glasgow"."""
SHORT_NAMES = frozenset({"UK", "US"})
"""Names of two letters that stand for a country in running text: "MA" and "La" do not."""


@functools.cache
def _names() -> Trie[str]:
    trie: Trie[str] = Trie()
    for name, code in codes().items():
        if len(name) > 3 or name in SHORT_NAMES:
            trie.add(name_words(name), code[:2])
    return trie


def countries(doc: Doc, texts: Sequence[str] | None = None) -> collections.Counter[str]:
    """ISO 3166-1 code -> how often the article names the country, its people, its states and large cities."""
    found: collections.Counter[str] = collections.Counter()
    for start, end, code in _names().all(texts or [token.text for token in doc]):
        if end - start > 1 or doc[start].ent_type_ != "PERSON":  # "Jordan Hale"
            found[code] += 1
    for entity in doc.ents:
        if entity.label_ == "GPE" and entity.text not in codes():
            country = _of_city(entity.text)
            found.update([country] if country else [])
    return found


@functools.lru_cache(maxsize=4096)
def _of_city(name: str) -> str | None:
    """Country of the largest city of that name, if it is large."""
    largest = max(gazetteer().cities(toponym_key(name)), key=lambda city: city.population, default=None)
    return largest.country if largest is not None and largest.population >= LARGE else None
