"""Claims out of news articles: who says what, with which numbers, compared across outlets."""
