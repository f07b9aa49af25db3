"""The data contract as text for the terminal, derived from the tables' dataclasses."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pipeline import tables
from pipeline.errors import ClaimsError
from pipeline.suggestions import did_you_mean

WORDS = {"list<item: string>": "list of string", "date32[day]": "date", "double": "float64"}


def described(name: str | None) -> RenderableType:
    """Columns, types and meanings of one table, or of all; raises ClaimsError for an unknown name."""
    if name is not None and name not in tables.TABLES:
        hint = did_you_mean(name, tables.TABLES)
        raise ClaimsError(f"There is no table {name}.{hint} The tables are {', '.join(tables.TABLES)}.")
    return Group(*(_table(each) for each in ([name] if name else tables.TABLES)))


def _table(name: str) -> RenderableType:
    row_type = tables.TABLES[name]
    types = {field.name: str(field.type) for field in tables.schema(name)}
    listed = Table("column", "type", "meaning", box=None, pad_edge=False)
    for column, field in tables.columns(row_type).items():
        kind = WORDS.get(types[column], types[column])
        allowed = ", ".join(field.metadata["allowed"])
        meaning = field.metadata["doc"] + (f" ({allowed})" if allowed else "")
        listed.add_row(column, kind + (", null" if tables.is_optional(field) else ""), meaning)
    title = Text(f"\n{name}: {(row_type.__doc__ or '').strip()}", style="bold")
    return Group(title, listed)
