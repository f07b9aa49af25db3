"""Runs read slice by slice: each article with its own mentions and claims, whoever wrote the tables."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline import slices, tables
from pipeline.slices import SLICED, Piece, Slice, cut
from pipeline.tables import ArticleRow, ClaimRow, MentionRow


def article(key: str) -> ArticleRow:
    return ArticleRow(
        article_id=key, path=f"{key}.txt", authors=("A", "B"), text=f"Text of {key}.", text_sha256="", words=3
    )


def mention(key: str, number: int) -> MentionRow:
    return MentionRow(
        mention_id=f"{key}#m{number}", article_id=key, start=number, end=number + 1, text="x", kind="actor",
        label="PERSON",
    )  # fmt: skip


def claim(key: str, number: int) -> ClaimRow:
    return ClaimRow(
        claim_id=f"{key}#s{number}", article_id=key, claim_type="statistic", start=number, end=number + 1,
        text="1", sentence="1.", jurisdiction_ids=("place:US",), rule="made",
    )  # fmt: skip


def rows(articles: int) -> Slice:
    """Articles of which the third has no mention and the fourth no claim, and so on."""
    keys = [f"a{number:03}" for number in range(articles)]
    return Slice(
        articles=[article(key) for key in keys],
        mentions=[mention(key, i) for n, key in enumerate(keys) for i in range((n % 3 != 2) * (n % 5 + 1))],
        claims=[claim(key, i) for n, key in enumerate(keys) for i in range((n % 4 != 3) * (n % 2 + 1))],
    )


def piece_of(run: Slice) -> Piece:
    return Piece(*(tables.table(name, getattr(run, name)) for name in SLICED))


def write(folder: Path, pieces: Sequence[Piece]) -> None:
    for number, name in enumerate(SLICED):
        with tables.Writer(folder / f"{name}.parquet", name) as writer:
            for piece in pieces:
                writer.write(piece[number])


def joined(found: Sequence[Slice]) -> Slice:
    return Slice(
        articles=[row for each in found for row in each.articles],
        mentions=[row for each in found for row in each.mentions],
        claims=[row for each in found for row in each.claims],
    )


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices, "SLICE", 4)


def aligned(folder: Path, run: Slice) -> None:
    write(folder, list(cut(piece_of(run))))


def whole(folder: Path, run: Slice) -> None:
    """As an older version wrote them, and as pandas does."""
    for name, data in zip(SLICED, piece_of(run), strict=True):
        tables.write(folder / f"{name}.parquet", data)


def shuffled(folder: Path, run: Slice) -> None:
    """As many row groups as there are slices, but of rows in another order."""
    chance = random.Random(7)
    other = Slice(
        articles=run.articles,
        mentions=chance.sample(run.mentions, len(run.mentions)),
        claims=run.claims,
    )
    count = -(-len(run.articles) // 4) or 1
    for name, data in zip(SLICED, piece_of(other), strict=True):
        with tables.Writer(folder / f"{name}.parquet", name) as writer:
            size = 4 if name == "articles" else -(-len(data) // count) or 1
            for number in range(count):
                writer.write(data.slice(number * size, size))


def in_parts(folder: Path, run: Slice) -> None:
    """A folder of files for each table, which readers take as well."""
    for name, data in zip(SLICED, piece_of(run), strict=True):
        (folder / f"{name}.parquet").mkdir()
        middle = len(data) // 2
        pq.write_table(data.slice(0, middle), folder / f"{name}.parquet" / "0.parquet")
        pq.write_table(data.slice(middle), folder / f"{name}.parquet" / "1.parquet")


@pytest.mark.parametrize("count", [0, 1, 4, 11])
@pytest.mark.parametrize("written", [aligned, whole, shuffled, in_parts], ids=lambda f: f.__name__)
def test_each_article_comes_with_its_own_rows(
    written: Callable[[Path, Slice], None], count: int, tmp_path: Path
) -> None:
    run = rows(count)
    written(tmp_path, run)
    found = list(slices.slices(tmp_path))
    assert all(len(each.articles) <= 4 for each in found)
    for each in found:
        keys = {row.article_id for row in each.articles}
        assert {row.article_id for row in [*each.mentions, *each.claims]} <= keys
    together = joined(found)
    assert together.articles == run.articles
    assert together.claims == run.claims
    by_id = sorted(together.mentions, key=lambda row: row.mention_id)
    assert by_id == sorted(run.mentions, key=lambda row: row.mention_id)
    with slices.aligned(tmp_path, tmp_path / "aside") as folder:
        read = slices.Reader.of(folder)
        assert read.articles == count
        assert [read(number) for number in range(read.count)] == found
    assert not (tmp_path / "aside").exists()


def test_tables_of_another_program_are_read_whole_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole(tmp_path, rows(11))
    seen: list[Path] = []
    read_whole = tables.read
    monkeypatch.setattr(tables, "read", lambda path: (seen.append(path), read_whole(path))[1])
    with slices.aligned(tmp_path, tmp_path / "aside") as folder:
        read = slices.Reader.of(folder)
        assert [len(read(number).articles) for number in (2, 0, 1)] == [3, 4, 4]
    assert len(seen) == len(SLICED)


def test_slices_are_read_one_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    aligned(tmp_path, rows(11))
    monkeypatch.setattr(tables, "read", lambda _: pytest.fail("a table was read whole"))
    assert [len(each.articles) for each in slices.slices(tmp_path)] == [4, 4, 3]


def test_a_row_of_an_unknown_article_is_left_out(tmp_path: Path) -> None:
    run = rows(9)
    run.mentions.insert(3, mention("nobody", 1))
    whole(tmp_path, run)
    assert joined(list(slices.slices(tmp_path))).mentions == [
        row for row in run.mentions if row.article_id != "nobody"
    ]


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    aligned(tmp_path, rows(3))
    (tmp_path / "claims.parquet").unlink()
    with pytest.raises(FileNotFoundError, match=r"claims\.parquet"):
        list(slices.slices(tmp_path))


def test_rows_that_fail_leave_the_former_file(tmp_path: Path) -> None:
    path = tmp_path / "articles.parquet"
    tables.write(path, tables.table("articles", rows(2).articles))
    before = path.read_bytes()
    with pytest.raises(KeyboardInterrupt), tables.Writer(path, "articles") as writer:
        writer.write(tables.table("articles", rows(1).articles))
        raise KeyboardInterrupt
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
