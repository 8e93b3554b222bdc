"""The rows of a chunk → the two tables that come out, and the faults. Columns first; what they leave, one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from reiseregel.batch.reading import Document, Rows, Tabled
from reiseregel.batch.texts import row_fault
from reiseregel.columns.decide import decide_frames
from reiseregel.columns.frames import Ints
from reiseregel.columns.from_arrow import frames_from_arrow
from reiseregel.columns.rows import case_row, post_rows
from reiseregel.columns.schema import CASES, POSTS
from reiseregel.decision import chosen_readings, decide
from reiseregel.errors import Fault, InvalidDocument
from reiseregel.rulebook import RuleBook

#: So many documents are decided as columns at a time: few enough to stay near the processor.
ROWS_OF_COLUMNS: Final = 16_384


#: Is told how many documents of how many in the chunk are done.
Pulse: TypeAlias = Callable[[int, int], None]


class Interrupted(Exception):
    """Whoever started the run wants it to end; the chunk under way is dropped."""


@dataclass(slots=True)
class Answers:
    """One row in `cases` a decided document and one in `posts` a post, by number; the faults of the others by number.

    `by_columns` is how many the columns settled. `failed` is how many times the program itself failed.
    """

    cases: pa.Table
    posts: pa.Table
    faults: dict[int, tuple[Fault, ...]] = field(default_factory=dict)
    documents: int = 0
    by_columns: int = 0
    failed: int = 0


def execute(
    rows: Rows,
    first: int,
    book: RuleBook,
    readings: Mapping[str, str],
    *,
    columns: bool = True,
    pulse: Pulse = lambda done, of: None,  # noqa: ARG005 - the signature is the one that is called
) -> Answers:
    """Decide every document of a chunk; `first` is the number of its first row.

    `pulse` is told again and again how many documents of how many are done; it may raise `Interrupted`.

    Raises:
        KeyError: a reading or code that the rule book does not have.

    """
    chosen_readings(book, readings)
    places = rows.places()
    found = Answers(CASES.empty_table(), POSTS.empty_table(), documents=len(places))
    settled = np.zeros(rows.count, np.bool_)
    cases, posts = list[pa.Table](), list[pa.Table]()
    for some_cases, some_posts in _by_columns(rows, book, readings, found) if columns else ():
        numbers = some_cases.column("sak").to_numpy()
        settled[numbers] = True
        found.by_columns += len(numbers)
        cases.append(_moved(some_cases, CASES, first))
        posts.append(_moved(some_posts, POSTS, first))
        pulse(found.by_columns, len(places))
    case_list, post_list = list[dict[str, Any]](), list[dict[str, Any]]()
    left = [int(place) for place in places if not settled[place]]
    for done, (place, document) in enumerate(rows.documents(left), found.by_columns):
        pulse(done, len(places))
        number = first + place
        try:
            decision = decide(_document(document), book, readings)
            post_list += post_rows(number, decision)
            case_list.append(case_row(number, decision))
        except InvalidDocument as error:
            found.faults[number] = error.faults
        except Exception:  # noqa: BLE001 - one document must not stop the run; it is told with the faults, and at the end
            found.faults[number] = (row_fault("intern"),)
            found.failed += 1
    if case_list or not cases:
        cases.append(pa.Table.from_pylist(case_list, CASES))
        posts.append(pa.Table.from_pylist(post_list, POSTS))
    found.cases = _in_order(cases, "sak")
    found.posts = _in_order(posts, "sak", "nr")
    return found


def _document(document: Document) -> bytes | dict[str, Any]:
    if isinstance(document, Fault):
        raise InvalidDocument([document])
    if isinstance(document, tuple):
        raise InvalidDocument(document)
    return document


def _in_order(tables: list[pa.Table], *keys: str) -> pa.Table:
    """One table, by number. Pieces that follow on each other are only put together."""
    whole = pa.concat_tables(tables).unify_dictionaries()
    numbers = whole.column(keys[0]).to_numpy()
    if (numbers[1:] < numbers[:-1]).any():
        whole = whole.take(pc.sort_indices(whole, [(key, "ascending") for key in keys]))
    return whole.combine_chunks()


def _moved(table: pa.Table, schema: pa.Schema, first: int) -> pa.Table:
    """Rows by place in the chunk as rows by number in the input."""
    return table.set_column(0, schema.field(0), pc.add(table.column(0), first))


# --- columns ---


def _by_columns(
    rows: Rows, book: RuleBook, readings: Mapping[str, str], found: Answers
) -> Iterator[tuple[pa.Table, pa.Table]]:
    """The tables of what the columns settle, by place; the rest is left out.

    When they fail there is still the scalar executor: the answer is the same, and the failure is told.
    """
    tables = rows.tables(book.vocabulary.roots)
    for tabled in tables:
        for at in range(0, tabled.table.num_rows, ROWS_OF_COLUMNS):
            piece = Tabled(
                tabled.kind, tabled.places[at : at + ROWS_OF_COLUMNS], tabled.table.slice(at, ROWS_OF_COLUMNS)
            )
            try:
                yield _decided(piece, book, readings)
            except InvalidDocument:  # the table as such does not fit the contract; each document is told its fault
                break
            except Exception:  # noqa: BLE001 - as above
                found.failed += 1


def _decided(piece: Tabled, book: RuleBook, readings: Mapping[str, str]) -> tuple[pa.Table, pa.Table]:
    framed = frames_from_arrow(piece.table, piece.kind, book.vocabulary)
    decided = decide_frames(framed.frames, book, readings)
    return _placed(decided.cases, CASES, piece.places), _placed(decided.posts, POSTS, piece.places)


def _placed(table: pa.Table, schema: pa.Schema, places: Ints) -> pa.Table:
    """Rows by place in the piece as rows by place in the chunk."""
    numbers = places[table.column(0).to_numpy()]
    return table.set_column(0, schema.field(0), pa.array(numbers, pa.int64())).cast(schema)
