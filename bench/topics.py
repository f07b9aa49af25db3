"""The words of made news: topics, and the sentences of any article, from two tables beside this file."""

import bisect
import csv
import functools
import itertools
import random
import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from pipeline import models

HERE = Path(__file__).resolve().parent
LOOKS_LIKE_A_NOUN = re.compile(
    r"[a-z]{2,8}(?:er|or|ot|ock|ack|el|ar|ist|ard|ell|ow|ood|ook|and|ump|ank|eam|oat|ort|ight|ain|oon|et|um|us|"
    r"ad|al|am|an|en|on|ick|ill|ink|int|ip|op|up|ub|ug|ird|ish|ism|ness|ship|ton|ex|ock|ull|urn)"
)
"""Stems of this form are words as they stand."""
EVENTS = frozenset({"book", "plan", "raid", "cut", "drop", "fall", "rise", "shot"})
"""Nouns that the comparison takes for words of an event, which common nouns are not."""
SLOT = re.compile(r"[\[\]]|\{\w+\}")


class Topic(NamedTuple):
    name: str
    share: float
    bodies: list[str]
    agencies: list[str]
    roles: list[str]
    counted: list[tuple[str, str]]
    """Plural and singular."""
    deeds: list[tuple[str, str]]
    """Participle and lemma."""
    things: list[str]
    money: list[str]


class Frames(NamedTuple):
    """Sentences by kind, cut into literals and slots (`{count}`, `[`), and what fills common slots."""

    of_kind: dict[str, list[list[str]]]
    adjectives: list[str]
    acts: list[tuple[str, str]]
    cues: list[str]
    moves: list[tuple[str, str]]
    """What a share does: past and lemma."""
    payments: list[tuple[str, str]]
    """What is done with money."""
    small: dict[str, list[str]]
    """`the`, `of`, `and`: words that stand for these, the commonest several times."""


@functools.cache
def topics() -> list[Topic]:
    return [_topic(name, row) for name, row in _read("topics.toml").items()]


def _topic(name: str, row: dict[str, Any]) -> Topic:
    return Topic(
        name=name,
        share=row["share"],
        bodies=row["bodies"],
        agencies=row["agencies"],
        roles=row["roles"],
        counted=[(plural(word), word.split()[-1]) for word in row["counted"]],
        deeds=[_pair(deed) for deed in row["deeds"]],
        things=row["things"],
        money=row["money"],
    )


@functools.cache
def frames() -> Frames:
    read = _read("sentences.toml")
    small = ("the", "of", "and")
    lists = {"adjectives", "acts", "cues", "tails", "moves", "payments", *small}
    return Frames(
        of_kind={kind: [_cut(text) for text in texts] for kind, texts in read.items() if kind not in lists},
        adjectives=read["adjectives"],
        acts=[_pair(act) for act in read["acts"]],
        cues=read["cues"],
        moves=[_pair(move) for move in read["moves"]],
        payments=[_pair(payment) for payment in read["payments"]],
        small={name: read[name] for name in small},
    )


@functools.cache
def common_counted() -> list[tuple[str, str]]:
    """What any story may count: plural and singular of the people and bodies that the rules know by noun."""
    rows = csv.DictReader((models.folder() / "actor_nouns.csv").read_text("utf-8").splitlines())
    nouns = sorted({row["noun"] for row in rows if row["noun"].isalpha() and row["noun"].islower()})
    return [(plural(noun), noun) for noun in nouns]


@functools.cache
def common_deeds() -> list[tuple[str, str]]:
    """What may be done to anything: participle and lemma of the regular verbs among the words of events."""
    rows = csv.DictReader((models.folder() / "event_words.csv").read_text("utf-8").splitlines())
    verbs = sorted(
        {
            row["action"]
            for row in rows
            if re.fullmatch(r"[a-z]{3,}[^aeiouywlpgtndrm]|[a-z]+[^aeo]e", row["action"])
        }
    )
    return [(verb + ("d" if verb.endswith("e") else "ed"), verb) for verb in verbs]


@functools.cache
def nouns() -> tuple[list[str], list[str]]:
    """Nouns that any story may have, the commonest first, and rarer ones that tell a story from others."""
    rows = csv.DictReader((models.folder() / "noun_kinds.csv").read_text("utf-8").splitlines())
    listed = csv.DictReader((models.folder() / "compare_word_weights.csv").read_text("utf-8").splitlines())
    weights = {row["stem"]: float(row["weight"]) for row in listed}
    common = {row["noun"] for row in rows if row["noun"].isalpha()} - EVENTS
    rare = [stem for stem, weight in weights.items() if weight > 0.5 and LOOKS_LIKE_A_NOUN.fullmatch(stem)]
    return sorted(common, key=lambda noun: (weights.get(noun, 0.8), noun)), rare


@functools.cache
def tails() -> list[list[tuple[str, list[str]]]]:
    """Ends of sentences: literals, each with the words of which one follows, common ones repeated."""
    read, common = _read("sentences.toml"), nouns()[0]
    chance = random.Random(2)
    fill = {
        "{c}": [common[zipf(chance, len(common), 0.7)] for _ in range(8 * len(common))],
        "{v}": [_pair(act)[0] for act in read["acts"]],
        "{a}": read["adjectives"],
        "{they}": ["they"],
        "{d}": read["the"],
        "{p}": read["of"],
        "{j}": read["and"],
    }
    cut = (_cut(text) for text in read["tails"])
    return [[(text, fill[slot]) for text, slot in zip(row[::2], row[1::2], strict=True)] for row in cut]


@functools.cache
def _weights(count: int, power: float) -> list[float]:
    """Zipf: how often each of `count` comes, added up."""
    return list(itertools.accumulate((rank + 1) ** -power for rank in range(count)))


def zipf(chance: random.Random, count: int, power: float) -> int:
    """A rank from 0, the first the most often."""
    weights = _weights(count, power)
    return bisect.bisect_left(weights, chance.random() * weights[-1])


def plural(noun: str) -> str:
    irregular = {
        "man": "men",
        "woman": "women",
        "child": "children",
        "person": "people",
        "species": "species",
    }
    *front, last = noun.split()
    if last.endswith(("s", "x", "ch", "sh")) and last not in irregular:
        made = last + "es"
    elif last.endswith("y") and last[-2] not in "aeiou":
        made = last[:-1] + "ies"
    else:
        made = irregular.get(last) or re.sub(r"^(.*)(wo)?man$", r"\1\2men", last) + "s" * (
            not last.endswith("man")
        )
    return " ".join([*front, made])


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text("utf-8"))


def _cut(text: str) -> list[str]:
    pieces, at = [], 0
    for match in SLOT.finditer(text):
        pieces += [text[at : match.start()], match.group()]
        at = match.end()
    return [piece for piece in (*pieces, text[at:]) if piece]


def _pair(text: str) -> tuple[str, str]:
    first, second = text.split()
    return first, second
