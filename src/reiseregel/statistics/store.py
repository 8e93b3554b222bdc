"""What must be remembered of each document, on disk and not in memory: that it is counted, what the register says."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeAlias

from reiseregel.statistics.model import Beside

#: What a row of the register is about: the id of a document, or a run and the number of a case in it.
Key: TypeAlias = tuple[str, int]
#: In place of the number: the whole run.
WHOLE: Final = -1
#: In place of the number of a case, where the text is the id of a document.
BY_ID: Final = -2

_TABLES: Final = """
    CREATE TABLE register (
        name TEXT, number INTEGER, trust TEXT, channel TEXT, ground TEXT,
        received INTEGER, decided INTEGER, cost INTEGER,
        PRIMARY KEY (name, number)
    ) WITHOUT ROWID;
    CREATE TABLE seen (key TEXT PRIMARY KEY, digest BLOB) WITHOUT ROWID;
"""


class Store:
    """A database of one run, gone when the run is."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def put(self, key: Key, row: Beside) -> bool:
        """Keep a row of the register; False when another row says otherwise of the same."""
        values = (*key, row.trust, row.channel, row.ground, row.received, row.decided, row.cost)
        done = self._database.execute("INSERT OR IGNORE INTO register VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
        return done.rowcount == 1 or self.get(key) == row

    def get(self, key: Key) -> Beside | None:
        """What the register says of one key."""
        query = "SELECT trust, channel, ground, received, decided, cost FROM register WHERE name = ? AND number = ?"
        found = self._database.execute(query, key).fetchone()
        return Beside(*found) if found else None

    def between(self, run: str, first: int, last: int) -> dict[int, Beside]:
        """What the register says of the cases of a run from one number to another, both with."""
        query = (
            "SELECT number, trust, channel, ground, received, decided, cost FROM register "
            "WHERE name = ? AND number BETWEEN ? AND ?"
        )
        return {row[0]: Beside(*row[1:]) for row in self._database.execute(query, (run, first, last))}

    def first_time(self, key: str, digest: bytes) -> bool | None:
        """True the first time, False when the same was there before; None when something else was."""
        done = self._database.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (key, digest))
        if done.rowcount == 1:
            return True
        (there,) = self._database.execute("SELECT digest FROM seen WHERE key = ?", (key,)).fetchone()
        return False if there == digest else None


@contextmanager
def opened() -> Iterator[Store]:
    """An empty store in a temporary folder."""
    with (
        TemporaryDirectory(prefix="reiseregel-") as folder,
        closing(sqlite3.connect(Path(folder) / "statistikk.sqlite", isolation_level=None)) as database,
    ):
        # Nothing here outlives the run: no journal, no waiting for the disk, and a small cache.
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16000;")
        database.executescript(_TABLES)
        database.execute("BEGIN")
        yield Store(database)
