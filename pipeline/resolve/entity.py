"""What resolving yields: mentions with the entity that each refers to."""

import dataclasses

from pipeline.extraction.found import Mention


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """An actor or a jurisdiction; columns as in the data contract, without the counts."""

    entity_id: str
    kind: str
    type: str
    name: str
    country: str | None = None
    subdivision: str | None = None
    fips: str | None = None
    geonames_id: str | None = None
    lat: float | None = None
    lon: float | None = None
    parent_id: str | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A mention and who or where it is; `entity` is None where nothing decides."""

    mention: Mention
    entity: Entity | None
    rule: str
    """What recognized and resolved it, joined by `+`."""
