"""One entity id for one actor over a whole run, without joining namesakes."""

import functools
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.resolve.acronyms import core
from pipeline.resolve.agencies import SPARE_WORDS
from pipeline.resolve.roster import Roster
from pipeline.resolve.tally import LEAST_WAITING, Numbers, Tally
from pipeline.slices import Piece

UNNAMED = frozenset({"NOMINAL", "PRONOUN"})
FAR_MORE = 5
"""A bearer of a name must be mentioned so many times more often than the next to be meant by it."""
MORE = 3
"""So many times more often must a person be mentioned than an organization of that bare surname."""
CHUNK = 1 << 16


class NamesUsed:
    """Which names each entity of a run is called by, and how often it is mentioned.

    Grows with the distinct pairs of an entity and a name: about 50 bytes each, twice that while they are
    summed.
    """

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._counts = Tally()
        self._pairs = pa.table({"number": pa.array([], pa.int64()), "form": pa.array([], pa.string())})
        self._waiting: list[pa.Table] = []
        self._count = 0

    def add(self, mentions: pa.Table) -> None:
        """Read mentions of entities that the roster knows."""
        said = mentions.select(["entity_id", "label", "text"]).filter(pc.is_valid(mentions["entity_id"]))
        grouped = said.group_by(["entity_id", "label", "text"]).aggregate([([], "count_all")])
        self._waiting.append(grouped)
        self._count += len(grouped)
        if self._count > max(LEAST_WAITING, len(self._pairs) // 4):
            self._sum_up()

    def counts(self, size: int) -> Numbers:
        """Mentions of each of `size` entities, by number."""
        self._sum_up()
        keys, sums = self._counts.sums()
        counts = np.zeros(size, np.int64)
        counts[keys] = sums
        return counts

    def pairs(self) -> tuple[Numbers, pa.Array]:
        """Numbers of entities, and names that they are called by; each pair once."""
        self._sum_up()
        return self._pairs["number"].to_numpy(), self._pairs["form"].combine_chunks()

    def _sum_up(self) -> None:
        if not self._waiting:
            return
        said = pa.concat_tables(self._waiting)
        self._waiting, self._count = [], 0
        numbers = self._roster.numbers(said["entity_id"])
        self._counts.add(numbers[numbers >= 0], said["count_all"].to_numpy()[numbers >= 0])
        named = (numbers >= 0) & ~pc.is_in(said["label"], value_set=pa.array(sorted(UNNAMED))).to_numpy()
        texts = said["text"].filter(pa.array(named))
        forms = pa.chunked_array(
            [pa.array(map(core, chunk.to_pylist()), pa.string()) for chunk in texts.chunks], pa.string()
        )
        pairs = pa.table({"number": numbers[named], "form": forms})
        self._pairs = pa.concat_tables([self._pairs, pairs]).group_by(["number", "form"]).aggregate([])


def links(roster: Roster, used: NamesUsed) -> dict[str, str]:
    """Old entity id -> new one, for the actors of a run that are another article's under a shorter name.

    An actor known only by short names ("Lyons", "EADS") is the one that other articles call by all of these
    and by a longer one; where several could be meant it stays itself. New ids are always ids of the roster.

    Cost: sorting the pairs of actors and names, and a look at the actors all of whose names others bear, too.
    """
    known = _Actors(roster.table(), used)
    alone = sorted(known.sharing(), key=known.id_of)
    bare = _bare_names(known)
    found: dict[int, int] = {}
    for actor in sorted({*alone, *bare}, key=known.id_of):
        target = _longer(actor, known)
        if target is None:
            target = bare.get(actor)
        if target is not None:
            found[actor] = target
    for old in found:
        known.counts[_end(found, old)] += known.counts[old]
    for actor in alone:
        person = _person_meant(actor, known)
        if actor not in found and person is not None:
            found[actor] = person
    return {known.id_of(old): known.id_of(_end(found, old)) for old in found}


def renamed(piece: Piece, new_ids: Mapping[str, str]) -> Piece:
    """The same rows with new ids of entities."""
    claims = _with_new_ids(piece.claims, ("speaker_id", "agent_id"), new_ids)
    return piece._replace(mentions=_with_new_ids(piece.mentions, ("entity_id",), new_ids), claims=claims)


def _with_new_ids(data: pa.Table, names: Iterable[str], new_ids: Mapping[str, str]) -> pa.Table:
    for name in names:
        place = data.schema.get_field_index(name)
        ids = [new_ids.get(old, old) for old in data[name].to_pylist()]
        data = data.set_column(place, data.schema.field(place), pa.array(ids, pa.string()))
    return data


class _Actors:
    """The actors of a run by number, and who bears which name."""

    def __init__(self, entities: pa.Table, used: NamesUsed) -> None:
        self._entities = entities
        numbers, forms = used.pairs()
        is_actor = pc.equal(entities["kind"], "actor").to_numpy()
        forms = forms.filter(pa.array(is_actor[numbers]))
        numbers = numbers[is_actor[numbers]]
        encoded = forms.dictionary_encode()
        self._texts, codes = encoded.dictionary, encoded.indices.to_numpy().astype(np.int64)
        self.counts = used.counts(len(entities))
        self.names = np.bincount(numbers, minlength=len(entities))
        """How many names each actor has; none where it is never named."""
        by_actor, by_form = np.argsort(numbers, kind="stable"), np.argsort(codes, kind="stable")
        self._forms, self._forms_at = codes[by_actor], np.concatenate(([0], np.cumsum(self.names)))
        borne = np.bincount(codes, minlength=len(self._texts))
        self._bearers, self._bearers_at = numbers[by_form], np.concatenate(([0], np.cumsum(borne)))
        lonely = np.bincount(numbers, borne[codes] == 1, minlength=len(entities))
        self._sharing = np.flatnonzero((self.names > 0) & (lonely == 0))

    def sharing(self) -> list[int]:
        """Actors all of whose names others bear, too."""
        return [int(number) for number in self._sharing]

    def named(self, kind: str) -> Iterator[tuple[int, str]]:
        """Number and canonical name of the actors of a type that are named, by number."""
        wanted = np.flatnonzero(pc.equal(self._entities["type"], kind).to_numpy() & (self.names > 0))
        for start in range(0, len(wanted), CHUNK):
            some = wanted[start : start + CHUNK]
            yield from zip(some.tolist(), self._entities["name"].take(some).to_pylist(), strict=True)

    def id_of(self, number: int) -> str:
        return str(self._entities["entity_id"][number])

    def name_of(self, number: int) -> str:
        return str(self._entities["name"][number])

    def type_of(self, number: int) -> str:
        return str(self._entities["type"][number])

    def forms_of(self, number: int) -> Numbers:
        forms: Numbers = self._forms[self._forms_at[number] : self._forms_at[number + 1]]
        return forms

    def text_of(self, form: int) -> str:
        return str(self._texts[form])

    def bearers_of(self, form: int) -> Numbers:
        bearers: Numbers = self._bearers[self._bearers_at[form] : self._bearers_at[form + 1]]
        return bearers


def _bare_names(known: _Actors) -> dict[int, int]:
    """Organization with a word of trade -> the one of the run named without: "Apple Computer", "Apple"."""
    long: dict[str, int] = {}
    for number, name in known.named("organization"):
        parts = name.split()
        if len(parts) > 1 and parts[-1] in SPARE_WORDS:
            long[name] = max(number, long.get(name, number), key=known.id_of)
    wanted = {_without_last(name) for name in long}
    short: dict[str, int] = {}
    for number, name in known.named("organization"):
        if name in wanted:
            short[name] = max(number, short.get(name, number), key=known.id_of)
    return {
        number: short[_without_last(name)] for name, number in long.items() if _without_last(name) in short
    }


def _without_last(name: str) -> str:
    return " ".join(name.split()[:-1])


def _longer(actor: int, known: _Actors) -> int | None:
    """The actor that bears all names of this one, and a longer one."""
    own = known.forms_of(actor)
    shared = [known.bearers_of(form) for form in own]
    others = functools.reduce(lambda left, right: np.intersect1d(left, right, assume_unique=True), shared)
    fits: list[int] = sorted(
        (other for other in others[known.names[others] > len(own)].tolist() if _may_be(actor, other, known)),
        key=lambda other: (-known.counts[other], known.id_of(other)),
    )
    if not fits:
        return None
    if len(fits) > 1 and known.counts[fits[0]] < FAR_MORE * known.counts[fits[1]]:
        return None
    return fits[0]


def _person_meant(actor: int, known: _Actors) -> int | None:
    """The person whose bare surname the recognizer held for an organization's name.

    Only where the run calls one person so far more often than it names that organization: "Trump" in an
    article that never says "Donald", not "Ford".
    """
    own, name = known.forms_of(actor), known.name_of(actor)
    if (
        known.type_of(actor) != "organization"
        or len(own) != 1
        or known.text_of(own[0]) != name
        or " " in name
    ):
        return None
    bearers = known.bearers_of(own[0]).tolist()
    people = [other for other in bearers if known.type_of(other) == "person" and " " in known.name_of(other)]
    far = [other for other in people if known.counts[other] >= MORE * known.counts[actor]]
    return far[0] if len(people) == len(far) == 1 else None


def _may_be(short: int, longer: int, known: _Actors) -> bool:
    """Whether one may be a shorter name of the other: never two people named in full."""
    is_person = known.type_of(longer) == "person"
    if (known.type_of(short) == "person") != is_person:
        return False
    name, other = known.name_of(short), known.name_of(longer)
    if is_person:
        return " " not in name and other.lower().endswith(" " + name.lower())
    return len(other) > len(name)


def _end(links: Mapping[int, int], key: int) -> int:
    """The last of a chain; a chain gets longer names only, so it ends."""
    seen = {key}
    while key in links and links[key] not in seen:
        key = links[key]
        seen.add(key)
    return key
