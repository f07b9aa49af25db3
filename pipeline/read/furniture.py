"""Marks what of a page is no part of the story, and reads what those lines state.

The patterns are the rows of `models/furniture.jsonl`. Named groups of a pattern take what the line states
(`published`, `updated`, `authors`, `outlet` ...), so the line that is marked as furniture is the line that
tells the day of publication: a date inside a sentence is never taken for one.
"""

import dataclasses
import functools
import re
from typing import Literal, TypeAlias

from pipeline import models
from pipeline.read.article import Furniture
from pipeline.read.bylines import agencies, is_outlet
from pipeline.read.dates import DATE
from pipeline.read.layout import Block
from pipeline.spans import TextSpan

Where: TypeAlias = Literal["head", "top", "end", "anywhere", "start", "inside"]

MAX_BLOCK = 600
"""Longer blocks are story: no pattern of whole blocks is tried on them."""
MAX_LINE = 250
"""No dateline, byline or label of a page is longer; these patterns are the dear ones."""

_ZONE = (
    r"(?:GMT|UTC|[A-Z]{1,3}[SD]?T|UK|local time"
    r"|(?:Eastern|Central|Mountain|Pacific)(?: (?:Standard|Daylight))?(?: Time)?)"
)
TIME = (
    r"(?i:(?:\d{1,2}(?:[:.]\s?\d\d(?::\d\d)?\s?(?:[ap]\.?\s?m\b\.?)?|\s?[ap]\.?\s?m\b\.?)|noon|midnight)(?:\s?hrs)?"
    rf"(?:\s?\(?{_ZONE}\b(?:[+-]\d{{1,2}}(?::\s?\d{{1,2}})?)?\)?)?)"
)
_WORD = r"[A-ZÀ-ÖØ-Þ][\w'’-]*(?:\.[\w'’-]+)*\.?"
_NAME = rf"{_WORD}(?: (?:de|da|del|della|di|la|le|van|von|der|den|bin|al|el|ter|{_WORD})){{1,4}}"
_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’]+(?:[ /-][A-ZÀ-Þ][A-ZÀ-Þ.'’]*){0,3}"
_TITLE_CASE = r"[A-ZÀ-Þ][\w.'’]+(?:[ /-][A-ZÀ-Þ][\w.'’]*){0,3}"
_REGION = r"(?:, (?:(?:[A-Z]\.\s?){2,3}|[A-Z][a-z]+\.?(?: [A-Z][a-z]+\.?)?))?"
_PRESS = (
    r"(?:AP|Associated Press|Reuters|REUTERS|AFP|EPA|EFE|UPI|TNS|Bloomberg|Getty(?: Images)?|Shutterstock"
    r"|iStock|Xinhua|NurPhoto|Pool)"
)
_MACROS = {
    "press": _PRESS,
    "date": DATE,
    "time": TIME,
    "when": rf"(?:{TIME},?\s+(?i:on\s+)?)?{DATE}(?:\s*[,@–—|•·/-]?\s*(?i:at\s+)?{TIME})?",
    "word": _WORD,
    "plainword": r"[A-ZÀ-ÖØ-Þ][\w'’-]*+(?:\.[\w'’-]++)*+",
    "name": _NAME,
    "names": rf"{_NAME}(?:(?:,? (?:and|AND|&) |, ){_NAME}){{0,5}}",
    "outlet": rf"(?:The )?{_WORD}(?: (?:of|the|and|&|{_WORD})){{0,5}}",
    "place": _CAPITALS + _REGION,
    "anyplace": _TITLE_CASE + _REGION,
}
_MACRO = re.compile(r"\{([a-z]+)\}")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FurnitureRule:
    """A row of `models/furniture.jsonl`.

    `where` is one or more of: `head` (whole block above the story), `top` and `end` (whole block among the
    first or last of the page), `anywhere` (whole block), `start` (beginning of a block; only the group
    `mark` is furniture), `inside` (anywhere in the text). `{date}`, `{names}` and the like in `pattern`
    stand for longer patterns. `examples` must match, `counterexamples` must not.
    """

    id: str
    where: tuple[Where, ...]
    pattern: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()

    def matches(self, text: str) -> re.Match[str] | None:
        """The rule's match in a block, or in any text for `inside`."""
        compiled = _compiled(self.pattern)
        if self.where == ("inside",):
            return compiled.search(text)
        match = compiled.match(text) if self.where == ("start",) else compiled.fullmatch(text)
        return match if match is not None and _is_credible(match) else None


@dataclasses.dataclass(frozen=True, slots=True)
class Marked:
    """A block that a rule took for furniture, or that begins with a dateline."""

    block: Block
    rule: FurnitureRule
    match: re.Match[str]
    """Of the block's text: add `block.span.start` to its offsets."""

    @property
    def is_whole(self) -> bool:
        """Whether the whole block is furniture; else only what the group `mark` took, if anything."""
        return self.rule.where != ("start",) and "mark" not in self.match.re.groupindex

    def says(self, group: str) -> str | None:
        """What the line states under that name."""
        return self.match.groupdict().get(group)

    def span(self, group: str | int = 0) -> TextSpan:
        """Where in the article's text a group stands."""
        start, end = self.match.span(group)
        return TextSpan(self.block.span.start + start, self.block.span.start + end)

    @property
    def furniture(self) -> Furniture | None:
        """`MILLBROOK, Ohio —` says where and is story, so nothing of it is furniture."""
        if not self.is_whole and not self.says("mark"):
            return None
        return Furniture(span=self.span(0 if self.is_whole else "mark"), rule=self.rule.id)


def mark(text: str, page: list[Block]) -> tuple[list[Marked], list[Furniture]]:
    """Blocks that are furniture or begin with a dateline, and all stretches of the text to ignore."""
    marked = [one for block in page if (one := _first_match(block)) is not None]
    found = [furniture for one in marked if (furniture := one.furniture) is not None]
    for rule in _rules("inside"):
        found += [
            Furniture(span=TextSpan(*match.span()), rule=rule.id)
            for match in _compiled(rule.pattern).finditer(text)
        ]
    return marked, _without_overlap(found)


def _first_match(block: Block) -> Marked | None:
    rules: tuple[FurnitureRule, ...] = ()
    if len(block.text) <= MAX_LINE:
        rules += _rules_of_zones(block.is_head, block.is_top, block.is_end)
    elif len(block.text) <= MAX_BLOCK:
        rules += _rules("anywhere")
    if block.is_near_top:
        rules += _rules("start")
    for rule in rules:
        match = rule.matches(block.text)
        if match is not None:
            return Marked(block, rule, match)
    return None


def _is_credible(match: re.Match[str]) -> bool:
    """What a pattern cannot say: that a name in a byline, in brackets or beside a date is that of an outlet.

    `By Monday` is no byline, `Ohio (Republican) - ` no dateline; `(The Center Square) – ` is one
    although no list has it.
    """
    groups = match.groupdict()
    if groups.get("byoutlet") and not is_outlet(groups["byoutlet"]):
        return False
    agency = groups.get("agency")
    if agency:
        has_dash = groups["mark"][-1] in "-–—/:"
        is_known = is_outlet(agency) if has_dash else agency in agencies()
        return is_known or (has_dash and not groups.get("dateline") and agency.startswith("The "))
    beside_date = groups.get("outlet") and groups.get("published") and not groups.get("authors")
    return not beside_date or match.string.startswith(("-", "–", "—")) or is_outlet(groups["outlet"])


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(_MACRO.sub(lambda found: _MACROS[found.group(1)], pattern))


@functools.cache
def _rules(*zones: Where) -> tuple[FurnitureRule, ...]:
    rows = models.load("furniture.jsonl", FurnitureRule)
    return tuple(row for row in rows if any(zone in row.where for zone in zones))


@functools.cache
def _rules_of_zones(is_head: bool, is_top: bool, is_end: bool) -> tuple[FurnitureRule, ...]:
    zones: list[Where] = ["anywhere"]
    zones += ["head"] if is_head else []
    zones += ["top"] if is_top else []
    zones += ["end"] if is_end else []
    return _rules(*zones)


def _without_overlap(found: list[Furniture]) -> list[Furniture]:
    """In order; of two that overlap the one that starts first, then the longer one."""
    kept: list[Furniture] = []
    for one in sorted(found, key=lambda furniture: (furniture.span.start, -furniture.span.end)):
        if not kept or kept[-1].span.end <= one.span.start:
            kept.append(one)
    return kept
