"""Parts joined: the same tables however the articles lie in parts, and no more in memory than a slice."""

import dataclasses
import itertools
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whole_run import RunTables, load

from pipeline import merge, slices, tables
from pipeline.resolve.counts import entity_rows
from pipeline.resolve.entity import Entity
from pipeline.tables import ArticleRow, ClaimRow, ComparisonRow, EntityRow, MentionRow, RejectRow

ACTORS = [
    Entity(entity_id="person:todd-merrow", kind="actor", type="person", name="Todd Merrow"),
    Entity(entity_id="person:merrow", kind="actor", type="person", name="Merrow"),
    Entity(entity_id="org:halden", kind="actor", type="organization", name="Halden"),
    Entity(entity_id="org:halden-computer", kind="actor", type="organization", name="Halden Computer"),
]
PLACES = ["Richmond", "Berea", "Lancaster", "Irvine", "Kentucky", "Paris", "Madison County"]
OUTLETS = ["Recorder", "World", None, ""]
TABLES = ("articles", "mentions", "claims", "entities", "rejects")


@dataclasses.dataclass(frozen=True)
class Made:
    """An article and its rows, as a shard writes them."""

    article: ArticleRow
    mentions: list[MentionRow]
    claims: list[ClaimRow]
    entities: list[Entity]


def made(key: str, outlet: str | None, actors: Sequence[int], places: Sequence[int], salt: str = "") -> Made:
    """An article that names actors in full, then by the last word, and places, each in its own sentence."""
    from pipeline.extraction.found import Mention
    from pipeline.read.article import Article
    from pipeline.resolve.places import resolve_places
    from pipeline.spans import TextSpan

    names = [ACTORS[number].name for number in actors]
    named = [(name, ACTORS[number].entity_id) for name, number in zip(names, actors, strict=True)]
    named += [(name.split()[-1], key) for name, key in named]
    text, rows, found = salt, [], []
    for name, entity_id in named:
        start = len(text)
        text += f"{name} spoke. "
        rows.append((start, name, "actor", "PERSON", entity_id, "named"))
    for number in places:
        text += "It was in "
        span = TextSpan(len(text), len(text) + len(PLACES[number]))
        text += f"{PLACES[number]}. "
        found.append(
            Mention(
                span=span, kind="jurisdiction", label="GPE", name=PLACES[number], rule="jurisdiction-given"
            )
        )
    settled = resolve_places(Article(article_id=key, path=key, text=text, outlet=outlet), found)
    for item in settled:
        place_id = item.entity.entity_id if item.entity else None
        rule = f"jurisdiction-given+{item.rule}"
        rows.append((item.mention.span.start, item.mention.name, "jurisdiction", "GPE", place_id, rule))
    mentions = [
        MentionRow(
            mention_id=f"{key}#{kind[0]}{start}", article_id=key, start=start, end=start + len(name),
            text=name, kind=kind, label=label, entity_id=entity_id, rule=rule,
        )
        for start, name, kind, label, entity_id, rule in rows
    ]  # fmt: skip
    claims = [
        ClaimRow(
            claim_id=f"{key}#s{row.start}", article_id=key, outlet=outlet, claim_type="statistic",
            start=row.start, end=row.end, text=row.text, sentence=row.text, rule="made",
            speaker_id=row.entity_id,
            jurisdiction_ids=(row.entity_id,) if row.kind == "jurisdiction" and row.entity_id else (),
        )
        for row in mentions[::2]
    ]  # fmt: skip
    article = ArticleRow(
        article_id=key, path=f"{key}.txt", outlet=outlet, authors=(), text=text, text_sha256=str(hash(text)),
        words=1,
    )  # fmt: skip
    known = [ACTORS[number] for number in actors]
    return Made(article, mentions, claims, known + [item.entity for item in settled if item.entity])


def write_part(folder: Path, articles: Sequence[Made], rejects: Sequence[RejectRow] = ()) -> Path:
    folder.mkdir(parents=True)
    mentions = [row for each in articles for row in each.mentions]
    rows = {
        "articles": [each.article for each in articles],
        "mentions": mentions,
        "claims": [row for each in articles for row in each.claims],
        "entities": entity_rows(
            [entity for each in articles for entity in each.entities],
            mentions,
            {each.article.article_id: each.article.outlet for each in articles},
        ),
        "rejects": rejects,
    }
    for name, listed in rows.items():
        tables.write(folder / f"{name}.parquet", tables.table(name, listed))
    return folder


