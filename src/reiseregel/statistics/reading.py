"""Decisions out of files, a few thousand at a time: each with what the register says of it, or as a faulty row."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any, Final, TypeAlias

from reiseregel.statistics.answers import COLUMNS, Reader
from reiseregel.statistics.lines import csv_rows, json_rows
from reiseregel.statistics.model import (
    FAULT_IN_INPUT,
    BadRow,
    Beside,
    Decision,
    RowFault,
    Seen,
    StatisticsStop,
    row_fault,
)
from reiseregel.statistics.register import is_id
from reiseregel.statistics.sources import Source
from reiseregel.statistics.store import BY_ID, WHOLE, Store

#: So many rows at a time; memory follows it and not the size of the files.
ROWS: Final = 4096
_NOTHING: Final = Beside()
_ALL_COLUMNS: Final = frozenset((*COLUMNS, "mulige_utfall", "hjemler", "regler_sha256"))

Row: TypeAlias = tuple[int, Mapping[str, Any] | BadRow]
Found: TypeAlias = tuple[Decision, Beside] | RowFault


def read(source: Source, reader: Reader, store: Store, seen: Seen) -> Iterator[Found]:
    """Every decision of a source that has not been counted before.

    Raises:
        StatisticsStop: the file as a whole cannot be read.

    """
    try:
        yield from (_of_run if source.is_run else _of_answers)(source, reader, store, seen)
    except OSError:
        raise StatisticsStop("En fil med svar kan ikke leses til ende.", FAULT_IN_INPUT) from None


def _of_run(source: Source, reader: Reader, store: Store, seen: Seen) -> Iterator[Found]:
    rows = _ROWS_OF[source.form](source)
    whole = store.get((source.name, WHOLE)) or _NOTHING
    last = -1
    while some := list(islice(rows, ROWS)):
        decided: list[tuple[int, tuple[int, Decision] | BadRow]] = []
        for row, found in some:
            seen.documents += 1
            try:
                if isinstance(found, BadRow):
                    raise found
                number, decision = reader.case(found)
                if number <= last:
                    raise BadRow("statistikk.rekkefoelge")
                last = number
                decided.append((row, (number, decision)))
            except BadRow as bad:
                decided.append((row, bad))
        numbers = [item[0] for _, item in decided if not isinstance(item, BadRow)]
        beside = store.between(source.name, numbers[0], numbers[-1]) if numbers else {}
        for row, item in decided:
            if isinstance(item, BadRow):
                yield row_fault(source.shown, row, item.code)
                continue
            own = beside.get(item[0])
            seen.register_used += own is not None
            yield item[1], own.over(whole) if own is not None else whole


def _of_answers(source: Source, reader: Reader, store: Store, seen: Seen) -> Iterator[Found]:
    for row, found in json_rows(source.path):
        seen.documents += 1
        try:
            if isinstance(found, BadRow):
                raise found
            if "feil" in found and "vedtak" not in found:
                seen.without_answer += 1
                continue
            key, answer = _named(found)
            decision = reader.answer(answer)
            first = store.first_time(*key)
            if first is None:
                raise BadRow("statistikk.id_brukt")
            if not first:
                seen.repeated += 1
                continue
            beside = store.get((found["id"], BY_ID)) if "id" in found else None
            seen.register_used += beside is not None
            yield decision, beside or _NOTHING
        except BadRow as bad:
            yield row_fault(source.shown, row, bad.code)


def _named(line: Mapping[str, Any]) -> tuple[tuple[str, bytes], Mapping[str, Any]]:
    """What tells the answer from others, and the answer: alone on its line, or under `vedtak` beside an `id`."""
    answer = line.get("vedtak", line)
    if not isinstance(answer, Mapping) or (answer is not line and not {"id", "fil", "vedtak"}.issuperset(line)):
        raise BadRow("statistikk.vedtak")
    content = hashlib.sha256(json.dumps(answer, sort_keys=True).encode()).digest()
    if "id" in line:
        if not is_id(line["id"]):
            raise BadRow("statistikk.id")
        return (f"id:{line['id']}", content), answer
    receipt = answer.get("kvittering")
    digest = receipt.get("vedtak_sha256") if isinstance(receipt, Mapping) else None
    if not isinstance(digest, str):
        raise BadRow("statistikk.vedtak")
    # Without an id, what was decided is all there is: the language it is told in makes no other document of it.
    return (f"sha256:{digest}", b""), answer


# --- the rows of a run, in the three forms of `batch` ---


def _parquet(source: Source) -> Iterator[Row]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from reiseregel.batch.python_rows import python_rows

    try:
        with pq.ParquetFile(source.path) as file:
            if not set(file.schema_arrow.names).issuperset(COLUMNS):
                raise _not_cases()
            row = 0
            for batch in file.iter_batches(ROWS, columns=list(COLUMNS)):
                for found in python_rows(batch):
                    row += 1
                    yield row, BadRow("statistikk.vedtak") if found is None else found
    except pa.ArrowException:
        raise _not_cases() from None


def _csv(source: Source) -> Iterator[Row]:
    for row, found in csv_rows(source.path, _ALL_COLUMNS):
        yield row, found if isinstance(found, BadRow) else _typed(found)


def _typed(row: Mapping[str, str]) -> dict[str, Any] | BadRow:
    """The cells as `batch` wrote them: lists with `|` between, an open fact as `eier:faktum:sted`."""
    found: dict[str, Any] = {name: row.get(name) for name in ("gjelder", "utfall")}
    try:
        for name in ("sak", "beloep_oere", "laveste_oere", "hoeyeste_oere"):
            found[name] = int(row[name]) if name in row else None
        for name in ("grunner", "hindringer"):
            found[name] = row[name].split("|") if name in row else []
        facts = [item.split(":", 2) for item in row["aapne_fakta"].split("|")] if "aapne_fakta" in row else []
        found["aapne_fakta"] = [{"eier": item[0], "faktum": item[1]} for item in facts]
        found["kan_automatiseres"] = {"true": True, "false": False}[row.get("kan_automatiseres", "")]
    except (ValueError, LookupError):
        return BadRow("statistikk.vedtak")
    return found


def _jsonl(source: Source) -> Iterator[Row]:
    yield from json_rows(source.path)


def _not_cases() -> StatisticsStop:
    return StatisticsStop("Filen med saker er ikke slik «batch» skriver den.", FAULT_IN_INPUT)


_ROWS_OF: Final[dict[str, Callable[[Source], Iterator[Row]]]] = {"parquet": _parquet, "csv": _csv, "jsonl": _jsonl}
