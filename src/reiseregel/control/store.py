"""Events and what is counted of them, in a database on disk: DuckDB, or SQLite which every Python has.

Both run the same SQL on the same types (text and whole numbers; yes is 1) and divide whole numbers downwards, so what
comes out does not tell which it was. Memory has a limit in both; what does not fit goes to the disk.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Literal, Protocol, TypeAlias

from reiseregel.batch.model import BatchStop

Engine: TypeAlias = Literal["duckdb", "sqlite"]
Row: TypeAlias = tuple[Any, ...]
#: Name and type of each column of a table: `TEXT`, `BIGINT`, or `YESNO` which is put in as a bool and kept as 1 or 0.
Columns: TypeAlias = Sequence[tuple[str, str]]

NAME: Final = "hendelser"
SUFFIX: Final[dict[Engine, str]] = {"duckdb": "duckdb", "sqlite": "sqlite"}
#: What DuckDB may hold in memory at a time, and what SQLite may keep of the file.
MEMORY_MB: Final = 192
SQLITE_CACHE_KB: Final = 32_000
_UNUSABLE: Final = (
    "Databasen i mappen kan ikke leses eller skrives. Se at det er plass og at ingen andre bruker den, og gå videre "
    "med --fortsett. Hjelper ikke det, så begynn på nytt med --overskriv."
)
#: What DuckDB calls it, and nothing else, when Ctrl-C comes in the middle of a query.
_BROKEN_OFF: Final = "Query interrupted"
#: What it says of a block that is not as it was written; the exception has no type of its own.
_CORRUPT: Final = "Corrupt database file"
_NO_MEMORY: Final = "Databasen fikk for lite minne. Prøv på nytt med --motor sqlite og --overskriv."


class Store(Protocol):
    """A database of one run. Nothing is kept of a transaction that does not end."""

    engine: Engine

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Run a statement that gives nothing back."""
        ...

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        """Every row of a query; for those that are few, or of one chunk."""
        ...

    def add(self, table: str, columns: Columns, rows: Sequence[Row]) -> None:
        """Put rows in a table whose columns these are."""
        ...

    def index(self, table: str, column: str) -> None:
        """Make look-ups by a column quick, where the engine needs to be told."""
        ...

    def make(self, table: str, query: str) -> tuple[str, ...]:
        """Make a table of what a query gives; the names of its columns. Raises BadQuery."""
        ...

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what the block does, or nothing."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


def declared(columns: Columns) -> str:
    """The columns as `CREATE TABLE` has them."""
    return ", ".join(f"{name} {'BIGINT' if kind == 'YESNO' else kind}" for name, kind in columns)


class BadQuery(Exception):
    """The database does not understand a query of the rule files."""


def best_engine() -> Engine:
    """DuckDB when it is installed with what it is fed through, else SQLite."""
    return "duckdb" if has_duckdb() else "sqlite"


def has_duckdb() -> bool:
    """Whether the extra `kontroll` is installed."""
    return find_spec("duckdb") is not None and find_spec("pyarrow") is not None


@contextmanager
def opened(folder: Path, engine: Engine) -> Iterator[Store]:
    """The database in a folder; made when it is not there.

    Raises:
        BatchStop: the file cannot be read or written.

    """
    path = folder / f"{NAME}.{SUFFIX[engine]}"
    with _sqlite_told() if engine == "sqlite" else _duckdb_told():
        store: Store = _DuckDb(path) if engine == "duckdb" else _Sqlite(path)
        try:
            yield store
        finally:
            store.close()


