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
# # Who gets to speak?
#
# Whom an outlet quotes is a choice. This notebook counts whose words stand in which outlet, how much of it is
# in quotation marks, and how much room officials have beside everybody else.
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
# ## The quotes and who says them
#
# A quote in two parts (`"The plan," he said, "will fail."`) is one utterance, and counts once. The speaker is
# the person or body that the program found behind the words (`he`, `the sheriff`); where it found nobody, the
# words beside the quote stand instead. Those are counted too: leaving them out would flatter the named.

# %% tags=["quotes"]
quotes = t.quotes.drop_duplicates("utterance_id").merge(
    t.entities[["entity_id", "name", "type"]], left_on="speaker_id", right_on="entity_id", how="left"
)
quotes["speaker"] = quotes.name.fillna(quotes.speaker_text).fillna("(nobody named)")
quotes["outlet"] = quotes.outlet.fillna("(not known)")
known = quotes.speaker_id.notna().mean() if len(quotes) else 0.0
print(f"{len(quotes)} utterances; for {known:.0%} of them we know which person or body speaks.")

# %% [markdown]
# ## Officials against others
#
# An official is an agency or an office, or a person with a public office as the articles name it. The list
# below decides; read it, and change it where your story needs it. `president` is not in it: of a country or a
# company, the word does not say. Who stands behind a `he` that the program could not resolve is not known.

# %% tags=["officials"]
PUBLIC = (
    r"mayor|sheriff|governor|gov\.|senat|sen\.|rep\.|representative|congress|council|alderman|commissioner"
    r"|judge|justice|prosecutor|attorney general|u\.s\. attorney|district attorney|marshal|secretary"
    r"|minister|ambassador|police|chief of|lieutenant|sergeant|officer|finance director|health director"
    r"|superintendent|treasurer|clerk|spokes"
)
roles = (
    t.mentions[t.mentions.kind == "actor"].groupby("entity_id").role.agg(lambda held: " ".join(held.dropna()))
)
holds = quotes.speaker_id.map(roles).fillna("") + " " + quotes.speaker_text.fillna("")
body = quotes.type.isin(["agency", "office"])
PRONOUN = r"\s*(?:he|she|it|they|who|i|we|you|that|this)?\s*"
quotes["side"] = "others"
nobody = quotes.speaker_id.isna() & quotes.speaker_text.fillna("").str.fullmatch(PRONOUN, case=False)
quotes.loc[nobody, "side"] = "not known who"
official = body | holds.str.contains(PUBLIC, case=False, regex=True)
official |= quotes.speaker_id.isin(quotes.speaker_id[official].dropna())  # once an official, always
quotes.loc[official, "side"] = "officials"

SIDES = ["officials", "others", "not known who"]
COLOURS = ["#1f5b8f", "#e6842a", "#b8b2a9"]
sides = quotes.groupby(["outlet", "side"]).size().rename("utterances").reset_index()
sides["place"] = sides.side.map(SIDES.index)
display(
    alt.Chart(sides, title="Whose words each outlet prints")
    .mark_bar()
    .encode(
        x=alt.X("utterances:Q", stack="normalize", axis=alt.Axis(format="%"), title="share of utterances"),
        y=alt.Y("outlet:N", title=None, axis=alt.Axis(labelLimit=200)),
        color=alt.Color("side:N", scale=alt.Scale(domain=SIDES, range=COLOURS), title=None),
        order=alt.Order("place:Q"),
        tooltip=["outlet:N", "side:N", "utterances:Q"],
    )
    .properties(width=420)
)

# %% [markdown]
# ## In their own words?
#
# A direct quote lets a speaker speak; an indirect one lets the reporter speak for them. A mixed one keeps
# some words in quotation marks. The line is the share over all outlets.

# %% tags=["direct"]
shares = quotes.assign(direct=quotes.quote_type == "direct").groupby("outlet").direct.agg(["mean", "size"])
bars = (
    alt.Chart(shares.reset_index(), title="Share of utterances that are direct quotes")
    .mark_bar(color="#1f5b8f")
    .encode(
        x=alt.X("mean:Q", axis=alt.Axis(format="%"), title=None),
        y=alt.Y("outlet:N", sort="-x", title=None, axis=alt.Axis(labelLimit=200)),
        tooltip=["outlet:N", alt.Tooltip("mean:Q", format=".0%"), alt.Tooltip("size:Q", title="utterances")],
    )
)
overall = alt.Chart(pd.DataFrame({"mean": [(quotes.quote_type == "direct").mean()]})).mark_rule(
    strokeDash=[4, 4]
)
display((bars + overall.encode(x="mean:Q")).properties(width=420))

# %% [markdown]
# ## Speakers by outlet
#
# The most quoted speakers. Whom one outlet alone quotes is its own reporting, or its blind spot: look.

# %% tags=["speakers"]
named = quotes[quotes.speaker_id.notna()]
most = named.speaker.value_counts().head(20).index
cells = named[named.speaker.isin(most)].groupby(["speaker", "outlet", "side"]).size().rename("utterances")
square = alt.Chart(cells.reset_index(), title="The twenty most quoted").encode(
    x=alt.X("outlet:N", title=None, axis=alt.Axis(labelAngle=-40, labelLimit=200)),
    y=alt.Y("speaker:N", sort=list(most), title=None, axis=alt.Axis(labelLimit=260)),
    tooltip=["speaker:N", "outlet:N", "side:N", "utterances:Q"],
)
scale = alt.Scale(range=["#fdf3e7", "#e6842a"], domainMin=0)
display(
    square.mark_rect(stroke="white").encode(color=alt.Color("utterances:Q", scale=scale, legend=None))
    + square.mark_text().encode(text="utterances:Q")
)

# %% [markdown]
# Speakers in one outlet only, with how often they speak there:

# %% tags=["alone"]
outlets = named.groupby("speaker").agg(
    outlets=("outlet", "nunique"),
    outlet=("outlet", "first"),
    side=("side", "first"),
    utterances=("text", "size"),
)
display(outlets[outlets.outlets == 1].sort_values("utterances", ascending=False).head(15))

# %% [markdown]
# ## What did they say?
#
# Put a name in place of this one to read all that a speaker says, each quote marked in its sentence.

# %% tags=["said"]
speaker = most[0] if len(most) else ""
for claim_id in named[named.speaker == speaker].claim_id.head(8):
    display(t.passage(claim_id))
if named.empty:
    print("No quote of this run has a speaker that we know.")
