"""Pronouns and descriptions linked to actors named in the same article, where a rule decides."""

import bisect
import itertools
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from pipeline.extraction.actor_words import actor_nouns
from pipeline.extraction.found import Mention
from pipeline.extraction.syntax import SUBJECTS
from pipeline.resolve.apposition import Beside
from pipeline.resolve.descriptions import fits, holds, is_called, is_other_partys, said_more
from pipeline.resolve.entity import Entity
from pipeline.resolve.first_person import FIRST_PERSON, FirstPerson
from pipeline.resolve.offices import office_of
from pipeline.resolve.salience import NOBODY, Scene, Sentences, Standing, Unnamed

GENDERS: Mapping[str, str] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
}
GOVERNS = 200.0
"""Weight of governing the pronoun's clause: "Smith said he" is Smith, though Jones was named more."""
ELSEWHERE = 0.6
"""What is left of a weight in the next paragraph."""
NEXT_NAMES = 20
"""Names after a pronoun in its sentence that are looked at."""
PERSON = frozenset({"person"})
BODIES = frozenset({"agency", "organization"})
Link = tuple[Entity | None, str]


def link_descriptions(
    doc: Doc,
    mentions: Sequence[Mention],
    entities: Mapping[int, Entity],
    genders: Mapping[str, str],
    roles: Mapping[str, frozenset[str]],
) -> dict[int, Link]:
    """Index of each description or pronoun -> entity, or None, and the rule."""
    sentences = Sentences(doc)
    scene = Scene(doc, sentences)
    linker = _Linker(doc, mentions, entities, scene, sentences, roles)
    found: dict[int, Link] = {}
    unnamed = Unnamed(doc, mentions)
    for index, mention in enumerate(mentions):
        for head in unnamed.before(mention.span.start):
            scene.see_nobody(head)
        if mention.label == "PRONOUN":
            found[index] = linker.pronoun(mention)
        elif mention.label == "NOMINAL":
            found[index] = linker.nominal(index, mention)
        entity = found[index][0] if index in found else entities.get(index)
        if entity is not None and entity.type != "office" and not linker.beside.is_aside(mention):
            gender = genders.get(entity.entity_id, GENDERS.get(mention.name.lower(), ""))
            scene.see(mention, entity, gender)
    return found


