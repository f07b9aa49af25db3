"""The errors that a user can mend: the command line prints their message and no traceback."""


class ClaimsError(Exception):
    """Something outside the program is wrong; the message says what, where, and what to do."""


class WorkerLostError(ClaimsError):
    """A worker process ended without an answer, as when the system ran out of memory."""


class OutputError(ClaimsError):
    """The output folder cannot be written or holds no finished run."""
