"""The rule book, from the cache when exactly these rules were read and found whole by exactly this program before.

A book is kept under the hash of everything that decides what comes out of reading: the rule files, the contracts they
are held against, the program, the libraries it reads with, and Python. So nothing in the cache ever gets old.
"""

from __future__ import annotations

import hashlib
import pickle
import sys
from collections.abc import Iterable
from dataclasses import is_dataclass
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from pathlib import Path

from reiseregel.cachefolder import cache_folder, read_cached, write_cached
from reiseregel.errors import InvalidRules
from reiseregel.resources import program_files, rules_folder, schemas_folder
from reiseregel.rulebook import advice, complaint, model, practice, tree
from reiseregel.rulebook.model import RuleBook
from reiseregel.version import ENGINE
from reiseregel.vocabulary import model as vocabulary
from reiseregel.vocabulary import settings_by_trust
from reiseregel.yamlfile import read_folder

#: The libraries that rule files are read and checked with.
_READERS = ("jsonschema", "lark", "ruamel.yaml")
_HASH_SIZE = hashlib.sha256().digest_size
#: The classes a rule book consists of. All are plain frozen data: making one runs nothing.
_CLASSES = {
    (item.__module__, item.__qualname__): item
    for module in (advice, complaint, model, practice, settings_by_trust, tree, vocabulary)
    for item in vars(module).values()
    if isinstance(item, type) and is_dataclass(item)
}


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
    texts = read_folder(folder or rules_folder())
    name = _file_name(texts) if cache else None
    book = _unpacked(read_cached(name)) if name is not None else None
    if book is None:
        book = _read(texts)
        if name is not None:
            write_cached(name, _packed(book))
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
    """The hash of the program, its libraries and Python; None when it runs without its sources."""
    try:
        files = [(name, path.read_bytes()) for name, path in program_files().items()]
        libraries = [(name, version(name).encode()) for name in _READERS]
    except (OSError, PackageNotFoundError):
        return None
    if not any(name.endswith(".py") for name, _ in files):
        return None
    return _hash([("python", sys.version.encode()), ("engine", ENGINE.encode()), *libraries, *files])


#: Taken when the program is: one that has started does not change with its files, and must not put what it reads under
#: the name of the program that was installed since.
_PROGRAM = _program()


def _file_name(texts: dict[str, str]) -> str | None:
    """The name a book made from these texts is kept under; None when it cannot be kept."""
    if _PROGRAM is None or cache_folder() is None:
        return None
    contracts = sorted((schemas_folder() / "v1").glob("*.schema.json"))
    parts = [(f"schemas/{path.name}", path.read_bytes()) for path in contracts]
    parts += [(name, text.encode()) for name, text in sorted(texts.items())]
    return f"{_hash([('program', _PROGRAM.encode()), *parts])}.pickle"


def _packed(book: RuleBook) -> bytes:
    """The book behind its own hash: half a file, or one with a fault on the disk, is told from a whole one."""
    data = pickle.dumps(book, protocol=5)
    return hashlib.sha256(data).digest() + data


def _unpacked(data: bytes | None) -> RuleBook | None:
    if data is None or hashlib.sha256(data[_HASH_SIZE:]).digest() != data[:_HASH_SIZE]:
        return None
    try:
        book = _Unpickler(BytesIO(data[_HASH_SIZE:])).load()
    except Exception:  # noqa: BLE001 - bytes that somebody made up fail in any way there is; the rules are read instead
        return None
    return book if isinstance(book, RuleBook) else None


class _Unpickler(pickle.Unpickler):
    """Makes nothing but the parts of a rule book; any other name is refused before it is looked up."""

    def find_class(self, module_name: str, global_name: str) -> type:
        found = _CLASSES.get((module_name, global_name))
        if found is None:
            raise pickle.UnpicklingError("not a part of a rule book")
        return found
