"""The base model's tokenizer with a bound on what it must cut at once.

spaCy takes a stretch without white space and peels marks off its two ends one by one, looking at all that is
left each time: 12,000 commas in a row take half a minute, a million of them days. No word of a language is
that long, so a long stretch is cut into pieces first, and the work grows with the text, not with its square.
"""

import re
from collections.abc import Callable
from typing import Any

from spacy.tokens import Doc

LONGEST = 400
"""Code points without white space that are cut as they stand; the addresses of pages are shorter."""
_STRETCH = re.compile(r"\S++")


class BoundedTokenizer:
    """Cuts as the tokenizer that it is made of, but stretches longer than `LONGEST` in pieces of that size.

    The pieces together are the text, so offsets stay what they are.
    """

    def __init__(self, given: Any) -> None:
        self._given = given
        self._cut: Callable[[str], Doc] = given

    def __getattr__(self, name: str) -> Any:
        """All else that spaCy asks of a tokenizer, such as its rules, is the given one's to answer."""
        return getattr(self._given, name)

    def __call__(self, text: str) -> Doc:
        borders = _borders(text)
        if not borders:
            return self._cut(text)
        stretches = zip([0, *borders], [*borders, len(text)], strict=True)
        return Doc.from_docs(
            [self._cut(text[start:end]) for start, end in stretches], ensure_whitespace=False
        )


def _borders(text: str) -> list[int]:
    """Where the text must be parted: never beside white space, which belongs to the word before it."""
    return [
        border
        for match in _STRETCH.finditer(text)
        if match.end() - match.start() > LONGEST
        for border in range(match.start() + LONGEST, match.end(), LONGEST)
    ]
