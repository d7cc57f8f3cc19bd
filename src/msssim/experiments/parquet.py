"""One table of a part as a Parquet file that can be told from any other, and from a damaged one.

The file's metadata say which part of which inputs it is, what each column means, and hold a
checksum of the values of each column. Parquet's own page checksums leave the file's directory out,
where one flipped bit is enough to read other numbers without an error. A file that is another than
it should be, cut short or damaged is a :class:`ResultError`.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from msssim.errors import ResultError
from msssim.experiments.dictionary import column
from msssim.text import text

SAID = b"msssim"
"""Key of the metadata that say what the file is."""


MEANT = b"msssim.columns"
"""Key of the metadata that say what the columns mean, for programs that do not read Arrow's."""


def write_parquet(table: pa.Table, stream: IO[bytes], identity: str, name: str) -> None:
    """Write a table of that name; ``identity`` says which part of which inputs it is.

    Unit and meaning of each column are the metadata of its field, as Arrow has it (Python, R), and
    once more all together under :data:`MEANT`.
    """
    checksums = {name: _checksum(table[name]) for name in table.column_names}
    said = json.dumps({"identity": identity, "checksums": checksums})
    columns = {each: column(name, each) for each in table.column_names}
    meant = {each: {"unit": c.unit, "meaning": c.meaning} for each, c in columns.items()}
    fields = [field.with_metadata(meant[field.name]) for field in table.schema]
    schema = pa.schema(fields, {SAID: said, MEANT: json.dumps(meant)})
    pq.write_table(table.cast(schema), stream, compression="zstd")


def columns_of(file: Path, identity: str) -> list[str]:
    """Return the columns of a file, once it has been seen to be the one that it should be."""
    return list(_opened(file, identity)[0].schema_arrow.names)


def read_parquet(file: Path, identity: str, columns: Sequence[str] | None = None) -> pa.Table:
    """Return a table, or some of its columns in the order given."""
    opened, checksums = _opened(file, identity)
    try:
        table = opened.read(columns).replace_schema_metadata()
        table = table if columns is None else table.select(columns)
        changed = [name for name in table.column_names if _checksum(table[name]) != checksums[name]]
    except (pa.ArrowException, OSError, KeyError, ValueError) as error:
        raise _damaged(file, error) from error
    if changed:
        raise _damaged(file, text("problems.other_checksum", column=changed[0]))
    return table


def _opened(file: Path, identity: str) -> tuple[pq.ParquetFile, dict[str, int]]:
    if not file.is_file():  # a pipe in its place would never end
        raise _damaged(file, text("problems.no_plain_file"))
    try:
        opened = pq.ParquetFile(file)
        said: Any = json.loads((opened.schema_arrow.metadata or {}).get(SAID, b"{}"))
    except (pa.ArrowException, OSError, ValueError, RecursionError) as error:
        raise _damaged(file, error) from error
    if not isinstance(said, dict) or said.get("identity") != identity:
        raise _damaged(file, text("problems.other_part"))
    if not _tells_runs_apart(opened.schema_arrow):
        raise _damaged(file, text("problems.no_keys_of_runs"))
    checksums = said.get("checksums")
    return opened, checksums if isinstance(checksums, dict) else {}


def _tells_runs_apart(schema: pa.Schema) -> bool:
    """Whether a table has the columns with which every table of a result begins."""
    held = dict(zip(schema.names, schema.types, strict=False))
    return all(name in held and is_such(held[name]) for name, is_such in KEYS.items())


def _is_words(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


KEYS: dict[str, Callable[[pa.DataType], bool]] = {
    "scenario": _is_words,
    "point": pa.types.is_integer,
    "run": pa.types.is_integer,
}
"""The columns that tell one run from another, and what is in them."""


def _checksum(column: pa.ChunkedArray) -> int:
    """Return a checksum of the type and the values of a column, missing ones included."""
    values = column.combine_chunks()
    checksum = zlib.crc32(values.is_null().to_numpy(zero_copy_only=False).tobytes())
    if _is_words(values.type):
        kind, encoded = "words", values.dictionary_encode()
        checksum = zlib.crc32("\0".join(encoded.dictionary.to_pylist()).encode(), checksum)
        values = encoded.indices
    else:
        kind = str(values.type)
    plain = values.to_numpy(zero_copy_only=False)
    if plain.dtype == object:  # flags of which some are missing
        data = "\0".join(map(str, plain.tolist())).encode()
    else:
        data = plain.tobytes()
    return zlib.crc32(data, zlib.crc32(kind.encode(), checksum))


def _damaged(file: Path, why: object) -> ResultError:
    return ResultError(text("problems.damaged_part", part=file, reason=why))
