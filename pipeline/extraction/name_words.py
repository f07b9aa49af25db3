"""Names of the reference tables cut into words as a text is, so that they can be matched word by word."""

import functools

from spacy.lang.en import English
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import Vocab

_EXCEPTIONS = English.Defaults.tokenizer_exceptions


def name_words(name: str) -> list[str]:
    """The words that spaCy's English tokenizer cuts a name into: `Sgt.` is one, `co-founder` three."""
    words = name.split(" ")
    # Most names are plain words, which the tokenizer leaves whole but for a few like "cannot".
    if all(word.isalpha() and word.isascii() and word not in _EXCEPTIONS for word in words):
        return words
    return [token.text for token in _tokenizer()(name)]


@functools.cache
def _tokenizer() -> Tokenizer:
    """One for all tables, with a vocabulary that works out no attributes: only the cuts are wanted."""
    rules = English.Defaults
    return Tokenizer(
        Vocab(),
        rules=_EXCEPTIONS,
        prefix_search=compile_prefix_regex(rules.prefixes or ()).search,
        suffix_search=compile_suffix_regex(rules.suffixes or ()).search,
        infix_finditer=compile_infix_regex(rules.infixes or ()).finditer,
        token_match=rules.token_match,
        url_match=rules.url_match,
    )
