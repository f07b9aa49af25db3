"""What pandas writes into an arrow schema, written without it: a worker that needs no pandas starts sooner.

The format is that of pandas' developer guide, "Storing pandas DataFrame objects in Apache Parquet format".
"""

import functools
import importlib.metadata
import json
from types import MappingProxyType

import pyarrow as pa

_OF_TYPE = MappingProxyType(
    {
        pa.int32(): ("int32", "Int32"),
        pa.float64(): ("float64", "float64"),
        pa.bool_(): ("bool", "boolean"),
        pa.date32(): ("date", "object"),
        pa.list_(pa.string()): ("list[unicode]", "object"),
    }
)
"""Arrow type -> name of the kind of values, and the type of the column in pandas: nullable ones for whole
numbers and truth values, so that offsets do not become floats where one is missing."""


def pandas_metadata(schema: pa.Schema) -> dict[bytes, bytes]:
    """Metadata of a schema that make `pandas.read_parquet` give each column its type."""
    content = {
        "index_columns": [],
        "column_indexes": [],
        "columns": [_column(field) for field in schema],
        "attributes": {},
        "creator": {"library": "pyarrow", "version": pa.__version__},
        "pandas_version": _pandas_version(),
    }
    return {b"pandas": json.dumps(content).encode()}


def _column(field: pa.Field) -> dict[str, str | None]:
    strings = "str" if int(_pandas_version().split(".")[0]) >= 3 else "object"
    kind, column_type = ("unicode", strings) if field.type == pa.string() else _OF_TYPE[field.type]
    return {
        "name": field.name,
        "field_name": field.name,
        "pandas_type": kind,
        "numpy_type": column_type,
        "metadata": None,
    }


@functools.cache
def _pandas_version() -> str:
    return importlib.metadata.version("pandas")
