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
# # One figure, all outlets, every day
#
# Numbers in the news move: a count of the dead grows, an estimate is replaced, a typing error travels. This
# notebook follows one figure through outlets and days, with what each number leaves open drawn as a bar.
#
# Run all cells once (menu *Run*, *Run All Cells*). Nothing here writes to your tables.

# %%
import os
from pathlib import Path

import altair as alt
import pandas as pd
from IPython.display import display

import pipeline

# %% tags=["load"]
project = Path.cwd().parent if Path.cwd().name == "notebooks" else Path.cwd()
OUT = Path(os.environ.get("CLAIMS_OUT") or project / "outputs")  # or: OUT = Path("my-run")
t = pipeline.load(OUT)

# Charts of Altair 5 are drawn by JupyterLab itself: what you review stays on your machine.
if alt.SCHEMA_VERSION.startswith("v5"):
    alt.renderers.enable("mimetype")

display(t)

# %% [markdown]
# ## Choose the figure
#
# A group is one thing measured, as several outlets have it. The groups with conflicts come first, then those
# that most outlets tell. Search with a word of yours, or copy a `group_id` into the second cell.

# %% tags=["groups"]
groups = t.groups()
groups = groups[groups.claim_type == "statistic"]
WORD = ""  # such as "homes"
found = groups[groups.about.str.contains(WORD, case=False, regex=False)]
display(found.head(12))

# %% tags=["choice"]
wide = found[found.claims > 2] if (found.claims > 2).any() else found
GROUP = wide.index[0] if len(wide) else None  # or: GROUP = "group:0543a898f08c"
print(GROUP and groups.about[GROUP])

# %% [markdown]
# ## What each outlet printed, and when
#
# A dot is the number, a bar is what its words leave open: `more than 40` reaches to a quarter more, `about
# 40` ten percent either way, `at least 40` has no upper end (here: as high as the drawing). Dots at one
# height agree. Only days on which somebody printed the figure are drawn.

# %% tags=["figure"]
REACH = {  # as the comparison reads the words of a bound: docs/how-it-works.md
    "more_than": (1.0, 1.25),
    "at_least": (1.0, float("inf")),
    "less_than": (0.75, 1.0),
    "at_most": (0.0, 1.0),
    "approximately": (0.9, 1.1),
}


SHOWN = ["published", "outlet", "value", "low", "high", "text", "words", "speaker_text", "period_text"]


def drawn(group_id: str) -> pd.DataFrame:
    """The claims of a group with the ends of their bars, those whose number is a level and not a change."""
    claims = t.group(group_id)
    claims = claims[claims.change.isna()].assign(
        published=lambda rows: rows.published.astype("string").fillna("no date")
    )
    top = claims[["value", "value_high"]].max().max() * 1.15
    reach = claims.bound.map(lambda bound: REACH.get(bound, (1.0, 1.0)))
    claims["low"] = claims.value * reach.str[0]
    claims["high"] = claims.value_high.fillna(claims.value * reach.str[1]).clip(upper=top)
    claims["outlet"] = claims.outlet.fillna(claims.article_id)
    claims["words"] = claims.sentence.str.split().str.join(" ")
    return claims


def chart(group_id: str) -> alt.LayerChart:
    """Value against day of publication, a colour an outlet; dots of one day stand side by side."""
    shared = alt.Chart(drawn(group_id)[SHOWN]).encode(
        x=alt.X("published:O", title="published", axis=alt.Axis(labelAngle=-40)),
        xOffset="outlet:N",
        color=alt.Color("outlet:N", title=None, scale=alt.Scale(scheme="tableau10")),
    )
    bars = shared.mark_rule(strokeWidth=5, opacity=0.35).encode(y="low:Q", y2="high:Q")
    dots = shared.mark_point(filled=True, size=110, opacity=1).encode(
        y=alt.Y("value:Q", title=groups.about[group_id]),
        tooltip=["outlet:N", "published:N", "text:N", "words:N", "speaker_text:N", "period_text:N"],
    )
    return (bars + dots).properties(
        width=480, height=260, title=f"“{groups.about[group_id]}” by outlet and day"
    )


if GROUP is not None:
    display(chart(GROUP))

# %% [markdown]
# ## The sentences behind the dots
#
# In order of publication. Who changed the number first, and whom did they name?

# %% tags=["sentences"]
if GROUP is not None:
    told = drawn(GROUP)
    display(told[["published", "outlet", "text", "measure", "base", "period_text", "speaker_text"]])
    for claim_id in told.claim_id:
        display(t.passage(claim_id))

# %% [markdown]
# ## What the program says about it
#
# The verdict on each two of these claims, and its reasons.

# %% tags=["verdicts"]
if GROUP is not None:
    pairs = t.pairs()
    pairs = pairs[pairs.group_id == GROUP].assign(why=lambda rows: rows.reasons.str.join(" "))
    with pd.option_context("display.max_colwidth", 400):
        display(pairs[["verdict", "outlet_a", "text_a", "outlet_b", "text_b", "why"]].sort_values("verdict"))
