"""One parsed article to its rows: the only place where found things become columns."""

import dataclasses
import hashlib
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from pipeline.extraction.actors import find_actors
from pipeline.extraction.attribution import attribute
from pipeline.extraction.found import Attribution, Mention, Quote, Statistic, joined
from pipeline.extraction.jurisdictions import find_jurisdictions
from pipeline.extraction.quotes import find_quotes
from pipeline.extraction.statistics import find_statistics
from pipeline.read.article import Article
from pipeline.resolve.actors import resolve_actors
from pipeline.resolve.entity import Entity, Resolved
from pipeline.resolve.outlet_country import outlet_country
from pipeline.resolve.places import resolve_places
from pipeline.resolve.speakers import EntityFinder
from pipeline.spans import Cover, TextSpan
from pipeline.tables import ArticleRow, ClaimRow, MentionRow


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ArticleTables:
    """The rows of one article; entities without counts, which only a whole run can give."""

    article: ArticleRow
    mentions: tuple[MentionRow, ...]
    entities: tuple[Entity, ...]
    claims: tuple[ClaimRow, ...]


def tabulate(doc: Doc, article: Article) -> ArticleTables:
    """All rows of one article, sorted by offset. What stands in page furniture yields none."""
    furniture = Cover(piece.span for piece in article.furniture)
    resolved = _resolve(doc, article, furniture)
    return ArticleTables(
        article=article_row(doc, article),
        mentions=tuple(mention_row(article, item) for item in resolved),
        entities=_distinct(item.entity for item in resolved),
        claims=_Claims(doc, article, resolved).rows(furniture),
    )


def _resolve(doc: Doc, article: Article, furniture: Cover) -> list[Resolved]:
    places = _outside(find_jurisdictions(doc), furniture)
    actors = _outside(find_actors(doc), furniture)
    resolved = [*resolve_places(article, places), *resolve_actors(doc, actors)]
    unique = {(item.mention.kind, item.mention.span): item for item in reversed(resolved)}
    return sorted(unique.values(), key=lambda item: (item.mention.span, item.mention.kind))


def _outside(mentions: Iterable[Mention], furniture: Cover) -> list[Mention]:
    return [mention for mention in mentions if not furniture.overlaps(mention.span)]


def _distinct(entities: Iterable[Entity | None]) -> tuple[Entity, ...]:
    found = {entity.entity_id: entity for entity in entities if entity is not None}
    return tuple(found[key] for key in sorted(found))


def article_row(doc: Doc, article: Article) -> ArticleRow:
    return ArticleRow(
        article_id=article.article_id,
        path=article.path,
        outlet=article.outlet,
        authors=article.authors,
        headline=article.headline,
        published=article.published,
        published_from=article.published_from,
        url=article.url,
        language=article.language,
        text=article.text,
        text_sha256=hashlib.sha256(article.text.encode("utf-8")).hexdigest(),
        words=sum(not (token.is_space or token.is_punct) for token in doc),
    )


def mention_row(article: Article, item: Resolved) -> MentionRow:
    span = item.mention.span
    return MentionRow(
        mention_id=f"{article.article_id}#{item.mention.kind[0]}{span.start}-{span.end}",
        article_id=article.article_id,
        start=span.start,
        end=span.end,
        text=span.of(article.text),
        kind=item.mention.kind,
        label=item.mention.label,
        role=item.mention.role,
        entity_id=item.entity.entity_id if item.entity else None,
        rule=joined(item.mention.rule, item.rule),
    )


class _Claims:
    """Claims of one article, with the columns that need the whole of it."""

    def __init__(self, doc: Doc, article: Article, resolved: Sequence[Resolved]) -> None:
        self._doc = doc
        self._article = article
        self._entities = EntityFinder(doc, resolved)

    def rows(self, furniture: Cover) -> tuple[ClaimRow, ...]:
        quotes = [quote for quote in find_quotes(self._doc) if not furniture.overlaps(quote.span)]
        statistics = [
            found
            for found in find_statistics(self._doc, self._article.published, outlet_country(self._article))
            if not furniture.overlaps(found.span)
        ]
        rows = [self._quote_row(quote) for quote in quotes]
        sources = attribute(self._doc, statistics, quotes)
        for found, (attribution, place) in zip(statistics, sources, strict=True):
            quote_id = None if place is None else rows[place].claim_id
            rows.append(self._statistic_row(found, attribution, quote_id))
        return tuple(sorted(rows, key=lambda row: (row.start, row.end, row.claim_type)))

    def _quote_row(self, quote: Quote) -> ClaimRow:
        utterance_id = f"{self._article.article_id}#u{quote.utterance}"
        return dataclasses.replace(
            self._row("quote", quote.span, quote.attribution, quote.rule),
            quote_type=quote.quote_type,
            utterance_id=utterance_id,
        )

    def _statistic_row(
        self, found: Statistic, attribution: Attribution | None, quote_id: str | None
    ) -> ClaimRow:
        period = found.period
        measure = found.measure
        return dataclasses.replace(
            self._row(
                "statistic", found.span, attribution, joined(found.rule, period.rule if period else None)
            ),
            value=found.value,
            value_high=found.value_high,
            bound=found.bound,
            unit=found.unit,
            change=found.change,
            measure=measure.of(self._article.text) if measure else None,
            measure_start=measure.start if measure else None,
            measure_end=measure.end if measure else None,
            measure_head=found.measure_head,
            base=found.base,
            action=found.action,
            agent_id=self._entities.of(found.agent) if found.agent else None,
            negated=found.negated,
            period_start=period.start if period else None,
            period_end=period.end if period else None,
            period_text=period.span.of(self._article.text) if period else None,
            quote_id=quote_id,
        )

    def _row(self, claim_type: str, span: TextSpan, attribution: Attribution | None, rule: str) -> ClaimRow:
        text = self._article.text
        speaker = attribution.speaker if attribution else None
        cue = attribution.cue if attribution else None
        sentence = self._entities.sentence_of(span)
        return ClaimRow(
            claim_id=f"{self._article.article_id}#{claim_type[0]}{span.start}-{span.end}",
            article_id=self._article.article_id,
            outlet=self._article.outlet,
            published=self._article.published,
            claim_type=claim_type,
            start=span.start,
            end=span.end,
            text=span.of(text),
            sentence=sentence.of(text),
            jurisdiction_ids=self._entities.jurisdictions_in(sentence),
            speaker_start=speaker.start if speaker else None,
            speaker_end=speaker.end if speaker else None,
            speaker_text=speaker.of(text) if speaker else None,
            speaker_id=self._entities.of(speaker) if speaker else None,
            cue_start=cue.start if cue else None,
            cue_end=cue.end if cue else None,
            cue_text=cue.of(text) if cue else None,
            rule=joined(rule, attribution.rule if attribution else None),
        )
