"""Whom a pronoun or a description may mean: actors named before, weighed by nearness and grammar.

After Lappin and Leass 1994, "An algorithm for pronominal anaphora resolution": each mention adds weight by
its grammatical role, and all weights halve from sentence to sentence.
"""

import bisect
import dataclasses
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from pipeline.extraction.actor_words import actor_nouns
from pipeline.extraction.found import Mention
from pipeline.extraction.syntax import SUBJECTS
from pipeline.resolve.entity import Entity
from pipeline.spans import Cover, TextSpan

SUBJECT, OBJECT, OTHER = 180.0, 150.0, 110.0
ACTING = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "ROOT", "conj", "agent"})
REACH = 4
"""Sentences after which an actor is forgotten for pronouns."""


class Sentences:
    """Number of the sentence, and the token, at a place in the text."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._starts = [sentence[0].idx for sentence in doc.sents]
        self._tokens = [token.idx for token in doc]
        self._plurals = [token.idx for token in doc if token.tag_ in {"NNS", "NNPS"}]

    def number(self, place: int) -> int:
        return bisect.bisect_right(self._starts, place) - 1

    def has_plural(self, start: int, end: int) -> bool:
        """Whether a plural noun stands between two places: "ICE holds immigrants after | they"."""
        index = bisect.bisect_left(self._plurals, start)
        return index < len(self._plurals) and self._plurals[index] < end

    def token(self, place: int) -> int:
        """Index of the token that covers a place."""
        return bisect.bisect_right(self._tokens, place) - 1


@dataclasses.dataclass(slots=True)
class Standing:
    """How present an actor is: weight as of a sentence, and the verb that it last governed."""

    entity: Entity
    weight: float = 0.0
    sentence: int = -1
    verb: int = -1
    """Token of the verb that its last mention is subject of."""
    gender: str = ""
    place: int = 0
    """Where its last mention ends."""


NOBODY = Entity(entity_id="person:", kind="actor", type="person", name="")
"""Stands for a person who is described and never named: "a 21-year-old man was arrested. He ..."."""


class Scene:
    """The actors present at a place of the article, updated mention by mention."""

    def __init__(self, doc: Doc, sentences: Sentences) -> None:
        self._doc = doc
        self._sentences = sentences
        self._standings: dict[str, Standing] = {}

    def see(self, mention: Mention, entity: Entity, gender: str = "") -> None:
        """Note that a mention of an actor stands here."""
        token = self._sentences.token(mention.span.end - 1)
        head = self._doc[self._sentences.token(mention.span.start) : token + 1].root
        self._note(head, entity, gender)
        self._standings[entity.entity_id].place = mention.span.end

    def see_nobody(self, head: Token) -> None:
        """Note that somebody is described here who has no name."""
        self._standings.pop(NOBODY.entity_id, None)
        self._note(head, NOBODY, "")

    def _note(self, head: Token, entity: Entity, gender: str) -> None:
        sentence = self._sentences.number(head.idx)
        standing = self._standings.pop(entity.entity_id, None) or Standing(entity)
        standing.weight = self._faded(standing, sentence) + _grammar(head)
        standing.sentence = sentence
        standing.verb = head.head.i if head.dep_ in SUBJECTS else -1
        standing.gender = standing.gender or gender
        self._standings[entity.entity_id] = standing  # at the end: newest last

    @staticmethod
    def _faded(standing: Standing, sentence: int) -> float:
        if standing.sentence < 0:
            return 0.0
        return float(standing.weight * 0.5 ** min(sentence - standing.sentence, 60))

    def present(self, place: int, reach: int = REACH) -> Iterator[tuple[float, Standing]]:
        """Weight and standing of the actors named in the last sentences, newest first."""
        sentence = self._sentences.number(place)
        for standing in reversed(self._standings.values()):
            if sentence - standing.sentence > reach:
                return
            yield self._faded(standing, sentence), standing

    def all(self) -> Sequence[Standing]:
        """Everyone named so far, newest first."""
        return list(reversed(self._standings.values()))


def _grammar(head: Token) -> float:
    if head.dep_ in SUBJECTS:
        return SUBJECT
    return OBJECT if head.dep_ in {"dobj", "dative", "appos"} else OTHER


class Unnamed:
    """Persons described and not named, in order of the text: "A 21-year-old man was arrested"."""

    def __init__(self, doc: Doc, mentions: Sequence[Mention]) -> None:
        taken = Cover(mention.span for mention in mentions)
        self._heads = [
            token
            for token in doc
            if token.tag_ == "NN"
            and token.dep_ in ACTING
            and (noun := actor_nouns().get(token.lower_)) is not None
            and noun.type == "person"
            and not taken.overlaps(TextSpan(token.idx, token.idx + len(token)))
        ]
        self._next = 0

    def before(self, place: int) -> Iterator[Token]:
        """Those that stand before a place and were not given yet."""
        while self._next < len(self._heads) and self._heads[self._next].idx < place:
            yield self._heads[self._next]
            self._next += 1
