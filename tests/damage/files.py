"""Damage to the files of an output folder: missing, cut short, of other columns, of another run."""

from pathlib import Path

import pyarrow as pa
from planted import Damage, changed_later, cut_short, file, marked, no_text, retyped, widened, without

FILES = [
    Damage("a table is missing", "mentions", "does not exist", file("mentions.parquet", Path.unlink)),
    Damage(
        "an empty file",
        "claims",
        "cannot be read",
        file("claims.parquet", lambda path: path.write_bytes(b"")),
    ),
    Damage("a file cut short", "claims", "cannot be read", file("claims.parquet", cut_short)),
    Damage(
        "no parquet file",
        "entities",
        "cannot be read",
        file("entities.parquet", lambda path: path.write_text("id")),
    ),
    Damage("a column is missing", "claims", "no column unit", file("claims.parquet", without("unit"))),
    Damage(
        "a column of another type",
        "claims",
        "start is int64",
        file("claims.parquet", retyped("start", pa.int64())),
    ),
    Damage("a column too many", "claims", "has a column notes", file("claims.parquet", widened)),
    Damage("bytes that are no text", "entities", "no text", file("entities.parquet", no_text)),
    Damage("a table written later", "claims", "not what the run wrote", changed_later),
    Damage("no marker", "run.json", "is missing", file("run.json", Path.unlink, "file")),
    Damage("a marker cut short", "run.json", "cannot be read", file("run.json", cut_short, "file")),
    Damage(
        "a marker of no run",
        "run.json",
        "is missing",
        file("run.json", marked(lambda marker: marker.pop("digest")), "digest"),
    ),
    Damage(
        "a run broken off",
        "run.json",
        "was stopped",
        file("run.json", marked(lambda marker: marker.update(unfinished="tables")), "unfinished"),
    ),
    Damage(
        "no data package", "datapackage.json", "is missing", file("datapackage.json", Path.unlink, "file")
    ),
    Damage(
        "a data package of other columns",
        "datapackage.json",
        "does not describe column article_id",
        file(
            "datapackage.json",
            marked(lambda package: package["resources"][0]["schema"]["fields"].pop(0)),
            "articles",
        ),
    ),
    Damage(
        "a data package of other types",
        "datapackage.json",
        "text is integer",
        file(
            "datapackage.json",
            marked(lambda package: package["resources"][1]["schema"]["fields"][4].update(type="integer")),
            "mentions",
        ),
    ),
    Damage(
        "a temporary file",
        "claims.parquet.partial",
        "left over",
        file("claims.parquet.partial", Path.touch, "file"),
    ),
]
