"""Ministries under the name that encyclopedias have, with their country: "Saudi Interior Ministry".

Countries share the names of their ministries, so one is told from another by its country alone: by that in
its name, by a possessive before it ("Ukraine's Defense Ministry"), else by the one that the article is about.
"""

import dataclasses
import functools
import re
from collections.abc import Mapping

from pipeline import models
from pipeline.extraction.jurisdiction_names import codes, leading
from pipeline.resolve.entity import Entity
from pipeline.resolve.slug import slug

_BEFORE = re.compile(r"(?P<subject>[A-Z][\w-]*(?:,? (?:and |& )?[A-Z][\w-]*){0,5}) Ministry")
_AFTER = re.compile(r"Ministry (?:of|for) (?:the )?(?P<subject>[A-Z].{0,80})")
_OWNER = re.compile(r"(?P<owner>[A-Z][\w.]*(?: [A-Z][\w.]*)?)(?:['’]s?)? $")
SPELLED = {"Defence": "Defense", "Labour": "Labor", "Foreign Affairs": "Foreign"}
"""Subjects under the spelling of the table."""
NO_MINISTRIES = frozenset({"US"})
OWNER_REACH = 40
"""Characters before a name that are searched for whose it is."""
CLEAR = 2
"""How many times as often as any other a country is named that an article is about."""


@dataclasses.dataclass(frozen=True, slots=True)
class MinistryName:
    """A row of `models/ministries.csv`: what a ministry is called; without a country, in most of them."""

    subject: str
    name: str
    country: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Ministry:
    """A ministry as an article names it."""

    subject: str
    country: str | None
    """ISO 3166-1 code, where the name has it."""

    def entity(self, country: str) -> Entity:
        """The ministry of a country."""
        name = self._name(country)
        return Entity(
            entity_id=f"org:{country.lower()}-{slug(name)}",
            kind="actor",
            type="agency",
            name=name,
            country=country,
            parent_id=f"place:{country}",
        )

    def _name(self, country: str) -> str:
        subject = SPELLED.get(self.subject, self.subject)
        known = _names().get((subject, country)) or _names().get((subject, ""))
        return known or f"Ministry of {self.subject}"


@functools.cache
def _names() -> Mapping[tuple[str, str], str]:
    rows = models.load("ministries.csv", MinistryName)
    return {(row.subject, row.country): row.name for row in rows}


def ministry(name: str) -> Ministry | None:
    """What a name says of a national ministry; None where it names none, or one of a state or province."""
    country = None
    placed = leading(name.removeprefix("the ").removeprefix("The "))
    if placed is not None:
        country, name = placed
    match = _BEFORE.fullmatch(name) or _AFTER.fullmatch(name)
    if match is None or (country is not None and len(country) != 2):
        return None
    subject, of, place = match["subject"].partition(" of ")
    if of:
        country = codes().get(place.removeprefix("the "))
    return None if of and country is None else Ministry(subject, country)


def owner(before: str) -> str | None:
    """The country right before a name: "Ukraine's | Defense Ministry"."""
    match = _OWNER.search(before)
    if match is None:
        return None
    words = match["owner"].split()
    code = codes().get(" ".join(words)) or codes().get(words[-1], "")
    return code if len(code) == 2 else None


def country_of_article(spoken: Mapping[str, int]) -> str | None:
    """The one country that an article is about, from the counts of all that it names."""
    ranked = sorted(spoken.items(), key=lambda item: (-item[1], item[0]))[:2]
    if not ranked or ranked[0][0] in NO_MINISTRIES:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= CLEAR * ranked[1][1] else None
