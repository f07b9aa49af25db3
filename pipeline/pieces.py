"""Gives the model no more at once than memory bears: some articles, or a piece of a very long one.

While it works, the small English model holds about 17 KB for each word or mark that it was given: 20,000 of
them take 350 MB, the 250,000 of a book would take 4 GB.
"""

import itertools
from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.spans import paragraphs

MOST_TOKENS = 20_000


def parsed(nlp: Language, texts: Iterable[str]) -> Iterator[Doc]:
    """The parsed Docs of texts, in order. The same texts in the same order are always grouped alike."""
    group: list[Doc] = []
    for text in texts:
        doc = nlp.make_doc(text)
        if sum(map(len, group)) + len(doc) > MOST_TOKENS:
            yield from nlp.pipe(group, batch_size=max(len(group), 1))
            group = []
        if len(doc) > MOST_TOKENS:
            yield _in_pieces(nlp, doc)
        else:
            group.append(doc)
    yield from nlp.pipe(group, batch_size=max(len(group), 1))


def _in_pieces(nlp: Language, doc: Doc) -> Doc:
    """Pieces are parsed one by one and joined; a sentence ends where a piece does."""
    text = doc.text
    borders = [0, *_borders(doc), len(text)]
    pieces = [nlp(text[start:end]) for start, end in itertools.pairwise(borders)]
    return Doc.from_docs(pieces, ensure_whitespace=False)


def _borders(doc: Doc) -> Iterator[int]:
    """Where to part a long text: at the last paragraph that begins in time, else between two words."""
    starts = {span.start for span in paragraphs(doc.text)}
    place = 0
    while len(doc) - place > MOST_TOKENS:
        possible = range(place + MOST_TOKENS, place, -1)
        at_paragraph = (here for here in possible if doc[here].idx in starts)
        at_word = (here for here in possible if not doc[here].is_space)
        place = next(at_paragraph, next(at_word, place + MOST_TOKENS))
        yield doc[place].idx
