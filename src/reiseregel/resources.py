"""Where the rules and the contracts are: beside the sources in a checkout, inside the package when installed."""

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
