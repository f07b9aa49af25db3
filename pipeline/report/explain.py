"""Why a claim exists: its sentence, its values as read, the rules that fired, its comparisons."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pipeline import decisions
from pipeline.comparison.similarity import MEANS
from pipeline.errors import ClaimsError
from pipeline.output import Tables
from pipeline.report.alike import shares_of_pairs
from pipeline.report.places import places_of
from pipeline.report.rules import meaning
from pipeline.suggestions import did_you_mean

SKIPPED = frozenset({"sentence", "text"})


def explanation(found: Tables, claim_id: str) -> RenderableType:
    """Everything known of one claim; raises ClaimsError when the run has no such claim."""
    chosen = found.claims[found.claims["claim_id"] == claim_id]
    if chosen.empty:
        ids = found.claims["claim_id"]
        hint = did_you_mean(claim_id, ids) or f" It has, for example: {', '.join(ids.head(3))}"
        raise ClaimsError(f"{found.out} has no claim {claim_id}.{hint}")
    return Group(*_parts(found, chosen.iloc[0]))


def _parts(found: Tables, claim: "pd.Series[Any]") -> Iterator[RenderableType]:
    sentence = Text(" ".join(str(claim["sentence"]).split()))
    sentence.highlight_words([str(claim["text"])], style="bold black on yellow")
    yield sentence
    yield Text()
    yield _slots(found, claim)
    yield Text("\nRules that fired", style="bold")
    for rule in str(claim["rule"]).split("+"):
        yield _rule(rule)
    if len(claim["jurisdiction_ids"]):
        yield Text("\nPlaces", style="bold")
        yield from places_of(found, claim)
    yield from _comparisons(found, str(claim["claim_id"]))


def _comparisons(found: Tables, claim_id: str) -> Iterator[RenderableType]:
    """Each pair of a claim, what makes it one, and what a reader has decided about it."""
    pairs = found.pairs()
    chosen = pairs[(pairs["claim_a"] == claim_id) | (pairs["claim_b"] == claim_id)]
    yield Text(f"\nCompared with {len(chosen)} claims of other outlets", style="bold")
    decided = decisions.read(found.out) if len(chosen) else {}
    alike = shares_of_pairs(found, chosen)
    for _, pair in chosen.iterrows():
        ids = (pair["claim_a"], pair["claim_b"])
        yield _comparison(pair, "b" if pair["claim_a"] == claim_id else "a")
        if ids in alike:
            told = ", ".join(f"{name} {share:+.2f}" for name, share in alike[ids].items())
            yield Text(f"    What adds to the similarity, in log-odds: {told}")
        if ids in decided:
            note = f": {decided[ids].note}" if decided[ids].note else ""
            yield Text(f"    Settled by {decisions.NAME}: {decided[ids].decision}{note}", style="bold")
    named = dict.fromkeys(name for shares in alike.values() for name in shares)
    if named:
        yield Text("\nWhat the shares of the similarity mean", style="bold")
        yield from (Text(f"  {name}: {MEANS[name]}") for name in sorted(named))


def _slots(found: Tables, claim: "pd.Series[Any]") -> Table:
    names = found.entities.set_index("entity_id")["name"]
    listed = Table(show_header=False, box=None, pad_edge=False)
    listed.add_column(style="bold")
    for column, value in claim.items():
        if column in SKIPPED or _is_empty(value):
            continue
        shown = ", ".join(value) if column == "jurisdiction_ids" else str(value)
        if column in ("speaker_id", "agent_id"):
            shown = f"{value} ({names.get(value, 'unnamed')})"
        listed.add_row(str(column), shown)
    return listed


def _is_empty(value: Any) -> bool:
    if hasattr(value, "__len__"):
        return len(value) == 0
    return bool(pd.isna(value))


def _rule(rule: str) -> Text:
    return Text(f"  {rule}: {meaning(rule) or 'not described'}")


def _comparison(pair: "pd.Series[Any]", other: str) -> Text:
    outlet = pair[f"outlet_{other}"]
    name = outlet if isinstance(outlet, str) else pair[f"article_id_{other}"]
    text = Text(f"  {pair['verdict']} ", style="bold")
    text.append(f"{name}: {' '.join(str(pair[f'sentence_{other}']).split())}\n", style="not bold")
    text.append(
        f"    {' '.join(pair['reasons'])} (similarity {pair['similarity']:.2f})", style="italic not bold"
    )
    return text
