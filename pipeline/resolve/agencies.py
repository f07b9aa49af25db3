"""Which mentions of agencies, organizations and groups in an article are one.

Known names go to their row of the reference tables; an acronym to the name that the article defines it by
("the New York Department of Corrections (NYDOC)"), else to the only name with those initials.
"""

import collections
import dataclasses
import functools
import itertools
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from pipeline.extraction.actor_words import known_bodies, not_actors, organization_words
from pipeline.extraction.found import Mention
from pipeline.extraction.jurisdiction_names import codes, leading, names
from pipeline.extraction.known_names import KnownName, by_spelling
from pipeline.extraction.parties import Meanings, parties
from pipeline.resolve.acronyms import core, defined_acronyms, initials, is_acronym
from pipeline.resolve.clubs import club_meant, is_nickname, leagues_of
from pipeline.resolve.entity import Entity
from pipeline.resolve.ministries import OWNER_REACH, Ministry, country_of_article, ministry, owner
from pipeline.resolve.slug import slug

OWN_COUNTRY = frozenset({"US"})
"""The tables have bodies of the United States under their bare names."""
CHAMBERS = frozenset({"House", "Senate", "Legislature", "Assembly", "Parliament", "Congress"})
"""Bodies that are called by one word: "the Texas House", then "the House"."""
SPARE_WORDS = frozenset({"Motor", "Motors", "Computer", "Computers"})
"""Words of trade that a firm's name is used with and without: "Apple Computer", "Daewoo Motors"."""


def _is_complete(parts: Sequence[str], end: int) -> bool:
    """Whether a name could end here: "Andy Warhol Foundation | for the Visual Arts"."""
    return end > 1 and parts[end - 1] in organization_words() and parts[end] in {"for", "of"}


@dataclasses.dataclass(slots=True)
class Body:
    """One organization of an article and the forms of its name."""

    label: str = "ORG"
    forms: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)
    entity: Entity | None = None

    def _standing(self, form: str) -> tuple[bool, bool, int, int, str]:
        """Order of preference as a name: "Church of Scientology" before "Church"; acronyms late."""
        return form in organization_words(), is_acronym(form), -self.forms[form], -len(form), form

    def made(self) -> Entity:
        """The table's entity, else one named by the most used form that is no acronym."""
        if self.entity is None:
            best = min(self.forms, key=self._standing)
            self.entity = _named(best, self.label)
        return self.entity


def table_entity(known_id: str) -> Entity:
    party = parties().get(known_id)
    if party is not None:
        return Entity(
            entity_id=known_id, kind="actor", type="organization", name=party.name, country=party.country
        )
    row = known_bodies()[known_id]
    return Entity(entity_id=row.id, kind="actor", type=row.type, name=row.name, parent_id=row.parent)


def _named(name: str, label: str = "ORG") -> Entity:
    short = core(name)
    if label == "NORP":
        return Entity(entity_id=f"group:{slug(short)}", kind="actor", type="group", name=short)
    placed = leading(short)
    if placed is not None and (is_agency(placed[1]) or _is_weak(placed[1])):
        place, rest = placed
        if rest.lower() == "government":
            short = government_of(place)
        key = f"org:{slug(place)}-{slug(rest)}"
        return Entity(entity_id=key, kind="actor", type="agency", name=short, parent_id=f"place:{place}")
    kind = "agency" if is_agency(short) else "organization"
    return Entity(entity_id=f"org:{slug(short)}", kind="actor", type=kind, name=short)


def government_of(code: str) -> str:
    """ "The UK government" is the Government of the United Kingdom."""
    name = names().get(code, code)
    article = "the " if name.startswith("United ") or name.endswith("s") else ""
    return f"Government of {article}{name}"


def is_agency(name: str) -> bool:
    """Whether a name is built as public bodies' are: Department, School District, Sheriff's Office."""
    parts = name.replace("’", "'").split()
    phrases = [*parts, *(" ".join(pair) for pair in itertools.pairwise(parts))]
    return any(row.type == "agency" for text in phrases if (row := organization_words().get(text)))


def _is_weak(name: str) -> bool:
    return any(row.type == "either" for part in name.split() if (row := organization_words().get(part)))


def is_public(name: str) -> bool:
    """Whether a name is built as those of public bodies and committees are, and is so no company's."""
    return is_agency(name) or _is_weak(name)


