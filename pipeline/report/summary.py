"""What a run found, for the terminal: a small table, the most telling conflicts, the next command."""

import collections
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from pipeline.output import Tables
from pipeline.report.verdicts import telling
from pipeline.shown import shown

TELLING = 3
SHOWN_WITHIN = 5


def summary(found: Tables) -> RenderableType:
    """The end-of-run summary of an output folder."""
    return Group(*_parts(found))


def _parts(found: Tables) -> Iterator[RenderableType]:
    yield _counts(found)
    yield from _rejects(found)
    conflicts = telling_conflicts(found)
    if len(conflicts):
        yield Text(f"\nThe most telling of {(found.comparisons['verdict'] == 'conflict').sum()} conflicts")
    for _, pair in conflicts.iterrows():
        yield _conflict(pair)
    yield Text("Next: " + next_command(found, conflicts))


WITHIN_KINDS = {
    "headline": "headlines with a number that the body has, too",
    "parts": "totals with their parts",
    "share": "shares with their counts",
}


def within_section(records: Sequence[Mapping[str, Any]], out: Path) -> RenderableType:
    """Numbers of one article against each other: how many of each kind, and all that do not fit."""
    parts: list[RenderableType] = [Text("\nWithin an article", style="bold")]
    table = Table(show_header=False, box=None, pad_edge=False)
    for kind, means in WITHIN_KINDS.items():
        told = collections.Counter(str(row["verdict"]) for row in records if row["kind"] == kind)
        verdicts = ", ".join(f"{count} {verdict}" for verdict, count in sorted(told.items()))
        table.add_row(kind, f"{told.total():,}", means + (f": {verdicts}" if verdicts else ""))
    parts.append(table)
    conflicts = [row for row in records if row["verdict"] == "conflict"]
    parts += [_within_conflict(row) for row in conflicts[:SHOWN_WITHIN]]
    if len(conflicts) > SHOWN_WITHIN:
        left = len(conflicts) - SHOWN_WITHIN
        parts.append(Text(f"and {left:,} more: claims compare {out} --within --verdict conflict --csv"))
    return Group(*parts)


def _within_conflict(row: Mapping[str, Any]) -> Panel:
    text = _marked(row["sentence"], row["text"])
    if row["other_sentence"] != row["sentence"]:
        text.append("\n").append_text(_marked(row["other_sentence"], row["other_texts"][0]))
    text.append("\n").append(" ".join(row["reasons"]), style="italic")
    return Panel(text, title=f"{row['outlet'] or row['article_id']}: {row['kind']}", title_align="left")


def _counts(found: Tables) -> Table:
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(style="bold")
    table.add_column(justify="right")
    table.add_column(style="dim")
    outlets = found.articles["outlet"].nunique()
    types = found.entities["kind"].value_counts()
    table.add_row("articles", f"{len(found.articles):,}", f"of {outlets} outlets")
    table.add_row("actors", f"{types.get('actor', 0):,}", "people, agencies, organizations")
    table.add_row("jurisdictions", f"{types.get('jurisdiction', 0):,}", "countries, states, counties, cities")
    table.add_row("statistics", f"{len(found.statistics):,}", "")
    table.add_row("quotes", f"{len(found.quotes):,}", _quote_types(found))
    table.add_row("pairs", f"{len(found.comparisons):,}", _verdicts(found))
    table.add_row("rejects", f"{len(found.rejects):,}", "inputs that could not be read")
    return table


def _rejects(found: Tables) -> Iterator[Text]:
    """The first inputs that could not be read, with the reason."""
    for row in found.rejects.head(TELLING).to_dict("records"):
        line = "" if pd.isna(row["line"]) else f", line {row['line']}"
        yield Text(f"  {shown(row['path'])}{line}: {row['error']}")
    if len(found.rejects) > TELLING:
        yield Text(f"  and {len(found.rejects) - TELLING:,} more in {found.out / 'rejects.parquet'}")


def figures(found: Tables) -> dict[str, Any]:
    """The same for programs: counts of rows, and of pairs by verdict."""
    kinds = found.entities["kind"].value_counts()
    verdicts = found.comparisons["verdict"].value_counts()
    return {
        "out": str(found.out),
        "articles": len(found.articles),
        "outlets": int(found.articles["outlet"].nunique()),
        "actors": int(kinds.get("actor", 0)),
        "jurisdictions": int(kinds.get("jurisdiction", 0)),
        "statistics": len(found.statistics),
        "quotes": len(found.quotes),
        "pairs": {str(verdict): int(count) for verdict, count in sorted(verdicts.items())},
        "rejects": len(found.rejects),
    }


def _quote_types(found: Tables) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in found.quotes["quote_type"].value_counts().items())


def _verdicts(found: Tables) -> str:
    counts = found.comparisons["verdict"].value_counts()
    return ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items()))


def telling_conflicts(found: Tables, count: int = TELLING) -> pd.DataFrame:
    """The conflicts that ask most for a look, in the order of the report, one for each group."""
    pairs = found.pairs("conflict")
    ratios = [None if pd.isna(ratio) else float(ratio) for ratio in pairs["ratio"]]
    asks = [telling("conflict", s, r) for s, r in zip(pairs["similarity"], ratios, strict=True)]
    order = pd.Series(asks, index=pairs.index, dtype=float).sort_values(ascending=False, kind="stable").index
    return pairs.loc[order].drop_duplicates("group_id").head(count)


def _conflict(pair: "pd.Series[Any]") -> Panel:
    text = Text()
    for side in ("a", "b"):
        name = pair[f"outlet_{side}"]
        text.append(f"{name if isinstance(name, str) else pair[f'article_id_{side}']}: ", style="bold")
        text.append_text(_marked(str(pair[f"sentence_{side}"]), str(pair[f"text_{side}"])))
        text.append("\n")
    text.append(" ".join(pair["reasons"]), style="italic")
    return Panel(text, title=str(pair["measure_a"] or pair["measure_b"] or ""), title_align="left")


def _marked(sentence: str, surface: str) -> Text:
    text = Text(" ".join(sentence.split()))
    text.highlight_words([surface], style="bold yellow")
    return text


def next_command(found: Tables, conflicts: pd.DataFrame) -> str:
    """The command that a user is likely to want now."""
    if len(conflicts):
        return f"claims explain '{conflicts.iloc[0]['claim_a']}' --out {found.out}"
    if len(found.articles):
        return f"claims show '{found.articles.iloc[0]['article_id']}' --out {found.out}"
    return f"look into {found.out / 'rejects.parquet'}"
