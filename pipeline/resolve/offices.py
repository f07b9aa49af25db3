"""Offices without a name: "the Illinois attorney general", "the governor of Ohio"."""

from spacy.tokens import Doc

from pipeline.extraction.actor_words import titles
from pipeline.extraction.found import Mention
from pipeline.extraction.jurisdiction_names import codes, names
from pipeline.resolve.entity import Entity
from pipeline.resolve.slug import slug

REACH = 4
"""Words of the longest name of a state or country that is tried."""


def office_of(doc: Doc, mention: Mention) -> Entity | None:
    """The office that a description names with its jurisdiction; None where it names none."""
    row = titles().get(mention.name)
    if row is None or not row.of_jurisdiction:
        return None
    span = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
    if span is None:
        return None
    place = (
        _place_inside([t.text for t in span]) or _place_before(doc, span.start) or _place_after(doc, span.end)
    )
    if place is None:
        return None
    title = row.full or row.title
    return Entity(
        entity_id=f"office:{slug(title)}-of-{slug(place)}",
        kind="actor",
        type="office",
        name=f"{title.title().replace(' Of ', ' of ')} of {names().get(place, place)}",
        parent_id=f"place:{place}",
    )


def _place_inside(words: list[str]) -> str | None:
    """ "the | Illinois | attorney general"."""
    for start in range(len(words)):
        for end in range(min(start + REACH, len(words)), start, -1):
            found = codes().get(" ".join(words[start:end]))
            if found is not None and words[start][0].isupper():
                return found
    return None


def _place_before(doc: Doc, end: int) -> str | None:
    """ "California | 's | governor"."""
    if end > 0 and doc[end - 1].text in {"'s", "’s", "'", "’"}:
        end -= 1
    for start in range(max(end - REACH, 0), end):
        found = codes().get(" ".join(doc[start:end].text.split()))
        if found is not None:
            return found
    return None


def _place_after(doc: Doc, start: int) -> str | None:
    """ "the governor of | Ohio"."""
    if start >= len(doc) or doc[start].lower_ != "of":
        return None
    for end in range(min(start + 1 + REACH, len(doc)), start + 1, -1):
        found = codes().get(" ".join(doc[start + 1 : end].text.split()))
        if found is not None:
            return found
    return None
