"""Places settled by where an outlet is at home, as all its articles of the run tell."""

import dataclasses
import json
import random
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest
from rich.console import Console

import pipeline
from pipeline import tables
from pipeline.extraction.found import Mention
from pipeline.output import Tables
from pipeline.read.article import Article
from pipeline.report.explain import explanation
from pipeline.resolve.entity import Entity, Resolved
from pipeline.resolve.outlet_homes import Homes
from pipeline.resolve.outlet_homes import names as names_of
from pipeline.resolve.place_context import Home
from pipeline.resolve.places import resolve_places
from pipeline.resolve.places_of_run import learn_homes, runners_up_in, settle
from pipeline.slices import Piece
from pipeline.spans import TextSpan
from pipeline.tables import ArticleRow, ClaimRow, MentionRow

KENTUCKY = (
    ["Richmond", "Madison County"],
    ["Berea", "Lancaster", "Kentucky"],
    ["Berea", "Irvine", "Estill County"],
)
WORLD = (["Paris", "Berlin"], ["London", "China", "Texas"], ["Tokyo", "Washington"], ["Sydney", "Ohio"])


def article_of(number: int, outlet: str | None, names: Sequence[str]) -> tuple[Article, list[Mention]]:
    """An article whose text is the names, each in a sentence of its own."""
    text, mentions = "", []
    for name in names:
        text += "It was in "
        span = TextSpan(len(text), len(text) + len(name))
        mentions.append(Mention(span=span, kind="jurisdiction", label="GPE", name=name, rule="given"))
        text += f"{name}. "
    key = f"{outlet}-{number}"
    return Article(article_id=key, path=key, text=text, outlet=outlet), mentions


def read(outlet: str | None, articles: Sequence[Sequence[str]]) -> list[tuple[Article, list[Resolved]]]:
    found = []
    for number, names in enumerate(articles):
        article, mentions = article_of(number, outlet, names)
        found.append((article, resolve_places(article, mentions)))
    return found


def rows(
    articles: Sequence[tuple[Article, Sequence[Resolved]]],
) -> tuple[list[ArticleRow], list[MentionRow], list[Entity]]:
    """What shards write of them."""
    told, mentions, entities = [], [], []
    for article, items in articles:
        told.append(
            ArticleRow(
                article_id=article.article_id,
                path=article.path,
                outlet=article.outlet,
                authors=(),
                text=article.text,
                text_sha256="",
                words=0,
            )
        )
        for item in items:
            span = item.mention.span
            mentions.append(
                MentionRow(
                    mention_id=f"{article.article_id}#{span.start}",
                    article_id=article.article_id,
                    start=span.start,
                    end=span.end,
                    text=span.of(article.text),
                    kind="jurisdiction",
                    label=item.mention.label,
                    entity_id=item.entity.entity_id if item.entity else None,
                    rule=f"{item.mention.rule}+{item.rule}",
                )
            )
            entities += [item.entity] if item.entity else []
    return told, mentions, entities


