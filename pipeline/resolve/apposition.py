"""What is written right beside a mention: a name in apposition, whose it is, whether it means any or one."""

import re
from collections.abc import Mapping, Sequence

from pipeline.extraction.found import Mention
from pipeline.resolve.entity import Entity

_INDEFINITE = re.compile(r"an? ", re.IGNORECASE)
_APPOSED = re.compile(r"(?: (?:of|at|for) [^,.;:\n]{1,60})?, ?")
POSSESSIVE = frozenset({"his", "her", "their", "my", "your", "our"})


class Beside:
    """The text around the mentions of an article; `entities` are those named, by the mention's index."""

    def __init__(self, text: str, mentions: Sequence[Mention], entities: Mapping[int, Entity]) -> None:
        self._text = text
        self._mentions = mentions
        self._entities = entities

    def named_before(self, index: int, types: frozenset[str]) -> Entity | None:
        """ "Todd Lyons, the acting director": the person right before the comma."""
        if index == 0:
            return None
        before, here = self._mentions[index - 1], self._mentions[index]
        between = self._text[before.span.end : here.span.start]
        entity = self._entities.get(index - 1)
        return entity if between.strip() == "," and entity is not None and entity.type in types else None

    def named_after(self, index: int, types: frozenset[str]) -> Entity | None:
        """ "Japan's prime minister, Taro Aso, spoke": the person between commas after the description."""
        if index + 1 >= len(self._mentions):
            return None
        here, after = self._mentions[index], self._mentions[index + 1]
        closed = self._text[after.span.end : after.span.end + 1] in {",", ".", ";", ")", ""}
        entity = self._entities.get(index + 1)
        if not closed or entity is None or entity.type not in types:
            return None
        between = self._text[here.span.end : after.span.start][:80]
        return entity if _APPOSED.fullmatch(between) else None

    def is_someones(self, mention: Mention) -> bool:
        """Whether it is described by another person: "his secretary" is not the secretary of state."""
        before = self._text[max(mention.span.start - 8, 0) : mention.span.start].split()
        return bool(before) and before[-1].lower() in POSSESSIVE

    def is_aside(self, mention: Mention) -> bool:
        """Whether a name stands alone in parentheses: "(The Center Square) – The state said it"."""
        before, after = self._text[max(mention.span.start - 5, 0) : mention.span.start], mention.span.end
        return before.endswith(("(", "(The ", "(the ")) and self._text[after : after + 1] == ")"

    def is_indefinite(self, mention: Mention) -> bool:
        """ "What parents want is a good school" means none of those named."""
        return _INDEFINITE.match(self._text, mention.span.start) is not None
