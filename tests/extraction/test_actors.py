"""Actors found: names joined and cut rightly, titles kept apart, offsets exact, odd input cheap."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.extraction.actor_words import known_bodies, spellings, titles
from pipeline.extraction.actors import find_actors
from pipeline.extraction.candidates import Candidate, Words, settle
from pipeline.extraction.found import Mention
from pipeline.extraction.known_names import Trie, by_spelling, known_names
from pipeline.extraction.titles import after_name, before_name, role_of

Parse = Callable[[str], Doc]
UNNAMED = {"NOMINAL", "PRONOUN"}


def named(doc: Doc) -> list[Mention]:
    return [mention for mention in find_actors(doc) if mention.label not in UNNAMED]


def surfaces(doc: Doc) -> list[str]:
    return [mention.span.of(doc.text) for mention in named(doc)]


def test_every_known_spelling_is_found_in_text_cut_by_the_real_tokenizer(nlp: Language) -> None:
    missed = []
    for spelling, known in by_spelling().items():
        if known.form == "common":
            continue
        doc = nlp.make_doc(f"They asked {spelling} about it.")
        found = [known_names().longest([token.text for token in doc], place) for place in range(len(doc))]
        if not any(hit is not None and hit[1].id == known.id for hit in found):
            missed.append(spelling)
    assert missed == []


def test_the_reference_tables_are_whole() -> None:
    rows = known_bodies()
    federal = [row for row in rows.values() if row.id.startswith("org:us-") and row.type == "agency"]
    assert len(federal) >= 150
    assert [row.id for row in rows.values() if row.parent and row.parent not in rows] == []


def test_no_spelling_stands_for_two_bodies() -> None:
    owners: dict[str, set[str]] = {}
    for row in known_bodies().values():
        for spelling in (row.name, *row.aliases, *row.acronyms):
            owners.setdefault(spelling, set()).add(row.id)
    assert {spelling: ids for spelling, ids in owners.items() if len(ids) > 1} == {}


@pytest.mark.parametrize("prefix", ["U.S.", "US", "United States"])
def test_us_is_exchanged(prefix: str) -> None:
    row = known_bodies()["org:us-ice"]
    assert f"{prefix} Immigration and Customs Enforcement" in spellings(row)


def test_abbreviated_titles_stand_for_titles_of_the_table() -> None:
    assert [row.full for row in titles().values() if row.full and row.full not in titles()] == []


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Acting Director Todd Merrow wrote .", "Todd Merrow", "Acting Director"),
        ("former Deputy Assistant Secretary Ann Lee wrote .", "Ann Lee", "former Deputy Assistant Secretary"),
        ("founder and CEO Ann Lee wrote .", "Ann Lee", "founder and CEO"),
        ("Mr. Merrow wrote .", "Merrow", None),
        ("Lt. Gov. Ann Lee wrote .", "Ann Lee", "Lt. Gov."),
        ("Merrow wrote .", "Merrow", None),
    ],
)
def test_title_before_a_name(nlp: Language, text: str, name: str, role: str | None) -> None:
    words = Words(Doc(nlp.vocab, words=text.split()))
    borne = before_name(words, words.texts.index(name.split()[0]))
    assert (role_of(words, borne) if borne else None) == role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Merrow , the agency 's acting director , said", "acting director"),
        (
            "Merrow , acting deputy executive associate director for",
            "acting deputy executive associate director",
        ),
        ("Merrow , who resigned as director , said", None),
        ("Merrow said the director", None),
        ("Merrow ,", None),
    ],
)
def test_title_after_a_name(nlp: Language, text: str, role: str | None) -> None:
    words = Words(Doc(nlp.vocab, words=text.split()))
    borne = after_name(words, 1)
    assert (role_of(words, borne) if borne else None) == role


def test_the_surer_candidate_keeps_its_tokens_and_then_the_longer() -> None:
    def candidate(start: int, end: int, rank: int) -> Candidate:
        return Candidate(start=start, end=end, label="ORG", rank=rank, rule="r")

    kept = settle([candidate(0, 2, 3), candidate(1, 4, 0), candidate(5, 6, 3), candidate(5, 8, 3)], 9)
    assert [(one.start, one.end) for one in kept] == [(1, 4), (5, 8)]


def test_the_longest_sequence_wins_and_white_space_is_passed_over() -> None:
    trie: Trie[str] = Trie()
    trie.add(["Department", "of", "State"], "long")
    trie.add(["Department"], "short")
    words = ["the", "Department", "of", "\n", "State", "Department", "of"]
    assert list(trie.all(words)) == [(1, 5, "long"), (5, 6, "short")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("U.S. Immigration and Customs Enforcement has jails.", ["U.S. Immigration and Customs Enforcement"]),
        ("The Indian National Congress met.", ["Indian National Congress"]),
        ("She lives in Norfolk, VA, and works there.", []),
        ("He was at the White House.", []),
        ("The White House said no.", ["White House"]),
    ],
)
def test_known_names_are_taken_whole_or_not_at_all(parse_text: Parse, text: str, names: list[str]) -> None:
    assert surfaces(parse_text(text)) == names


def test_a_surname_is_found_where_the_full_name_stands_elsewhere(parse_text: Parse) -> None:
    doc = parse_text(
        "Acting Director Todd Merrows wrote on Monday. The state refused to take Merrow’s letter."
    )
    assert surfaces(doc) == ["Todd Merrows", "Merrow"]


WORDS = st.sampled_from(
    [
        "Department",
        "of",
        "State",
        "the",
        "acting",
        "director",
        "Todd",
        "Merrow",
        ",",
        "and",
        "'s",
        "U.S.",
        "ICE",
        "said",
        "he",
        "President",
        "Inc.",
        "\n",
        "mayor",
        "Ann",
        "Lee",
        "45",
        "\n\n",
        "“",
        "”",
        "University",
        "for",
        "Health",
        "-",
        "É",
        "𝔸",
    ]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, max_size=30))
def test_offsets_are_exact_sorted_and_names_do_not_overlap(nlp: Language, words: list[str]) -> None:
    doc = nlp(" ".join(words))
    mentions = find_actors(doc)
    assert [m.span for m in mentions] == sorted(m.span for m in mentions)
    for mention in mentions:
        surface = mention.span.of(doc.text)
        assert surface == surface.strip() != ""
        if mention.label not in UNNAMED:
            assert " ".join(surface.split()) == mention.name
    names = [m.span for m in mentions if m.label not in UNNAMED]
    assert not any(a.overlaps(b) for a, b in itertools.pairwise(names))


def hand_made(nlp: Language, words: list[str]) -> Doc:
    """A parsed-looking text without the cost of a parse: each word hangs on the first."""
    heads = [0] * len(words)
    deps = ["ROOT"] + ["dep"] * (len(words) - 1)
    return Doc(
        nlp.vocab,
        words=words,
        heads=heads,
        deps=deps,
        pos=["PROPN"] * len(words),
        tags=["NNP"] * len(words),
        ents=["O"] * len(words),
        sent_starts=[True] + [False] * (len(words) - 1),
    )


@pytest.mark.parametrize("word", ["Name", "DIRECTOR", "of", "Department", "Todd"])
def test_long_runs_of_one_word_cost_no_more_than_their_length(
    nlp: Language, word: str, is_subquadratic: Any
) -> None:
    def finding(size: int) -> Callable[[], object]:
        doc = hand_made(nlp, [word] * size)
        return lambda: find_actors(doc)

    assert is_subquadratic(finding, 2_000)


def test_a_name_of_500_words_is_no_name(nlp: Language) -> None:
    found = named(hand_made(nlp, ["Department", "of", *["Health"] * 500]))
    assert all(len(mention.name.split()) < 20 for mention in found)


def test_an_empty_text_has_no_actors(nlp: Language) -> None:
    assert find_actors(nlp("")) == []
