"""Tables as Parquet. The only place that knows pyarrow, which is the extra `parquet`."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from generator.grade.tables import column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.grade.tables import Table


class MissingParquetError(Exception):
    """pyarrow isn't installed."""


def require_parquet() -> None:
    """Raise MissingParquetError, with what to do, where Parquet can't be written."""
    if find_spec("pyarrow") is None:
        raise MissingParquetError("--parquet needs pyarrow: install it with `pip install pyarrow`")


def parquet_bytes(table: Table) -> bytes:
    """A table as a Parquet file: texts as they are, numbers as double precision, an empty cell as null. Same table, same bytes."""
    import pyarrow as pa  # noqa: PLC0415 - an extra, and slow to load
    from pyarrow import parquet  # noqa: PLC0415

    columns = [
        pa.array(_numbers(column(table, name)), pa.float64())
        if name in table.numbers
        else pa.array([_text(cell) for cell in column(table, name)], pa.string())
        for name in table.columns
    ]
    sink = pa.BufferOutputStream()
    parquet.write_table(pa.Table.from_arrays(columns, names=list(table.columns)), sink, compression="zstd")
    return bytes(sink.getvalue().to_pybytes())


def _numbers(cells: Sequence[str]) -> list[float | None]:
    return [float(cell) if cell else None for cell in cells]


def _text(cell: str) -> str | None:
    return cell.encode("utf-8", "backslashreplace").decode() if cell else None
