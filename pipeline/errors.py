"""The errors that a user can mend: the command line prints their message and no traceback."""


class ClaimsError(Exception):
    """Something outside the program is wrong; the message says what, where, and what to do."""