class Bodies:
    """The organizations of one article, by name."""

    def __init__(
        self, text: str, mentions: Sequence[Mention], spoken: Mapping[str, int] = MappingProxyType({})
    ) -> None:
        """`spoken` counts how often the article names each country, by ISO 3166-1 code."""
        named = [mention for mention in mentions if mention.label == "ORG"]
        self._text = text
        self._spoken = spoken
        self._parties = Meanings(spoken, dict.fromkeys(mention.name for mention in named))
        self._ministries: dict[str, Entity] = {}
        self._defined = defined_acronyms(text, named)
        self._by_key: dict[str, Body] = {}
        self._cores = list(dict.fromkeys(core(mention.name) for mention in named))
        self._first = _first_places([core(mention.name) for mention in named])
        self._designated = {
            core(m.name) for m in named if m.name not in {core(m.name), "The " + core(m.name)}
        }
        self._people = {
            part for mention in mentions if mention.label == "PERSON" for part in mention.name.split()
        }
        self._by_initials: dict[str, set[str]] = collections.defaultdict(set)
        self._by_start: dict[str, set[str]] = collections.defaultdict(set)
        self._by_tail: dict[str, set[str]] = collections.defaultdict(set)
        for name in self._cores:
            self._index(name)
        self._last_with: dict[str, str] = {}

    def _index(self, name: str) -> None:
        """Note by which shorter names an organization may be called."""
        parts = name.split()
        if len(parts) < 2:
            return
        for short in {initials(name), "".join(part[0] for part in parts).upper()}:
            self._by_initials[short].add(name)  # "NYDOC" has the O of "of"
        for end in range(1, len(parts)):
            if all(part in SPARE_WORDS for part in parts[end:]) or _is_complete(parts, end):
                self._by_start[" ".join(parts[:end])].add(name)
        if _gives_first_word(parts) and self._comes_first(name, parts[0]):
            self._by_start[parts[0]].add(name)
        placed = leading(name)
        if placed is not None and placed[0] not in OWN_COUNTRY:
            for tail in {placed[1], placed[1].split(" of ")[0]}:
                if " " in tail or tail in CHAMBERS:
                    self._by_tail[tail].add(name)
        known = by_spelling().get(name)
        if known is not None and known.form == "name" and parts[-1] not in organization_words():
            self._by_tail[parts[-1]].add(name)  # "St. Louis Cardinals"

    def _comes_first(self, name: str, short: str) -> bool:
        """Whether the long name introduces the short one: not "Apple Inc." and then "Apple Music"."""
        if short in self._designated:
            return False
        places = self._first.get(short, [])
        return len(places) < 2 or self._first[name][0] < places[1]  # a headline may have the short one

    def resolve(self, mention: Mention) -> tuple[Body, str]:
        """The body that a mention names, and the rule."""
        key, rule = self._key(mention.name)
        if rule in {"org.name", "org.short_name", "org.without_place"}:
            key, rule = self._of_country(mention, key, rule)
        for part in core(mention.name).split():
            if part in organization_words() and " " in core(mention.name):
                self._last_with[part] = key
        body = self._by_key.setdefault(key, Body(mention.label))
        body.forms[core(mention.name)] += 1
        if body.entity is None and key.startswith("org:"):
            body.entity = self._ministries.get(key) or table_entity(key)
        return body, rule

    def _of_country(self, mention: Mention, key: str, rule: str) -> tuple[str, str]:
        """A ministry named without its country: that of the words before it, or that of the whole article."""
        office = ministry(core(mention.name))
        if office is None:
            return key, rule
        country = owner(self._text[: mention.span.start][-OWNER_REACH:])
        if country is None and rule != "org.without_place":
            country = country_of_article(self._spoken)
        return (key, rule) if country is None else (self._ministry(office, country), "org.ministry")

    def _ministry(self, office: Ministry, country: str) -> str:
        entity = office.entity(country)
        self._ministries[entity.entity_id] = entity
        return entity.entity_id

    def _key(self, name: str) -> tuple[str, str]:
        if name in self._defined:
            return self._key(self._defined[name])[0], "org.defined_acronym"
        short = core(name)
        known = self._known(name) or self._known(short)
        tail = self._only(self._by_tail, short)
        if tail is not None and (known is None or not self._is_named_whole(known.id)):
            return self._key(tail)[0], "org.without_place"
        if known is not None:
            return known.id, "org.table"
        club = club_meant(short, self._leagues) if is_nickname(short) else None
        if club is not None:
            return club, "org.club"
        office = ministry(short)
        if office is not None and office.country is not None:
            return self._ministry(office, office.country), "org.ministry"
        if short in organization_words() and short in self._last_with:
            return self._last_with[short], "org.last_named_so"
        if is_acronym(short):
            longer = self._only(self._by_initials, short.replace(".", ""))
            if longer is not None:
                return self._key(longer)[0], "org.initials"
        longer = self._only(self._by_start, short) if short not in self._people else None
        if longer is not None:
            return self._key(longer)[0], "org.short_name"
        return _letters(short), "org.name"

    def _known(self, name: str) -> KnownName | None:
        """The row of a name; a firm's or club's common word counts beside its full name only."""
        sense = self._parties.of(name)
        if sense is not None:
            return KnownName(sense.party.id, sense.form)
        known = by_spelling().get(name)
        if known is None or known.form != "guarded" or known_bodies()[known.id].type == "agency":
            return known
        return known if self._is_named_whole(known.id) else None

    @staticmethod
    def _only(table: Mapping[str, set[str]], short: str) -> str | None:
        """The one name that a short one may stand for; names of one spelling count once."""
        longer = table.get(short, set())
        return min(longer) if len({_letters(name) for name in longer}) == 1 else None

    @functools.cached_property
    def _leagues(self) -> frozenset[str]:
        return leagues_of(self._text, self._cores)

    @functools.cached_property
    def _whole(self) -> frozenset[str]:
        """Ids of the reference tables that the article has in a form that means nobody else."""
        return frozenset(
            known.id
            for name in self._cores
            if (known := by_spelling().get(name)) is not None
            and (
                known.form == "acronym" or leading(name) is not None or name == known_bodies()[known.id].name
            )
        )

    def _is_named_whole(self, known_id: str) -> bool:
        return known_id in self._whole


def _first_places(names: Sequence[str]) -> dict[str, list[int]]:
    """Name -> the first two of its places in a sequence."""
    found: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        places = found.setdefault(name, [])
        if len(places) < 2:
            places.append(place)
    return found


def _gives_first_word(parts: Sequence[str]) -> bool:
    """Whether a name may be cut to its first word: "Lockheed Martin", "Cerberus Capital Management"."""
    first = parts[0]
    return (
        len(parts) <= 4
        and len(first) > 2
        and first[0].isupper()
        and first not in organization_words()
        and first not in codes()
        and first not in not_actors("shared_first")
        and all(part[0].isupper() or part == "&" for part in parts)
    )


def _letters(name: str) -> str:
    """A name for comparison: "New People's Party" and "New People Party" are one."""
    return name.lower().replace("'s", "").replace("’s", "")
