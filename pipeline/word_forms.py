"""Attributes and lemmas of words, worked out once for each kind of word instead of once for each word.

spaCy's attribute ruler matches 150 patterns at every token and its lemmatizer tries its rules on every
token, in Python: together a fifth of all the parser's time. What they answer depends on a few attributes
of the token alone, save for a handful of patterns of two words (`gon na`), so it can be remembered. The
components of the base model are still what answers, once for each kind of word not met before.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.attrs import DEP, LEMMA, LOWER, MORPH, ORTH, POS, TAG
from spacy.language import Language
from spacy.lookups import Lookups
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

Rows = npt.NDArray[np.uint64]
Key = tuple[int, int, int]
GIVEN = (TAG, POS, MORPH, LEMMA, DEP)
_NAMES = frozenset({"TAG", "POS", "MORPH", "LEMMA", "DEP"})
_ASKED = frozenset({"LOWER", "TAG", "DEP", "IS_SPACE"})
_TESTS = frozenset({"IN", "NOT_IN", "REGEX"})
_REMEMBERED = 100_000
"""Kinds of words remembered at most; then all are forgotten, so that memory stays flat over an archive."""


def remember_forms(nlp: Language) -> None:
    """Put components that remember in the place of the attribute ruler and the lemmatizer of a base model.

    The annotations stay the same. A component is left as it is where its answers might depend on more than
    words: patterns of other attributes or with operators, a lemmatizer that goes by neither rules nor tables.
    """
    if "morphologizer" in nlp.pipe_names:
        return
    for name, factory, is_known in (
        ("attribute_ruler", "claims_attributes", _asks_for_words),
        ("lemmatizer", "claims_known_lemmas", _goes_by_words),
    ):
        if name in nlp.pipe_names and is_known(nlp.get_pipe(name)):
            nlp.add_pipe(factory, after=name, config={"original": name})
            nlp.remove_pipe(name)


def _goes_by_words(lemmatizer: object) -> bool:
    return isinstance(lemmatizer, Lemmatizer) and lemmatizer.mode in ("rule", "lookup")


def _asks_for_words(ruler: object) -> bool:
    """Whether all that the ruler's patterns ask for is the form, tag and dependency of each token."""
    if not isinstance(ruler, AttributeRuler):
        return False
    return all(
        {str(name) for name in rule["attrs"]} <= _NAMES
        and all(rule["index"] in (0, -1) for pattern in rule["patterns"] if len(pattern) == 1)
        and all(_is_plain(asked) for pattern in rule["patterns"] for asked in pattern)
        for rule in _rules(ruler)
    )


def _rules(ruler: Any) -> list[dict[str, Any]]:
    return list(ruler.patterns)


def _is_plain(asked: Mapping[str, Any]) -> bool:
    tests = {test for value in asked.values() if isinstance(value, dict) for test in value}
    return set(asked) <= _ASKED and tests <= _TESTS


