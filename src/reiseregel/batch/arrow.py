"""Arrow in, Arrow out: documents as a nested table, answers as a table of the same length. No state but the rules.

The functions are plain and picklable, so that Spark, Ray Data and the like can send them to their workers. Each process
reads the rule book that comes with the package once, from the cache when it can.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from reiseregel.batch.execute import Answers, execute
from reiseregel.batch.reading import ArrowRows
from reiseregel.columns.schema import CASES
from reiseregel.errors import Language
from reiseregel.rulebook import RuleBook, load_rulebook

#: What `utfall` is of a document with faults; `hindringer` then has their codes, as `feil:krav.kode`.
FAULTY: Final = "feil_i_dokumentet"

FAULTS: Final = pa.schema(
    [
        ("sak", pa.int64()),  # the row of the document in the table, from 0
        ("kode", pa.string()),
        ("sted", pa.string()),  # JSON pointer
        ("melding", pa.string()),
    ]
)


def decide_table(
    table: pa.Table,
    key: str | None = None,
    *,
    readings: Mapping[str, str] | None = None,
    book: RuleBook | None = None,
) -> pa.Table:
    """One row a document, in the order of the table, as `columns.schema.CASES`.

    Args:
        table: one document a row, with the keys of its contract (`columns.arrow_schema.document_schema`); null is what
            JSON leaves out. Amounts in øre, lengths in metres, times in minutes.
        key: a column that is yours and no part of the documents; it comes out first, as it is.
        readings: readings to use instead of the chosen ones, by name.
        book: another rule book than the one that comes with the package.

    Returns:
        As many rows as came in. `sak` is the row, from 0. A document with faults has `utfall` `feil_i_dokumentet`, its
        codes in `hindringer`, and nothing else; `decide_faults` tells where they are.

    Raises:
        KeyError: `table` has no column `key`, or the rule book no such reading or code.

    """
    documents, keys = _parted(table, key)
    used = book or _book()
    answers = _answers(documents, readings, used)
    faulty = [
        dict.fromkeys(CASES.names)
        | {
            "sak": number,
            "utfall": FAULTY,
            "mulige_utfall": [],
            "grunner": [],
            "hjemler": [],
            "aapne_fakta": [],
            "kan_automatiseres": False,
            "hindringer": list(dict.fromkeys(f"feil:{fault.code}" for fault in faults)),
            "regler_sha256": used.digest,
        }
        for number, faults in answers.faults.items()
    ]
    cases = answers.cases
    if faulty:
        cases = pa.concat_tables([cases, pa.Table.from_pylist(faulty, CASES)]).unify_dictionaries()
        cases = cases.take(pc.sort_indices(cases, [("sak", "ascending")])).combine_chunks()
    return _keyed(cases, keys, key)


def decide_posts(
    table: pa.Table,
    key: str | None = None,
    *,
    readings: Mapping[str, str] | None = None,
    book: RuleBook | None = None,
) -> pa.Table:
    """One row a post of each document without faults, as `columns.schema.POSTS`. Else as `decide_table`."""
    documents, keys = _parted(table, key)
    return _keyed(_answers(documents, readings, book or _book()).posts, keys, key)


def decide_batches(
    batches: Iterable[pa.RecordBatch], key: str | None = None, answers: Callable[..., pa.Table] = decide_table
) -> Iterator[pa.RecordBatch]:
    """The answers to a stream of batches, for `mapInArrow` and the like: `sak` counts from 0 in each batch.

    `answers` is one of the functions here. Text comes as plain text (`plain`), for not everyone reads dictionaries.
    """
    for batch in batches:
        found = answers(pa.Table.from_batches([batch]), key)
        yield from found.cast(plain(found.schema)).to_batches()


def plain(schema: pa.Schema) -> pa.Schema:
    """The schema with text in place of dictionaries of it."""
    return pa.schema(
        [field.with_type(field.type.value_type) if pa.types.is_dictionary(field.type) else field for field in schema]
    )


def decide_faults(table: pa.Table, key: str | None = None, language: Language = "nb") -> pa.Table:
    """One row a fault of each document with faults, as `FAULTS`. No value of a document is in it; `key` is yours."""
    documents, keys = _parted(table, key)
    answers = _answers(documents, None, _book())
    rows: list[dict[str, Any]] = [
        {"sak": number, **fault.to_json(language)} for number, faults in answers.faults.items() for fault in faults
    ]
    return _keyed(pa.Table.from_pylist(rows, FAULTS), keys, key)


@cache
def _book() -> RuleBook:
    return load_rulebook(cache=True)


def _answers(documents: pa.Table, readings: Mapping[str, str] | None, book: RuleBook) -> Answers:
    return execute(ArrowRows(documents), 0, book, readings or {})


def _parted(table: pa.Table, key: str | None) -> tuple[pa.Table, pa.ChunkedArray | None]:
    """The documents, and the column that is none of theirs."""
    if key is None:
        return table, None
    if table.column_names.count(key) != 1:
        raise KeyError("ingen kolonne, eller flere, heter som nøkkelen")
    return table.drop_columns([key]), table.column(key)


def _keyed(found: pa.Table, keys: pa.ChunkedArray | None, key: str | None) -> pa.Table:
    if keys is None or key is None:
        return found
    return found.add_column(0, key, keys.take(found.column("sak")))
