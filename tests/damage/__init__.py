"""The kinds of damage that `claims check` has to find, as data: what `test_checks.py` plants one by one."""

from damage.articles import ARTICLES, REJECTS
from damage.cells import ENUMERATIONS, KEYS, NULLS, REFERENCES
from damage.claims import CLAIMS
from damage.comparisons import COMPARISONS
from damage.entities import ENTITIES
from damage.files import FILES
from damage.spans import OFFSETS

DAMAGE = [
    *FILES,
    *NULLS,
    *ENUMERATIONS,
    *KEYS,
    *REFERENCES,
    *OFFSETS,
    *ARTICLES,
    *CLAIMS,
    *COMPARISONS,
    *ENTITIES,
    *REJECTS,
]

FAR_APART = [
    damage
    for damage in DAMAGE
    if damage.kind
    in {
        "two mentions of one key",
        "a dangling quote_id in claims",
        "offsets one too far",
        "a sentence elsewhere",
        "inside a quote of another article",
        "an utterance of another article",
        "a wrong count of articles",
        "a wrong count of outlets",
        "an alias left out",
        "a group of both types",
        "a comparison of reprints",
        "a reprint of nothing",
    }
]
"""Kinds that show only beside rows that may lie far away."""
