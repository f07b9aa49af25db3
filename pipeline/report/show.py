"""An article with what was found in it marked in four colours, for the terminal."""

from typing import Any

import pandas as pd
from rich.console import Group, RenderableType
from rich.text import Text

from pipeline.errors import ClaimsError
from pipeline.output import Tables
from pipeline.suggestions import did_you_mean

STYLES = {
    "quote": "green",
    "actor": "bold cyan",
    "jurisdiction": "bold magenta",
    "statistic": "bold black on yellow",
}


def article_view(found: Tables, article_id: str) -> RenderableType:
    """Heading, legend and marked text; raises ClaimsError when the run has no such article."""
    chosen = found.articles[found.articles["article_id"] == article_id]
    if chosen.empty:
        ids = found.articles["article_id"]
        hint = did_you_mean(article_id, ids) or f" It has, for example: {', '.join(ids.head(5))}"
        raise ClaimsError(f"{found.out} has no article {article_id}.{hint}")
    article = chosen.iloc[0]
    legend = Text("  ").join(Text(kind, style=style) for kind, style in STYLES.items())
    return Group(_heading(article), legend, Text(), marked_text(found, article))


def _heading(article: "pd.Series[Any]") -> Text:
    stated = [article["outlet"], article["published"], ", ".join(article["authors"])]
    line = " | ".join(str(part) for part in stated if part is not None and part != "" and not pd.isna(part))
    headline = article["headline"]
    return Text(f"{headline}\n{line}" if isinstance(headline, str) else line, style="bold")


def marked_text(found: Tables, article: "pd.Series[Any]") -> Text:
    """The article's text; quotes below, then actors and jurisdictions, statistics on top."""
    text = Text(str(article["text"]))
    claims = found.claims[found.claims["article_id"] == article["article_id"]]
    mentions = found.mentions[found.mentions["article_id"] == article["article_id"]]
    for kind, style in STYLES.items():
        column = "kind" if kind in ("actor", "jurisdiction") else "claim_type"
        rows = mentions if column == "kind" else claims
        chosen = rows[rows[column] == kind]
        for start, end in zip(chosen["start"], chosen["end"], strict=True):
            text.stylize(style, int(start), int(end))
    return text
