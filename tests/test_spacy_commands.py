"""spaCy is imported without its command line, and both work as ever."""

import json
import subprocess
import sys


def in_a_process(code: str) -> object:
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return json.loads(found.stdout.splitlines()[-1])


def test_no_stage_loads_the_command_line_of_spacy() -> None:
    code = """
import json, sys
from pipeline import run
print(json.dumps([name for name in sys.modules if name.startswith(("spacy.cli.", "weasel"))]))
"""
    assert in_a_process(code) == ["spacy.cli.info"]


def test_info_of_spacy_works_as_ever() -> None:
    code = """
import json, pipeline, spacy
first = spacy.info(silent=True)
import spacy.cli
print(json.dumps([first, spacy.info(silent=True), spacy.cli.info(silent=True)]))
"""
    first, second, third = in_a_process(code)  # type: ignore[misc]
    assert first == second == third and "spacy_version" in first


def test_the_commands_of_spacy_are_all_there() -> None:
    code = """
import json, spacy.cli
print(json.dumps(sorted(command.name for command in spacy.cli.app.registered_commands)))
"""
    all_commands = in_a_process(code)
    after_info = in_a_process(f"import pipeline, spacy; spacy.info(silent=True)\n{code}")
    assert after_info == all_commands and "info" in all_commands  # type: ignore[operator]
