"""Pronouns and descriptions linked to actors named in the same article, where a rule decides."""

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from pipeline.extract.actor_words import actor_nouns, titles
from pipeline.extract.found import Mention
from pipeline.resolve.entity import Entity
from pipeline.resolve.offices import office_of
from pipeline.resolve.salience import Scene, Sentences, Standing

GENDERS: Mapping[str, str] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
}
ANY_AGENCY = frozenset({"agency", "regulator", "watchdog"})
ANY_COMPANY = frozenset({"company", "firm", "corporation", "manufacturer", "automaker", "carmaker", "airline", "maker", "retailer", "airframer", "planemaker", "startup", "start-up", "giant", "conglomerate", "business", "developer"})  # fmt: skip
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
    linker = _Linker(doc, mentions, entities, scene, roles)
    found: dict[int, Link] = {}
    for index, mention in enumerate(mentions):
        if mention.label == "PRONOUN":
            found[index] = linker.pronoun(mention)
        elif mention.label == "NOMINAL":
            found[index] = linker.nominal(index, mention)
        entity = found[index][0] if index in found else entities.get(index)
        if entity is not None and entity.type != "office":
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
        roles: Mapping[str, frozenset[str]],
    ) -> None:
        self._doc = doc
        self._mentions = mentions
        self._entities = entities
        self._scene = scene
        self._roles = roles

    def pronoun(self, mention: Mention) -> Link:
        word = mention.name.lower()
        if word in GENDERS:
            return self._person(mention, GENDERS[word]), "pronoun.person"
        if word in {"it", "its"}:
            return self._body(mention), "pronoun.body"
        return None, "pronoun.open"

    def _person(self, mention: Mention, gender: str) -> Entity | None:
        """ "Lyons said he" is Lyons: the most present person of that gender."""
        scored = [
            (weight, standing)
            for weight, standing in self._scene.present(mention.span.start)
            if standing.entity.type == "person" and standing.gender in {"", gender}
        ]
        return _clear_winner(scored)

    def _body(self, mention: Mention) -> Entity | None:
        scored = [
            (weight, standing)
            for weight, standing in self._scene.present(mention.span.start, reach=1)
            if standing.entity.type in BODIES
        ]
        return _clear_winner(scored)

    def nominal(self, index: int, mention: Mention) -> Link:
        noun = actor_nouns().get(mention.name)
        if noun is None:
            return None, "nominal.open"
        if noun.type == "person":
            return self._described_person(index, mention)
        return self._described_body(mention), "nominal.body"

    def _described_person(self, index: int, mention: Mention) -> Link:
        beside = self._apposed(index)
        if beside is not None:
            return beside, "nominal.apposition"
        office = office_of(self._doc, mention)
        held = [
            standing.entity
            for standing in self._scene.all()
            if _holds(self._roles.get(standing.entity.entity_id, frozenset()), mention)
        ]
        if len(held) == 1 or held and office is None and mention.role:
            return held[0], "nominal.role"
        return office, "nominal.office" if office else "nominal.open"

    def _apposed(self, index: int) -> Entity | None:
        """ "Todd Lyons, the acting director": the person right before the comma."""
        if index == 0:
            return None
        before, here = self._mentions[index - 1], self._mentions[index]
        between = self._doc.text[before.span.end : here.span.start]
        entity = self._entities.get(index - 1)
        return entity if between.strip() == "," and entity is not None and entity.type == "person" else None

    def _described_body(self, mention: Mention) -> Entity | None:
        noun = mention.name
        for _, standing in self._scene.present(mention.span.start, reach=12):
            if standing.entity.type in BODIES and _fits(standing, noun):
                return standing.entity
        return None


def _fits(standing: Standing, noun: str) -> bool:
    """Whether a body may be called so: "the department" one whose name has that word."""
    if noun in ANY_AGENCY:
        return standing.entity.type == "agency"
    if noun in ANY_COMPANY:
        return standing.entity.type == "organization"
    return noun in standing.entity.name.lower()


def _holds(roles: frozenset[str], mention: Mention) -> bool:
    wanted = _full(mention.name)
    return any(_full(role).endswith(wanted) or wanted in _full(role).split() for role in roles)


def _full(role: str) -> str:
    """ "gov." and "governor" are one; so are "AG" and "attorney general"."""
    row = titles().get(role)
    return row.full if row and row.full else role


def _clear_winner(scored: Sequence[tuple[float, Standing]]) -> Entity | None:
    if not scored:
        return None
    ranked = sorted(scored, key=lambda pair: -pair[0])
    return ranked[0][1].entity