def homes(articles: Sequence[tuple[Article, Sequence[Resolved]]]) -> dict[str, Home]:
    learned = Homes()
    for article, items in articles:
        told = [(item.mention, item.entity.entity_id if item.entity else None, item.rule) for item in items]
        learned.read([(article.outlet, names_of(told))] if article.outlet else [])
    return learned.found()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Rows with the places that the whole run tells, and the entities that these are."""

    mentions: list[MentionRow]
    claims: list[ClaimRow]
    entities: list[Entity]


def settle_places(
    articles: Sequence[ArticleRow], mentions: Sequence[MentionRow], claims: Sequence[ClaimRow]
) -> Settled:
    """A run settled again, each article by the home of its outlet; `mentions` were settled one by one."""
    piece = Piece(
        tables.table("articles", articles), tables.table("mentions", mentions), tables.table("claims", claims)
    )
    learned = Homes()
    learn_homes(learned, piece)
    again, entities = settle(piece, learned.found())
    return Settled(
        mentions=tables.rows(MentionRow, again.mentions),
        claims=tables.rows(ClaimRow, again.claims),
        entities=entities,
    )


def settled(articles: Sequence[tuple[Article, Sequence[Resolved]]]) -> Settled:
    told, mentions, _ = rows(articles)
    return settle_places(told, mentions, [])


def test_a_local_paper_is_at_home_where_its_places_meet() -> None:
    home = homes(read("Recorder", KENTUCKY))["Recorder"]
    assert (home.country, home.state) == ("US", "US-KY")
    assert home.lat == pytest.approx(37.6, abs=0.3) and home.lon == pytest.approx(-84.3, abs=0.3)
    assert 0.5 < home.certainty < 1


@pytest.mark.parametrize(
    ("outlet", "articles"),
    [("World", WORLD), ("Recorder", KENTUCKY[1:2]), ("Recorder", [[], []]), (None, KENTUCKY)],
    ids=["the world", "one article", "no places", "no outlet"],
)
def test_no_home_without_reason(outlet: str | None, articles: Sequence[Sequence[str]]) -> None:
    assert homes(read(outlet, articles)) == {}


@pytest.mark.parametrize(
    ("outlet", "state"),
    [("norfolkdailynews.com", "US-NE"), ("Norfolk Observer", "US-VA")],
)
def test_a_town_in_the_outlets_name_counts_with_its_neighbours(outlet: str, state: str) -> None:
    near = {"US-NE": [["Norfolk", "Madison County"], ["Norfolk", "Stanton", "Pierce"], ["Wayne", "Neligh"]]}
    near["US-VA"] = [["Norfolk", "Chesapeake"], ["Virginia Beach", "Norfolk"], ["Portsmouth", "Suffolk"]]
    assert homes(read(outlet, near[state]))[outlet].state == state


def test_home_decides_between_namesakes_and_says_so() -> None:
    result = settled(read("Recorder", KENTUCKY))
    richmond, county = result.mentions[0], result.mentions[1]
    assert richmond.entity_id == "place:gn-4305974"
    assert richmond.rule == "given+place-home"
    assert county.entity_id == "place:US-21151"
    assert {"place:gn-4305974", "place:US-21151"} <= {entity.entity_id for entity in result.entities}


def test_what_the_whole_world_means_stays() -> None:
    result = settled(read("Recorder", [*KENTUCKY, ["Paris", "France", "Germany"], ["China", "Iran"]]))
    ids = {row.text: row.entity_id for row in result.mentions}
    assert ids["Paris"] == "place:gn-2988507"
    assert (ids["China"], ids["Iran"]) == ("place:CN", "place:IR")


def test_a_small_town_far_away_without_its_state_is_one_at_home() -> None:
    articles = [*KENTUCKY, ["Nokomis", "Berea", "Atlanta"], ["Nokomis", "Florida", "Berea"]]
    ids = [row.entity_id for row in settled(read("Recorder", articles)).mentions]
    assert (ids[-6], ids[-4]) == ("place:US-KY/nokomis", "place:gn-4180439")
    assert ids[-3] == "place:gn-4166049"


def test_other_outlets_and_lone_articles_are_left_as_they_are() -> None:
    alone = [*read(None, KENTUCKY[:1]), *read("World", WORLD), *read("Lone", KENTUCKY[:1])]
    before = rows(alone)[1]
    after = settled([*read("Recorder", KENTUCKY), *alone]).mentions
    assert after[-len(before) :] == before


def test_the_order_of_the_articles_changes_nothing() -> None:
    articles = [*read("Recorder", KENTUCKY), *read("World", WORLD), *read("norfolknews.com", KENTUCKY[:2])]
    expected = {row.mention_id: row for row in settled(articles).mentions}
    for seed in range(5):
        random.Random(seed).shuffle(articles)
        assert {row.mention_id: row for row in settled(articles).mentions} == expected


def test_claims_follow_their_mentions() -> None:
    told, mentions, _ = rows(read("Recorder", KENTUCKY))
    old = mentions[0].entity_id
    assert old is not None
    claim = ClaimRow(
        claim_id="c",
        article_id=told[0].article_id,
        claim_type="statistic",
        start=0,
        end=2,
        text="It",
        sentence="It was in Richmond.",
        jurisdiction_ids=(old, "place:US"),
        speaker_id=old,
        agent_id="person:x",
        rule="digits",
    )
    moved = settle_places(told, mentions, [claim]).claims[0]
    assert moved.jurisdiction_ids == ("place:gn-4305974", "place:US")
    assert (moved.speaker_id, moved.agent_id) == ("place:gn-4305974", "person:x")


def test_the_runner_up_is_named_with_what_decided() -> None:
    told, mentions, _ = rows(read("Recorder", KENTUCKY))
    second = runners_up_in(told[0], told, mentions)[mentions[0].mention_id]
    assert (second.place.name, second.place.subdivision, second.decided) == ("Richmond", "US-VA", "home")
    assert second.margin is not None and second.margin > 0


def test_a_long_run_is_not_quadratic(is_subquadratic: object) -> None:
    def prepare(count: int) -> object:
        articles = read("Recorder", [*KENTUCKY] * count)
        return lambda: homes(articles)

    assert callable(is_subquadratic) and is_subquadratic(prepare, 10)


STORIES = (
    "Richmond man charged. A Richmond man was charged with stealing 40 tires, police said.",
    "Schools closed. Students in Berea and Lancaster stayed home in Kentucky. In Irvine 200 were sick.",
    "A water line broke. A break near Berea left 300 homes in Richmond without water on Monday.",
)


def written(folder: Path, order: Sequence[int], files: int) -> Path:
    """The stories as a corpus of so many files."""
    folder.mkdir()
    for file in range(files):
        lines = [
            json.dumps({"id": f"s{number}", "text": STORIES[number], "outlet": "Recorder"})
            for number in order[file::files]
        ]
        (folder / f"{file}.jsonl").write_text("\n".join(lines), "utf-8")
    return folder


def test_a_run_gives_the_same_places_however_it_is_cut(tmp_path: Path) -> None:
    found = []
    for name, order, files in (("a", (0, 1, 2), 1), ("b", (2, 0, 1), 3)):
        out = tmp_path / f"out-{name}"
        assert pipeline.extract(written(tmp_path / name, order, files), out, workers=1).problems == ()
        mentions = pd.read_parquet(out / "mentions.parquet")
        places = mentions[mentions["kind"] == "jurisdiction"]
        found.append(sorted(zip(places["mention_id"], places["entity_id"], places["rule"], strict=True)))
    assert found[0] == found[1]
    assert {place for key, place, _ in found[0] if key.startswith("s0")} == {"place:gn-4305974"}

    run = Tables(tmp_path / "out-a")
    claim = next(key for key in run.statistics["claim_id"] if key.startswith("s0"))
    console = Console(width=200, record=True, quiet=False, file=(tmp_path / "told").open("w"))
    console.print(explanation(run, claim))
    told = console.export_text()
    assert "place-home: the outlet is at home where this place lies" in told
    assert "not Richmond, Virginia" in told
