"""Near matches for a name that was given and is not there."""

import difflib
from collections.abc import Iterable

MOST = 5_000
"""Names that are looked at: a large run has more claims than a person would wait for."""


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """` Did you mean a or b?`, the nearest first; empty where nothing is near.

    Names of the same article, which share what stands before `#`, are looked at first.
    """
    names = list(dict.fromkeys(known))
    own = [name for name in names if name.partition("#")[0] == given.partition("#")[0]]
    near = difflib.get_close_matches(given, (own or names)[:MOST], n=3) or own[:3]
    return f" Did you mean {' or '.join(near)}?" if near else ""
