"""Damage to articles, and to what could not be read."""

from planted import Damage, added, article_rejected, cells, has

ARTICLES = [
    Damage(
        "another digest",
        "articles",
        "text_sha256 is not that of text",
        cells("articles", text_sha256="0" * 64),
    ),
    Damage("no digest", "articles", "is not of the form", cells("articles", text_sha256="abc")),
    Damage(
        "an edited text",
        "articles",
        "text_sha256 is not that of text",
        cells("articles", text=lambda row: row["text"] + " "),
    ),
    Damage("more words than letters", "articles", "words", cells("articles", words=10**6)),
    Damage("no words in a text", "articles", "words 0", cells("articles", words=0)),
    Damage(
        "a day from nowhere",
        "articles",
        "go together",
        cells("articles", has("published"), published_from=None),
    ),
    Damage("a path out of the corpus", "articles", "leads out", cells("articles", path="../elsewhere.txt")),
    Damage("a language by name", "articles", "is not of the form", cells("articles", language="English")),
    Damage(
        "a reprint of nothing",
        "articles",
        "holds no other article",
        cells("articles", syndication_group="reprint:alone"),
    ),
]

REJECTS = [
    Damage("a reject without path", "rejects", "path is null", added("rejects", error="It is empty.")),
    Damage("a reject without error", "rejects", "error is null", added("rejects", path="a.txt")),
    Damage(
        "a line before the first",
        "rejects",
        "line is below 1",
        added("rejects", path="a.jsonl", line=0, error="It is no JSON."),
    ),
    Damage("an article and a reject", "rejects", "is a row of articles", article_rejected),
]
