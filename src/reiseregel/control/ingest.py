"""Blocks of lines → the database. A block is in it whole, with its faults and what it was, or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from reiseregel.batch.model import BatchStop
from reiseregel.control.event_faults import event_fault
from reiseregel.control.events import KINDS, Kind
from reiseregel.control.reading import Block
from reiseregel.control.store import Columns, Row, Store, declared
from reiseregel.errors import Fault, Language

BLOCKS: Final[Columns] = (
    ("nr", "BIGINT"),
    ("fil", "BIGINT"),
    ("foerste", "BIGINT"),
    ("rad", "BIGINT"),
    ("rader", "BIGINT"),
    ("innhold", "BIGINT"),
    ("sha256", "TEXT"),
)
FAULTS: Final[Columns] = (
    ("nr", "BIGINT"),
    ("plass", "BIGINT"),
    ("kode", "TEXT"),
    ("sted", "TEXT"),
    ("melding", "TEXT"),
)
STEPS: Final[Columns] = (("steg", "TEXT"),)
#: Where the kind stands among the keys of an event; the table is named after it.
_KIND_PLACE: Final = 1
_OTHER_INPUT: Final = "Kjøringen kan ikke fortsette: inndata er ikke de samme. Begynn på nytt med --overskriv."


def event_columns(kind: Kind) -> Columns:
    """The table of a kind of event: the number of the line in the whole input, and its keys."""
    return (("nr", "BIGINT"), *((field.name, field.column) for field in kind.columns))


_EVENT_COLUMNS: Final = {name: event_columns(kind) for name, kind in KINDS.items()}


def done(store: Store, step: str) -> bool:
    """Whether a step of the run is finished."""
    return bool(store.rows("SELECT 1 FROM steg WHERE steg = ?", (step,)))


def mark(store: Store, step: str) -> None:
    """Note that a step is finished, in the transaction that finishes it."""
    store.run("INSERT INTO steg VALUES (?)", (step,))


def prepare(store: Store) -> None:
    """Make the tables, when they are not there."""
    with store.transaction():
        for table, columns in (("bit", BLOCKS), ("feil", FAULTS), ("steg", STEPS), *_EVENT_COLUMNS.items()):
            store.run(f"CREATE TABLE IF NOT EXISTS {table} ({declared(columns)})")


def ingest(store: Store, found: Iterable[Block], language: Language, told: Callable[[int, int, bool], None]) -> None:
    """Put every block in the database. Those that an earlier run put there are only held against what is read now.

    `told` is given the lines and the weight of each block, and whether an earlier run had it.

    Raises:
        BatchStop: the input is another than the one that was begun.

    """
    there = {number: (rows, digest) for number, rows, digest in store.rows("SELECT nr, rader, sha256 FROM bit")}
    finished = done(store, "lest")
    first = number = 0
    for number, block in enumerate(found, 1):
        rows = len(block.items)
        known = there.get(number)
        if known is None:
            if finished:
                raise BatchStop(_OTHER_INPUT)
            _put(store, number, first, block, language)
        elif known != (rows, block.digest):
            raise BatchStop(_OTHER_INPUT)
        first += rows
        told(rows, block.weight, known is not None)
    if number < len(there):
        raise BatchStop(_OTHER_INPUT)
    if not finished:
        with store.transaction():
            mark(store, "lest")


def _put(store: Store, number: int, first: int, block: Block, language: Language) -> None:
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    faults: list[Row] = []
    count = 0
    for place, read in block.events():
        count += 1
        if isinstance(read[0], str):
            kind, row = read[0], read[1]
            assert isinstance(row, tuple)
            rows[kind].append((first + place, *row[:_KIND_PLACE], *row[_KIND_PLACE + 1 :]))
        else:
            faults += _fault_rows(first + place, read, language)
    with store.transaction():
        for kind, found in rows.items():
            store.add(kind, _EVENT_COLUMNS[kind], found)
        store.add("feil", FAULTS, faults)
        what = (number, block.file, first, block.row, len(block.items), count, block.digest)
        store.add("bit", BLOCKS, [what])


def _fault_rows(number: int, faults: Sequence[Any], language: Language) -> list[Row]:
    return [
        (number, place, fault.code, fault.pointer, fault.message.in_language(language))
        for place, fault in enumerate(faults)
        if isinstance(fault, Fault)
    ]


# --- the same id more than once ---


def settle_repeated(store: Store, language: Language) -> None:
    """Leave out what was sent twice, and tell of each later line that has an id in use and says something else."""
    if done(store, "dobbelt"):
        return
    with store.transaction():
        ids = " UNION ALL ".join(f"SELECT id FROM {name}" for name in KINDS)  # noqa: S608 - names of ours
        store.make("dobbel", f"SELECT id FROM ({ids}) AS alle GROUP BY id HAVING count(*) > 1")  # noqa: S608
        store.make("innhold", " UNION ALL ".join(map(_content, KINDS.values())))
        store.make(
            "utelatt",
            "SELECT i.nr, CASE WHEN i.innhold = f.innhold THEN 1 ELSE 0 END AS lik FROM innhold AS i "
            "INNER JOIN (SELECT id, min(nr) AS nr FROM innhold GROUP BY id) AS g ON g.id = i.id "
            "INNER JOIN innhold AS f ON f.nr = g.nr WHERE i.nr > g.nr",
        )
        store.run("DROP TABLE innhold")
        for name in KINDS:
            store.run(f"DELETE FROM {name} WHERE nr IN (SELECT nr FROM utelatt)")  # noqa: S608 - names of ours
        fault = event_fault("/id", "hendelse.id_brukt")
        store.run(
            "INSERT INTO feil SELECT nr, 0, ?, ?, ? FROM utelatt WHERE lik = 0",
            (fault.code, fault.pointer, fault.message.in_language(language)),
        )
        mark(store, "dobbelt")


def _content(kind: Kind) -> str:
    """The number, id and all else of the events of a kind that share an id with another. No value holds a `|`."""
    names = (name for name, _ in _EVENT_COLUMNS[kind.name] if name not in ("nr", "id"))
    values = (f"coalesce(CAST({name} AS TEXT), '')" for name in names)
    joined = " || '|' || ".join(values)
    return (
        f"SELECT nr, id, '{kind.name}|' || {joined} AS innhold FROM {kind.name} "  # noqa: S608
        "WHERE id IN (SELECT id FROM dobbel)"
    )
