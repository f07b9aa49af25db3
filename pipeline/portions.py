"""One run spread over machines that share nothing but the input: each makes its portion of the parts.

The portion of a part follows from the part's name, a digest of all that it depends on. So the portions are
disjoint without a word between the machines, and a new article leaves all other parts where they were.
"""

import dataclasses
import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline import durable, lock, markers, run
from pipeline.errors import ClaimsError, OutputError
from pipeline.finished import require_apart
from pipeline.inputs import Plan, Source, read_plan
from pipeline.parse import require_model
from pipeline.publish import PARTS, read_marker, told_plainly
from pipeline.settings import Settings
from pipeline.tables import RejectRow
from pipeline.work import Progress, work

NAME = "plan.jsonl"
"""Beside the parts: the portion, the parts of the whole run in order, and what could not be read."""


@dataclasses.dataclass(frozen=True, slots=True)
class Portion:
    """`2/3`: the second of three portions of a run."""

    number: int
    of: int

    @classmethod
    def read(cls, text: str) -> "Portion":
        """Raises ClaimsError for what is no portion, such as `0/3` or `4/3`."""
        found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", text.strip())
        if not found or not 1 <= int(found[1]) <= int(found[2]):
            raise ClaimsError(f"--shard {text} is not understood: write 1/3, 2/3 and 3/3 for three machines.")
        return cls(int(found[1]), int(found[2]))

    def has(self, part: str) -> bool:
        """Whether a part is of this portion, by the part's name: a digest of 32 hexadecimal digits."""
        return int(part[:12], 16) % self.of == self.number - 1

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PortionReport:
    """What was done of a portion; counts of inputs."""

    out: Path
    portion: Portion
    inputs: int
    worked: int
    total: int
    """Inputs of the whole run."""


def extract_portion(
    corpus: Path | str,
    out: Path,
    settings: Settings,
    portion: Portion,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> PortionReport:
    """Work on one portion of a run and leave its parts in `out`, for `merge_portions`. Writes no tables.

    All inputs are read to know which are of the portion. Raises as `run.extract` does, and OutputError when
    `out` holds the tables of a run.
    """
    require_apart(corpus, out)
    require_model(settings.model)
    if read_marker(out):
        raise OutputError(f"{out} holds the tables of a run: name a folder of its own for each shard.")
    with lock.held(out) as parts, told_plainly(out):
        source = Source.of(corpus, parts, settings)
        plan = read_plan(source)
        own = {part: count for part, count in plan.parts.items() if portion.has(part)}
        worked = work(
            source,
            dataclasses.replace(plan, parts=own, size=plan.size // portion.of),
            parts,
            on_progress,
        )
        _write_plan(parts / NAME, plan, portion, markers.of(plan, settings))
        run.sweep(parts, set(own))
    return PortionReport(out=out, portion=portion, inputs=sum(own.values()), worked=worked, total=plan.inputs)


def merge_portions(
    out: Path,
    folders: Sequence[Path],
    settings: Settings,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> run.Report:
    """Join the parts in the folders of all portions, in any order, to the tables of one run in `out`.

    The tables are those of one run over the whole, byte for byte; the corpus is not needed. Raises
    OutputError when a portion is missing, unfinished, or of another run.
    """
    plans = [_Planned.read(folder) for folder in folders]
    for plan in plans[1:]:
        if plan.rows != plans[0].rows:
            raise OutputError(
                f"{plan.folder} and {plans[0].folder} are shards of different runs: the corpus, the settings "
                "or the version of the program differ."
            )
    parts = _found(plans)
    with lock.held(out) as own, told_plainly(out):
        run.join(parts, plans[0].rejects(), own / run.MERGED)
        report = run.finish(
            own / run.MERGED, out, settings, markers.of_rows(plans[0].rows, settings), on_progress
        )
        run.sweep(own, {folder.name for folder in parts if folder.parent == own})
    return report


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Planned:
    """The plan of a run as a portion's folder holds it."""

    folder: Path
    portion: Portion
    rows: str

    @classmethod
    def read(cls, folder: Path) -> "_Planned":
        try:
            with (folder / PARTS / NAME).open(encoding="utf-8") as file:
                head = json.loads(file.readline())
            return cls(folder=folder, portion=Portion.read(head["shard"]), rows=str(head["rows"]))
        except (OSError, ValueError, KeyError) as error:
            raise OutputError(
                f"{folder} holds no finished shard: make one with claims extract CORPUS --shard 1/3 "
                f"--out {folder}."
            ) from error

    def _rows(self, key: str) -> Iterator[Any]:
        with (self.folder / PARTS / NAME).open(encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                if key in row:
                    yield row[key]

    def parts(self) -> Iterator[str]:
        return self._rows("part")

    def rejects(self) -> Iterator[RejectRow]:
        for path, line, error in self._rows("reject"):
            yield RejectRow(path=path, line=line, error=error)


def _write_plan(path: Path, plan: Plan, portion: Portion, marker: dict[str, Any]) -> None:
    with durable.replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps({"shard": str(portion), "rows": marker["rows"]}) + "\n")
        for part in plan.parts:
            file.write(json.dumps({"part": part}) + "\n")
        for line in plan.rejects.lines():
            file.write(f'{{"reject": {line.rstrip()}}}\n')


def _found(plans: Sequence[_Planned]) -> list[Path]:
    """Folders of all parts of the run, in the order of its inputs. Raises OutputError when one is missing."""
    held = [plan.folder / PARTS for plan in plans]
    found: list[Path] = []
    for part in plans[0].parts():
        there = next((folder / part for folder in held if (folder / part).is_dir()), None)
        if there is None:
            raise OutputError(_missing(part, plans[0].portion.of))
        found.append(there)
    return found


def _missing(part: str, of: int) -> str:
    portions = [Portion(number, of) for number in range(1, of + 1)]
    portion = next(each for each in portions if each.has(part))
    made = f"claims extract CORPUS --shard {portion} --out FOLDER"
    return f"Shard {portion} is missing or not finished: make it with {made}, and name its folder, too."
