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
# # How sure are we?
#
# Before a finding is printed, somebody will ask where it comes from. This notebook goes the whole way: from a
# row to the rules that made it, to the sentence in the article; and it says what the program does not know.
#
# Run all cells once (menu *Run*, *Run All Cells*). Nothing here writes to your tables. How often the program
# is right on articles that people have marked by hand stands in `docs/accuracy.md`.

# %%
import os
from pathlib import Path

import altair as alt
import pandas as pd
import rich
from IPython.display import display

import pipeline
from pipeline.report.rules import meaning

# %% tags=["load"]
project = Path.cwd().parent if Path.cwd().name == "notebooks" else Path.cwd()
OUT = Path(os.environ.get("CLAIMS_OUT") or project / "outputs")  # or: OUT = Path("my-run")
t = pipeline.load(OUT)

# Charts of Altair 5 are drawn by JupyterLab itself: what you review stays on your machine.
if alt.SCHEMA_VERSION.startswith("v5"):
    alt.renderers.enable("mimetype")

display(t)

# %% [markdown]
# ## Every row is in its article
#
# The tables count characters: `text[start:end]` of an article must be the words of the row. We check all.

# %% tags=["offsets"]
texts = t.articles.set_index("article_id").text
rows = pd.concat([t.claims, t.mentions])[["article_id", "start", "end", "text"]]
same = [texts[row.article_id][row.start : row.end] == row.text for row in rows.itertuples()]
print(f"{sum(same):,} of {len(same):,} rows stand in their article, letter for letter.")
print(f"{len(pipeline.check(OUT))} other rules of the tables are broken.")

# %% [markdown]
# ## From one row to its rules
#
# The column `rule` names what made the row. Each rule can be told in words; many are patterns of the folder
# `models`, with examples of their own. Put another `claim_id` here to ask about another row.

# %% tags=["row"]
flags = t.pairs("conflict")
claims = t.claims.set_index("claim_id")
CLAIM = (
    flags.sort_values("similarity", ascending=False).claim_a.iloc[0]
    if len(flags)
    else t.claims.claim_id.iloc[0]
)
display(t.passage(CLAIM, around=150))
row = claims.loc[CLAIM].dropna()
display(row.drop(["text", "sentence"]).rename(CLAIM).to_frame())

# %% tags=["rules"]
fired = pd.DataFrame({"rule": claims.rule[CLAIM].split("+")})
fired["it says"] = fired.rule.map(meaning)
with pd.option_context("display.max_colwidth", 200):
    display(fired)

# %% [markdown]
# The command line tells the same, with the places and all comparisons: `claims explain CLAIM_ID`.

# %% tags=["explain"]
rich.print(pipeline.explain(CLAIM, OUT))

# %% [markdown]
# ## Which rules carry this run?
#
# A rule that made many rows deserves a look at three of them: if one is wrong, many may be.

# %% tags=["busy"]
by_rule = t.claims.assign(rule=t.claims.rule.str.split("+")).explode("rule")
busy = by_rule.groupby(["rule", "claim_type"]).size().rename("claims").reset_index()
busy = busy.sort_values("claims", ascending=False).head(20)
busy["meaning"] = busy.rule.map(meaning)
display(
    alt.Chart(busy, title="The rules behind most claims")
    .mark_bar()
    .encode(
        x=alt.X("claims:Q", title="claims"),
        y=alt.Y("rule:N", sort="-x", title=None, axis=alt.Axis(labelLimit=220)),
        color=alt.Color("claim_type:N", title=None, scale=alt.Scale(range=["#1f5b8f", "#e6842a"])),
        tooltip=["rule:N", "claims:Q", "meaning:N"],
    )
    .properties(width=420)
)
for claim_id in by_rule[by_rule.rule == busy.rule.iloc[0]].claim_id.head(3):
    display(t.passage(claim_id))

# %% [markdown]
# ## What we do not know
#
# A number without a time, a source or a population can still be right. It can not be compared so surely.

# %% tags=["unknown"]
SLOTS = {
    "time": t.statistics.period_start.isna() & t.statistics.period_end.isna(),
    "what is counted": t.statistics.measure.isna(),
    "source": t.statistics.speaker_text.isna(),
    "place": t.statistics.jurisdiction_ids.str.len() == 0,
    "day of publication": t.statistics.published.isna(),
}
missing = pd.DataFrame({"not known": list(SLOTS), "share": [lacks.mean() for lacks in SLOTS.values()]})
display(
    alt.Chart(missing, title="Statistics for which it is not known")
    .mark_bar(color="#b8b2a9")
    .encode(
        x=alt.X("share:Q", axis=alt.Axis(format="%"), title=None, scale=alt.Scale(domain=[0, 1])),
        y=alt.Y("not known:N", sort="-x", title=None),
        tooltip=["not known:N", alt.Tooltip("share:Q", format=".0%")],
    )
    .properties(width=420)
)

# %% [markdown]
# ## How sure are the comparisons?
#
# `similarity` says how sure the program is that two claims speak of the same thing. It says nothing about
# which of two numbers is right. Begin with the sure ones.

# %% tags=["sure"]
display(
    alt.Chart(t.comparisons[["similarity", "verdict"]], title="Pairs by how sure we are, and by verdict")
    .mark_bar()
    .encode(
        x=alt.X("similarity:Q", bin=alt.Bin(step=0.05), title="similarity"),
        y=alt.Y("count():Q", title="pairs"),
        color=alt.Color("verdict:N", title=None, scale=alt.Scale(scheme="tableau10")),
        tooltip=["verdict:N", "count():Q"],
    )
    .properties(width=420)
)
