"""Rows of made news, as extraction would give them: arrow tables of a few articles, or lists of rows.

The rows say what was noted while the sentences were made, not what the extractor finds; both are close
(docs/scale.md compares them), so that what comes behind extraction can be measured apart from it.
"""

import dataclasses
import hashlib
from collections.abc import Iterable, Iterator, Sequence

import pyarrow as pa
from draft import Named, Said, Sentence, Stated
from stories import MEAN_WORDS, Story, gaps, stories

from pipeline import tables
from pipeline.resolve.entity import Entity
from pipeline.tables import ArticleRow, ClaimRow, EntityRow, MentionRow

MILLIONS = {"": 1.0, "million": 1e6, "billion": 1e9}
UNNAMED = frozenset({"NOMINAL", "PRONOUN"})
Row = tuple[object, ...]


@dataclasses.dataclass(slots=True)
class Edition:
    """Rows as a run would hold them."""

    articles: list[ArticleRow]
    mentions: list[MentionRow]
    entities: list[EntityRow]
    claims: list[ClaimRow]


def edition(count: int, first: int = 0, mean_words: int = MEAN_WORDS) -> Edition:
    """As many articles, story by story, from the story numbered `first`."""
    made = tables_of(stories(count, mean_words, first))
    return Edition(
        articles=tables.rows(ArticleRow, made["articles"]),
        mentions=tables.rows(MentionRow, made["mentions"]),
        entities=tables.rows(EntityRow, made["entities"]),
        claims=tables.rows(ClaimRow, made["claims"]),
    )


def tables_of(told: Iterable[Story]) -> dict[str, pa.Table]:
    """The tables of a part: articles, mentions, entities, claims, and rejects, of which there are none."""
    articles: list[Row] = []
    mentions: list[Row] = []
    claims: list[Row] = []
    census = _Census()
    for story in told:
        text = story.text
        _add_rows(story, mentions, claims, census)
        digest = hashlib.sha256(text.encode()).hexdigest()
        articles.append(
            (story.article_id, "archive.jsonl.gz", story.outlet, (), story.headline, story.published,
             "metadata", None, "en", text, digest, text.count(" ") + 1 + text.count("\n\n"), None)
        )  # fmt: skip
    rows = {"articles": articles, "mentions": mentions, "entities": list(census.rows()), "claims": claims}
    return {name: _table(name, listed) for name, listed in (*rows.items(), ("rejects", []))}


def _table(name: str, rows: list[Row]) -> pa.Table:
    schema = tables.schema(name)
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [
        pa.nulls(len(column), field.type) if _is_empty(column) else pa.array(column, field.type)
        for column, field in zip(columns, schema, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _is_empty(column: Sequence[object]) -> bool:
    return bool(column) and column[0] is None and column.count(None) == len(column)


def _add_rows(story: Story, mentions: list[Row], claims: list[Row], census: "_Census") -> None:
    at = 0
    for gap, sentence in zip(gaps(), story.sentences, strict=False):
        at += len(gap)
        places = []
        for item in sentence.named:
            mentions.append(_mention(story, sentence, at, item))
            census.add(item, sentence.text[item.start : item.end], story)
            if item.label == "GPE" and item.entity is not None:
                places.append(item.entity.entity_id)
        of = tuple(dict.fromkeys(places))
        if sentence.said is not None:
            claims.append(_quote(story, sentence, at, sentence.said, of))
        claims.extend(_statistic(story, sentence, at, item, of) for item in sentence.stated)
        at += len(sentence.text)


def _mention(story: Story, sentence: Sentence, at: int, item: Named) -> Row:
    start, end = at + item.start, at + item.end
    kind = "jurisdiction" if item.label == "GPE" else "actor"
    entity_id = None if item.entity is None else item.entity.entity_id
    return (
        f"{story.article_id}#{kind[0]}{start}-{end}", story.article_id, start, end,
        sentence.text[item.start : item.end], kind, item.label, item.role, entity_id, item.rule,
    )  # fmt: skip


def _begin(
    story: Story, sentence: Sentence, at: int, item: Stated | Said, kind: str, of: tuple[str, ...]
) -> Row:
    """The columns that both kinds of claims have in common."""
    start, end = at + item.start, at + item.end
    said = sentence.said
    source = said.source if said is not None else None
    cue = said.cue if said is not None else None
    speaker = None if said is None or said.speaker is None else said.speaker.entity_id
    text = sentence.text
    return (
        f"{story.article_id}#{kind[0]}{start}-{end}", story.article_id, story.outlet, story.published, kind,
        start, end, text[item.start : item.end], text, of,
        *((at + source[0], at + source[1], text[source[0] : source[1]]) if source else (None, None, None)),
        speaker,
        *((at + cue[0], at + cue[1], text[cue[0] : cue[1]]) if cue else (None, None, None)),
    )  # fmt: skip


def _quote(story: Story, sentence: Sentence, at: int, said: Said, of: tuple[str, ...]) -> Row:
    utterance = f"{story.article_id}#u{at + said.start}"
    return (*_begin(story, sentence, at, said, "quote", of), "made", *(None,) * 17, said.kind, utterance)


def _statistic(story: Story, sentence: Sentence, at: int, item: Stated, of: tuple[str, ...]) -> Row:
    figure, said = item.figure, sentence.said
    inside = said is not None and said.start <= item.start and item.end <= said.end
    measure = item.measure
    text = sentence.text[measure[0] : measure[1]] if measure else None
    time = figure.time if item.is_timed and figure.time.start is not None else None
    return (
        *_begin(story, sentence, at, item, "statistic", of), "made", item.value * MILLIONS[figure.scale],
        None, item.bound, figure.unit, None, text,
        *((at + measure[0], at + measure[1]) if measure else (None, None)),
        (figure.head if figure.kind == "count" else text), None,
        None if figure.kind == "span" else figure.action,
        None, False,
        *((time.start, time.end, time.text) if time else (None, None, None)),
        f"{story.article_id}#q{at + said.start}-{at + said.end}" if said is not None and inside else None,
        None, None,
    )  # fmt: skip


class _Census:
    """Counts of the entities of a part."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[Entity, set[str], list[int], set[str], set[str]]] = {}

    def add(self, item: Named, text: str, story: Story) -> None:
        if item.entity is None:
            return
        key = item.entity.entity_id
        held = self.known.get(key)
        if held is None:
            held = self.known[key] = (item.entity, set(), [0], set(), set())
        _, aliases, count, articles, outlets = held
        count[0] += 1
        articles.add(story.article_id)
        outlets.add(story.outlet)
        if item.label not in UNNAMED:
            aliases.add(text)

    def rows(self) -> Iterator[Row]:
        for key in sorted(self.known):
            entity, aliases, count, articles, outlets = self.known[key]
            yield (
                key, entity.kind, entity.type, entity.name, sorted(aliases), entity.country,
                entity.subdivision, entity.fips, entity.geonames_id, entity.lat, entity.lon,
                entity.parent_id, count[0], len(articles), len(outlets),
            )  # fmt: skip
