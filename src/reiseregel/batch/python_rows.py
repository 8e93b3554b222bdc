"""Rows of Arrow as Python has them. Arrow holds days and texts that Python cannot: they spoil their own row only."""

from __future__ import annotations

from typing import Any

import pyarrow as pa


def python_rows(batch: pa.RecordBatch) -> list[dict[str, Any] | None]:
    """A dict a row, by column; None for a row with a value that Python cannot hold."""
    try:
        found: list[dict[str, Any] | None] = batch.to_pylist()
    except (OverflowError, ValueError):
        found = [_row(batch.slice(at, 1)) for at in range(batch.num_rows)]
    return found


def _row(batch: pa.RecordBatch) -> dict[str, Any] | None:
    try:
        found: list[dict[str, Any]] = batch.to_pylist()
    except (OverflowError, ValueError):
        return None
    return found[0]
