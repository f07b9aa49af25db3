"""Union-find over names, with an answer that does not depend on the order of joining."""

import collections


class Unions:
    """Joins names into sets (Galler and Fischer, An improved equivalence algorithm, 1964)."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def join(self, one: str, other: str) -> None:
        """Put the sets of two names together; the lesser name leads."""
        lead, follow = sorted((self.lead(one), self.lead(other)))
        self._above[follow] = lead

    def lead(self, name: str) -> str:
        """The least name of the set that a name is in."""
        path = []
        while (above := self._above.setdefault(name, name)) != name:
            path.append(name)
            name = above
        for passed in path:
            self._above[passed] = name
        return name

    def groups(self) -> list[list[str]]:
        """The sets, each sorted, in order of their least names."""
        held: dict[str, list[str]] = collections.defaultdict(list)
        for name in sorted(self._above):
            held[self.lead(name)].append(name)
        return [held[lead] for lead in sorted(held)]
