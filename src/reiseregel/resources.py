"""Where the program, the rules and the contracts are: the last two beside the sources in a checkout, inside the package
when installed.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    packaged = _PACKAGE / "_data" / name
    return packaged if packaged.is_dir() else _PACKAGE.parents[1] / name


def rules_folder() -> Path:
    """The rule files that come with this version."""
    return _folder("rules")


def schemas_folder() -> Path:
    """The published contracts, one folder a version."""
    return _folder("schemas")


def program_folder() -> Path:
    """Where the program's own sources are."""
    return _PACKAGE


def program_files() -> dict[str, Path]:
    """The program's own sources with the grammar, keyed by path below the package, in a fixed order."""
    files = sorted([*_PACKAGE.rglob("*.py"), *_PACKAGE.rglob("*.lark")])
    return {path.relative_to(_PACKAGE).as_posix(): path for path in files}
