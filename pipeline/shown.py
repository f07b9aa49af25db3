"""What strangers wrote, fit to stand in a sentence or on a terminal."""

LONGEST = 80


def shown(written: str, longest: int = LONGEST) -> str:
    """The beginning of a name, on one line and without what a terminal would obey.

    Line breaks, escape sequences and marks that turn the direction of writing become replacement characters.
    """
    start = "".join(char if char.isprintable() else "\ufffd" for char in written[:longest])
    return start if len(written) <= longest else start + "…"
