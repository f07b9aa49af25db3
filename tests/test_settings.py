"""Settings come from a file and from flags; what is unknown or out of range is refused."""

from pathlib import Path

import pytest

from pipeline.settings import Settings, SettingsError, load


def test_flags_overrule_the_file(tmp_path: Path) -> None:
    (tmp_path / "claims.toml").write_text('workers = 3\nmodel = "x"\n')
    assert load(tmp_path / "claims.toml", workers=2, limit=None) == Settings(workers=2, model="x")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("wrkers = 2", "wrkers: .*Settings are: model, language"),
        ("workers = -1", "workers: "),
        ("min_similarity = 2.0", "min_similarity: "),
        ("workers = ", "claims.toml: "),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "claims.toml").write_text(text)
    with pytest.raises(SettingsError, match=told):
        load(tmp_path / "claims.toml")


def test_workers_and_limits_do_not_make_rows_stale() -> None:
    assert Settings(workers=2, limit=5).rows_digest() == Settings().rows_digest()
    assert Settings(model="other").rows_digest() != Settings().rows_digest()
