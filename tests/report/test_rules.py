"""Every rule that made a row can be told in words."""

from pathlib import Path

import pandas as pd
import pytest

from pipeline.report.rules import meaning


@pytest.mark.parametrize("name", ["claims", "mentions"])
def test_every_rule_of_the_sample_run_is_described(sample_run: Path, name: str) -> None:
    rules = {
        rule for joint in pd.read_parquet(sample_run / f"{name}.parquet")["rule"] for rule in joint.split("+")
    }
    assert sorted(rule for rule in rules if meaning(rule) is None) == []


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("clause:say", "the content is a clause"),
        ("prep_about:complain", "the cue is “complain”"),
        ("more-than", "models/bounds.jsonl"),
    ],
)
def test_frames_cues_and_patterns_are_told(rule: str, told: str) -> None:
    assert told in str(meaning(rule))


def test_what_nobody_knows_is_none() -> None:
    assert meaning("no-such-rule") is None
