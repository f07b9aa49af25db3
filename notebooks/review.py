# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     notebook_metadata_filter: -jupytext.text_representation.jupytext_version
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Where do the outlets disagree?
#
# This notebook reads the tables of a finished run and takes you from the big picture to one flag, and
# from one flag to the two sentences behind it.
#
# Run all cells once (menu *Run*, *Run All Cells*). Then change what you like: nothing here writes to your
# tables.
#
# **A flag is a finding to check, never an accusation.** Two figures that differ can both be right. The
# program says why it thinks that they speak of the same thing; you read the sentences and decide.

# %%
import html
import os
from pathlib import Path

import altair as alt
import pandas as pd
from IPython.display import HTML, display
from itables import init_notebook_mode, show

import pipeline

# %% [markdown]
# ## Your run
#
# The tables come from the folder `outputs` of the project. To read another folder, set the environment
# variable `CLAIMS_OUT` before you start Jupyter, or write the folder here: `OUT = Path("my-run")`.

# %% tags=["load"]
project = Path.cwd().parent if Path.cwd().name == "notebooks" else Path.cwd()
OUT = Path(os.environ.get("CLAIMS_OUT") or project / "outputs")
t = pipeline.load(OUT)

# What you review stays on your machine: the table brings its own program along, and charts of Altair 5
# are drawn by JupyterLab itself. Altair 6 fetches the drawing program from the web.
init_notebook_mode(all_interactive=False, connected=False)
if alt.SCHEMA_VERSION.startswith("v5"):
    alt.renderers.enable("mimetype")

display(t)

# %% [markdown]
# ## The story in figures
#
# One row per outlet: how much you have of it, and in how many pairs one of its claims is flagged.


