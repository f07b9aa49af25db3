"""Cells that a spreadsheet would run as a formula: what the program writes as CSV holds none."""

from typing import Any

_STARTS = ("=", "+", "-", "@", "\t", "\r", "'")
_GUARD = "'"


def guarded(cell: Any) -> Any:
    """Text that begins like a formula (`=`, `+`, `-`, `@`) with an apostrophe before; all else as it is."""
    return _GUARD + cell if isinstance(cell, str) and cell.startswith(_STARTS) else cell


def unguarded(cell: str) -> str:
    """The cell without the apostrophe that guards a formula."""
    return cell[1:] if cell.startswith(_GUARD) and cell[1:].startswith(_STARTS) else cell
