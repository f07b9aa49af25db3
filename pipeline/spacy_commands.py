"""Leaves spaCy's command line out of `import spacy`: up to half of its time, and of use to no stage."""

import importlib
import sys
import types
from typing import Any

NAME = "spacy.cli.info"
"""The module of the one command that `import spacy` asks for, which brings all others and a web client."""


def leave_out() -> None:
    """A stand-in is imported instead; nothing is done where the commands are imported already.

    `spacy.info()` and `import spacy.cli` work as ever.
    """
    if NAME not in sys.modules:
        stand_in = types.ModuleType(NAME, "Stands in for the module until its function is called.")
        vars(stand_in).update(info=info)
        sys.modules[NAME] = stand_in


def info(*args: Any, **options: Any) -> Any:
    """What spaCy's function of this name gives, which is imported at the first call."""
    if getattr(sys.modules.get(NAME), "info", None) is info:
        del sys.modules[NAME]
    return importlib.import_module(NAME).info(*args, **options)
