"""Claims about the same thing as groups: joined by the rows that join two of them.

A group holds claims of one kind and one dimension, since only such are ever joined. Its id is made of its
least claim_id, so that it stays the same whatever else the run holds.
"""

import hashlib
from collections.abc import Iterable

from pipeline.comparison.unions import Unions


def group_ids(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """claim_id -> group_id."""
    unions = Unions()
    for one, other in pairs:
        unions.join(one, other)
    return {member: _name(group[0]) for group in unions.groups() for member in group}


def _name(claim_id: str) -> str:
    return "group:" + hashlib.sha256(claim_id.encode("utf-8")).hexdigest()[:12]
