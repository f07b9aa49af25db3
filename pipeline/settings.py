"""The settings of a run: one frozen dataclass, from `claims.toml` and from flags."""

import dataclasses
import hashlib
import json
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

import pydantic

from pipeline.errors import ClaimsError
from pipeline.suggestions import did_you_mean

Engine: TypeAlias = Literal["processes", "serial", "dask"]


class SettingsError(ClaimsError, ValueError):
    """A setting is unknown or has a value that is not allowed."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be chosen for a run. Every field can stand in `claims.toml`."""

    __pydantic_config__ = pydantic.ConfigDict(extra="forbid")

    model: str = "en_core_web_sm"
    """Name of an installed spaCy pipeline, or a path to one."""
    language: str = "en"
    """ISO 639-1 code; an article in another language is rejected."""
    max_characters: Annotated[int, pydantic.Field(gt=0)] = 1_000_000
    """Articles longer than this many code points are rejected."""
    max_seconds: Annotated[int, pydantic.Field(ge=0)] = 120
    """CPU seconds that reading or analysing one article may take before it is rejected; 0: no limit."""
    batch_size: Annotated[int, pydantic.Field(gt=0)] = 24
    """Articles a batch of the parser."""
    workers: Annotated[int, pydantic.Field(ge=0)] = 0
    """Worker processes; 0: as many as there are cores and work for them."""
    engine: Engine = "processes"
    """Where work is done: processes of this machine, this process alone (`serial`), or a Dask cluster."""
    scheduler: str = ""
    """Address of the Dask scheduler, as tcp://host:8786, or its scheduler file."""
    limit: Annotated[int, pydantic.Field(ge=0)] = 0
    """Read at most this many articles; 0: all."""
    min_similarity: Annotated[float, pydantic.Field(ge=0, le=1)] = 0.5
    """Pairs of claims less alike than this are not compared."""

    def rows_digest(self) -> str:
        """SHA-256 over the settings that change what an article yields (not workers, not limits)."""
        chosen = {
            name: getattr(self, name) for name in ("model", "language", "max_characters", "max_seconds")
        }
        return hashlib.sha256(json.dumps(chosen, sort_keys=True).encode()).hexdigest()


def load(path: Path | None = None, **flags: Any) -> Settings:
    """Settings from a TOML file, overruled by those flags that are not None.

    Raises SettingsError when the file is not TOML or a setting is unknown or out of range.
    """
    stated: dict[str, Any] = {}
    if path is not None:
        try:
            stated = tomllib.loads(path.read_text("utf-8"))
        except OSError as error:
            raise SettingsError(f"The settings {path} cannot be read: {error.strerror}.") from error
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise SettingsError(f"{path}: {error}") from error
    stated |= {name: value for name, value in flags.items() if value is not None}
    try:
        return pydantic.TypeAdapter(Settings).validate_python(stated)
    except pydantic.ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        known = [field.name for field in dataclasses.fields(Settings)]
        place = f"{path}: " if path is not None and where not in flags else ""
        hint = did_you_mean(where, known) if where not in known else ""
        listed = f"Settings are: {', '.join(known)}"
        raise SettingsError(f"{place}{where}: {first['msg']}.{hint} {listed}") from error
