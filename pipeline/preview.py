"""What a run would do, without doing it."""

import dataclasses
from pathlib import Path

from pipeline import markers
from pipeline.finished import require_apart
from pipeline.inputs import Rejects, Source, read_plan
from pipeline.parse import require_model
from pipeline.publish import PARTS
from pipeline.settings import Settings


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a run would do; counts of inputs."""

    inputs: int
    """Files, and lines of JSONL, that would be read."""
    there: int
    """Those of them whose rows are there already."""
    rejects: Rejects
    unchanged: bool
    """True when the tables are up to date."""


def preview(corpus: Path, out: Path, settings: Settings) -> Preview:
    """What `extract` would do, without doing it; writes nothing. Raises as `extract` does."""
    require_apart(corpus, out)
    require_model(settings.model)
    plan = read_plan(Source.of(corpus, out / PARTS, settings))
    there = sum(count for part, count in plan.parts.items() if (out / PARTS / part).is_dir())
    unchanged = markers.is_current(out, markers.of(plan, settings))
    return Preview(inputs=plan.inputs, there=there, rejects=plan.rejects, unchanged=unchanged)
