"""The metadata written without pandas are those that pandas writes, to the byte."""

import subprocess
import sys

import pandas as pd
import pyarrow as pa
import pytest

from pipeline import tables
from pipeline.pandas_metadata import pandas_metadata

NULLABLE = {pa.int32(): pd.Int32Dtype(), pa.bool_(): pd.BooleanDtype()}


@pytest.mark.parametrize("name", sorted(tables.TABLES))
def test_metadata_are_those_of_pandas(name: str) -> None:
    plain = tables.schema(name).remove_metadata()
    frame = plain.empty_table().to_pandas(types_mapper=NULLABLE.get)
    theirs = pa.Table.from_pandas(frame, schema=plain, preserve_index=False).schema.metadata
    assert pandas_metadata(plain) == theirs


def test_a_worker_needs_no_pandas() -> None:
    """It would take a third of a second of each worker, and memory."""
    program = "import sys, pipeline.shards as s; s.tables.schema('claims'); print('pandas' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
