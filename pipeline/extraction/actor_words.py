"""The tables behind actors: titles, nouns for actors, words of organizations, first names, agencies."""

import dataclasses
import functools
import itertools
from collections.abc import Mapping, Sequence

from pipeline import models

AGENCY_FILES = ("agencies.jsonl", "bodies.jsonl", "parties.jsonl", "teams.jsonl")


@dataclasses.dataclass(frozen=True, slots=True)
class Title:
    """A row of `models/titles.csv`. `kind`: honorific, office, title, role, modifier or affiliation."""

    title: str
    kind: str
    gender: str = ""
    full: str = ""
    of_jurisdiction: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class ActorNoun:
    """A row of `models/actor_nouns.csv`: a noun that describes an actor: `governor`, `agency`."""

    noun: str
    type: str
    gender: str = ""
    relation: bool = False
    """It names someone by somebody else: `his wife`, `her lawyer`."""
    links: str = ""
    """What it may mean without having the word in common: `any_agency`, `any_company`, `only_person`."""
    also: str = ""
    """Words of names that may be called so, with `|` between them: "the union" for the Teamsters."""


@dataclasses.dataclass(frozen=True, slots=True)
class OrganizationWord:
    """A row of `models/organization_words.csv`: a word that makes a name an organization's."""

    word: str
    type: str
    designator: bool = False
    """It adds nothing to the name: `Inc.`, `Company`."""
    takes_of: bool = False
    """The name may go on with `of` or `for`: `University of Iowa`."""
    takes_and: bool = False
    """The name may go on with `and` after that: `Department of Health and Human Services`."""


@dataclasses.dataclass(frozen=True, slots=True)
class NotActor:
    """A row of `models/not_actors.csv`: a name (or a name's last word) of a law, a thing, a disease."""

    text: str
    kind: str
    where: str


@dataclasses.dataclass(frozen=True, slots=True)
class FirstName:
    """A row of `models/first_names.csv`."""

    name: str
    gender: str = ""
    short_for: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class KnownBody:
    """A row of the reference tables of agencies, international bodies and parties."""

    id: str
    name: str
    type: str = "agency"
    acronyms: tuple[str, ...] = ()
    guarded: tuple[str, ...] = ()
    """Acronyms that mean other things too: they count only where the article has the full name."""
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    """Words for its people: `Democrats`."""
    parent: str | None = None
    league: str = ""
    """Of a club: `MLB`."""
    building: bool = False
    """Also a place: "at the White House" is no actor, "the White House said" is."""
    common: bool = False
    """The name is a common word too ("Time"): a text is searched for its other spellings only."""


@dataclasses.dataclass(frozen=True, slots=True)
class WellKnown:
    """A row of `models/people.csv`: a person whom the press means by a short name, and nobody else."""

    name: str
    forms: str
    """Short names and other spellings, with `|` between them."""
    gender: str = ""


@functools.cache
def titles() -> Mapping[str, Title]:
    rows = models.load("titles.csv", Title)
    return {row.title: row for row in rows if row.kind not in {"modifier", "affiliation"}}


@functools.cache
def affiliations() -> frozenset[str]:
    """What a person stands for, said right before the name: "nonpartisan", "pan-democrat"."""
    return frozenset(row.title for row in models.load("titles.csv", Title) if row.kind == "affiliation")


@functools.cache
def title_modifiers() -> frozenset[str]:
    return frozenset(row.title for row in models.load("titles.csv", Title) if row.kind == "modifier")


@functools.cache
def actor_nouns() -> Mapping[str, ActorNoun]:
    return {row.noun: row for row in models.load("actor_nouns.csv", ActorNoun)}


@functools.cache
def organization_words() -> Mapping[str, OrganizationWord]:
    return {row.word: row for row in models.load("organization_words.csv", OrganizationWord)}


@functools.cache
def takes_of() -> frozenset[str]:
    """Words of organizations that `of` may follow in a name."""
    return frozenset(row.word for row in organization_words().values() if row.takes_of)


@functools.cache
def takes_and() -> frozenset[str]:
    """Words of organizations that `of` and then `and` may follow in a name."""
    return frozenset(row.word for row in organization_words().values() if row.takes_and)


@functools.cache
def not_actors(where: str) -> frozenset[str]:
    return frozenset(row.text for row in models.load("not_actors.csv", NotActor) if row.where == where)


@functools.cache
def first_names() -> Mapping[str, FirstName]:
    return {row.name: row for row in models.load("first_names.csv", FirstName)}


@functools.cache
def well_known() -> Mapping[str, WellKnown]:
    """Each short name or spelling, and each name in full, in small letters -> the person."""
    rows = models.load("people.csv", WellKnown)
    return {form.lower(): row for row in rows for form in (row.name, *row.forms.split("|"))}


@functools.cache
def known_bodies() -> Mapping[str, KnownBody]:
    """Id -> row, over all reference tables."""
    rows = itertools.chain.from_iterable(models.load(name, KnownBody) for name in AGENCY_FILES)
    return {row.id: row for row in rows}


def spellings(row: KnownBody) -> tuple[str, ...]:
    """Names and aliases with `U.S.`, `US` and `United States` exchanged, put before or left out."""
    found: dict[str, None] = {}
    for name in (row.name, *row.aliases):
        bare = next(
            (name.removeprefix(mark) for mark in ("U.S. ", "US ", "United States ") if name.startswith(mark)),
            None,
        )
        variants = [name] if bare is None else [f"{mark} {bare}" for mark in ("U.S.", "US", "United States")]
        if bare is None and row.id.startswith("org:us-") and " " in name:
            variants += [f"{mark} {name}" for mark in ("U.S.", "US", "United States", "federal", "Federal")]
        for variant in variants:
            found |= dict.fromkeys(_connectors(variant))
    return tuple(found)


def _connectors(name: str) -> Sequence[str]:
    """ "Food & Drug Administration" for "Food and Drug Administration", and the curved apostrophe."""
    swapped = [name.replace(" and ", " & "), name.replace(" & ", " and ")]
    return [*dict.fromkeys(text for one in [name, *swapped] for text in (one, one.replace("'", "’")))]
