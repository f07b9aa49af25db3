"""Which article ids a run has already, for more articles than a dict would hold."""

import hashlib
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from pipeline.shown import shown

TAKEN = "is taken by an earlier article"
"""By these words `checks` knows the reject of a second article of one id: its path may be of an article."""
LEAST_RECENT = 50_000
"""So many ids are kept in a dict before they are sorted among the others, and later a quarter of all."""


def duplicate_error(article_id: str, path: str) -> str:
    """The sentence for `rejects`; `path` is that of the article that has the id."""
    return f"The id {shown(article_id)} {TAKEN} of {shown(path)}."


class Taken:
    """The place of each id in the order of the run: 24 bytes an id, a digest of BLAKE2b and a number."""

    def __init__(self) -> None:
        self._digests: npt.NDArray[np.bytes_] = np.array([], "S16")
        self._places: npt.NDArray[np.int64] = np.array([], np.int64)
        self._recent: dict[bytes, int] = {}
        self._count = 0

    def places(self, ids: Iterable[str]) -> list[int | None]:
        """For each id the place at which it was taken before; None for a new one, which takes the next place.

        An id that comes twice in `ids` is new both times.
        """
        digests = [hashlib.blake2b(key.encode(), digest_size=16).digest() for key in ids]
        found = [
            self._recent.get(digest, old) for digest, old in zip(digests, self._older(digests), strict=True)
        ]
        for digest, place in zip(digests, found, strict=True):
            if place is None:
                self._recent.setdefault(digest, self._count)
                self._count += 1
        if len(self._recent) > max(LEAST_RECENT, len(self._places) // 4):
            self._sort()
        return found

    def _older(self, digests: list[bytes]) -> list[int | None]:
        if not len(self._digests):
            return [None] * len(digests)
        wanted = np.array(digests, "S16")
        at = np.searchsorted(self._digests, wanted)
        at[at == len(self._digests)] = 0
        known = self._digests[at] == wanted
        return [
            int(self._places[place]) if is_known else None for place, is_known in zip(at, known, strict=True)
        ]

    def _sort(self) -> None:
        digests = np.concatenate((self._digests, np.array(list(self._recent), "S16")))
        places = np.concatenate((self._places, np.fromiter(self._recent.values(), np.int64)))
        order = np.argsort(digests, kind="stable")
        self._digests, self._places, self._recent = digests[order], places[order], {}
