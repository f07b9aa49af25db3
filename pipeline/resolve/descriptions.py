"""Whether a description may mean an actor: "the department", "the Democratic nominee"."""

import re
from collections.abc import Sequence

from pipeline.extraction.actor_words import actor_nouns, titles
from pipeline.extraction.found import Mention
from pipeline.resolve.agencies import is_public
from pipeline.resolve.entity import Entity

_PARTY = re.compile(r"Democratic|Republican|Libertarian|Labour|Conservative|Green")


def is_other_partys(text: str, roles: frozenset[str]) -> bool:
    """ "The Democratic nominee" after "Republican nominee Ed Farrow" is somebody else."""
    said = _PARTY.search(text)
    return said is not None and not any(said.group().lower() in role for role in roles)


NO_FIRM = frozenset(
    {"Party", "Union", "University", "College", "School", "Church", "Association", "Foundation"}
)
"""Words of bodies that are not called a company."""


def fits(entity: Entity, noun: str) -> bool:
    """Whether a body may be called so: "the department" one whose name has that word."""
    links = actor_nouns()[noun].links
    if links == "any_agency":
        return entity.type == "agency"
    if links == "any_company":
        own_kind = any(word in NO_FIRM for word in entity.name.split())
        return entity.type == "organization" and not own_kind and not is_public(entity.name)
    name = entity.name
    return noun in name.lower() or any(word in name for word in actor_nouns()[noun].also.split("|") if word)


def said_more(text: str, noun: str) -> list[str]:
    """The words that narrow a description down: "the | appeals | court"."""
    before = text.lower().removesuffix(noun).replace("-", " ").split()
    return [word for word in before if word not in NOT_NARROWING]


def is_called(entity: Entity, more: Sequence[str]) -> bool:
    """Whether a body is what is said of it, by its name: an appeals court is not the Supreme Court."""
    name = entity.name.lower()
    return not more or any(word.rstrip("s") in name for word in more)


NOT_NARROWING = frozenset(
    {"the", "this", "that", "his", "her", "its", "their", "our", "my", "own", "same", "whole", "entire"}
    | {"new", "federal", "giant", "private", "public", "high", "troubled", "struggling", "embattled"}
    | {"parent", "now", "former", "nonprofit", "national", "state", "local", "city", "county", "american"}
    | {"tech", "technology"}
)
""" "The federal agency", "the troubled company" may be any that fits; "the high court" is a supreme one."""


def holds(roles: frozenset[str], mention: Mention) -> bool:
    wanted = _full(mention.name)
    return any(_full(role).endswith(wanted) or wanted in _full(role).split() for role in roles)


def _full(role: str) -> str:
    """ "gov." and "governor" are one; so are "AG" and "attorney general"."""
    row = titles().get(role)
    return row.full if row and row.full else role
