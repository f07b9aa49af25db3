"""A finished run as notebooks see it: one DataFrame a table, and pairs with both sides joined."""

import dataclasses
import functools
import html
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline import tables
from pipeline.errors import ClaimsError
from pipeline.publish import require_unmixed

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


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A claim in the words around it. Shown by a notebook with the claim marked; all text is escaped."""

    claim_id: str
    outlet: str
    published: str
    before: str
    claim: str
    after: str

    def __str__(self) -> str:
        return f"{self.outlet}, {self.published}: {self.before}[{self.claim}]{self.after}"

    def _repr_html_(self) -> str:
        parts = (html.escape(part) for part in (self.before, self.claim, self.after))
        return (
            f"<p style='margin:.5em 0'><b>{html.escape(self.outlet)}</b>, {html.escape(self.published)}<br>"
            "<span style='white-space:pre-line'>{}<mark>{}</mark>{}</span></p>".format(*parts)
        )


class Tables:
    """The tables of an output folder, each read when first asked for."""

    def __init__(self, out: Path) -> None:
        self.out = out
        require_unmixed(out)
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

    def groups(self) -> pd.DataFrame:
        """One row per thing measured or said: index `group_id`, most conflicts first.

        Columns: `claim_type`, `about` (its commonest measure, else a claim's words), `claims`, `outlets`,
        `first` and `last` (days of publication), and a number of pairs for each verdict.
        """
        members = self._members()
        shown = members["measure"].fillna(members["text"])
        gathered = members.assign(about=shown).groupby("group_id", sort=True)
        found = pd.DataFrame(
            {
                "claim_type": gathered["claim_type"].first(),
                "about": gathered["about"].agg(lambda words: words.mode().iloc[0]),
                "claims": gathered.size(),
                "outlets": gathered["outlet"].nunique(),
                "first": gathered["published"].min(),
                "last": gathered["published"].max(),
            }
        )
        pairs = self.comparisons
        told = pd.crosstab(pairs["group_id"], pairs["verdict"]).reindex(columns=list(_VERDICTS), fill_value=0)
        return found.join(told).sort_values(["conflict", "outlets"], ascending=False, kind="stable")

    def group(self, group_id: str) -> pd.DataFrame:
        """The claims of one group, by day of publication; raises KeyError for an unknown group."""
        members = self._members()
        chosen = members[members["group_id"] == group_id].drop(columns="group_id")
        if chosen.empty:
            raise KeyError(f"{self.out} has no group {group_id}: groups() lists them")
        return chosen.sort_values(["published", "outlet", "claim_id"]).reset_index(drop=True)

    def _members(self) -> pd.DataFrame:
        """The claims that stand in a comparison, with their group."""
        pairs = self.comparisons
        sides = [
            pairs[["group_id", side]].rename(columns={side: "claim_id"}) for side in ("claim_a", "claim_b")
        ]
        return pd.concat(sides).drop_duplicates().merge(self.claims, on="claim_id", how="left")

    def passage(self, claim_id: str, around: int = 0) -> Passage:
        """A claim in its sentence, `around` more characters on each side; KeyError for an unknown claim."""
        claim = self._by_claim.loc[[claim_id]].iloc[0]
        article = self._by_article.loc[[claim["article_id"]]].iloc[0]
        text, start, end = str(article["text"]), int(claim["start"]), int(claim["end"])
        first = text.find(claim["sentence"], max(0, end - len(claim["sentence"])))
        first = first if 0 <= first <= start else start
        last = max(end, first + len(claim["sentence"]))
        day = claim["published"]
        return Passage(
            claim_id=claim_id,
            outlet=claim["outlet"] if isinstance(claim["outlet"], str) else str(claim["article_id"]),
            published="no date" if pd.isna(day) else str(day),
            before=text[max(0, first - around) : start],
            claim=text[start:end],
            after=text[end : last + around],
        )

    @functools.cached_property
    def _by_claim(self) -> pd.DataFrame:
        return self.claims.set_index("claim_id")

    @functools.cached_property
    def _by_article(self) -> pd.DataFrame:
        return self.articles.set_index("article_id")

    def __repr__(self) -> str:
        return f"Tables({str(self.out)!r}: {', '.join(f'{name} {count}' for name, count in self.sizes())})"

    def sizes(self) -> list[tuple[str, int]]:
        """Number of rows of each table."""
        return [(name, len(getattr(self, name))) for name in tables.TABLES]

    def _repr_html_(self) -> str:
        """Sizes, verdicts, and the surest conflict, side by side."""
        told = self.comparisons["verdict"].value_counts()
        verdicts = [(name.replace("_", " "), int(told[name])) for name in _VERDICTS if name in told]
        sizes = _html_table(("table", "rows"), self.sizes())
        parts = [sizes, _html_table(("verdict", "pairs"), verdicts) if verdicts else ""]
        conflicts = self.comparisons[self.comparisons["verdict"] == "conflict"]
        if len(conflicts):
            surest = conflicts.sort_values("similarity", ascending=False, kind="stable").iloc[0]
            sides = [self.passage(surest[side])._repr_html_() for side in ("claim_a", "claim_b")]
            parts.append(f"<div style='max-width:36em'><b>The surest conflict</b>{''.join(sides)}</div>")
        name = html.escape(self.out.resolve().name)
        return (
            f"<p><b>{name}</b></p><div style='display:flex; flex-wrap:wrap; gap:2em'>{''.join(parts)}</div>"
        )


_VERDICTS = dict.fromkeys((*tables.STATISTIC_VERDICTS, *tables.QUOTE_VERDICTS))
"""In their order, each once."""


def _html_table(heads: Sequence[str], rows: Sequence[tuple[Any, int]]) -> str:
    head = "".join(f"<th>{name}</th>" for name in heads)
    cells = "".join(f"<tr><td>{name}</td><td>{count:,}</td></tr>" for name, count in rows)
    return f"<div><table><tr>{head}</tr>{cells}</table></div>"
