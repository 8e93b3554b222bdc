"""The rule book: rule files → typed rule tree. Every executor reads this tree and nothing else."""

from typing import TYPE_CHECKING, Any

from reiseregel.rulebook.cached import load_rulebook
from reiseregel.rulebook.model import Clause, Concept, Post, Rate, Reading, RuleBook, Version

if TYPE_CHECKING:
    from reiseregel.rulebook.load import Loaded, load_files

__all__ = [
    "Clause",
    "Concept",
    "Loaded",
    "Post",
    "Rate",
    "Reading",
    "RuleBook",
    "Version",
    "load_files",
    "load_rulebook",
]


def __getattr__(name: str) -> Any:
    """`Loaded` and `load_files` when they are first asked for: who has the book from the cache never needs them."""
    if name not in ("Loaded", "load_files"):
        raise AttributeError(name)
    from reiseregel.rulebook import load

    return getattr(load, name)
