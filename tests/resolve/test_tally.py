"""Sums, numbers of entities and ids taken, held in arrays, are those that dicts would hold."""

import collections

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import taken
from pipeline.resolve import roster, tally
from pipeline.resolve.entity import Entity
from pipeline.resolve.roster import Roster, as_table
from pipeline.resolve.tally import Tally, paired, parted
from pipeline.taken import Taken

KEYS = st.integers(0, 5)
IDS = st.sampled_from(["a", "b", "a\0", "é", "", "ab"])


@given(batches=st.lists(st.lists(st.tuples(KEYS, st.integers(-9, 9)), max_size=6), max_size=8))
def test_sums_are_those_of_a_counter(batches: list[list[tuple[int, int]]]) -> None:
    found, expected = Tally(), collections.Counter[int]()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tally, "LEAST_WAITING", 3)
        for batch in batches:
            keys, amounts = (np.array([pair[side] for pair in batch], np.int64) for side in (0, 1))
            found.add(keys, amounts)
            for key, amount in batch:
                expected[key] += amount
        keys, sums = found.sums()
    assert keys.tolist() == sorted(expected)
    assert dict(zip(keys.tolist(), sums.tolist(), strict=True)) == dict(expected)


@given(pairs=st.lists(st.tuples(st.integers(0, 2**31 - 1), st.integers(0, 2**31 - 1))))
def test_a_pair_of_numbers_is_one_key_in_the_same_order(pairs: list[tuple[int, int]]) -> None:
    high, low = (np.array([pair[side] for pair in pairs], np.int64) for side in (0, 1))
    keys = paired(high, low)
    assert [found.tolist() for found in parted(keys)] == [high.tolist(), low.tolist()]
    assert [pairs[place] for place in np.argsort(keys, kind="stable")] == sorted(pairs)


@given(batches=st.lists(st.lists(IDS, unique=True, max_size=4), max_size=8))
def test_an_id_is_taken_by_the_first_that_has_it(batches: list[list[str]]) -> None:
    found, expected = Taken(), dict[str, int]()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(taken, "LEAST_RECENT", 2)
        for batch in batches:
            assert found.places(batch) == [expected.get(key) for key in batch]
            for key in batch:
                expected.setdefault(key, len(expected))


@given(batches=st.lists(st.lists(st.tuples(IDS, st.sampled_from("xyz")), max_size=4), max_size=8))
def test_an_entity_is_what_its_first_description_says(batches: list[list[tuple[str, str]]]) -> None:
    found, expected = Roster(), dict[str, str]()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(roster, "LEAST_WAITING", 2)
        for batch in batches:
            rows = [Entity(entity_id=key, kind="actor", type="person", name=name) for key, name in batch]
            found.add(as_table(rows))
            for key, name in batch:
                expected.setdefault(key, name)
        table = found.table()
    assert list(zip(table["entity_id"].to_pylist(), table["name"].to_pylist(), strict=True)) == list(
        expected.items()
    )
    assert found.numbers(pa.array([*expected, "nobody"])).tolist() == [*range(len(expected)), -1]
