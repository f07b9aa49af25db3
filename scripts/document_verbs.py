"""Writes docs/verbs.md out of the command line and the settings: `python scripts/document_verbs.py`."""

import ast
import dataclasses
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main

from pipeline import cli, settings

PAGE = Path(__file__).parents[1] / "docs" / "verbs.md"
INTRODUCTION = """# Every verb, flag and setting

Made by `python scripts/document_verbs.py` from `pipeline/cli.py` and `pipeline/settings.py`: change it there.
What the verbs are for, and exit codes: [commands](commands.md).
"""

KINDS = {
    str(str): "text",
    str(int): "whole number",
    str(float): "number",
    str(Path): "path",
    str(list[str]): "text, several times",
    str(list[Path]): "paths",
}


def page() -> str:
    """The whole page as Markdown."""
    commands: dict[str, Any] = vars(typer.main.get_command(cli.app))["commands"]
    sections = (line for name, command in commands.items() for line in _verb(name, command))
    return "\n".join([INTRODUCTION, *sections, *_settings()]) + "\n"


def _verb(name: str, command: Any) -> Iterator[str]:
    shown = [parameter for parameter in command.params if parameter.name != "help"]
    usage = " ".join(_argument(each) for each in shown if each.param_type_name == "argument")
    yield f"## claims {name}\n"
    yield f"{(command.help or '').strip()}\n"
    yield f"`claims {name} {usage} [OPTIONS]`\n".replace("  ", " ")
    yield "| | type | meaning | if left out |\n|---|---|---|---|"
    yield from map(_row, shown)
    example = (command.epilog or "").removeprefix("Example: ")
    yield f"\nExample: `{example}`\n"


def _argument(parameter: Any) -> str:
    named = parameter.metavar or str(parameter.name).upper()
    return named if parameter.required else f"[{named}]"


def _row(parameter: Any) -> str:
    is_flag = parameter.param_type_name == "option"
    name = ", ".join(f"`{flag}`" for flag in parameter.opts) if is_flag else f"`{_argument(parameter)}`"
    kind = "" if getattr(parameter, "is_flag", False) else KINDS[str(parameter.type_descriptor.annotation)]
    default = getattr(parameter, "show_default", None)
    if not isinstance(default, str):
        default = parameter.default if isinstance(parameter.default, (str, int, float, Path)) else ""
    left_out = "it must be given" if parameter.required else "" if default is False else str(default)
    help_text = str(getattr(parameter, "help", "") or "").replace("|", "\\|")
    return f"| {name} | {kind} | {help_text} | {left_out} |"


def _settings() -> Iterator[str]:
    yield "## Settings\n"
    yield "Keys of a file that `--settings` names, in TOML. Flags overrule them.\n"
    yield "| key | type | meaning | if left out |\n|---|---|---|---|"
    meanings = dict(_attribute_docs())
    for field in dataclasses.fields(settings.Settings):
        kind = KINDS[str(type(field.default))]
        yield f"| `{field.name}` | {kind} | {meanings[field.name]} | `{field.default}` |"


def _attribute_docs() -> Iterator[tuple[str, str]]:
    """Each field of the settings with the text below it."""
    body = ast.parse(inspect.getsource(settings.Settings)).body[0]
    assert isinstance(body, ast.ClassDef)
    for field, text in zip(body.body, body.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr):
            yield ast.unparse(field.target), ast.literal_eval(text.value)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