# %% tags=["outlets"]
def with_outlet(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """The frame with a name in place of a missing outlet."""
    return frame.assign(**{column: frame[column].fillna("(not known)") for column in columns})


FLAGS = ["conflict", "misattributed", "variant"]  # verdicts that ask for a second look
articles = with_outlet(t.articles, "outlet")
claims = with_outlet(t.claims, "outlet")
pairs = with_outlet(t.pairs(), "outlet_a", "outlet_b")
flags = pairs[pairs.verdict.isin(FLAGS)]

outlets = pd.DataFrame(
    {
        "articles": articles.outlet.value_counts(),
        "words": articles.groupby("outlet").words.sum(),
        "statistics": claims[claims.claim_type == "statistic"].outlet.value_counts(),
        "quotes": claims[claims.claim_type == "quote"].outlet.value_counts(),
        "flags": pd.concat([flags.outlet_a, flags.outlet_b]).value_counts(),
    }
)
display(outlets.fillna(0).astype(int).sort_values("articles", ascending=False))

# %% [markdown]
# And all pairs of claims from different outlets that speak of the same thing, by verdict:

# %% tags=["verdicts"]
MEANING = {
    "agree": "the same figure",
    "compatible": "different words, and both can be true",
    "conflict": "both cannot be true",
    "scope_differs": "another place, population, base or part",
    "period_differs": "another time",
    "same": "the same words, perhaps cut",
    "variant": "some words of the quote differ",
    "misattributed": "the same words, given to another speaker",
}
verdicts = pairs.verdict.value_counts().rename("pairs").to_frame()
verdicts["meaning"] = verdicts.index.map(MEANING)
display(verdicts)

# %% [markdown]
# ## Who differs from whom
#
# Each square is a pair of outlets. The darker it is, the more of their figures are in conflict. A pair
# that was never compared has no square. Put another verdict in the last line to see that one.


# %% tags=["heat-map"]
def by_outlets(verdict: str) -> pd.DataFrame:
    """One row per ordered pair of outlets: how many pairs were compared, and how many have the verdict."""
    there = pairs[["outlet_a", "outlet_b", "verdict"]]
    back = there.rename(columns={"outlet_a": "outlet_b", "outlet_b": "outlet_a"})
    both = pd.concat([there, back]).assign(found=lambda rows: rows.verdict == verdict)
    counted = both.groupby(["outlet_a", "outlet_b"]).found.agg(compared="size", flagged="sum")
    return counted.reset_index()


def heat_map(verdict: str) -> alt.LayerChart:
    """Pairs of outlets, coloured by how many of their pairs of claims have the verdict."""
    square = alt.Chart(by_outlets(verdict)).encode(
        x=alt.X("outlet_a:N", title=None, axis=alt.Axis(labelAngle=-40, labelLimit=200)),
        y=alt.Y("outlet_b:N", title=None, axis=alt.Axis(labelLimit=200)),
        tooltip=[
            alt.Tooltip("outlet_a:N", title="outlet"),
            alt.Tooltip("outlet_b:N", title="and"),
            alt.Tooltip("flagged:Q", title=verdict),
            alt.Tooltip("compared:Q", title="pairs compared"),
        ],
    )
    scale = alt.Scale(range=["#fdf3e7", "#e6842a"], domainMin=0, type="sqrt")
    colour = alt.Color("flagged:Q", scale=scale, legend=None)  # the squares bear the figures
    layers = square.mark_rect(stroke="white").encode(color=colour) + square.mark_text().encode(
        text="flagged:Q"
    )
    return layers.properties(width=alt.Step(54), height=alt.Step(38), title=f"Pairs of claims: {verdict}")


display(heat_map("conflict"))

# %% [markdown]
# ## All flags in one table
#
# Type into the boxes under the headings to filter: an outlet, a word, a number. Click on a heading to sort.
# The surest come first. The number at the left is the one to give to `show_flag` below.

# %% tags=["table"]
COLUMNS = [
    "verdict",
    "outlet_a",
    "text_a",
    "outlet_b",
    "text_b",
    "measure_a",
    "reason",
    "similarity",
    "ratio",
]
ranked = flags.sort_values(["verdict", "similarity", "ratio"], ascending=[True, False, False]).reset_index(
    drop=True
)
ranked["reason"] = ranked.reasons.str.join(" ")
shown = ranked[COLUMNS].round({"similarity": 2, "ratio": 2})
shown.index.name = "flag"
show(shown, column_filters="header", showIndex=True, allow_html=False, maxBytes="2MB")

# %% [markdown]
# ## From a flag to its two sentences
#
# The tables keep no loose copies: `start` and `end` of a claim count characters in `articles.text`. That
# is how the number is found again in its article, and how it is marked here.


# %% tags=["one-flag"]
texts = t.articles.set_index("article_id").text
by_claim = t.claims.set_index("claim_id")


def in_article(claim_id: str, around: int = 0) -> str:
    """The sentence of a claim as HTML, the claim marked; `around` adds that many characters each side.

    Everything that comes from an article is escaped: an article may hold HTML of its own.
    """
    claim = by_claim.loc[claim_id]
    text = texts[claim.article_id]
    first = text.find(claim.sentence, max(0, claim.end - len(claim.sentence)))
    if not 0 <= first <= claim.start:  # the sentence is not written there as it stands in the table
        first = claim.start
    last = max(claim.end, first + len(claim.sentence))
    before = html.escape(text[max(0, first - around) : claim.start])
    after = html.escape(text[claim.end : last + around])
    return f"{before}<mark>{html.escape(text[claim.start : claim.end])}</mark>{after}"


def side(flag: pd.Series, letter: str, around: int) -> str:
    """One half of a flag as HTML: who, when, where, and the sentence."""
    published = flag[f"published_{letter}"]
    heading = [flag[f"outlet_{letter}"], "no date" if pd.isna(published) else str(published)]
    speaker = flag[f"speaker_text_{letter}"]
    said = "" if pd.isna(speaker) else f"<p>Said by: <b>{html.escape(speaker)}</b></p>"
    return (
        "<div style='flex:1; min-width:18em; padding:0 1em; border-left:4px solid #e6842a'>"
        f"<p><b>{html.escape(', '.join(heading))}</b><br>"
        f"<code>{html.escape(flag[f'article_id_{letter}'])}</code></p>"
        f"<p style='white-space:pre-line'>{in_article(flag[f'claim_{letter}'], around)}</p>{said}</div>"
    )


def show_flag(number: int, around: int = 0) -> HTML:
    """Both sides of flag `number` of the table above. `around=300` shows more of each article."""
    flag = ranked.loc[number]
    reasons = "".join(f"<li>{html.escape(reason)}</li>" for reason in flag.reasons)
    both = side(flag, "a", around) + side(flag, "b", around)
    return HTML(
        f"<h4>Flag {number}: {html.escape(flag.verdict)}</h4>"
        f"<div style='display:flex; flex-wrap:wrap'>{both}</div><ul>{reasons}</ul>"
    )


for number in ranked.index[:3]:
    display(show_flag(number))
if ranked.empty:
    print("No flags: nothing in this run contradicts anything else in it.")

# %% [markdown]
# A sentence alone can mislead. Ask for what stands around it:

# %% tags=["wider"]
if not ranked.empty:
    display(show_flag(0, around=300))

# %% [markdown]
# ## Quotes to read twice
#
# The same words in another mouth, or other words in the same mouth.

# %% tags=["quotes"]
for number in ranked.index[ranked.claim_type == "quote"][:5]:
    display(show_flag(number))
if not (ranked.claim_type == "quote").any():
    print("No quote differs between outlets.")

# %% [markdown]
# ## Take it with you
#
# This writes nothing. Take away the `#` to save the flags as a spreadsheet.

# %%
# shown.to_csv("flags.csv")