@contextmanager
def _sqlite_told() -> Iterator[None]:
    """What is wrong with the file is told by what to do about it. Anything else is a fault of ours."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if not _is_of_the_file(error):
            raise
        raise BatchStop(_UNUSABLE) from None


_FILE_ERRORS: Final = (
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_READONLY,
)


#: A text that is no text: nothing else was ever written there.
_NO_TEXT: Final = "Could not decode to UTF-8"


def _is_of_the_file(error: sqlite3.DatabaseError) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _FILE_ERRORS or str(error).startswith(_NO_TEXT)


@contextmanager
def _duckdb_told() -> Iterator[None]:
    import duckdb

    try:
        yield
    except duckdb.OutOfMemoryException:
        raise BatchStop(_NO_MEMORY) from None
    except (duckdb.IOException, duckdb.SerializationException, duckdb.FatalException):
        raise BatchStop(_UNUSABLE) from None
    except duckdb.Error as error:
        if not str(error).startswith(_CORRUPT):
            raise
        raise BatchStop(_UNUSABLE) from None
    except RuntimeError as error:
        if str(error) != _BROKEN_OFF:
            raise
        raise KeyboardInterrupt from None


def files_of(folder: Path) -> Iterator[Path]:
    """Every file of a database in a folder, of either engine, and what it wrote beside."""
    for path in sorted(folder.glob(f"{NAME}.*")):
        if path.is_dir():
            yield from sorted(path.iterdir())
        yield path


class _Connected:
    """What both engines say in the same words."""

    _begin: str
    _database: Any

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        self._database.execute(statement, values)

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        found: list[Row] = self._database.execute(query, values).fetchall()
        return found

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self._database.execute(self._begin)
        try:
            yield
        except BaseException:
            # A database that has given up cannot take anything back either: what went wrong first is what is told.
            with suppress(Exception):
                self._database.rollback()
            raise
        self._commit()

    def close(self) -> None:
        self._database.close()

    def _commit(self) -> None:
        self._database.commit()

    def _names(self, table: str) -> tuple[str, ...]:
        return tuple(row[0] for row in self.rows("SELECT name FROM pragma_table_info(?)", (table,)))


class _Sqlite(_Connected):
    engine: Engine = "sqlite"
    _begin = "BEGIN IMMEDIATE"

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        # What has been committed survives a kill and, but for the last moments, the machine going down.
        self._database.executescript(
            f"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -{SQLITE_CACHE_KB};"
        )

    def add(self, table: str, columns: Columns, rows: Sequence[Row]) -> None:
        places = ", ".join("?" * len(columns))
        self._database.executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608 - names of ours

    def index(self, table: str, column: str) -> None:
        self._database.execute(f"CREATE INDEX {table}_{column} ON {table} ({column})")

    def make(self, table: str, query: str) -> tuple[str, ...]:
        try:
            self._database.execute(f"CREATE TABLE {table} AS {query}")
        except sqlite3.OperationalError as error:
            if _is_of_the_file(error):  # no fault of the query, though SQLite gives both one name
                raise
            raise BadQuery from error
        return self._names(table)


class _DuckDb(_Connected):
    engine: Engine = "duckdb"
    _begin = "BEGIN TRANSACTION"

    def __init__(self, path: Path) -> None:
        import duckdb

        self._database = duckdb.connect(
            str(path),
            config={
                "memory_limit": f"{MEMORY_MB}MB",
                "threads": "2",
                "temp_directory": str(path.with_suffix(".tmp")),
                "preserve_insertion_order": "false",  # nothing here hangs on it, and keeping it takes memory
                "autoinstall_known_extensions": "false",  # a control never fetches programs
                "autoload_known_extensions": "false",
            },
        )
        self._database.execute("SET integer_division = true")

    def add(self, table: str, columns: Columns, rows: Sequence[Row]) -> None:
        if not rows:
            return
        import pyarrow as pa

        types = {"TEXT": pa.string(), "BIGINT": pa.int64(), "YESNO": pa.bool_()}
        arrays = [
            pa.array(values, types[kind]) for values, (_, kind) in zip(zip(*rows, strict=True), columns, strict=True)
        ]
        self._database.register("nye_rader", pa.table(arrays, names=[name for name, _ in columns]))
        self._database.execute(f"INSERT INTO {table} SELECT * FROM nye_rader")  # noqa: S608 - names of ours
        self._database.unregister("nye_rader")

    def index(self, table: str, column: str) -> None:
        """Nothing to do: a table in order is looked up by what each part of it holds."""

    def make(self, table: str, query: str) -> tuple[str, ...]:
        import duckdb

        try:
            self._database.execute(f"CREATE TABLE {table} AS {query}")
        except (duckdb.ParserException, duckdb.BinderException, duckdb.CatalogException) as error:
            raise BadQuery from error
        return self._names(table)

    def _commit(self) -> None:
        import duckdb

        try:
            self._database.commit()
        except duckdb.TransactionException:  # the disk was full, which DuckDB tells as a fault of the transaction
            raise BatchStop(_UNUSABLE) from None
