"""The country that an outlet writes for."""

import pytest

from pipeline.read.article import Article
from pipeline.resolve.outlet_country import outlet_country


@pytest.mark.parametrize(
    ("outlet", "url", "country"),
    [
        ("The Age", None, "AU"),
        ("New Zealand Herald", None, "NZ"),
        ("The Australian", None, "AU"),
        ("The Canadian Press", None, "CA"),
        ("stuff.co.nz", None, "NZ"),
        ("Star", "https://www.example.com.au/news/1", "AU"),
        ("Star", "https://www.example.co.uk/news/1", "GB"),
        ("USA Today", None, "US"),
        ("New Mexico Times", None, "US"),
        ("The Georgia Record", None, None),
        ("Toronto Star", None, "CA"),
        ("Queensland Times", None, "AU"),
        ("The New York Times", None, "US"),
        ("Kingston Gazette", None, None),
        ("Star", "https://example.co/1", None),
        (None, None, None),
        ("", "http://[broken", None),
    ],
)
def test_the_country_of_an_outlet(outlet: str | None, url: str | None, country: str | None) -> None:
    article = Article(article_id="a", path="a", text="", outlet=outlet, url=url)
    assert outlet_country(article) == country
