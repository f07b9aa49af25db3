"""Every place of an article where the parse could hold an attribution."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from spacy.tokens import Doc, Token

from pipeline.extraction import word_frames
from pipeline.extraction.attributions import Proposal
from pipeline.extraction.verb_frames import of_verb

_FINDERS: Mapping[str, Callable[[Token], Proposal | None]] = MappingProxyType(
    {
        "VERB": of_verb,
        "AUX": word_frames.of_copula,
        "NOUN": word_frames.of_noun,
        "ADJ": word_frames.of_adjective,
        "ADV": word_frames.of_adverb,
        "ADP": word_frames.of_preposition,
    }
)


def propose(doc: Doc) -> Iterator[Proposal]:
    """All proposals in the order of their cues, at most one a word; most do not attribute."""
    for token in doc:
        find = word_frames.according_to if token.lower_ == "according" else _FINDERS.get(token.pos_)
        found = find(token) if find is not None else None
        if found is not None:
            yield found
