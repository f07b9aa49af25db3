"""`datapackage.json`: what the tables' columns mean, in the Data Package standard (version 1).

Source: https://specs.frictionlessdata.io/data-package/
"""

import dataclasses
from typing import Any

import pyarrow as pa

from pipeline import tables
from pipeline.tables import Row

_TYPES = {
    pa.string(): "string",
    pa.int32(): "integer",
    pa.float64(): "number",
    pa.bool_(): "boolean",
    pa.date32(): "date",
    pa.list_(pa.string()): "array",
}


def datapackage() -> dict[str, Any]:
    """The descriptor of an output folder."""
    return {
        "profile": "data-package",
        "name": "claims",
        "title": "Claims extracted from news articles and compared across outlets",
        "resources": [_resource(name, row_type) for name, row_type in tables.TABLES.items()],
    }


def _resource(name: str, row_type: type[Row]) -> dict[str, Any]:
    columns = tables.columns(row_type)
    types = {field.name: _TYPES[field.type] for field in tables.schema(name)}
    described: dict[str, Any] = {
        "fields": [_field(column, types[column.name]) for column in columns.values()],
        "foreignKeys": [
            _foreign_key(column)
            for column in columns.values()
            if column.metadata["refers_to"] and types[column.name] != "array"
        ],
    }
    keys = [column.name for column in columns.values() if column.metadata["key"]]
    if keys:
        described["primaryKey"] = keys
    return {
        "name": name,
        "path": f"{name}.parquet",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "description": (row_type.__doc__ or "").strip(),
        "schema": described,
    }


def _field(column: dataclasses.Field[Any], kind: str) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": not tables.is_optional(column)}
    if column.metadata["allowed"]:
        constraints["enum"] = list(column.metadata["allowed"])
    return {
        "name": column.name,
        "type": kind,
        "description": column.metadata["doc"],
        "constraints": constraints,
    }


def _foreign_key(column: dataclasses.Field[Any]) -> dict[str, Any]:
    resource, _, field = column.metadata["refers_to"].partition(".")
    return {"fields": column.name, "reference": {"resource": resource, "fields": field}}