def write_parts(folder: Path, articles: Sequence[Made], borders: Sequence[int]) -> list[Path]:
    """The articles in so many parts as there are borders and one more; some may be empty."""
    ends = [0, *sorted(border % (len(articles) + 1) for border in borders), len(articles)]
    return [
        write_part(folder / str(number), articles[start:end])
        for number, (start, end) in enumerate(itertools.pairwise(ends))
    ]


def read_bytes(folder: Path) -> dict[str, bytes]:
    return {name: (folder / f"{name}.parquet").read_bytes() for name in TABLES}


ARTICLES = st.lists(
    st.tuples(
        st.sampled_from(OUTLETS),
        st.lists(st.integers(0, len(ACTORS) - 1), max_size=3, unique=True),
        st.lists(st.integers(0, len(PLACES) - 1), max_size=4),
    ),
    max_size=12,
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=ARTICLES, borders=st.lists(st.integers(0, 99), max_size=4))
def test_the_same_bytes_however_the_articles_are_cut(
    told: list[tuple[str | None, list[int], list[int]]],
    borders: list[int],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("merge")
    articles = [made(f"a{number:02}", *each) for number, each in enumerate(told)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slices, "SLICE", 5)
        merge.merge(write_parts(folder / "one", articles, []), [], folder / "whole")
        merge.merge(write_parts(folder / "many", articles, borders), [], folder / "joined")
        assert read_bytes(folder / "joined") == read_bytes(folder / "whole")
        found = list(slices.slices(folder / "joined"))
    assert [len(each.articles) for each in found] == [
        len(articles[start : start + 5]) for start in range(0, len(articles), 5)
    ]
    run = load(folder / "joined")
    assert [row.article_id for row in run.articles] == [each.article.article_id for each in articles]
    assert [row.mention_id for row in run.mentions] == [
        r.mention_id for each in articles for r in each.mentions
    ]
    assert [row.claim_id for row in run.claims] == [row.claim_id for each in articles for row in each.claims]


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=ARTICLES)
def test_entities_are_counted_as_the_mentions_say(
    told: list[tuple[str | None, list[int], list[int]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("merge")
    articles = [made(f"a{number:02}", *each) for number, each in enumerate(told)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slices, "SLICE", 3)
        merge.merge(write_parts(folder / "parts", articles, [4, 8]), [], folder / "joined")
    run = load(folder / "joined")
    outlets = {row.article_id: row.outlet or row.article_id for row in run.articles}
    for row in run.entities:
        named = [mention for mention in run.mentions if mention.entity_id == row.entity_id]
        assert row.mentions == len(named) > 0
        assert row.articles == len({mention.article_id for mention in named})
        assert row.outlets == len({outlets[mention.article_id] for mention in named})
        assert row.aliases == tuple(sorted({mention.text for mention in named}))
    known = [row.entity_id for row in run.entities]
    assert known == sorted({mention.entity_id for mention in run.mentions if mention.entity_id})
    assert {claim.speaker_id for claim in run.claims if claim.speaker_id} <= set(known)


def test_places_and_names_are_settled_by_the_whole_run(tmp_path: Path) -> None:
    towns = [[0, 6], [1, 2, 4], [1, 3]]
    articles = [made(f"a{number}", "Recorder", [0], places) for number, places in enumerate(towns)]
    articles.append(made("b", None, [1], []))
    merge.merge(
        [write_part(tmp_path / each.article.article_id, [each]) for each in articles], [], tmp_path / "all"
    )
    run = load(tmp_path / "all")
    ids = {row.text: row.entity_id for row in run.mentions}
    assert (ids["Richmond"], ids["Madison County"]) == ("place:gn-4305974", "place:US-21151")
    assert {row.entity_id for row in run.mentions if row.article_id == "b"} == {"person:todd-merrow"}
    assert {row.speaker_id for row in run.claims if row.article_id == "b"} == {"person:todd-merrow"}


def test_an_id_that_is_taken_is_a_reject_with_the_path_of_the_first(tmp_path: Path) -> None:
    first, second = made("a", "World", [0], [5]), made("a", "World", [2], [], salt="Again. ")
    second = dataclasses.replace(second, article=dataclasses.replace(second.article, path="other.txt"))
    bad = RejectRow(path="z.txt", line=3, error="It is empty.")
    parts = [write_part(tmp_path / "1", [first], [bad]), write_part(tmp_path / "2", [second])]
    merge.merge(parts, [RejectRow(path="b.txt", error="It is no text.")], tmp_path / "all")
    run = load(tmp_path / "all")
    assert [row.path for row in run.articles] == ["a.txt"]
    assert {row.mention_id for row in run.mentions} == {row.mention_id for row in first.mentions}
    assert run.rejects == [
        RejectRow(path="b.txt", error="It is no text."),
        RejectRow(path="other.txt", error="The id a is taken by an earlier article of a.txt."),
        bad,
    ]


def test_the_same_text_again_is_one_article_of_several_runs(tmp_path: Path) -> None:
    one, other = made("a", "World", [0], [5]), made("b", "World", [2], [])
    changed = made("b", "World", [3], [], salt="New. ")
    parts = [write_part(tmp_path / "1", [one, other]), write_part(tmp_path / "2", [one, changed])]
    merge.merge(parts, [], tmp_path / "all", same_text_is_one=True)
    assert [row.error for row in load(tmp_path / "all").rejects] == [
        "The id b is taken by an earlier article of b.txt."
    ]


def test_nothing_is_left_beside_the_tables_when_it_fails(tmp_path: Path) -> None:
    part = write_part(tmp_path / "1", [made("a", "World", [0], [5])])
    (part / "claims.parquet").write_bytes(b"PAR1 no more")
    with pytest.raises(pa.ArrowInvalid):
        merge.merge([part], [], tmp_path / "all")
    assert list((tmp_path / "all").iterdir()) == []


@pytest.fixture
def merged(tmp_path: Path) -> Path:
    merge.merge([write_part(tmp_path / "1", [made("a", "World", [0], [5])])], [], tmp_path / "merged")
    return tmp_path / "merged"


PAIR = ComparisonRow(
    group_id="g", claim_type="statistic", claim_a="x", claim_b="y", similarity=1.0, verdict="agree",
    reasons=("Both say 4.",),
)  # fmt: skip


def compared(rows: list[ComparisonRow]) -> pa.Table:
    return tables.table("comparisons", rows)


def test_finishing_adds_groups_and_comparisons(merged: Path, tmp_path: Path) -> None:
    before = load(merged)
    pairs = [[PAIR], [], [dataclasses.replace(PAIR, claim_a="z")]]
    merge.finish(merged, tmp_path / "out", {"a": "wire"}, map(compared, pairs), {"rows": "1"})
    after = load(tmp_path / "out")
    assert [row.syndication_group for row in after.articles] == ["wire"]
    assert dataclasses.replace(after, articles=before.articles) == before
    found = tables.rows(ComparisonRow, tables.read(tmp_path / "out" / "comparisons.parquet"))
    assert found == [row for batch in pairs for row in batch]
    assert [len(each.claims) for each in slices.slices(tmp_path / "out")] == [len(before.claims)]


def test_finishing_again_in_place_moves_no_other_table(merged: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    merge.finish(merged, out, {}, [], {"rows": "1"})
    files = {name: (out / f"{name}.parquet").stat().st_ino for name in ("mentions", "claims", "entities")}
    merge.finish(out, out, {"a": "wire"}, [compared([PAIR])], {"rows": "1"})
    assert {name: (out / f"{name}.parquet").stat().st_ino for name in files} == files
    assert load(out).articles[0].syndication_group == "wire"


def test_a_finished_run_is_copied_not_shared(merged: Path, tmp_path: Path) -> None:
    merge.finish(merged, tmp_path / "out", {}, [], {"rows": "1"})
    merge.finish(tmp_path / "out", tmp_path / "other", {}, [], {"rows": "1"})
    for name in TABLES:
        one, other = (tmp_path / folder / f"{name}.parquet" for folder in ("out", "other"))
        assert one.read_bytes() == other.read_bytes()
        assert not one.samefile(other)


def test_comparisons_that_fail_leave_the_former_run(merged: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    merge.finish(merged, out, {}, [compared([PAIR])], {"rows": "1"})
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}

    def failing() -> object:
        yield compared([PAIR])
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        merge.finish(merged, out, {}, failing(), {"rows": "2"})  # type: ignore[arg-type]
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()} == before


def test_rows_come_back_as_they_went(merged: Path) -> None:
    run = load(merged)
    assert isinstance(run, RunTables)
    for name, row_type in (("mentions", MentionRow), ("entities", EntityRow)):
        rows = getattr(run, name)
        assert rows and all(isinstance(row, row_type) for row in rows)
        assert tables.table(name, rows).equals(pq.read_table(merged / f"{name}.parquet"))