@Language.factory(
    "claims_attributes",
    requires=["token.tag", "token.dep"],
    assigns=["token.tag", "token.pos", "token.morph", "token.lemma", "token.dep"],
)
class KnownAttributes:
    """An attribute ruler that remembers what it gives to a form with a tag and a dependency.

    Patterns of one token are asked once for each kind of word: two words are of one kind when they have the
    same tag and no pattern tells their forms and dependencies apart. Where a longer pattern could begin, the
    ruler itself looks at the words there.
    """

    def __init__(self, nlp: Language, name: str, original: str) -> None:
        self.name = name
        self._ruler: Any = nlp.get_pipe(original)
        self._vocab = nlp.vocab
        self._alone = AttributeRuler(nlp.vocab)
        self._beginnings = Matcher(nlp.vocab)
        self._longest = 1
        for rule in _rules(self._ruler):
            self._add(rule)
        asked = [token for rule in _rules(self._ruler) for pattern in rule["patterns"] for token in pattern]
        self._forms = _Named([token["LOWER"] for token in asked if "LOWER" in token])
        self._dependencies = _Named([token["DEP"] for token in asked if "DEP" in token])
        self._kinds: dict[tuple[str, int, str, bool], tuple[tuple[int, ...], bool]] = {}
        self._forget()

    def _add(self, rule: Mapping[str, Any]) -> None:
        """Sort a rule's patterns; their order, in which later ones win, stays."""
        alone = [pattern for pattern in rule["patterns"] if len(pattern) == 1]
        if alone:
            self._alone.add(alone, rule["attrs"])
        for pattern in rule["patterns"]:
            if len(pattern) > 1:
                self._beginnings.add("beginning", [pattern[:1]])
                self._longest = max(self._longest, len(pattern))

    def _forget(self) -> None:
        self._places: dict[Key, int] = {}
        self._rows: Rows = np.zeros((0, len(GIVEN)), dtype=np.uint64)
        self._may_begin = np.zeros(0, dtype=bool)

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        keys: list[Key] = list(zip(*doc.to_array([LOWER, TAG, DEP]).T.tolist(), strict=True))
        unknown = {key: at for at, key in enumerate(keys) if key not in self._places}
        if unknown:
            if len(self._places) + len(unknown) > _REMEMBERED:
                self._forget()
                unknown = {key: at for at, key in enumerate(keys)}
            self._learn(doc, unknown)
        places = np.fromiter(map(self._places.__getitem__, keys), dtype=np.intp, count=len(keys))
        rows = self._rows[places]
        for start, end in self._stretches(np.flatnonzero(self._may_begin[places]), len(doc)):
            rows[start:end] = self._answers(self._ruler, doc, range(start, end))[0]
        return _written(doc, GIVEN, rows)

    def _stretches(self, beginnings: npt.NDArray[np.intp], end: int) -> list[tuple[int, int]]:
        """Stretches of words that hold all that a longer pattern which begins there can match."""
        stretches: list[tuple[int, int]] = []
        for start in beginnings.tolist():
            stop = min(start + self._longest, end)
            if stretches and start <= stretches[-1][1]:
                stretches[-1] = (stretches[-1][0], stop)
            else:
                stretches.append((start, stop))
        return stretches

    def _learn(self, doc: Doc, unknown: Mapping[Key, int]) -> None:
        kinds = [self._kind(doc, at) for at in unknown.values()]
        new = {kind: at for kind, at in zip(kinds, unknown.values(), strict=True) if kind not in self._kinds}
        if new:
            rows, words = self._answers(self._alone, doc, list(new.values()))
            begins = {start for _, start, _ in self._beginnings(words, allow_missing=True)}
            for place, (kind, at) in enumerate(new.items()):
                row = rows[place].tolist()
                # The dependency is the word's own, unless the ruler gives another.
                given = (*row[:-1], row[-1] if row[-1] != doc[at].dep else -1)
                self._kinds[kind] = (given, place in begins)
        learnt = [self._kinds[kind] for kind in kinds]
        added = [
            (*row[:-1], dependency if row[-1] == -1 else row[-1])
            for (row, _), (_, _, dependency) in zip(learnt, unknown, strict=True)
        ]
        for key in unknown:
            self._places[key] = len(self._places)
        self._rows = np.vstack((self._rows, np.array(added, dtype=np.uint64)))
        self._may_begin = np.append(self._may_begin, [begins for _, begins in learnt])

    def _kind(self, doc: Doc, at: int) -> tuple[str, int, str, bool]:
        token = doc[at]
        return self._forms.of(token.lower_), token.tag, self._dependencies.of(token.dep_), token.is_space

    def _answers(self, ruler: Any, doc: Doc, places: Sequence[int]) -> tuple[Rows, Doc]:
        """What a ruler gives to these words of a doc, set one behind the other; and they as a doc."""
        words = Doc(self._vocab, words=[doc[at].text for at in places])
        _written(words, (TAG, DEP), doc.to_array([TAG, DEP])[list(places)])
        ruler(words)
        rows: Any = words.to_array(list(GIVEN))
        return rows, words


def _make_sets(lemmatizer: Any) -> None:
    """The rules ask whether a form is in the index of known words, which models keep as a list of 50,000."""
    lookups: Lookups = lemmatizer.lookups
    if lookups.has_table("lemma_index"):
        index = lookups.get_table("lemma_index")
        for part_of_speech, words in list(index.items()):
            index[part_of_speech] = frozenset(words)


def _written(doc: Doc, attributes: Sequence[int], values: Any) -> Doc:
    return doc.from_array(list(attributes), values) if len(doc) else doc


class _Named:
    """Tells values that patterns name from all others."""

    def __init__(self, asked: Sequence[str | Mapping[str, Any]]) -> None:
        tests: list[Mapping[str, Any]] = [
            {"IN": [value]} if isinstance(value, str) else value for value in asked
        ]
        self._values = {value for test in tests for name in ("IN", "NOT_IN") for value in test.get(name, ())}
        self._shapes = [re.compile(test["REGEX"]) for test in tests if "REGEX" in test]

    def of(self, value: str) -> str:
        """The value, if a pattern may tell it from others; else a sign that stands for all others."""
        is_named = value in self._values or any(shape.search(value) for shape in self._shapes)
        return value if is_named else "\0"


@Language.factory("claims_known_lemmas", requires=["token.pos", "token.morph"], assigns=["token.lemma"])
class KnownLemmas:
    """A lemmatizer that remembers the lemma of a form with a part of speech and a morphology."""

    def __init__(self, nlp: Language, name: str, original: str) -> None:
        self.name = name
        self._lemmatizer: Any = nlp.get_pipe(original)
        self._strings = nlp.vocab.strings
        self._lemmas: dict[Key, str] = {}
        _make_sets(self._lemmatizer)

    def __call__(self, doc: Doc) -> Doc:
        forms = doc.to_array([ORTH, POS, MORPH])
        given = doc.to_array([LEMMA])
        open_ = np.flatnonzero((given == 0) | self._lemmatizer.overwrite)
        keys: list[Key] = list(zip(*forms[open_].T.tolist(), strict=True))
        places = dict(zip(keys, open_.tolist(), strict=True))
        # A lemma's string may be gone with the memory zone it was made in: each doc adds its own anew.
        hashes = {key: self._strings.add(self._lemma(doc, key, at)) for key, at in places.items()}
        given[open_] = np.fromiter(map(hashes.__getitem__, keys), dtype=np.uint64, count=len(keys))
        return _written(doc, (LEMMA,), given)

    def _lemma(self, doc: Doc, key: Key, at: int) -> str:
        known = self._lemmas.get(key)
        if known is None:
            if len(self._lemmas) >= _REMEMBERED:
                self._lemmas.clear()
                self._lemmatizer.cache.clear()
            known = self._lemmas[key] = self._lemmatizer.lemmatize(doc[at])[0]
        return known
