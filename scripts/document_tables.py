"""Writes docs/tables.md out of the tables' dataclasses: `python scripts/document_tables.py`."""

from pathlib import Path

from pipeline import tables
from pipeline.report.describe import WORDS

PAGE = Path(__file__).parents[1] / "docs" / "tables.md"
INTRODUCTION = """# The tables

Made by `python scripts/document_tables.py` from `pipeline/tables.py`: change it there. The same is in
`datapackage.json` beside the tables, and `claims tables` prints it.

Offsets are half-open `[start, end)` counts of Unicode code points into `articles.text`:
`text[start:end]` is the surface text, in every row of every table. `null` says that a column may be empty.
"""


def page() -> str:
    """The whole page as Markdown."""
    return INTRODUCTION + "".join(_section(name) for name in tables.TABLES)


def _section(name: str) -> str:
    row_type = tables.TABLES[name]
    types = {field.name: str(field.type) for field in tables.schema(name)}
    lines = [f"\n## {name}\n\n{(row_type.__doc__ or '').strip()}\n\n"]
    lines.append("| column | type | meaning |\n|---|---|---|\n")
    for column, field in tables.columns(row_type).items():
        kind = WORDS.get(types[column], types[column])
        kind += ", null" if tables.is_optional(field) else ""
        allowed = ", ".join(f"`{value}`" for value in field.metadata["allowed"])
        only = f"; {field.metadata['only']}s only" if field.metadata["only"] else ""
        meaning = field.metadata["doc"] + (f": {allowed}" if allowed else "") + only
        lines.append(f"| `{column}` | {kind} | {meaning} |\n")
    return "".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
