"""What must be true of whatever is read, of any bytes, and of whatever is found, in any text."""

from pipeline.extraction.periods import find_times
from pipeline.extraction.quantities import find_quantities
from pipeline.extraction.quote_marks import find_marked
from pipeline.read.article import Article, RejectedError
from pipeline.read.dates import full_date
from pipeline.read.folder import Record
from pipeline.read.record import MAX_FIELD, read_record
from pipeline.settings import Settings
from pipeline.spans import paragraphs

SETTINGS = Settings()


def read(record: Record) -> Article | str:
    """The article, or the reason; what both must be like."""
    try:
        article = read_record(record, SETTINGS)
    except RejectedError as error:
        sentence = str(error)
        assert sentence.endswith(".") and sentence.isprintable() and len(sentence) < 200, sentence
        return sentence
    stated = (article.article_id, article.outlet, article.headline, article.url, *article.authors)
    for written in (article.text, *(one for one in stated if one is not None)):
        assert "\0" not in article.text
        written.encode("utf-8")
    assert all(len(one) <= MAX_FIELD for one in stated if one)
    last = 0
    for piece in article.furniture:
        assert last <= piece.span.start < piece.span.end <= len(article.text)
        last = piece.span.end
    return article


def numbers(text: str) -> None:
    """What is found lies in the text and has a value."""
    for quantity in find_quantities(text):
        assert 0 <= quantity.span.start < quantity.span.end <= len(text)
        assert quantity.value == quantity.value


def quotations(text: str) -> None:
    """Stretches between marks lie in the text, one after the other."""
    last = 0
    for marked in find_marked(text, paragraphs(text)):
        outer, content = marked.outer, marked.content
        assert last <= outer.start <= content.start < content.end <= outer.end <= len(text)
        last = outer.end


def dates(text: str) -> None:
    """Times lie in the text; a field for a day holds one or none."""
    for named in find_times(text):
        assert 0 <= named.span.start < named.span.end <= len(text)
    full_date(text)


def take_apart(text: str) -> None:
    """The parts that work on bare text."""
    numbers(text)
    quotations(text)
    dates(text)