class _Linker:
    def __init__(
        self,
        doc: Doc,
        mentions: Sequence[Mention],
        entities: Mapping[int, Entity],
        scene: Scene,
        sentences: Sentences,
        roles: Mapping[str, frozenset[str]],
    ) -> None:
        self._doc = doc
        self._text = doc.text  # built anew at each call
        self._mentions = mentions
        self._entities = entities
        self._scene = scene
        self._sentences = sentences
        self._roles = roles
        self.beside = Beside(self._text, mentions, entities)
        self._first = FirstPerson(doc, self._text, mentions, entities)
        self._named = [index for index in sorted(entities) if entities[index].type == "person"]
        self._starts = [mentions[index].span.start for index in self._named]

    def pronoun(self, mention: Mention) -> Link:
        word = mention.name.lower()
        if word in GENDERS:
            return self._person(mention, GENDERS[word]), "pronoun.person"
        if word in FIRST_PERSON:
            return self._first.who(mention.span.start), "pronoun.first_person"
        if word in {"they", "their"}:
            return self._governing_body(mention), "pronoun.plural"
        if word in {"it", "its"}:
            return self._body(mention), "pronoun.body"
        return None, "pronoun.open"

    def _person(self, mention: Mention, gender: str) -> Entity | None:
        """ "Lyons said he" is Lyons: the most present person of that gender."""
        barred, start = self._barred(mention), mention.span.start
        people = [
            (weight * (ELSEWHERE if self._text.find("\n", standing.place, start) >= 0 else 1.0), standing)
            for weight, standing in self._scene.present(start)
            if standing.entity.type == "person"
            and standing.gender in {"", gender}
            and standing.entity.entity_id not in barred
        ]
        verbs = {standing.verb for _, standing in people}
        nearest = next((verb for verb in self._verbs_above(mention) if verb in verbs), None)
        scored = [
            (weight + (GOVERNS if standing.verb == nearest else 0.0), standing) for weight, standing in people
        ]
        return _clear_winner(scored)

    def _barred(self, mention: Mention) -> set[str]:
        """Who "he" is not: the speaker of the quotation it stands in, and who is named in what he says.

        "“He has no plan,” Marsh said"; "He said Obama hopes".
        """
        barred = set()
        if self._first.is_quoted(mention.span.start):
            speaker = self._first.who(mention.span.start)
            barred |= {speaker.entity_id} if speaker is not None else set()
        pronoun = self._doc[self._sentences.token(mention.span.start)]
        if pronoun.dep_ in SUBJECTS:
            first = bisect.bisect_right(self._starts, mention.span.start)
            end = min(bisect.bisect_right(self._starts, pronoun.sent[-1].idx), first + NEXT_NAMES)
            for index in range(first, end):
                token = self._doc[self._sentences.token(self._mentions[self._named[index]].span.end - 1)]
                if any(above.i == pronoun.head.i for above in itertools.islice(token.ancestors, 12)):
                    barred.add(self._entities[self._named[index]].entity_id)
        return barred

    def _governing_body(self, mention: Mention) -> Entity | None:
        """ "Google said they would": the body that is subject of a verb above."""
        above = self._verbs_above(mention)
        return next(
            (
                standing.entity
                for _, standing in self._scene.present(mention.span.start, reach=0)
                if standing.verb in above
                and standing.entity.type in {*BODIES, "group"}
                and not self._sentences.has_plural(standing.place, mention.span.start)
            ),
            None,
        )

    def _verbs_above(self, mention: Mention) -> list[int]:
        """Words that govern the clause of a pronoun, nearest first: "Smith | said | he would go"."""
        token = self._doc[self._sentences.token(mention.span.start)]
        return [ancestor.i for ancestor in itertools.islice(token.ancestors, 12)]

    def _body(self, mention: Mention) -> Entity | None:
        """ "The EPA withdrew its rule": the subject of a verb above, for "it" else the most present body."""
        reach = 0 if mention.name.lower() == "its" else 1
        scored = [
            (weight, standing)
            for weight, standing in self._scene.present(mention.span.start, reach=reach)
            if standing.entity.type in BODIES
        ]
        above = self._verbs_above(mention)
        subjects = [pair for pair in scored if pair[1].verb in above]
        return _clear_winner(subjects or scored)

    def nominal(self, index: int, mention: Mention) -> Link:
        noun = actor_nouns().get(mention.name)
        if noun is None or noun.type == "person":
            return self._described_person(index, mention)
        beside = self.beside.named_before(index, BODIES) or self.beside.named_after(index, BODIES)
        if beside is not None:
            return beside, "nominal.apposition"
        if self.beside.is_indefinite(mention):
            return None, "nominal.open"
        return self._described_body(mention), "nominal.body"

    def _described_person(self, index: int, mention: Mention) -> Link:
        noun = actor_nouns().get(mention.name)
        beside = (
            self.beside.named_before(index, PERSON)
            or self._copula(index)
            or self.beside.named_after(index, PERSON)
        )
        if beside is not None:  # "A man who was arrested is the president" names nobody
            return (None, "nominal.open") if beside is NOBODY else (beside, "nominal.apposition")
        if noun is not None and noun.links == "only_person":
            return self._only_person(mention), "nominal.only_person"
        if self.beside.is_someones(mention):
            return None, "nominal.open"
        office = office_of(self._doc, mention)
        held = [
            standing.entity
            for standing in self._scene.all()
            if holds(self._roles.get(standing.entity.entity_id, frozenset()), mention)
        ]
        if held and is_other_partys(
            mention.span.of(self._text), self._roles.get(held[0].entity_id, frozenset())
        ):
            return None, "nominal.open"
        if len(held) == 1 or (held and office is None and mention.role):
            return held[0], "nominal.role"
        return office, "nominal.office" if office else "nominal.open"

    def _copula(self, index: int) -> Entity | None:
        """ "Andrew Westphal is the director of the project"."""
        token = self._doc[self._sentences.token(self._mentions[index].span.end - 1)]
        if token.dep_ != "attr":
            return None
        return next(
            (
                standing.entity
                for _, standing in self._scene.present(token.idx, reach=0)
                if standing.verb == token.head.i and standing.entity.type == "person"
            ),
            None,
        )

    def _only_person(self, mention: Mention) -> Entity | None:
        """ "The boy": the one person of that gender named in the last sentences."""
        noun = actor_nouns()[mention.name]
        people = [
            standing.entity
            for _, standing in self._scene.present(mention.span.start, reach=3)
            if standing.entity.type == "person" and (not noun.gender or standing.gender in {"", noun.gender})
        ]
        return people[0] if len(people) == 1 and people[0] is not NOBODY else None

    def _described_body(self, mention: Mention) -> Entity | None:
        noun = mention.name
        more = said_more(mention.span.of(self._text), noun)
        fitting = [
            (weight, standing)
            for weight, standing in self._scene.present(mention.span.start, reach=12)
            if standing.entity.type in BODIES
            and fits(standing.entity, noun)
            and is_called(standing.entity, more)
        ]
        return _clear_winner(fitting)


def _clear_winner(scored: Sequence[tuple[float, Standing]]) -> Entity | None:
    if not scored:
        return None
    best = max(scored, key=lambda pair: pair[0])[1].entity
    return None if best is NOBODY else best
