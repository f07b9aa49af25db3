"""A finished run as notebooks see it: one DataFrame a table, and pairs with both sides joined."""

import functools
from pathlib import Path

import pandas as pd

from pipeline import tables
from pipeline.errors import ClaimsError

SIDE_COLUMNS = (
    "article_id",
    "published",
    "start",
    "end",
    "text",
    "sentence",
    "value",
    "value_high",
    "bound",
    "unit",
    "change",
    "measure",
    "base",
    "action",
    "negated",
    "period_start",
    "period_end",
    "period_text",
    "speaker_text",
    "speaker_id",
    "cue_text",
    "quote_type",
    "jurisdiction_ids",
    "rule",
)


class NoRunError(ClaimsError, FileNotFoundError):
    """A folder holds no finished run."""


class Tables:
    """The tables of an output folder, each read when first asked for."""

    def __init__(self, out: Path) -> None:
        self.out = out
        for name in tables.TABLES:
            if not (out / f"{name}.parquet").exists():
                missing = f"{out} holds no finished run: {name}.parquet is missing"
                raise NoRunError(f"{missing}. Run: claims extract CORPUS --out {out}")

    def _read(self, name: str) -> pd.DataFrame:
        return pd.read_parquet(self.out / f"{name}.parquet")

    @functools.cached_property
    def articles(self) -> pd.DataFrame:
        return self._read("articles")

    @functools.cached_property
    def mentions(self) -> pd.DataFrame:
        return self._read("mentions")

    @functools.cached_property
    def entities(self) -> pd.DataFrame:
        return self._read("entities")

    @functools.cached_property
    def claims(self) -> pd.DataFrame:
        return self._read("claims")

    @functools.cached_property
    def comparisons(self) -> pd.DataFrame:
        return self._read("comparisons")

    @functools.cached_property
    def rejects(self) -> pd.DataFrame:
        return self._read("rejects")

    @property
    def statistics(self) -> pd.DataFrame:
        """The claims that are statistics."""
        return self.claims[self.claims["claim_type"] == "statistic"]

    @property
    def quotes(self) -> pd.DataFrame:
        """The claims that are quotes."""
        return self.claims[self.claims["claim_type"] == "quote"]

    def pairs(self, verdict: str | None = None) -> pd.DataFrame:
        """Comparisons with both claims beside each other: `text_a`, `text_b`, `value_a`, ...

        Parameters
        ----------
        verdict
            Keep only pairs of this verdict; None: all. Raises ValueError for an unknown verdict.

        Returns
        -------
        One row a pair: the columns of `comparisons`, then those of `SIDE_COLUMNS` for each side.
        """
        known = (*tables.STATISTIC_VERDICTS, *tables.QUOTE_VERDICTS)
        if verdict is not None and verdict not in known:
            raise ValueError(f"{verdict!r} is no verdict: {', '.join(known)}")
        chosen = self.comparisons
        if verdict is not None:
            chosen = chosen[chosen["verdict"] == verdict]
        claims = self.claims.set_index("claim_id")[list(SIDE_COLUMNS)]
        sides = [
            claims.reindex(chosen[f"claim_{side}"]).add_suffix(f"_{side}").reset_index(drop=True)
            for side in ("a", "b")
        ]
        return pd.concat([chosen.reset_index(drop=True), *sides], axis=1)

    def __repr__(self) -> str:
        return f"Tables({str(self.out)!r}: {', '.join(f'{name} {count}' for name, count in self.sizes())})"

    def sizes(self) -> list[tuple[str, int]]:
        """Number of rows of each table."""
        return [(name, len(getattr(self, name))) for name in tables.TABLES]

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><td>{name}</td><td>{count:,}</td></tr>" for name, count in self.sizes())
        return f"<table><tr><th>table</th><th>rows</th></tr>{rows}</table>"
