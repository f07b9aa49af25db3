"""Why the places of a claim were taken for what they are: the rules, and the place that came second."""

from collections.abc import Iterator
from typing import Any, TypeVar

import pandas as pd
import pyarrow as pa
from rich.text import Text

from pipeline import tables
from pipeline.gazetteer import Place, gazetteer
from pipeline.output import Tables
from pipeline.report.rules import meaning
from pipeline.resolve.place_frames import RunnerUp
from pipeline.resolve.places_of_run import runners_up_in
from pipeline.tables import ArticleRow, MentionRow

REASONS = {
    "people": "{chosen} has more people",
    "kind": "countries and states are meant more often than other places of their name",
    "state": "the article names other places of the same state as {chosen}",
    "country": "the article names other places of the same country as {chosen}",
    "outlet-country": "the outlet is of the country of {chosen}",
    "home": "the outlet's articles are mostly of where {chosen} lies",
    "name": "the name is only another name of {other}",
    "default": "news mean {chosen} unless something speaks against it",
    "frame": "what stands beside the name says that {chosen} is meant",
}
"""What each part of the scores says where it decided."""
R = TypeVar("R", ArticleRow, MentionRow)


def places_of(found: Tables, claim: "pd.Series[Any]") -> Iterator[Text]:
    """A paragraph for each place of a claim, in order; none for a claim without places."""
    wanted = list(claim["jurisdiction_ids"])
    if not wanted:
        return
    article, articles, mentions = _of_outlet(found, str(claim["article_id"]))
    seconds = runners_up_in(article, articles, mentions)
    own = [row for row in mentions if row.article_id == article.article_id and row.kind == "jurisdiction"]
    for place_id in wanted:
        named = [row for row in own if row.entity_id == place_id]
        if named:
            row = min(named, key=lambda row: abs(row.start - int(claim["start"])))
            yield _paragraph(row, _name(found, place_id), seconds.get(row.mention_id))


def _of_outlet(found: Tables, article_id: str) -> tuple[ArticleRow, list[ArticleRow], list[MentionRow]]:
    """The article, all articles of its outlet, and their mentions."""
    chosen = found.articles[found.articles["article_id"] == article_id]
    outlet = chosen.iloc[0]["outlet"]
    if isinstance(outlet, str):
        chosen = found.articles[found.articles["outlet"] == outlet]
    mentions = found.mentions[found.mentions["article_id"].isin(chosen["article_id"])]
    articles = _rows(ArticleRow, "articles", chosen)
    article = next(row for row in articles if row.article_id == article_id)
    return article, articles, _rows(MentionRow, "mentions", mentions)


def _rows(kind: type[R], name: str, frame: pd.DataFrame) -> list[R]:
    return tables.rows(kind, pa.Table.from_pandas(frame, schema=tables.schema(name), preserve_index=False))


def _name(found: Tables, place_id: str) -> str:
    row = found.entities[found.entities["entity_id"] == place_id].iloc[0]
    return _told(str(row["name"]), row["type"], row["subdivision"], row["country"])


def _told(name: str, kind: str, subdivision: Any, country: Any) -> str:
    region = gazetteer().by_id.get(f"place:{subdivision}") or gazetteer().by_id.get(f"place:{country}")
    if kind in {"country", "state"} or region is None:
        return f"{name} ({kind})"
    return f"{name}, {region.name}"


def _paragraph(row: MentionRow, chosen: str, second: RunnerUp | None) -> Text:
    text = Text(f"  {row.text}: ", style="bold")
    text.append(f"{chosen}, {row.entity_id}", style="not bold")
    for rule in (row.rule or "").split("+"):
        text.append(f"\n    {rule}: {meaning(rule) or 'not described'}", style="not bold")
    if second is not None:
        text.append(f"\n    not {_lost(second, chosen)}", style="not bold")
    return text


def _lost(second: RunnerUp, chosen: str) -> str:
    place: Place = second.place
    other = _told(place.name, place.type, place.subdivision, place.country)
    scored = "" if second.margin is None else f" (scored {second.margin:.1f} less)"
    return f"{other}{scored}, {place.place_id}: {REASONS[second.decided].format(chosen=chosen, other=other)}"
