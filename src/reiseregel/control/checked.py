"""Everything that can be wrong with the control book, found at once: the book, its places in the law, and its cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reiseregel.control.book import FOLDER, FOLDERS, load_control_files, picked
from reiseregel.control.case_coverage import uncovered
from reiseregel.control.cases import SignalCase, read_signal_cases
from reiseregel.control.places import hjemmel_faults
from reiseregel.control.signals import ControlBook
from reiseregel.errors import RuleFault
from reiseregel.lawmap.model import LawMap
from reiseregel.resources import rules_folder


@dataclass(frozen=True, slots=True)
class CheckedControl:
    """The book and its cases, as far as they could be read, and every fault."""

    book: ControlBook | None
    cases: tuple[SignalCase, ...]
    faults: tuple[RuleFault, ...]


def has_control(names: Iterable[str]) -> bool:
    """Whether a rules folder has a control book, from the paths of its files: one with other rules alone may not."""
    return any(name.startswith(tuple(f"{FOLDER}/{part}/" for part in FOLDERS)) for name in names)


def control_folder(folder: Path | None = None) -> Path | None:
    """The control book's folder in a rules folder (default: the rules that come with the package), if it has one."""
    found = (folder or rules_folder()) / FOLDER
    return found if any((found / part).is_dir() for part in FOLDERS) else None


def check_control(texts: Mapping[str, str], maps: Iterable[LawMap] = ()) -> CheckedControl:
    """Check the control book among file texts keyed by path below the rules folder.

    `maps` are the law maps that its places in the law are held against.
    """
    own = picked(dict(texts))
    loaded = load_control_files(own)
    if loaded.book is None:
        return CheckedControl(None, (), tuple(loaded.faults))
    cases, faults = read_signal_cases(own, loaded.book)
    faults = [*faults, *hjemmel_faults(maps, loaded.book)]
    if not faults:
        faults = uncovered(loaded.book, cases)
    return CheckedControl(loaded.book, tuple(cases), tuple(sorted(set(faults))))
