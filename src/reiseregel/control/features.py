"""Events in the database → feature facts, by the SQL of `rules/kontroll/grunnlag/`: one query a file, run as it stands
on both engines.

`felles/` has what several of them need; each becomes a table of its name. A query of an entity gives `subjekt` and the
facts of the entity by name; null is a fact that cannot be known.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reiseregel.control.book import FOLDER
from reiseregel.control.ingest import done, mark
from reiseregel.control.model import FeatureFact
from reiseregel.control.signals import ControlBook
from reiseregel.control.store import BadQuery, Store, declared
from reiseregel.control.windows import WindowKind, day_rows, window_rows
from reiseregel.errors import InvalidRules, Place, RuleFault
from reiseregel.resources import rules_folder

QUERIES: Final = "grunnlag"
#: Made first, in this order: each may read those before it.
SHARED: Final = (
    "gjeldende_bestilling",
    "gjeldende_rekvisisjon",
    "gjeldende_attest",
    "gjeldende_tur",
    "reise_med_utfall",
)
#: The entities about a period, which has a last day beside the first.
PERIODS: Final = "_i_perioden"
SUBJECT: Final = "subjekt"
#: Every day that a query may ask for the window or the number of.
_DAYS: Final = (
    "SELECT dato AS dag FROM gjeldende_bestilling UNION SELECT dato FROM kravreise "
    "UNION SELECT dag FROM gjeldende_rekvisisjon UNION SELECT dag FROM gjeldende_attest "
    "UNION SELECT gyldig_fra FROM gjeldende_attest UNION SELECT gyldig_til FROM gjeldende_attest"
)


@dataclass(frozen=True, slots=True)
class Queries:
    """The text of each query by name, the shared ones first; and a digest of them all."""

    texts: dict[str, str]
    digest: str


def load_queries(folder: Path | None, book: ControlBook) -> Queries:
    """The queries of a rules folder (default: the rules that come with the package).

    Raises:
        InvalidRules: one is missing or cannot be read.

    """
    where = (folder or rules_folder()) / FOLDER / QUERIES
    files = {name: f"felles/{name}.sql" for name in SHARED} | {name: f"{name}.sql" for name in book.entities}
    texts, faults = {}, []
    for name, file in files.items():
        try:
            texts[name] = (where / file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            faults.append(_fault(file, "mangler", "spørringen finnes ikke, eller den er ikke tekst i UTF-8"))
    if faults:
        raise InvalidRules(faults)
    return Queries(texts, hashlib.sha256(json.dumps(texts, ensure_ascii=False).encode()).hexdigest())


def _fault(file: str, code: str, message: str) -> RuleFault:
    return RuleFault(Place(f"{FOLDER}/{QUERIES}/{file}", 1, 1), code, message)


def fault_of(entity: str, message: str) -> InvalidRules:
    """A fault in the query of an entity."""
    return InvalidRules([_fault(f"{entity}.sql", "grunnlag", message)])


def count_features(store: Store, book: ControlBook, queries: Queries, window: WindowKind) -> None:
    """Make a table of the facts of each entity, numbered in the order of subject and day.

    Raises:
        InvalidRules: a query cannot be run, or does not give the facts of its entity.

    """
    if not done(store, "felles"):
        with store.transaction():
            for name in SHARED:
                _make(store, name, f"felles/{name}.sql", queries.texts[name])
            _days(store, window)
            mark(store, "felles")
    for entity in book.entities:
        if done(store, entity):
            continue
        with store.transaction():
            query = (
                f"SELECT row_number() OVER (ORDER BY {SUBJECT}, dato) AS nr, rader.* "  # noqa: S608 - of the rules
                f"FROM (\n{queries.texts[entity]}\n) AS rader"
            )
            found = _make(store, _table(entity), f"{entity}.sql", query)
            facts = {fact.name for fact in book.rules.vocabulary.facts_of(entity)}
            if set(found) != {"nr", SUBJECT, *facts}:
                differing = ", ".join(sorted(facts ^ (set(found) - {"nr", SUBJECT})) or [SUBJECT])
                raise fault_of(entity, f"spørringen gir ikke akkurat opplysningene til entiteten; se på: {differing}")
            store.index(_table(entity), "nr")
            mark(store, entity)


def _make(store: Store, table: str, file: str, query: str) -> tuple[str, ...]:
    try:
        return store.make(table, query)
    except BadQuery as error:
        message = f"databasen forstår ikke spørringen: {error.__cause__}"
        raise InvalidRules([_fault(file, "grunnlag", message)]) from None


def _table(entity: str) -> str:
    return f"grunnlag_{entity}"


def _days(store: Store, window: WindowKind) -> None:
    columns = (("dag", "TEXT"), ("nr", "BIGINT"), ("vindu", "TEXT"))
    store.run(f"CREATE TABLE dag ({declared(columns)})")
    found = list(day_rows((row[0] for row in store.rows(_DAYS)), window))
    store.add("dag", columns, found)
    bounds = (("foerste", "TEXT"), ("siste", "TEXT"))
    store.run(f"CREATE TABLE vindu ({declared(bounds)})")
    store.add("vindu", bounds, list(window_rows(sorted({row[2] for row in found}), window)))
    store.index("dag", "dag")


class Features:
    """The feature facts in the database, by entity and number."""

    def __init__(self, store: Store, book: ControlBook) -> None:
        self._store = store
        self._facts = {entity: book.rules.vocabulary.facts_of(entity) for entity in book.entities}

    def counts(self) -> dict[str, int]:
        """How many there are of each entity, in the order of the book."""
        return {
            entity: self._store.rows(f"SELECT count(*) FROM {_table(entity)}")[0][0]  # noqa: S608 - names of ours
            for entity in self._facts
        }

    def read(self, entity: str, first: int, count: int) -> Iterator[FeatureFact]:
        """Those numbered from `first` (from 0), `count` or fewer, in order."""
        facts = self._facts[entity]
        names = [fact.name for fact in facts]
        yes_no = [fact.name for fact in facts if fact.type.kind == "boolsk"]
        rows = self._store.rows(
            f"SELECT {SUBJECT}, {', '.join(names)} FROM {_table(entity)} WHERE nr > ? AND nr <= ? ORDER BY nr",  # noqa: S608
            (first, first + count),
        )
        for subject, *row in rows:
            values = dict(zip(names, row, strict=True))
            if None in row:
                values = {name: value for name, value in values.items() if value is not None}
            for name in yes_no:
                if name in values:
                    values[name] = values[name] == 1
            yield FeatureFact(entity, subject, values)
