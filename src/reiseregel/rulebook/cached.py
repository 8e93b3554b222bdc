"""The rule book, from the cache when exactly these rules were read and found whole by exactly this program before.

A book is kept under the hash of everything that decides what comes out of reading: the rule files, the contracts they
are held against, the program, the libraries it reads with, and Python. So nothing in the cache ever gets old. Beside it
stands, under the stamp of those files, the name that they hash to: files that were left alone are not read again.
"""

from __future__ import annotations

import hashlib
import pickle
import re
import sys
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from reiseregel.cachefolder import cache_folder, read_cached, write_cached
from reiseregel.errors import InvalidRules
from reiseregel.resources import program_files, program_folder, rules_folder, schemas_folder
from reiseregel.rulebook import advice, complaint, model, practice, tree
from reiseregel.rulebook.model import RuleBook
from reiseregel.rulebook.stamp import Stamp, stamp_of
from reiseregel.version import ENGINE
from reiseregel.vocabulary import model as vocabulary
from reiseregel.vocabulary import settings_by_trust
from reiseregel.yamlfile import read_folder

#: The libraries that rule files are read and checked with.
_READERS = ("jsonschema", "lark", "ruamel.yaml")
_NAME = re.compile("[0-9a-f]{64}[.]pickle")
_HASH_SIZE = hashlib.sha256().digest_size
#: The classes a rule book consists of. All are plain frozen data: making one runs nothing.
_CLASSES = {
    (item.__module__, item.__qualname__): item
    for module in (advice, complaint, model, practice, settings_by_trust, tree, vocabulary)
    for item in vars(module).values()
    if isinstance(item, type) and is_dataclass(item)
}
_NAMES: dict[type, tuple[str, ...]] = {item: tuple(field.name for field in fields(item)) for item in _CLASSES.values()}


def load_rulebook(folder: Path | None = None, *, cache: bool = False) -> RuleBook:
    """The rule book in `folder` (default: the rules that come with the package).

    Args:
        folder: where the rule files are.
        cache: take the book from this user's cache, and put it there; for programs that start often, as the command
            line does. Without it nothing is written anywhere. `REISEREGEL_CACHE` says where the cache is; set and empty
            it turns it off. When the cache cannot be used, the rules are read as ever.

    Raises:
        InvalidRules: with every fault found, each with file, line and column. Rules with faults are never kept.

    """
    folder = folder or rules_folder()
    if not cache or cache_folder() is None:
        return _read(read_folder(folder))
    note, settled = _note(folder)
    book = _noted(note)
    if book is not None:
        return book
    texts = read_folder(folder)
    name = _file_name(texts)
    book = _unpacked(read_cached(name)) if name is not None else None
    if book is None:
        book = _read(texts)
        if name is not None:
            write_cached(name, _packed(book))
    if name is not None and settled and _note(folder)[0] == note:
        write_cached(note, name.encode())
    return book


def _read(texts: dict[str, str]) -> RuleBook:
    from reiseregel.rulebook.load import load_files  # with it come the libraries that read YAML, expressions and shapes

    loaded = load_files(texts)
    if loaded.book is None:
        raise InvalidRules(loaded.faults)
    return loaded.book


def _hash(parts: Iterable[tuple[str, bytes]]) -> str:
    found = hashlib.sha256()
    for name, content in parts:
        found.update(f"{len(name)} {len(content)} {name}".encode(errors="surrogateescape"))
        found.update(content)
    return found.hexdigest()


def _program() -> str | None:
    """The hash of the program, its libraries and Python; None when it runs without its sources.

    None also when the files are not those that it was started from: one that has started does not change with its
    files, and must not put what it reads under the name of the program that was installed since.
    """
    from importlib.metadata import PackageNotFoundError, version  # takes longer than all else where nothing has changed

    try:
        files = [(name, path.read_bytes()) for name, path in program_files().items()]
        libraries = [(name, version(name).encode()) for name in _READERS]
    except (OSError, PackageNotFoundError):
        return None
    now = _program_stamp()
    if _STARTED is None or now is None or now.digest != _STARTED.digest:
        return None
    if not any(name.endswith(".py") for name, _ in files):
        return None
    return _hash([("python", sys.version.encode()), ("engine", ENGINE.encode()), *libraries, *files])


def _file_name(texts: dict[str, str]) -> str | None:
    """The name a book made from these texts is kept under; None when it cannot be kept."""
    program = _program()
    if program is None:
        return None
    contracts = sorted(_contracts().glob("*.schema.json"))
    parts = [(f"schemas/{path.name}", path.read_bytes()) for path in contracts]
    parts += [(name, text.encode()) for name, text in sorted(texts.items())]
    return f"{_hash([('program', program.encode()), *parts])}.pickle"


def _contracts() -> Path:
    return schemas_folder() / "v1"


# --- without reading the files ---


def _program_stamp() -> Stamp | None:
    """The stamp of the program, its libraries and Python; None when it cannot be taken."""
    libraries = [find_spec(name) for name in _READERS]
    origins = [Path(spec.origin) for spec in libraries if spec is not None and spec.origin is not None]
    return stamp_of([program_folder()], origins, [sys.version, ENGINE])


#: Taken when the program is.
_STARTED = _program_stamp()


def _note(folder: Path) -> tuple[str, bool]:
    """The file that says where the book of these rules is kept, and whether it may be written by now.

    Its name is empty when there can be none.
    """
    stamp = stamp_of([folder, _contracts()], also=[_STARTED.digest]) if _STARTED is not None else None
    if stamp is None or _STARTED is None:
        return "", False
    return f"{stamp.digest}.navn", stamp.settled and _STARTED.settled


def _noted(note: str) -> RuleBook | None:
    """The book that a note leads to."""
    name = (read_cached(note) or b"").decode(errors="replace") if note else ""
    return _unpacked(read_cached(name)) if _NAME.fullmatch(name) else None


# --- the book as bytes ---


def _packed(book: RuleBook) -> bytes:
    """The book behind its own hash: half a file, or one with a fault on the disk, is told from a whole one."""
    stream = BytesIO()
    _Pickler(stream, protocol=5).dump(book)
    data = stream.getvalue()
    return hashlib.sha256(data).digest() + data


def _unpacked(data: bytes | None) -> RuleBook | None:
    if data is None:
        return None
    packed = memoryview(data)[_HASH_SIZE:]
    if hashlib.sha256(packed).digest() != data[:_HASH_SIZE]:
        return None
    try:
        book = _Unpickler(BytesIO(packed)).load()
    except Exception:  # noqa: BLE001 - bytes that somebody made up fail in any way there is; the rules are read instead
        return None
    return book if isinstance(book, RuleBook) else None


class _Pickler(pickle.Pickler):
    """Writes each part as its class and the values to make it with: twice as fast to read as values set one by one."""

    def reducer_override(self, value: object) -> Any:
        names = _NAMES.get(type(value))
        return NotImplemented if names is None else (type(value), tuple(getattr(value, name) for name in names))


class _Unpickler(pickle.Unpickler):
    """Makes nothing but the parts of a rule book; any other name is refused before it is looked up."""

    def find_class(self, module_name: str, global_name: str) -> type:
        found = _CLASSES.get((module_name, global_name))
        if found is None:
            raise pickle.UnpicklingError("not a part of a rule book")
        return found
