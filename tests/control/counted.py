"""Small events → the features that are counted of them, in a database of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from reiseregel.batch.model import InputFile
from reiseregel.control.features import Features, count_features, load_queries
from reiseregel.control.ingest import ingest, prepare, settle_repeated
from reiseregel.control.model import FeatureFact
from reiseregel.control.reading import blocks
from reiseregel.control.signals import ControlBook
from reiseregel.control.store import Engine, Store, has_duckdb, opened
from reiseregel.control.windows import WindowKind
from tests.control.made_events import Event, as_lines

ENGINES: tuple[Engine, ...] = ("sqlite", "duckdb") if has_duckdb() else ("sqlite",)
#: What a booking leaves out when it stands on no paper.
BARE = ("rekvisisjon", "attest")


@contextmanager
def counted(
    book: ControlBook, folder: Path, events: list[Event], engine: Engine = "sqlite", window: WindowKind = "maaned"
) -> Iterator[Store]:
    """A database in which the features of some events are counted."""
    folder.mkdir(exist_ok=True)
    source = folder / "inn.jsonl"
    source.write_bytes(as_lines(events))
    with opened(folder, engine) as store:
        prepare(store)
        inputs = (InputFile(str(source), source.name, "jsonl", source.stat().st_size, ""),)
        ingest(store, blocks(inputs, 7), "nb", lambda *_: None)
        settle_repeated(store, "nb")
        count_features(store, book, load_queries(None, book), window)
        yield store
    for path in folder.iterdir():
        path.unlink()


def features(
    book: ControlBook, folder: Path, events: list[Event], engine: Engine = "sqlite", window: WindowKind = "maaned"
) -> list[FeatureFact]:
    """Every fact, three at a time."""
    with counted(book, folder, events, engine, window) as store:
        found = Features(store, book)
        return [
            fact
            for entity, count in found.counts().items()
            for first in range(0, count, 3)
            for fact in found.read(entity, first, 3)
        ]


def values(facts: list[FeatureFact], entity: str) -> dict[str, dict[str, Any]]:
    return {fact.subject: dict(fact.values) for fact in facts if fact.entity == entity}
